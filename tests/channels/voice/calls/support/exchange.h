// A telephone exchange in simulated time: call control and the real switchboard together, with customers,
// agents at desks and at desk phones, and everything that goes wrong on lines. From a seed; the same seed is
// the same day.
#pragma once

#include <map>
#include <queue>
#include <random>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "channels/voice/calls/call_control.h"
#include "switchboard/switchboard.h"

namespace rapport::calls::tests {

struct ExchangeTally {
  std::int64_t calls = 0, talks = 0, abandoned = 0, lost_byes = 0, vanished_desks = 0, dead_phones = 0,
               refused_media = 0, supervised = 0, holds = 0, outside = 0, transfers = 0, consults = 0,
               phone_holds = 0, phone_transfers = 0, phone_consults = 0, parked = 0, booked = 0, dials = 0,
               reached = 0, failed = 0, recordings = 0, spoken = 0, keys = 0, flow_transfers = 0, unasked = 0,
               voicemails = 0, nothing_left = 0, to_chat = 0, from_chat = 0;
};

class Exchange {
 public:
  explicit Exchange(std::uint64_t seed);

  // Runs until `hours` have passed and everything that was begun has ended. "" or what broke, with its time.
  std::string run(int hours);
  const ExchangeTally& tally() const { return tally_; }

 private:
  struct Agent {
    AgentId id;
    ConnectionId connection = 0;  // of the desk, 0: none open
    media::LegId station;
    bool has_phone = false;
    bool is_desk_signed_in = false;
  };
  struct Customer {
    sip::LegId leg;
    bool is_gone = false;  // hung up, whether or not we heard it
  };
  using Happening = std::function<void()>;
  struct Due {
    Instant at;
    std::int64_t number;
    Happening what;
    bool operator<(const Due& other) const { return other.at != at ? other.at < at : other.number < number; }
  };

  std::int64_t below(std::int64_t n) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n));
  }
  bool one_in(std::int64_t n) { return below(n) == 0; }
  void in(Duration wait, Happening what);
  void at_random(std::int64_t within_s, Happening what) {
    in(milliseconds(below(within_s * 1'000) + 1), std::move(what));
  }

  void say(Event event);  // to call control
  void carry_out(const Effect& effect);
  void submit(const switchboard::Event& event, CallId call);  // to the switchboard
  void apply(const switchboard::Event& event, CallId call, bool is_submitted);
  void react(const switchboard::Effect& effect);

  void configure();
  void configure_flow();
  void tell_step(const switchboard::FlowStepEntered& entered);
  void press_some(sip::LegId leg);
  void speak_some(const StartVoicemail& start);
  void keep(const StartVoicemail& left, bool has_hung_up);
  void next_customer();
  void ring();
  void open_chat(InteractionId caller);
  void hang_up(sip::LegId leg);  // by the other end
  void sign_in(Agent& agent);
  void open_desk(Agent& agent);
  void close_desk(Agent& agent);
  void answer_offer(const switchboard::OfferMade& offer);
  void meddle(InteractionId interaction, AgentId agent);
  void meddle_at_phone(InteractionId interaction, AgentId agent);
  void check_hearing();
  std::string broken() const;

  std::mt19937_64 random_;
  const bool is_customer_first_, is_unasked_;
  CallControl control_;
  switchboard::Switchboard board_;
  Instant now_{1'000'000'000'000};
  Instant end_;
  std::priority_queue<Due> due_;
  std::int64_t last_number_ = 0, last_incoming_ = std::int64_t{1} << 40, last_interaction_ = 100,
               last_connection_ = 0;
  std::vector<Agent> agents_;
  std::set<std::int64_t> media_, lines_;  // open
  std::map<std::int64_t, std::vector<media::LegId>> recordings_;
  std::set<std::int64_t> customers_;                        // who called
  std::map<std::int64_t, std::vector<media::LegId>> ears_;  // whom each leg hears
  std::map<std::int64_t, StartVoicemail> voicemails_;
  std::set<std::int64_t> silent_;  // lines whose BYE was lost
  std::map<std::int64_t, switchboard::TimerId> timers_;
  std::set<std::int64_t> cancelled_;
  std::set<std::int64_t> call_timers_off_;                   // of call control
  std::set<std::pair<std::int64_t, std::int64_t>> stopped_;  // speeches: leg, player
  switchboard::flow::Program flow_;
  std::string failure_;
  ExchangeTally tally_;
};

}  // namespace rapport::calls::tests
