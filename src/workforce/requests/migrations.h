// The tables of this folder.
#pragma once

#include <vector>

#include "platform/database/database.h"

namespace rapport::workforce {

std::vector<database::Migration> request_migrations();

}  // namespace rapport::workforce
