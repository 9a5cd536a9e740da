// Plays: the problem's days, each with its own customers and, where the forecast is not sure, its own level,
// played with given numbers of agents on all cores. What comes of each is counted by window; a play with
// other numbers meets the same customers.
#pragma once

#include <cstdint>
#include <vector>

#include "workforce/staffing/problem.h"
#include "workforce/staffing/requirements.h"

namespace rapport::workforce::staffing {

struct QueueTally {
  std::int64_t contacts = 0;  // but the refused
  std::int64_t in_time = 0;
  std::int64_t counted = 0;  // of the service level: all but who left within the time
  std::int64_t abandoned = 0;
  std::int64_t answered = 0;
  std::int64_t unanswered = 0;  // and did not leave either: given up by the rules, not reached, still waiting
  std::int64_t waited_us = 0;   // of the answered

  void add(const QueueTally& other);
};
struct GroupTally {
  std::int64_t busy_us = 0;
  std::int64_t there_us = 0;

  void add(const GroupTally& other);
};

// Of one day: [queue * windows + window], [group * windows + window].
struct PlayedDay {
  std::vector<QueueTally> queues;
  std::vector<GroupTally> groups;
};
using PlayedDays = std::vector<PlayedDay>;

// Which days are played: each has its own number, from which its chance is drawn.
struct DayRange {
  std::int64_t first = 0;
  std::int32_t count = 0;
};

class Plays {
 public:
  Plays(const Problem& problem, const FindOptions& options) : problem_(problem), options_(options) {}

  std::size_t windows() const;
  std::int64_t days() const { return days_; }
  void be_at(double done) { done_ = done; }  // what progress is told meanwhile

  Result<PlayedDays> play(const Numbers& agents, const DayRange& range);

 private:
  const Problem& problem_;
  const FindOptions& options_;
  std::int64_t days_ = 0;
  double done_ = 0;
};

}  // namespace rapport::workforce::staffing
