#include "channels/voice/sip/screen.h"

#include <fmt/format.h>

#include <array>

#include "channels/voice/sip/dialog.h"
#include "channels/voice/sip/libre.h"
#include "channels/voice/sip/text.h"
#include "channels/voice/sip/verdict.h"

namespace rapport::sip {

namespace {

// The next header with its folded lines; "" at the end of the headers.
std::string_view next_header(std::string_view& rest) {
  std::size_t end = 0;
  for (;;) {
    end = rest.find('\n', end);
    if (end == std::string_view::npos) return {};
    ++end;
    if (end >= rest.size() || (rest[end] != ' ' && rest[end] != '\t')) break;
  }
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
    line.remove_suffix(1);
  return line;
}

// A start line that is a request's but for its faults: nothing but "SIP/2.0 " starts a response.
struct StartLine {
  bool is_response = false;
  bool is_good = false;
  int code = 400;
  std::string_view reason = "Bad request line";
};

StartLine read_start_line(std::string_view line) {
  StartLine start;
  if (line.starts_with("SIP/")) {
    start.is_response = true;
    // Three digits, 100 to 699: libre would take the rest of a longer number.
    const auto space = line.find(' ');
    const auto digits = space == std::string_view::npos
                            ? std::string_view()
                            : line.substr(space + 1, line.find(' ', space + 1) - space - 1);
    start.is_good =
        line.starts_with("SIP/2.0 ") && digits.size() == 3 && number_in(digits, 699).value_or(0) >= 100;
    return start;
  }
  const auto last = line.find_last_of(' ');
  const auto first = line.find(' ');
  const std::string_view version =
      last == std::string_view::npos ? std::string_view() : line.substr(last + 1);
  if (version.starts_with("SIP/") && version != "SIP/2.0") {
    start.code = 505;
    start.reason = "Version Not Supported";
    return start;
  }
  if (first == std::string_view::npos || first == last || version != "SIP/2.0") return start;
  const std::string_view uri = line.substr(first + 1, last - first - 1);
  if (!is_token(line.substr(0, first))) return start;
  if (!is_plain_uri(uri)) {
    start.reason = "Bad Request-URI";
    return start;
  }
  start.is_good = true;
  return start;
}

}  // namespace

std::string rough_answer(std::string_view request, int code, std::string_view reason,
                         std::string_view source_host, int source_port) {
  struct Line {
    std::string_view name;
    char compact;
    std::string text;
  };
  std::array<Line, 5> lines{
      {{"Via", 'v', ""}, {"From", 'f', ""}, {"To", 't', ""}, {"Call-ID", 'i', ""}, {"CSeq", 0, ""}}};
  std::string_view rest = request;
  next_header(rest);  // the start line
  int headers = 0;
  for (std::string_view line = next_header(rest); !line.empty() && headers < 200;
       line = next_header(rest), ++headers) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const auto name = trimmed(line.substr(0, colon));
    for (Line& wanted : lines) {
      const bool is_it = equals_ignoring_case(name, wanted.name) ||
                         (wanted.compact != 0 && name.size() == 1 && (name[0] | 0x20) == wanted.compact);
      if (!is_it || (!wanted.text.empty() && wanted.compact != 'v')) continue;
      std::string value = one_line(trimmed(line.substr(colon + 1)));
      if (wanted.compact == 'v' && wanted.text.empty()) {
        // A reflected maddr would send the next answer elsewhere.
        value += fmt::format(";received={}", source_host);
        // Only as it is usually written; an answer that says more would not help a sender this broken.
        const auto at = value.find(";rport");
        if (at != std::string::npos && (at + 6 == value.size() || value[at + 6] == ';'))
          value.replace(at, 6, fmt::format(";rport={}", source_port));
      }
      if (wanted.compact == 't' && value.find(";tag=") == std::string::npos) value += ";tag=" + random_tag();
      wanted.text += fmt::format("{}: {}\r\n", wanted.name, value);
    }
  }
  std::string answer = fmt::format("SIP/2.0 {} {}\r\n", code, reason);
  for (const Line& line : lines) {
    if (line.text.empty()) return "";
    answer += line.text;
  }
  return answer + "Content-Length: 0\r\n\r\n";
}

Screened screen(std::string_view bytes, std::string_view source_host, int source_port,
                std::size_t bytes_max) {
  Screened result;
  while (result.skip + 1 < bytes.size() && bytes[result.skip] == '\r' && bytes[result.skip + 1] == '\n')
    result.skip += 2;
  const std::string_view message = bytes.substr(result.skip);
  if (trimmed(message).empty()) return result;  // a keep-alive
  result.is_broken = true;
  if (message.size() > bytes_max) return result;
  const auto line_end = message.find('\n');
  if (line_end == std::string_view::npos || !is_token(message.substr(0, 1)))
    return result;  // STUN and other noise
  std::string_view line = message.substr(0, line_end);
  if (line.ends_with('\r')) line.remove_suffix(1);
  const StartLine start = read_start_line(line);
  if (start.is_good) {
    const Ref<mbuf> buffer = buffer_of(message);
    sip_msg* decoded = nullptr;
    if (buffer && sip_msg_decode(&decoded, buffer.get()) == 0) {
      const Ref<sip_msg> held(decoded);
      result.kind = Screened::Kind::pass;
      result.is_broken = false;
      return result;
    }
  }
  if (start.is_response || message.starts_with("ACK ")) return result;  // never answered
  // maddr in the Via: see judge_request.
  result.answer = start.is_good ? rough_answer(message, 400, "Bad Request", source_host, source_port)
                                : rough_answer(message, start.code, start.reason, source_host, source_port);
  if (!result.answer.empty()) result.kind = Screened::Kind::answer;
  return result;
}

}  // namespace rapport::sip
