#include "platform/http/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "platform/http/header_values.h"

namespace rapport::http {
namespace {

// "[::1]:80" -> "::1", "1.2.3.4:80" -> "1.2.3.4"
std::string bare(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('[')) return std::string(text.substr(1, text.find(']') - 1));
  if (std::count(text.begin(), text.end(), ':') == 1) text = text.substr(0, text.find(':'));
  return std::string(text);
}

}  // namespace

Result<AddressBytes> parse_address(std::string_view text) {
  const std::string address = bare(text);
  AddressBytes bytes{};
  if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) return bytes;
  bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0};
  if (inet_pton(AF_INET, address.c_str(), bytes.data() + 12) == 1) return bytes;
  return fail(ErrorCode::invalid, "bad_address", "\"" + std::string(text) + "\" is not an IP address");
}

Result<AddressRanges> AddressRanges::parse(const std::vector<std::string>& texts) {
  AddressRanges ranges;
  for (const std::string& text : texts) {
    const std::size_t slash = text.find('/');
    const auto address = parse_address(text.substr(0, slash));
    if (!address) return tl::unexpected<Error>(address.error());
    const unsigned offset = text.find(':') == std::string::npos ? 96 : 0;
    unsigned bits = 128 - offset;
    if (slash != std::string::npos) {
      const char* last = text.data() + text.size();
      const auto [end, error] = std::from_chars(text.data() + slash + 1, last, bits);
      if (error != std::errc() || end != last || bits > 128 - offset)
        return fail(ErrorCode::invalid, "bad_address", "\"" + text + "\" has no valid prefix length");
    }
    ranges.ranges_.push_back({*address, bits + offset});
  }
  return ranges;
}

bool AddressRanges::contains(std::string_view text) const {
  if (ranges_.empty()) return false;
  const auto address = parse_address(text);
  if (!address) return false;
  const auto is_inside = [&](const Range& range) {
    const unsigned whole = range.bits / 8, rest = range.bits % 8;
    if (!std::equal(address->begin(), address->begin() + whole, range.address.begin())) return false;
    return rest == 0 || (((*address)[whole] ^ range.address[whole]) >> (8 - rest)) == 0;
  };
  return std::any_of(ranges_.begin(), ranges_.end(), is_inside);
}

std::string client_address(std::string_view forwarded_for, const std::string& peer,
                           const AddressRanges& trusted) {
  if (!trusted.contains(peer)) return peer;
  std::string nearest = peer;
  const auto hops = list_members(forwarded_for);
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    if (!parse_address(*hop)) break;
    nearest = bare(*hop);
    if (!trusted.contains(nearest)) break;
  }
  return nearest;
}

std::string rate_limit_key(std::string_view address) {
  const auto bytes = parse_address(address);
  if (!bytes) return std::string(address);
  const bool is_v4 = std::all_of(bytes->begin(), bytes->begin() + 10, [](std::uint8_t b) { return b == 0; });
  return std::string(reinterpret_cast<const char*>(bytes->data()), is_v4 ? 16 : 8);
}

}  // namespace rapport::http
