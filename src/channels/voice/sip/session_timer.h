// RFC 4028 as arithmetic: who refreshes a session, how often, and when it is dead. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/instant.h"
#include "channels/voice/sip/libre.h"
#include "channels/voice/sip/options.h"

namespace rapport::sip {

enum class Refresher { unsaid, uac, uas };

// What a message says about the session's interval.
struct TimerWords {
  std::optional<Duration> interval;  // Session-Expires
  Refresher refresher = Refresher::unsaid;
  Duration interval_min = seconds(90);  // Min-SE; 90 s when unsaid
  bool is_supported = false;            // "timer" in Supported or Require
  bool is_malformed = false;
};
TimerWords timer_words(const sip_msg& message);

// What was agreed.
struct SessionTerms {
  bool is_on = false;
  Duration interval;
  bool we_refresh = false;
  Duration refresh_after() const { return interval / 2; }
  // Without a refresh the session is given up shortly before it runs out (RFC 4028 section 10).
  Duration give_up_after() const { return interval - std::min(seconds(32), interval / 3); }
};

// We answer an INVITE or UPDATE that says `asked`.
struct TimerAnswer {
  bool is_too_small = false;  // refuse with 422 and Min-SE
  SessionTerms terms;
  std::string headers;  // for the 2xx
};
TimerAnswer answer_timer(const SessionTimerRules& rules, const TimerWords& asked);

// The lines of our own INVITE or UPDATE. `we_refresh`: nothing is said about who refreshes in a first INVITE,
// later it stays who it was.
std::string timer_headers(Duration interval, Duration interval_min, Refresher refresher);

// What the 2xx to our request agreed to.
SessionTerms agreed_terms(const TimerWords& answered);

}  // namespace rapport::sip
