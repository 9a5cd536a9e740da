#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace rapport {

void check_failed(const char* expression, const char* file, int line) noexcept {
  std::fprintf(stderr, "RAPPORT_CHECK failed: %s at %s:%d\n", expression, file, line);
  std::abort();
}

}  // namespace rapport
