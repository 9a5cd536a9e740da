// The messages of RFC 4475 and RFC 5118, written from their text in the RFCs' own notation: <hex>, <repeat>,
// and <length/> for a right Content-Length. Each is sent over UDP to a station that knows us as a trunk and
// to one that does not.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "channels/voice/sip/support/station.h"
#include "platform/crypto/encoding.h"

using namespace rapport;
using namespace rapport::sip;
using namespace rapport::sip::test;

namespace {

// What comes back: a code, or nothing.
struct Wanted {
  const char* name;
  std::vector<int> from_trunk;     // any of these; 0: no answer; 100: a call
  std::vector<int> from_stranger;  // the same
  const char* header = "";         // of the trunk's answer
  const char* value = "";
};

const Wanted all[] = {
    // RFC 4475 section 3.1.1: valid. To has a tag in wsinv: a dialog that nobody knows.
    {"wsinv", {481}, {481}},
    {"intmeth", {501}, {501}, "Allow", "INVITE"},
    {"esc01", {100}, {401}},
    {"escnull", {401}, {401}},
    {"esc02", {501}, {501}},
    {"lwsdisp", {200}, {401}},
    {"longreq", {100}, {401}},
    {"dblreq", {401}, {401}},
    {"semiuri", {200}, {401}},
    {"transports", {200}, {401}},
    {"mpart01", {405, 501}, {405, 501}, "Allow", "INVITE"},
    {"unreason", {0}, {0}},
    {"noreason", {0}, {0}},
    // Section 3.1.2: invalid.
    {"badinv01", {400}, {400}},
    {"clerr", {400}, {400}},
    {"ncl", {400}, {400}},
    {"scalar02", {400}, {400}},
    {"scalarlg", {0}, {0}},
    {"quotbal", {400}, {400}},
    {"ltgtruri", {400}, {400}},
    {"lwsruri", {400}, {400}},
    {"lwsstart", {400}, {400}},
    {"trws", {400}, {400}},
    {"escruri", {400}, {400}},
    {"baddate", {100, 400}, {400, 401}},
    {"regbadct", {400, 401}, {400, 401}},
    {"badaspec", {400}, {400}},
    {"baddn", {400}, {400}},
    {"badvers", {505}, {505}},
    {"mismatch01", {400}, {400}},
    {"mismatch02", {400, 501}, {400, 501}},
    {"bigcode", {0}, {0}},
    // Sections 3.2 to 3.4.
    {"badbranch", {200, 400}, {400, 401}},
    {"insuf", {400}, {400}},
    {"unkscm", {416}, {416}},
    {"novelsc", {416}, {416}},
    {"unksm2", {400, 401}, {400, 401}},
    {"bext01", {420}, {420}, "Unsupported", "nothingSupportsThis, nothingSupportsThisEither"},
    {"invut", {415}, {415}, "Accept", "application/sdp"},
    {"regaut01", {401}, {401}},
    {"multi01", {400}, {400}},
    {"mcl01", {400}, {400}},
    {"bcast", {0}, {0}},
    {"zeromf", {200}, {401}},
    {"cparam01", {401}, {401}},
    {"cparam02", {401}, {401}},
    {"regescrt", {401}, {401}},
    {"sdp01", {406}, {406, 401}},
    {"inv2543", {100, 400}, {400, 401}},
    // RFC 5118.
    {"ipv6-good", {401}, {401}},
    {"ipv6-bad", {400}, {400}},
    {"port-ambiguous", {401}, {401}},
    {"port-unambiguous", {401}, {401}},
    {"via-received-param-with-delim", {200}, {401}},
    {"via-received-param-no-delim", {200}, {401}},
    {"ipv6-in-sdp", {100}, {401}},
    {"mult-ip-in-header", {481}, {481}},
    {"mult-ip-in-sdp", {100}, {401}},
    {"ipv4-mapped-ipv6", {100}, {401}},
    {"ipv6-bug-abnf-3-colons", {200, 400}, {401, 400}},
};

std::string between(std::string& text, std::string_view open, std::string_view close,
                    const std::function<std::string(std::string_view, std::string_view)>& make) {
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    const auto head = text.find('>', at);
    const auto tail = text.find(close, head);
    REQUIRE(tail != std::string::npos);
    const std::string made = make(std::string_view(text).substr(at, head - at),
                                  std::string_view(text).substr(head + 1, tail - head - 1));
    text.replace(at, tail + close.size() - at, made);
    at += made.size();
  }
  return text;
}

std::string message_of(const std::string& name) {
  std::ifstream file("tests/channels/voice/sip/torture/" + name + ".txt", std::ios::binary);
  std::ostringstream raw;
  raw << file.rdbuf();
  REQUIRE_MESSAGE(!raw.str().empty(), name);
  std::string text;
  for (const char c : raw.str())
    text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  between(text, "<repeat", "</repeat>", [](std::string_view tag, std::string_view inner) {
    std::string made;
    for (int i = std::stoi(std::string(tag.substr(tag.find('=') + 1))); i > 0; --i)
      made += inner;
    return made;
  });
  between(text, "<hex", "</hex>", [](std::string_view, std::string_view inner) {
    std::string lower(inner);
    for (char& c : lower)
      c = static_cast<char>(c >= 'A' && c <= 'F' ? c + 32 : c);
    return crypto::from_hex(lower).value();
  });
  const auto length = text.find("<length/>");
  if (length != std::string::npos)
    text.replace(length, 9, std::to_string(text.size() - text.find("\r\n\r\n") - 4));
  return text;
}

// The address in the topmost Via is not ours: rport makes the answer come back (RFC 3581), unless the message
// is about the Via.
std::string with_rport(std::string text) {
  for (const char* via : {"\r\nVia: ", "\r\nVia:     ", "\r\nVia  : ", "\r\nv: "}) {
    const auto at = text.find(via);
    if (at == std::string::npos) continue;
    const auto branch = text.find(";branch", at);
    if (branch == std::string::npos || branch >= text.find("\r\n", at + 2) + 60) break;
    // The RFCs use the same branch again and again: to a server those are retransmissions.
    static int last = 0;
    const auto end = text.find_first_of(";,\r", branch + 8);
    if (text.substr(branch, end - branch) != ";branch=z9hG4bK") text.insert(end, std::to_string(++last));
    text.insert(branch, ";rport");
    break;
  }
  return text;
}

int answer_code(Wire& wire, Station& station, std::string& answer) {
  answer = wire.receive(400ms);
  if (code_of(answer) == 100) {
    CHECK(station.next<Incoming>(2s));
    return 100;
  }
  return code_of(answer);
}

void try_all(Station& station, bool is_trunk) {
  for (const Wanted& wanted : all) {
    const std::string name = wanted.name;
    CAPTURE(name);
    Wire wire(station.port());
    wire.send(with_rport(message_of(wanted.name)));
    std::string answer;
    const int code = answer_code(wire, station, answer);
    CAPTURE(answer);
    const auto& codes = is_trunk ? wanted.from_trunk : wanted.from_stranger;
    CHECK_MESSAGE(std::find(codes.begin(), codes.end(), code) != codes.end(), "got ", code);
    if (is_trunk && *wanted.header)
      CHECK(header_of(answer, wanted.header).find(wanted.value) != std::string::npos);
    // It lives, and hears the next one.
    Wire after(station.port());
    after.send(after.request("OPTIONS", "after", 1));
    CHECK(code_of(after.receive()) == (is_trunk ? 200 : 401));
  }
}

}  // namespace

TEST_CASE("The torture messages of RFC 4475 and RFC 5118 get the answers that the RFCs ask for") {
  Options options = loopback_options();
  options.limits.failures_until_ban = 1'000'000;
  SUBCASE("from a trunk") {
    Station station(options);
    try_all(station, true);
    CHECK(station.count<Incoming>() == 0);
  }
  SUBCASE("from a stranger") {
    Station station(options, {});
    try_all(station, false);
    CHECK(station.count<Incoming>() == 0);
  }
}

TEST_CASE("Messages of a folder given from outside are answered as those of the same name") {
  const char* const given = std::getenv("RAPPORT_SIP_MESSAGES");
  if (!given) {
    MESSAGE("skipped: RAPPORT_SIP_MESSAGES names no folder");
    return;
  }
  Options options = loopback_options();
  options.limits.failures_until_ban = 1'000'000;
  Station station(options);
  int tried = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(given)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    const std::string name = entry.path().stem().string();
    CAPTURE(name);
    Wire wire(station.port());
    std::string message = text.str();
    if (message.find("\r\n") == std::string::npos)
      for (std::size_t at = 0; (at = message.find('\n', at)) != std::string::npos; at += 2)
        message.insert(at, "\r");
    wire.send(with_rport(message));
    std::string answer;
    const int code = answer_code(wire, station, answer);
    CAPTURE(answer);
    for (const Wanted& wanted : all)
      if (name == wanted.name) {
        ++tried;
        CHECK_MESSAGE(
            std::find(wanted.from_trunk.begin(), wanted.from_trunk.end(), code) != wanted.from_trunk.end(),
            "got ", code);
      }
    Wire after(station.port());
    after.send(after.request("OPTIONS", "after", 1));
    CHECK(code_of(after.receive()) == 200);
  }
  CHECK(tried > 0);
}

TEST_CASE("Any torture message cut anywhere, or with bytes changed, harms nothing") {
  Options options = loopback_options();
  options.limits.failures_until_ban = 1'000'000'000;
  options.limits.messages_per_second = 1'000'000;
  options.limits.messages_burst = 1'000'000;
  Station station(options);
  Wire wire(station.port());
  std::uint64_t state = 42;
  const auto chance = [&state](std::uint64_t below) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state >> 33) % below;
  };
  for (const Wanted& wanted : all) {
    const std::string whole = message_of(wanted.name);
    for (int i = 0; i < 40; ++i) {
      std::string text = whole;
      for (auto changes = chance(6); changes > 0; --changes)
        text[chance(text.size())] = static_cast<char>(chance(256));
      if (chance(3) == 0) text.resize(chance(text.size()) + 1);
      wire.send(text);
    }
    // It still hears, once it is through with these; a full socket loses datagrams.
    bool is_alive = false;
    for (int i = 0; i < 20 && !is_alive; ++i) {
      Wire after(station.port());
      after.send(after.request("OPTIONS", "after", 1));
      is_alive = code_of(after.receive(500ms)) == 200;
    }
    REQUIRE(is_alive);
    while (!wire.receive(0ms).empty()) {
    }
  }
}
