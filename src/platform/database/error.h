// What a database failure means to the caller. Pure. By SQLSTATE or SQLite's result code, never by SOCI's
// category, which differs between the engines.
#pragma once

#include <exception>
#include <stdexcept>

#include "base/result.h"

namespace rapport::database {

// Thrown by statement.h for a value that a column cannot hold (text with a NUL byte); becomes
// ErrorCode::invalid.
class RefusedValue : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// unique or exclusion -> conflict already_exists; foreign key -> conflict reference_broken; check, not null,
// out of range
// -> invalid value_refused; disk full, out of memory, busy, timeout, connection -> unavailable; all else ->
// internal. `detail` is the engine's first line only: no parameter values, no statement.
Error error_of(const std::exception& exception);

}  // namespace rapport::database
