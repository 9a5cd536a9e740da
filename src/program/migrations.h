// The schema of the whole program: every capability's steps in the order in which they came. A step is never
// changed or moved once it was in a release; new ones are added at the end.
#pragma once

#include <vector>

#include "platform/database/migration.h"

namespace rapport::program {

std::vector<database::Migration> all_migrations();

}  // namespace rapport::program
