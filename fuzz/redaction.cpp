// Words with numbers in them, of strangers: in what comes out nothing is found any more, and what is between
// the numbers is as it was.
#include "redaction/redaction.h"

#include <cstddef>
#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using rapport::redaction::redact;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto once = redact(input, {true, true});
  RAPPORT_CHECK((once.count == 0) == (once.text == input));
  const auto again = redact(once.text, {true, true});
  RAPPORT_CHECK(again.count == 0 && again.text == once.text);
  return 0;
}
