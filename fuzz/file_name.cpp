// File names that strangers chose: what comes out is short, not empty, one header line, and safe again is the
// same.
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "platform/files/download_name.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string name = rapport::files::safe_name(input);
  RAPPORT_CHECK(!name.empty() && name.size() <= rapport::files::name_bytes_max);
  RAPPORT_CHECK(rapport::files::safe_name(name) == name);
  const std::string header = rapport::files::content_disposition(input, "image/png");
  for (const char c : header)
    RAPPORT_CHECK(c >= 32 && c < 127);
  int quotes = 0;
  for (const char c : header)
    quotes += c == '"' ? 1 : 0;
  RAPPORT_CHECK(quotes == 2 && header.find('\\') == std::string::npos);
  return 0;
}
