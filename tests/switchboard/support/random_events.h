// RandomEvents: a seeded stream of events for one small switchboard, mostly sensible, often late, repeated or
// wrong. It reacts to effects the way agents, customers and timers would.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <vector>

#include "switchboard/switchboard.h"

namespace rapport::switchboard {

class RandomEvents {
 public:
  struct Timed {
    Event event;
    Instant now;
  };
  explicit RandomEvents(std::uint64_t seed) : random_(seed) {}

  Timed next();
  void observe(const Effects& effects);

 private:
  std::int64_t below(std::int64_t n) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n));
  }
  bool one_in(std::int64_t n) { return below(n) == 0; }
  AgentId agent() { return AgentId{1 + below(9)}; }    // 9 never exists
  QueueId queue() { return QueueId{101 + below(4)}; }  // 104 seldom exists
  InteractionId some_interaction();
  OfferMade some_offer();
  std::vector<Step> steps();
  QueueRules rules();
  AgentProfile profile();
  Event some_event();
  Event work_event();
  Event presence_event();
  Event configuration_event();

  std::mt19937_64 random_;
  Instant now_ = {1'700'000'000'000'000};
  std::int64_t event_count_ = 0;
  std::int64_t next_interaction_ = 1'000;
  std::vector<InteractionId> open_;
  std::vector<OfferMade> offers_;  // closed ones stay for a while, to be answered late
  std::map<std::int64_t, Instant> timers_;
  DialStarted dial_;  // the last one
};

// Whether everything in them is the same.
bool are_equal(const Effects& a, const Effects& b);

}  // namespace rapport::switchboard
