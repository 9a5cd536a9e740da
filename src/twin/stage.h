// Stage: one run being played. Inside of the engine; engine.cpp has its loop and what agents do,
// customers.cpp what customers do, effects.cpp how it reads the switchboard's answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "switchboard/switchboard.h"
#include "twin/agenda.h"
#include "twin/armed_timers.h"
#include "twin/arrivals.h"
#include "twin/crew.h"
#include "twin/engine.h"
#include "twin/in_flow.h"
#include "twin/ledger.h"
#include "twin/random.h"
#include "twin/window.h"
#include "twin/world.h"

namespace rapport::twin {

enum class Phase : std::uint8_t { waiting, active, wrap_up, in_flow };

struct Contact {
  std::size_t index = 0;         // in order of arrival, whatever the queue
  std::size_t source_queue = 0;  // where it came in: whose customer it is
  std::size_t queue = 0;         // where it is now
  std::uint64_t number = 0;      // among the customers of its source queue: the key of its random numbers
  std::uint32_t kind = 0;
  Phase phase = Phase::waiting;
  bool is_answered = false;
  bool had_to_wait = true;
  Instant arrived_at;
  Instant queued_at;     // where it waits now, or waited; without a flow: when it came
  std::size_t laws = 0;  // the queue whose laws it follows: where it came in, or where a flow brought it
  std::int64_t queueings = 0;  // by flows
  Duration waited;             // in queues before this one
  switchboard::OfferId offer;  // the open one that awaits an answer
  std::int64_t offers = 0;
  std::size_t agent = 0;                 // once answered
  const KnownCustomer* known = nullptr;  // of a recorded day
  // Of a conversation in a stretched queue: what is left of it, how fast it goes on since when, and which of
  // the ends on the agenda is the true one.
  double left_us = 0;
  double speed = 1;
  Instant speed_since;
  std::int64_t end_version = 0;
  bool is_called_back = false;
  bool is_dialled = false;  // now: its agent is held
  std::int64_t dials = 0;
  bool is_left = false;  // a voicemail: nobody is there any more
};

Duration at_pace(Duration length, double pace);

class Stage {
 public:
  Stage(const World& world, std::uint64_t seed, const Observer& observer);
  Result<Outcome> play(const std::atomic<bool>* stop);

 private:
  // engine.cpp
  void set_up();
  void set_up_agenda();
  void handle(const Entry& entry);
  bool is_over(const Entry& entry);
  void handle_agent(const Entry& entry);
  void request(std::size_t agent, switchboard::Presence presence);
  void apply(const switchboard::Event& event);
  void close_books();

  // customers.cpp
  void arrive(std::size_t queue, std::int64_t listed);
  void come(std::size_t queue, std::int64_t listed);
  void handle_contact(const Entry& entry);
  void say(Contact& contact, switchboard::Author author, std::int64_t before);
  void offer_callback(Contact& contact);
  void schedule_arrival(std::size_t queue);
  void schedule_message(const Contact& contact, switchboard::Author author, std::int64_t before);
  std::optional<Duration> patience_of(const WorldQueue& queue, const Contact& contact) const;
  std::uint32_t kind_of(const WorldQueue& queue, std::uint64_t number) const;
  Random random(Stream stream, const Contact& contact, std::int64_t nth = 0) const;

  // effects.cpp
  void read_effects();
  void read(const switchboard::ArmTimer& effect);
  void read(const switchboard::CancelTimer& effect);
  void read(const switchboard::InteractionChanged& effect);
  void read(const switchboard::OfferMade& effect);
  void read(const switchboard::OfferClosed& effect);
  void read(const switchboard::AgentChanged& effect);
  void read(const switchboard::InteractionClosed& effect);
  void read(const switchboard::DialStarted& effect);
  void read(const switchboard::FlowEnded& effect);
  template <class OtherEffect>  // a dial that was stopped
  void read(const OtherEffect&) {}
  void answered(Contact& contact, AgentId agent);
  void ended(Contact& contact, switchboard::InteractionState state);
  void sign_off_if_done(std::size_t agent);

  // flow_customers.cpp
  void read(const switchboard::FlowStepEntered& effect);
  void read(const switchboard::FlowTreatment& effect);
  void meet_queue_step(const Contact& contact, InFlow& at, const WorldStep& step);
  void answer_flow(Contact& contact, std::int64_t turn);
  void answer_question(Contact& contact, const InFlow& at);
  void take_flow_offer(Contact& contact, std::int64_t turn);
  InteractionId leave_voicemail(const Contact& from, const InFlow& at);
  void enter_queue(Contact& contact);
  void leave_queue(Contact& contact);
  switchboard::FlowStart flow_start(const Contact& contact, std::size_t flow) const;
  const KnownEntry* entry_of(const Contact& contact) const;  // nullptr: nothing is known
  Random flow_random(Stream stream, const Contact& contact, const WorldStep& step, std::uint32_t nth) const;
  std::int32_t drawn(const Contact& contact, const WorldStep& step, std::uint32_t nth) const;
  static bool is_question(const WorldStep& step);
  const WorldStep& step_at(const InFlow& at) const {
    return world_.flows[at.flow].steps[static_cast<std::size_t>(at.step)];
  }

  // stretch.cpp
  void begin_conversation(Contact& contact);
  void change_speeds(std::size_t agent);

  const WorldQueue& laws_of(const Contact& contact) const { return world_.queues[contact.laws]; }
  const WorldGroup& group_of(std::size_t agent) { return world_.groups[crew_.member(agent).group]; }
  // nullptr: it is gone.
  Contact* contact_of(InteractionId id) { return contacts_.find(static_cast<std::size_t>(id.value - 1)); }
  static InteractionId id_of(const Contact& contact) {
    return {static_cast<std::int64_t>(contact.index) + 1};
  }
  void put(Instant at, Due due, const Contact& contact, std::int64_t detail = 0) {
    agenda_.put(at, due, static_cast<std::int64_t>(contact.index), detail);
  }

  const World& world_;
  std::uint64_t seed_;
  const Observer& observer_;
  switchboard::Switchboard board_;
  switchboard::Effects effects_;
  Agenda agenda_;
  Ledger ledger_;
  Crew crew_;
  Instant now_;
  std::vector<ArrivalStream> arrivals_;     // by queue
  std::vector<std::uint64_t> next_number_;  // by queue
  Window<Contact> contacts_;                // those that are gone are forgotten
  ArmedTimers timers_;
  InFlows in_flows_;
  std::int64_t open_contacts_ = 0;
  std::int64_t events_ = 0;
  std::int64_t next_message_ = 1;
  std::int64_t next_words_ = 1;
  std::optional<Error> error_;
};

}  // namespace rapport::twin
