#include "channels/voice/sip/session_timer.h"

#include <fmt/format.h>

#include <algorithm>

#include "channels/voice/sip/message.h"
#include "channels/voice/sip/text.h"

namespace rapport::sip {

namespace {

std::optional<Duration> seconds_in(std::string_view value) {
  const auto number = number_in(trimmed(value.substr(0, value.find(';'))));
  if (!number) return std::nullopt;
  return seconds(*number);
}

const char* name_of(Refresher refresher) {
  return refresher == Refresher::uac ? ";refresher=uac" : refresher == Refresher::uas ? ";refresher=uas" : "";
}

}  // namespace

TimerWords timer_words(const sip_msg& message) {
  TimerWords words;
  words.is_supported = lists(message, SIP_HDR_SUPPORTED, "timer") || lists(message, SIP_HDR_REQUIRE, "timer");
  if (const auto value = header(message, SIP_HDR_SESSION_EXPIRES); !value.empty()) {
    words.interval = seconds_in(value);
    words.is_malformed = !words.interval || words.interval->us == 0;
    const auto semicolon = value.find(';');
    const std::string refresher = semicolon == std::string_view::npos
                                      ? ""
                                      : parameter(value.substr(semicolon), "refresher").value_or("");
    if (equals_ignoring_case(refresher, "uac")) words.refresher = Refresher::uac;
    if (equals_ignoring_case(refresher, "uas")) words.refresher = Refresher::uas;
  }
  if (const auto value = header(message, SIP_HDR_MIN_SE); !value.empty()) {
    const auto least = seconds_in(value);
    words.is_malformed = words.is_malformed || !least;
    if (least) words.interval_min = *least;
  }
  return words;
}

TimerAnswer answer_timer(const SessionTimerRules& rules, const TimerWords& asked) {
  TimerAnswer answer;
  if (asked.interval && *asked.interval < rules.interval_min) {
    // Only a client that knows the extension understands 422; for another one we just take longer.
    if (asked.is_supported) {
      answer.is_too_small = true;
      answer.headers = fmt::format("Min-SE: {}\r\n", rules.interval_min.us / 1'000'000);
      return answer;
    }
  }
  answer.terms.is_on = true;
  answer.terms.interval = asked.interval ? std::min(*asked.interval, rules.interval) : rules.interval;
  answer.terms.interval = std::max(answer.terms.interval, rules.interval_min);
  // The Min-SE default of 90 s is a default for what was not said: it does not lengthen what the peer asked
  // for.
  if (asked.interval)
    answer.terms.interval = std::max(answer.terms.interval, std::min(asked.interval_min, *asked.interval));
  const bool peer_refreshes = asked.is_supported && asked.refresher != Refresher::uas &&
                              (asked.interval.has_value() || asked.refresher == Refresher::uac);
  answer.terms.we_refresh = !peer_refreshes;
  answer.headers = fmt::format("{}Session-Expires: {}{}\r\n", peer_refreshes ? "Require: timer\r\n" : "",
                               answer.terms.interval.us / 1'000'000,
                               name_of(peer_refreshes ? Refresher::uac : Refresher::uas));
  return answer;
}

std::string timer_headers(Duration interval, Duration interval_min, Refresher refresher) {
  return fmt::format("Session-Expires: {}{}\r\nMin-SE: {}\r\n", interval.us / 1'000'000, name_of(refresher),
                     interval_min.us / 1'000'000);
}

SessionTerms agreed_terms(const TimerWords& answered) {
  SessionTerms terms;
  if (!answered.interval || answered.is_malformed) return terms;
  terms.is_on = true;
  terms.interval = *answered.interval;
  terms.we_refresh = answered.refresher != Refresher::uas;
  return terms;
}

}  // namespace rapport::sip
