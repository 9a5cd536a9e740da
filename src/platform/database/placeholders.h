// Rewrites `:name` parameters into the engine's numbered form, so that a repeated name is one parameter on
// both engines (by position SOCI counts it once on SQLite and twice on PostgreSQL). Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/database/options.h"

namespace rapport::database {

struct Numbered {
  std::string query;                // "?1" on SQLite, "$1" on PostgreSQL
  std::size_t parameter_count = 0;  // distinct names
};

// Leaves quoted text, "names", -- comments and :: casts alone.
Numbered number_placeholders(std::string_view query, Engine engine);

}  // namespace rapport::database
