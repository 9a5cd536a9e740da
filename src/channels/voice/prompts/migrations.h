// The tables of prompts and of music on hold.
#pragma once

#include <vector>

#include "platform/database/migration.h"

namespace rapport::prompts {

// Version 0: the composition root numbers them. After those of lines.
std::vector<database::Migration> prompt_migrations();

}  // namespace rapport::prompts
