// The tables of organisations and everything their administrators keep.
#pragma once

#include <vector>

#include "platform/database/migration.h"

namespace rapport::org {

// Version 0: the composition root numbers them.
std::vector<database::Migration> org_migrations();

}  // namespace rapport::org
