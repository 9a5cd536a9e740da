#include "channels/voice/lines/host.h"

#include <algorithm>

#include "channels/voice/sip/networks.h"

namespace rapport::lines {
namespace {

bool is_label(std::string_view label) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), is_letter);
}

}  // namespace

bool is_host(std::string_view text) {
  if (sip::address_bytes(text)) return true;
  if (text.empty() || text.size() > 253) return false;
  std::string_view last;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find('.', from), text.size());
    last = text.substr(from, to - from);
    if (!is_label(last)) return false;
    from = to + 1;
  }
  // All digits at the end: a mistyped address, never a name.
  return !std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace rapport::lines
