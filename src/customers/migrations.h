// The tables of customers. The first step is older than the others and stands elsewhere in the program's
// list.
#pragma once

#include <vector>

#include "platform/database/migration.h"

namespace rapport::customers {

std::vector<database::Migration> customer_migrations();
// Persons, joins, profile, consents, events.
std::vector<database::Migration> person_migrations();
std::vector<database::Migration> touched_migrations();

}  // namespace rapport::customers
