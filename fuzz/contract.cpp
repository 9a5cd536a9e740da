// Bytes into the decoder of a struct with everything in it. What is accepted must come back the same through
// the encoder, and what is refused must say why.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "platform/contract/json.h"
#include "platform/contract/parameters.h"
#include "platform/contract/rich.h"

namespace {

using namespace rapport;

void check_round_trip(std::string_view bytes, const contract::DecodeOptions& options) {
  const auto value = contract::decode<rich::Rich>(bytes, options);
  if (!value) {
    RAPPORT_CHECK(!value.error().detail.empty());
    RAPPORT_CHECK(value.error().code == ErrorCode::too_large || !value.error().issues.empty());
    // A problem document quotes these.
    contract::encode(value.error().detail);
    return;
  }
  const std::string text = contract::encode(*value);
  const auto again = contract::decode<rich::Rich>(text, options);
  RAPPORT_CHECK(again.has_value());
  RAPPORT_CHECK(contract::encode(*again) == text);
  RAPPORT_CHECK(*again == *value);
}

// name=value&name=value
void check_parameters(std::string_view bytes) {
  std::map<std::string, std::string> texts;
  while (!bytes.empty()) {
    const auto end = bytes.find('&');
    const std::string_view pair = bytes.substr(0, end);
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos)
      texts[std::string(pair.substr(0, equals))] = pair.substr(equals + 1);
    bytes = end == std::string_view::npos ? std::string_view() : bytes.substr(end + 1);
  }
  (void)contract::decode_parameters<rich::Rich>(texts);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_round_trip(bytes, {});
  contract::DecodeOptions lenient;
  lenient.ignores_unknown = true;
  check_round_trip(bytes, lenient);
  check_parameters(bytes);
  return 0;
}
