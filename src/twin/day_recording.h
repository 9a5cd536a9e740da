// Day recording: one reading of a day, step by step. Part of day_recorder: day_recorder.cpp has the
// reading and the legs, day_told.cpp what the switchboard was told, day_answered.cpp what it answered.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "twin/day_recorder.h"

namespace rapport::twin {

inline double seconds_between(Instant from, Instant to) {
  return static_cast<double>((to - from).us) * 1e-6;
}

class DayRecorder {
 public:
  DayRecorder(const ReplaySource& source, const DayToSee& wanted)
      : source_(source),
        wanted_(wanted),
        from_(wanted.from),
        to_(wanted.to),
        board_(source.image ? switchboard::Switchboard(*source.image) : switchboard::Switchboard()) {
    if (source.image) take(*source.image);
  }

  Result<SeenDay> run();

 private:
  using Presence = switchboard::Presence;
  using What = SeenWork::What;

  void take(const switchboard::Image& image);
  // Who waits when it begins comes in then; who talks is not part of it.
  void begin_day();
  void end_day();
  // A long journal before the day takes the memory of what is open at once.
  void forget_what_is_over();
  template <class Keep>
  void keep_legs(Keep keep) {
    std::vector<SeenLeg> kept;
    std::unordered_map<std::int64_t, std::size_t> numbers;
    for (SeenLeg& leg : day_.legs) {
      if (!keep(leg)) continue;
      numbers[leg.interaction.value] = kept.size();
      kept.push_back(leg);
    }
    for (auto& [id, agent] : day_.agents) {
      std::vector<std::size_t> talking;
      for (const std::size_t one : agent.talking)
        if (const auto found = numbers.find(day_.legs[one].interaction.value); found != numbers.end())
          talking.push_back(found->second);
      agent.talking = std::move(talking);
    }
    day_.legs = std::move(kept);
    legs_ = std::move(numbers);
  }

  SeenLeg* leg_of(InteractionId id);  // the open one; nullptr: none
  std::size_t number_of(const SeenLeg& leg) const;
  SeenLeg& begin_leg(InteractionId id);
  void work(What what, const SeenLeg& leg);
  void present(AgentId id, Presence presence, Instant at);

  // --- what the switchboard was told ---
  template <class Event>
  void told(const Event&) {}
  void told(const switchboard::SettingsChanged& event) { day_.settings = event.settings; }
  void told(const switchboard::QueueConfigured& event);
  void told(const switchboard::QueueOpened& event) { opening(event.queue, true); }
  void told(const switchboard::QueueClosed& event) { opening(event.queue, false); }
  void opening(QueueId id, bool is_open);
  void told(const switchboard::AgentConfigured& event);
  void told(const switchboard::InteractionArrived& event);
  void told(const switchboard::MessagePosted& event);
  void told(const switchboard::FlowAnswered& event);
  void told(const switchboard::ConsultStarted&) { ++day_.consults; }

  // --- what it answered ---
  template <class Effect>
  void read(const Effect&) {}

  void read(const switchboard::AgentChanged& effect);
  void read(const switchboard::OfferMade& effect);
  void read(const switchboard::OfferClosed& effect);
  void read(const switchboard::InteractionChanged& effect);
  void queued(const switchboard::InteractionChanged& effect);
  void accepted(SeenLeg& leg, AgentId agent);
  // Time until now goes to what the agent had open; then the leg counts, or does not any more.
  void talk(const SeenLeg& leg, bool counts);
  void settle(SeenAgent& agent);
  void heard(SeenLeg& leg, bool is_message);
  void end_talk(SeenLeg& leg);
  // `is_moved`: out of here for something that is none of this queue's.
  void finish(SeenLeg& leg, Fate fate, bool is_moved);
  void read(const switchboard::InteractionClosed& effect);

  const ReplaySource& source_;
  const DayToSee& wanted_;
  Instant from_, to_, now_;
  bool has_begun_ = false;
  switchboard::Switchboard board_;
  switchboard::Effects effects_;
  SeenDay day_;
  std::unordered_map<std::int64_t, std::size_t> legs_;  // open ones, by interaction
  std::unordered_map<std::int64_t, Instant> offers_;
  std::unordered_map<std::int64_t, SeenLeg> from_flow_;  // what came with those who are in a flow
  // By interaction, with the leg it comes from if somebody talked there.
  std::unordered_map<std::int64_t, std::optional<std::size_t>> transferred_;
  std::unordered_set<std::int64_t> left_;  // voicemails on their way
  FlowRecorder flows_;
  std::int64_t open_of_day_ = 0;
  std::int64_t last_seq_ = 0;
};

}  // namespace rapport::twin
