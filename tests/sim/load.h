// Load: what happens next. Mostly what a busy centre does all day; now and then what should not happen at
// all: commands twice, late, by the wrong agent, for what nobody knows.
#pragma once

#include "sim/chance.h"
#include "sim/ledger.h"
#include "switchboard/support/driver.h"

namespace rapport::sim {

class Load {
 public:
  Load(Chance& chance, const Ledger& ledger, const Rulebook& book)
      : chance_(chance), ledger_(ledger), book_(book) {}

  // The organisation as it opens in the morning.
  std::vector<switchboard::Event> opening();
  switchboard::Event next(const switchboard::Driver& driver);

 private:
  using Event = switchboard::Event;
  Event arrival(Instant now);
  Event about_offer(const switchboard::Driver& driver);
  Event about_conversation(const switchboard::Driver& driver);
  Event about_parking(const switchboard::Driver& driver);
  Event about_consult(const switchboard::Driver& driver);
  Event about_assist(const switchboard::Driver& driver);
  Event about_agent(const switchboard::Driver& driver);
  // Brings one who is not available a step nearer to it.
  Event wake(const switchboard::Driver& driver);
  Event about_flow(const switchboard::Driver& driver);
  Event about_callback(const switchboard::Driver& driver);
  Event about_place();
  Event about_flows();
  Event about_rules();
  Event nonsense();

  // Mostly one there is.
  QueueId some_queue();
  AgentId some_agent();
  AgentId free_agent(const switchboard::Driver& driver);
  InteractionId any_interaction();
  // One that `is_wanted`, or any.
  template <class Wanted>
  InteractionId interaction_with(Wanted is_wanted);
  AgentId holder_of(InteractionId interaction);

  Chance& chance_;
  const Ledger& ledger_;
  const Rulebook& book_;
  std::int64_t interactions_ = 0;
  std::int64_t messages_ = 0;
  std::vector<std::pair<FlowId, std::int32_t>> versions_;  // once there, perhaps retired
  std::int32_t next_version_ = 1;
  Event last_;
};

}  // namespace rapport::sim
