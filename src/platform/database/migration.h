// The schema's steps, and what brings a database to the program's version.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "platform/log/log.h"

namespace rapport::database {

class Session;

// One step of the schema. `version` counts up from 1 without gaps over the whole program; a database with a
// higher version than the program knows is refused with both numbers. Both texts hold several statements
// separated by ';'. A step that has been released is never changed: add another.
struct Migration {
  int version = 0;
  std::string name;
  std::string sqlite;
  std::string postgresql;  // "": the same text serves both
};

// Applies what is missing, each step in its own transaction together with its line in `schema_migrations`.
// Two programs that start at once on one PostgreSQL wait for each other. Refuses: a gap or a repeated version
// in `migrations` (internal), a newer database (conflict, database_newer), a database made by other steps
// (conflict, schema_differs). The order of `migrations` does not matter.
Result<void> migrate(Session& sql, std::vector<Migration> migrations, log::Log& log);

}  // namespace rapport::database
