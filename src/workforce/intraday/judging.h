// Judging: what a changed day does for the rest of it, by the paired differences of a comparison, and whether
// that is help. Pure; any thread. docs/intraday.md says what counts as help.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "twin/comparison.h"
#include "workforce/intraday/proposals.h"

namespace rapport::workforce::intraday {

struct EffectFigure {
  double before = 0, after = 0;
  double difference = 0, half_width = 0;  // 95 %, paired by run
  bool is_sure = false;                   // the interval leaves 0 out
};
BOOST_DESCRIBE_STRUCT(EffectFigure, (), (before, after, difference, half_width, is_sure))

struct QueueEffect {
  QueueId queue_id;
  std::string queue;
  std::optional<EffectFigure> service_level, abandonment, asa_s;
};
BOOST_DESCRIBE_STRUCT(QueueEffect, (), (queue_id, queue, service_level, abandonment, asa_s))

// Of a change of the day, beside the day without it.
struct Effect {
  std::vector<QueueEffect> effects;       // the queue first, then others that surely change
  std::optional<EffectFigure> occupancy;  // of all
  double hours = 0;                       // of presence more, breaks included
  std::optional<EffectFigure> cost;       // of agents; absent: nobody's rate is known
  double gain = 0;                        // customers answered in time more, and who leave less
};
BOOST_DESCRIBE_STRUCT(Effect, (), (effects, occupancy, hours, cost, gain))

class Judging {
 public:
  // Borrows both. Queues are held to their own targets.
  Judging(const twin::RecordedDay& recorded, const DayAhead& ahead) : recorded_(recorded), ahead_(ahead) {}

  // For whose sake it is first, then others that surely change.
  Effect effect_of(const twin::ComparedVariant& variant, const std::vector<std::size_t>& for_queues) const;
  // Whether the candidate surely helps, beside the day that it was compared with.
  bool helps(const Candidate& candidate, const twin::ComparedVariant& variant) const;

 private:
  bool saves(const twin::ComparedVariant& variant) const;
  double target_of(const std::string& queue) const;

  const twin::RecordedDay& recorded_;
  const DayAhead& ahead_;
};

}  // namespace rapport::workforce::intraday
