// Any bytes as what a client sends, through the parser the server uses and the readers of header values
// behind it. The first byte cuts the rest into pieces, as a network would; the result must not depend on the
// cuts.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/utf8.h"
#include "platform/http/address.h"
#include "platform/http/header_values.h"
#include "platform/http/request_parser.h"
#include "platform/http/static_files.h"
#include "platform/http/target.h"

namespace {

using namespace rapport;
using namespace rapport::http;

constexpr std::size_t kHeaderMax = 2048, kBodyMax = 512;

void check_target(std::string_view text) {
  const auto target = parse_target(text);
  if (!target) return;
  RAPPORT_CHECK(!target->segments.empty() && is_utf8(target->path));
  for (const std::string& segment : target->segments) {
    RAPPORT_CHECK(segment != "." && segment != "..");
    RAPPORT_CHECK(segment.find('/') == std::string::npos && segment.find('\0') == std::string::npos);
  }
  const FilesRoute route{"/proc/self/nowhere", "", {}};
  RAPPORT_CHECK(!serve_file(route, {target->segments, "br, gzip", false}));
}

void check_values(const Request& request) {
  (void)request.cookie("rapport_session");
  (void)accepts_encoding(request.header("accept-encoding"), "gzip");
  (void)matches_etag(request.header("if-none-match"), "\"a-1\"");
  for (const std::uint64_t size :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1000}, ~std::uint64_t{0}}) {
    const ByteRange range = parse_range(request.header("range"), size);
    if (range.kind == ByteRange::Kind::part)
      RAPPORT_CHECK(range.length > 0 && range.first < size && range.length <= size - range.first);
  }
  const auto trusted = AddressRanges::parse({"10.0.0.0/8", "::1"});
  RAPPORT_CHECK(trusted.has_value());
  const std::string client = client_address(request.header("x-forwarded-for"), "10.0.0.1", *trusted);
  RAPPORT_CHECK(parse_address(client).has_value() && !rate_limit_key(client).empty());
  const std::string safe = safe_header_value(request.header("x-file-name"));
  RAPPORT_CHECK(safe.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
}

// What came of the bytes, as text, for comparison.
std::string parse(std::string_view bytes, std::size_t piece) {
  std::string story, input;
  RequestParser parser(kHeaderMax);
  while (true) {
    const std::size_t used = parser.feed(input);
    RAPPORT_CHECK(used <= input.size());
    input.erase(0, used);
    switch (parser.state()) {
      case RequestParser::State::header_done: {
        const Request& request = parser.request();
        check_values(request);
        story += request.method + " " + request.path + "\n";
        for (const auto& [name, value] : request.headers)
          story += name + ": " + value + "\n";
        (void)parser.keep_alive();
        (void)parser.wants_websocket();
        parser.limit_body(kBodyMax);
        continue;
      }
      case RequestParser::State::done:
        RAPPORT_CHECK(parser.request().body.size() <= kBodyMax);
        return story + parser.request().body + "\ndone";
      case RequestParser::State::failed:
        RAPPORT_CHECK(parser.failure().status >= 400 && parser.failure().status < 600);
        return story + "\nfailed";
      case RequestParser::State::needs_more:
        break;
    }
    if (bytes.empty()) return story + "\nmore";
    input += bytes.substr(0, piece);
    bytes.remove_prefix(bytes.size() < piece ? bytes.size() : piece);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  check_target(bytes);
  const std::string whole = parse(bytes, bytes.size() + 1);
  const std::string cut = parse(bytes, data[0] % 16 + 1u);
  const auto is_finished = [](const std::string& story) {
    return !story.ends_with("\nmore") && !story.ends_with("\nfailed");
  };
  RAPPORT_CHECK(whole == cut || (!is_finished(whole) && !is_finished(cut)));
  return 0;
}
