// Recorded fits: what a day says about handle times, patience, agents' pace and conversations at once.
// What was cut off is drawn from these. Part of recorded_day. Seconds everywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "twin/day_recorder.h"
#include "twin/distribution.h"
#include "twin/recorded_parts.h"
#include "twin/scenario.h"
#include "twin/stretch_fit.h"

namespace rapport::twin {

// What was fitted for a queue, and on how much.
struct QueueFit {
  std::string queue;
  std::int64_t contacts = 0;
  std::int64_t abandoned = 0;            // whose patience was seen; that of the others was cut off
  std::optional<double> patience_p50_s;  // by the survival estimate; absent: longer than anybody's wait
  std::int64_t conversations = 0;        // whose length was seen
  std::optional<double> handle_s;        // mean work of a conversation and its wrap-up, undisturbed
  double stretch = 0;                    // fitted; 0 when there surely is none, or too little to tell
  double stretch_half_width = 0;
};

BOOST_DESCRIBE_STRUCT(QueueFit, (),
                      (queue, contacts, abandoned, patience_p50_s, conversations, handle_s, stretch,
                       stretch_half_width))

inline constexpr double own_starts_with = 20;  // what an agent's own figures are drawn towards the others' by

// Sorted; of more than `max` every so many.
Empirical thinned(std::vector<double> values, std::size_t max);

class RecordedFits {
 public:
  // Fits stretch and pace. Borrows both; `legs` are those that are played.
  RecordedFits(const SeenDay& seen, const ByQueue& legs);

  // Work of the conversation as of an agent of pace 1 with nothing else to do; of one that goes on, so far.
  // REQUIRES: the leg was accepted.
  double talk_s(const SeenLeg& leg) const;
  double wrap_up_s(const SeenLeg& leg) const;  // REQUIRES: it has ended; of one that goes on, so far
  // An agent's geometric mean against that of the queues' others, drawn towards 1 while there is little of
  // it.
  double pace_of(AgentId agent) const;

  // Gives the queue its laws of talk, wrap-up and patience, and its stretch. A queue with little of its own
  // borrows from the others of its channel. REQUIRES: to.name and to.channel.
  QueueFit fit(ScenarioQueue& to, QueueId id) const;

 private:
  void fit_stretches();
  void fit_paces();
  StretchFit stretch_of(QueueId queue) const;

  const SeenDay& seen_;
  const ByQueue& legs_;
  std::map<QueueId, StretchFit> stretches_;
  std::map<AgentId, double> paces_;
};

}  // namespace rapport::twin
