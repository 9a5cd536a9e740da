// The tables of data protection, and the indexes by which a person's rows are found.
#pragma once

#include <vector>

#include "platform/database/migration.h"

namespace rapport::protection {

std::vector<database::Migration> protection_migrations();

}  // namespace rapport::protection
