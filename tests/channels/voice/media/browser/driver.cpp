// The media plane, driven by lines over standard input, for the test with real browsers (chromium.mjs).
// Answers and events are JSON, one a line: the answer to each command in order, events between them.
//   open LEG CODEC,CODEC      answer LEG SDP (CR and LF as \r and \n)      hears LEG OTHER…     tone LEG HZ
//   measure LEG HZ            digits LEG KEYS      close LEG
#include <fmt/format.h>

#include <cstdio>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>

#include "channels/voice/media/plane.h"
#include "channels/voice/media/support/peer.h"
#include "platform/log/log.h"
#include "platform/metrics/metrics.h"

using namespace rapport;
using namespace rapport::media;

namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text)
    out += c == '\r' ? "\\r" : c == '\n' ? "\\n" : std::string(1, c);
  return out;
}

std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\\' && i + 1 < text.size())
      out += text[++i] == 'r' ? '\r' : '\n';
    else
      out += text[i];
  return out;
}

void say(const std::string& line) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  std::puts(line.c_str());
  std::fflush(stdout);
}

struct Tell {
  void operator()(const Connected& e) const {
    say(fmt::format(R"({{"event":"connected","leg":{}}})", e.leg.value));
  }
  void operator()(const Digit& e) const {
    say(fmt::format(R"({{"event":"digit","leg":{},"digit":"{}","inBand":{}}})", e.leg.value, e.digit,
                    e.is_in_band));
  }
  void operator()(const Failed& e) const {
    say(fmt::format(R"({{"event":"failed","leg":{},"reason":{}}})", e.leg.value, static_cast<int>(e.reason)));
  }
  void operator()(const Quality& e) const {
    say(fmt::format(R"({{"event":"quality","leg":{},"lossIn":{},"roundTrip":{},"mosIn":{},"jitterIn":{}}})",
                    e.leg.value, e.loss_in, e.round_trip_ms, e.mos_in, e.jitter_in_ms));
  }
  void operator()(const Closed& e) const {
    say(fmt::format(R"({{"event":"closed","leg":{}}})", e.leg.value));
  }
  template <class Other>
  void operator()(const Other&) const {}
};

// What each leg said in the last half second.
struct Tape {
  std::mutex mutex;
  std::vector<std::int16_t> samples;
};

}  // namespace

int main() {
  log::Log log({log::Level::warning, false, {}});
  metrics::Metrics metrics;
  std::map<std::int64_t, Tape> tapes;
  auto plane = Plane::start(
      {}, [](Event event) { std::visit(Tell(), event); }, log, metrics);
  if (!plane) return 1;
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream words(line);
    std::string command, text;
    LegId leg;
    words >> command >> leg.value;
    if (command == "open") {
      LegOptions options;
      options.security = sdp::Security::dtls;
      options.codecs.clear();
      words >> text;
      for (std::istringstream codecs(text); std::getline(codecs, text, ',');)
        if (const auto codec = sdp::codec_from(text)) options.codecs.push_back(*codec);
      const auto opened = (*plane)->open(leg, options);
      (*plane)->record(TapId{leg.value}, {{leg}, {}, 16000},
                       [&tape = tapes[leg.value]](const TapFrame& frame) {
                         const std::lock_guard lock(tape.mutex);
                         tape.samples.insert(tape.samples.end(), frame.left.begin(), frame.left.end());
                         if (tape.samples.size() > 8000)
                           tape.samples.erase(tape.samples.begin(), tape.samples.end() - 8000);
                       });
      say(opened ? R"({"ok":true})" : fmt::format(R"({{"ok":false,"reason":"{}"}})", opened.error().reason));
    } else if (command == "answer") {
      words >> std::ws;
      std::getline(words, text);
      const auto answered = (*plane)->answer(leg, unescaped(text));
      say(answered ? fmt::format(R"({{"ok":true,"sdp":"{}"}})", escaped(answered->sdp))
                   : fmt::format(R"({{"ok":false,"reason":"{}"}})", answered.error().reason));
    } else if (command == "hears") {
      std::vector<LegId> others;
      for (LegId other; words >> other.value;)
        others.push_back(other);
      say(fmt::format(R"({{"ok":{}}})", (*plane)->hears(leg, others)));
    } else if (command == "tone") {
      int hz = 0;
      words >> hz;
      say(fmt::format(R"({{"ok":{}}})",
                      hz ? (*plane)->play(leg, PlayerId{1}, {Tone{hz, 0, 1000, 0}}, {true, false, 0})
                         : (*plane)->stop(leg, PlayerId{1})));
    } else if (command == "digits") {
      words >> text;
      say(fmt::format(R"({{"ok":{}}})", (*plane)->send_digits(leg, text)));
    } else if (command == "measure") {
      int hz = 0;
      words >> hz;
      Tape& tape = tapes[leg.value];
      const std::lock_guard lock(tape.mutex);
      say(fmt::format(R"({{"ok":true,"share":{}}})", test::share_at_end(tape.samples, 16000, hz)));
    } else if (command == "close") {
      say(fmt::format(R"({{"ok":{}}})", (*plane)->close(leg)));
    } else {
      say(R"({"ok":false,"reason":"unknown_command"})");
    }
  }
}
