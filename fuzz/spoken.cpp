// Any text as a voice would say it: it comes through, and does not grow without bound.
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "phrases/money.h"
#include "phrases/spoken.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rapport::phrases;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const Tongue tongue : {Tongue::en, Tongue::zh}) {
    const std::string said = spoken(text, tongue);
    RAPPORT_CHECK(said.size() <= 64 * size + 64);
    (void)decimal(text, tongue);
    (void)phone_number(text, tongue);
    (void)money(text, "CNY", tongue);
  }
  return 0;
}
