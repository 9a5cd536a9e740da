// RAPPORT_CHECK: a broken invariant of ours stops the program, in release too; the journal explains it
// afterwards. Never for outside input: that is handled (see result.h).
#pragma once

namespace rapport {

[[noreturn]] void check_failed(const char* expression, const char* file, int line) noexcept;

}  // namespace rapport

#define RAPPORT_CHECK(expression)                               \
  do {                                                          \
    if (!(expression)) [[unlikely]]                             \
      ::rapport::check_failed(#expression, __FILE__, __LINE__); \
  } while (false)
