// The tables of trunks, phone numbers and phones.
#pragma once

#include <vector>

#include "platform/database/migration.h"

namespace rapport::lines {

// Version 0: the composition root numbers them. After those of org.
std::vector<database::Migration> line_migrations();

}  // namespace rapport::lines
