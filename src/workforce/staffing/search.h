// The search for the least numbers that keep every promise: raise what is broken, lower what can be, and hold
// the outcome against days that had no part in it. One call, one thread (its plays use more).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "workforce/staffing/plays.h"
#include "workforce/staffing/verdict.h"

namespace rapport::workforce::staffing {

inline constexpr int plays_max =
    600;  // of all days; beyond it numbers keep the promises, but may not be the least

class Search {
 public:
  Search(const Problem& problem, Plays& plays, Numbers from);

  Result<void> raise();
  Result<void> lower();
  // The least numbers of some days are also those that these days were kind to: raises them until as many
  // others keep everything, and takes back what was more than that needed. From then on those are the days
  // judged by.
  Result<void> hold(const DayRange& others);

  const DayRange& days() const { return range_; }
  // What hold() added, in agents times intervals.
  std::int64_t held_with() const { return held_with_; }

  const Numbers& agents() const { return agents_; }
  // By group and interval: what taking one away broke.
  const std::vector<std::vector<std::optional<Broken>>>& binds() const { return binds_; }
  bool is_least() const { return is_least_; }

 private:
  // A group's intervals of one window, together or one of them.
  struct Cut {
    std::size_t group = 0;
    std::size_t window = 0;
    std::vector<std::size_t> intervals;
  };

  Result<std::vector<Broken>> judge(const Numbers& agents);
  std::vector<std::size_t> intervals_in(std::size_t window) const;
  std::vector<std::size_t> helpers(const Broken& broken) const;
  bool raise_window(const Broken& broken, std::size_t window);
  std::vector<std::size_t> worst_windows(const Broken& broken) const;
  Error impossible(const Broken& broken) const;
  Numbers without(const std::vector<Cut>& cuts, std::int32_t step) const;
  Result<bool> lower_once(std::vector<Cut> cuts, std::int32_t step, bool is_final);
  Result<bool> lower_group(std::size_t group, std::int32_t step, bool is_single);
  void reject(const Cut& cut, const Broken& why, bool is_final);
  std::int32_t least(std::size_t group, std::size_t interval) const;

  const Problem& problem_;
  Plays& plays_;
  std::size_t windows_;
  Numbers agents_, from_;
  Numbers floor_;  // of hold(): what is not lowered again; empty: nothing
  DayRange range_;
  std::int64_t held_with_ = 0;
  PlayedDays days_;  // of the last judgement
  std::vector<std::vector<std::optional<Broken>>> binds_;
  std::set<std::pair<std::size_t, std::size_t>> tight_windows_,
      tight_;                       // rejected: group and window or interval
  std::vector<std::size_t> tries_;  // at raising, by window
  int plays_done_ = 0;
  bool is_least_ = true;
};

}  // namespace rapport::workforce::staffing
