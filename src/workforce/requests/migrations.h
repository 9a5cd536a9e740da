// The tables of this folder. Steps are never put between others, so each that came later has its own list.
#pragma once

#include <vector>

#include "platform/database/database.h"

namespace rapport::workforce {

std::vector<database::Migration> request_migrations();
std::vector<database::Migration> bid_migrations();

}  // namespace rapport::workforce
