// Result<T>: a value, or an expected failure that the caller can react to. Errors travel to the API
// unchanged: the code becomes the HTTP status and the problem type, the rest says what and where.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace rapport {

enum class ErrorCode {
  invalid,          // the input is wrong; `issues` says where                      400 / 422
  unauthenticated,  // who are you?                                                401
  forbidden,        // you may not                                                 403
  not_found,        // no such thing, or not in your organisation                  404
  conflict,         // the thing has moved on: expired offer, closed twice, stale  409
  too_large,        // over a named limit                                          413
  too_many,         // rate limit or queue limit                                   429
  unavailable,      // cannot accept now (disk full, database away): try again     503
  internal,         // our fault                                                   500
};

// One thing wrong with an input. `where` is a JSON Pointer ("/skills/2/level"), a parameter name or a file
// position.
struct Issue {
  std::string where;
  std::string what;
  friend bool operator==(const Issue&, const Issue&) = default;
};

struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string reason;  // stable, machine-readable, snake_case: "offer_expired"
  std::string detail;  // for people, English; says what and where
  std::vector<Issue> issues = {};
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string reason, std::string detail,
                                  std::vector<Issue> issues = {}) {
  return tl::unexpected<Error>(Error{code, std::move(reason), std::move(detail), std::move(issues)});
}

}  // namespace rapport
