#include "workforce/staffing/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rapport::workforce::staffing {
namespace {

constexpr int raises_max = 80;

const char* member_of(Promise promise) {
  switch (promise) {
    case Promise::service_level:
      return "service_level";
    case Promise::abandonment:
      return "abandonment";
    case Promise::asa:
      return "asa_s";
    default:
      return "max_occupancy";
  }
}

// How many more of so many, by how far the figure is from what is wanted: cautious, it is asked again.
std::int32_t more(const Broken& broken, std::int32_t agents) {
  double part = 0;
  switch (broken.promise) {
    case Promise::service_level:
      part = 0.3 * (broken.wanted - broken.found);
      break;
    case Promise::occupancy:
      part = 0.7 * (broken.found / broken.wanted - 1);
      break;
    case Promise::abandonment:
      part = 0.7 * (broken.found - broken.wanted);
      break;
    case Promise::asa:
      part = std::isfinite(broken.found) ? 0.03 * std::log(broken.found / broken.wanted) : 0.3;
  }
  return std::max(1, static_cast<std::int32_t>(std::min(0.4, part) * agents));
}

}  // namespace

Search::Search(const Problem& problem, Plays& plays, Numbers from)
    : problem_(problem),
      plays_(plays),
      windows_(plays.windows()),
      agents_(from),
      from_(std::move(from)),
      range_{0, problem.replications},
      tries_(windows_, 0) {
  binds_.resize(agents_.size());
  for (auto& list : binds_)
    list.resize(intervals_of(problem));
}

Result<std::vector<Broken>> Search::judge(const Numbers& agents) {
  // Where it is, nobody knows before it is there: half of the way that is left, again and again.
  plays_.be_at(0.95 * (1 - std::exp(-plays_done_ / 60.0)));
  auto days = plays_.play(agents, range_);
  if (!days) return tl::unexpected<Error>(days.error());
  days_ = std::move(*days);
  ++plays_done_;
  return broken_by(problem_, days_, windows_);
}

std::vector<std::size_t> Search::intervals_in(std::size_t window) const {
  const std::size_t each = window_of(problem_), first = window * each;
  std::vector<std::size_t> out(std::min(each, intervals_of(problem_) - first));
  std::iota(out.begin(), out.end(), first);
  return out;
}

// Groups that could make it better, busiest first.
std::vector<std::size_t> Search::helpers(const Broken& broken) const {
  if (broken.promise == Promise::occupancy) return {broken.subject};
  std::vector<std::size_t> out;
  std::vector<double> busy(problem_.groups.size(), 1);
  for (std::size_t g = 0; g < problem_.groups.size(); ++g) {
    if (!can_serve(problem_.groups[g], problem_.queues[broken.subject])) continue;
    out.push_back(g);
    GroupTally sum;
    for (const PlayedDay& day : days_)
      for (std::size_t w = 0; w < windows_; ++w)
        if (!broken.window || w == *broken.window) sum.add(day.groups[g * windows_ + w]);
    busy[g] = occupancy_of(sum).value_or(1);
  }
  std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) {
    // Nearly as busy: the cheaper one.
    if (std::abs(busy[a] - busy[b]) > 0.02) return busy[a] > busy[b];
    return problem_.groups[a].cost < problem_.groups[b].cost;
  });
  return out;
}

bool Search::raise_window(const Broken& broken, std::size_t window) {
  Broken here = broken;
  here.window = window;
  std::vector<std::size_t> groups = helpers(here);
  // If the same group again and again is no help, another is asked every third time.
  if (groups.size() > 1 && tries_[window] % 3 == 2)
    std::rotate(groups.begin(),
                groups.begin() + 1 + static_cast<std::ptrdiff_t>(tries_[window] / 3 % (groups.size() - 1)),
                groups.end());
  ++tries_[window];
  for (const std::size_t g : groups) {
    bool is_raised = false;
    for (const std::size_t i : intervals_in(window)) {
      const std::int32_t now = agents_[g][i];
      // So many more than Erlang said, and it does not help: it is not the number.
      const std::int32_t sane = 5 * from_[g][i] + 60;
      const std::int32_t most = std::min(problem_.groups[g].agents_max, sane);
      agents_[g][i] = std::max(now, std::min(most, now + (broken.is_of_days ? 1 : more(broken, now))));
      is_raised = is_raised || agents_[g][i] > now;
    }
    if (is_raised) return true;
  }
  return false;
}

// Where most, or half as much, is missing on the days that break it.
std::vector<std::size_t> Search::worst_windows(const Broken& broken) const {
  std::vector<double> all(windows_, 0);
  for (std::size_t w = 0; w < windows_; ++w) {
    double& missing = all[w];
    for (const PlayedDay& day : days_) {
      if (broken.promise == Promise::occupancy) {
        const GroupTally& tally = day.groups[broken.subject * windows_ + w];
        missing += std::max(
            0.0, static_cast<double>(tally.busy_us) - broken.wanted * static_cast<double>(tally.there_us));
        continue;
      }
      const QueueTally& tally = day.queues[broken.subject * windows_ + w];
      const auto figure = figure_of(broken.promise, tally);
      if (!figure || is_kept(broken.promise, *figure, broken.wanted)) continue;
      const double weight = static_cast<double>(std::max(tally.counted, tally.answered));
      missing += weight * std::min(1e6, std::abs(*figure - broken.wanted));
    }
  }
  const double most = *std::max_element(all.begin(), all.end());
  std::vector<std::size_t> worst;
  for (std::size_t w = 0; w < windows_; ++w)
    if (most > 0 && all[w] >= most / 2) worst.push_back(w);
  return worst;
}

Error Search::impossible(const Broken& broken) const {
  const bool is_group = broken.promise == Promise::occupancy;
  const std::string where = fmt::format("/{}/{}{}/{}", is_group ? "groups" : "queues", broken.subject,
                                        is_group ? "" : "/target", member_of(broken.promise));
  std::string what = fmt::format("not kept: {:.4g} of {:.4g} wanted", broken.found, broken.wanted);
  if (broken.window) {
    what += fmt::format(" in window {}", *broken.window + 1);
    for (const std::size_t g : helpers(broken))
      what +=
          fmt::format(", with {} of \"{}\" (agents_max {})", agents_[g][intervals_in(*broken.window).front()],
                      problem_.groups[g].name, problem_.groups[g].agents_max);
  }
  return {ErrorCode::invalid, "impossible_target", "a target cannot be kept by more agents", {{where, what}}};
}

Result<void> Search::raise() {
  for (int round = 0;; ++round) {
    const auto broken = judge(agents_);
    if (!broken) return tl::unexpected<Error>(broken.error());
    if (broken->empty()) return {};
    if (round == raises_max) return tl::unexpected<Error>(impossible(broken->front()));
    bool is_raised = false;
    std::set<std::size_t> done;  // windows: one group at a time
    for (const Broken& each : *broken) {
      if (!each.window || !done.insert(*each.window).second) continue;
      is_raised = raise_window(each, *each.window) || is_raised;
    }
    for (const Broken& each : *broken) {
      if (each.window || !done.empty()) continue;
      for (const std::size_t window : worst_windows(each))
        is_raised = raise_window(each, window) || is_raised;
    }
    if (!is_raised) return tl::unexpected<Error>(impossible(broken->front()));
  }
}

Numbers Search::without(const std::vector<Cut>& cuts, std::int32_t step) const {
  Numbers out = agents_;
  for (const Cut& cut : cuts)
    for (const std::size_t i : cut.intervals)
      out[cut.group][i] = std::max(least(cut.group, i), out[cut.group][i] - step);
  return out;
}

std::int32_t Search::least(std::size_t group, std::size_t interval) const {
  const std::int32_t wanted = problem_.groups[group].agents_min;
  return floor_.empty() ? wanted : std::max(wanted, floor_[group][interval]);
}

void Search::reject(const Cut& cut, const Broken& why, bool is_final) {
  if (!is_final) return;
  if (cut.intervals.size() > 1) tight_windows_.insert({cut.group, cut.window});
  if (cut.intervals.size() > 1) return;
  tight_.insert({cut.group, cut.intervals.front()});
  binds_[cut.group][cut.intervals.front()] = why;
}

// Takes away what can be of the cuts, all at once if possible. True: something was.
Result<bool> Search::lower_once(std::vector<Cut> cuts, std::int32_t step, bool is_final) {
  while (!cuts.empty()) {
    if (plays_done_ >= plays_max) {
      is_least_ = false;
      return false;
    }
    Numbers fewer = without(cuts, step);
    const auto broken = judge(fewer);
    if (!broken) return tl::unexpected<Error>(broken.error());
    if (broken->empty()) {
      agents_ = std::move(fewer);
      return true;
    }
    if (cuts.size() == 1) {
      reject(cuts.front(), broken->front(), is_final);
      return false;
    }
    // Whose own window broke is out; if none did, the cut before, whose backlog it may be.
    const auto in_window = [&](std::size_t w) {
      return std::find_if(cuts.begin(), cuts.end(), [&](const Cut& cut) { return cut.window == w; });
    };
    std::vector<std::size_t> out;
    for (const Broken& each : *broken) {
      if (!each.window) continue;
      if (const auto own = in_window(*each.window); own != cuts.end()) {
        out.push_back(*each.window);
        reject(*own, each, is_final);
      }
    }
    for (const Broken& each : *broken)
      if (out.empty() && each.window)
        for (std::size_t w = *each.window; w-- > 0;)
          if (in_window(w) != cuts.end()) {
            out.push_back(w);
            break;
          }
    if (out.empty()) {  // over the day: halves
      const auto middle = cuts.begin() + static_cast<std::ptrdiff_t>(cuts.size() / 2);
      const auto first = lower_once(std::vector<Cut>(cuts.begin(), middle), step, is_final);
      if (!first) return first;
      const auto second = lower_once(std::vector<Cut>(middle, cuts.end()), step, is_final);
      if (!second) return second;
      return *first || *second;
    }
    cuts.erase(std::remove_if(cuts.begin(), cuts.end(),
                              [&](const Cut& cut) {
                                return std::find(out.begin(), out.end(), cut.window) != out.end();
                              }),
               cuts.end());
  }
  return false;
}

Result<bool> Search::lower_group(std::size_t group, std::int32_t step, bool is_single) {
  const std::size_t each = is_single ? window_of(problem_) : 1;
  bool is_lowered = false;
  for (std::size_t offset = 0; offset < each; ++offset) {
    std::vector<Cut> cuts;
    for (std::size_t w = 0; w < windows_; ++w) {
      Cut cut{group, w, {}};
      const std::vector<std::size_t> intervals = intervals_in(w);
      if (is_single && offset >= intervals.size()) continue;
      for (const std::size_t i : intervals)
        if ((!is_single || i == intervals[offset]) && agents_[group][i] >= least(group, i) + step)
          cut.intervals.push_back(i);
      if (cut.intervals.empty() || (!is_single && tight_windows_.count({group, w}) > 0) ||
          (cut.intervals.size() == 1 && tight_.count({group, cut.intervals.front()}) > 0))
        continue;
      cuts.push_back(std::move(cut));
    }
    const auto done = lower_once(std::move(cuts), step, step == 1);
    if (!done) return done;
    is_lowered = is_lowered || *done;
  }
  return is_lowered;
}

Result<void> Search::lower() {
  std::vector<std::size_t> order(problem_.groups.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return problem_.groups[a].cost > problem_.groups[b].cost;
  });
  std::int32_t most = 1;
  for (const auto& list : agents_)
    most = std::max(most, *std::max_element(list.begin(), list.end()));
  std::int32_t step = 1;
  while (step * 12 < most)
    step *= 2;
  if (!floor_.empty()) step = 1;
  for (; step >= 1; step /= 2)
    for (const bool is_single : {false, true}) {
      if (is_single && step > 1) continue;
      for (bool is_lowered = true; is_lowered;) {
        is_lowered = false;
        for (const std::size_t group : order) {
          const auto done = lower_group(group, step, is_single);
          if (!done) return tl::unexpected<Error>(done.error());
          is_lowered = is_lowered || *done;
        }
        if (!is_least_) return {};
      }
    }
  return {};
}

Result<void> Search::hold(const DayRange& others) {
  range_ = others;
  const Numbers before = agents_;
  if (auto raised = raise(); !raised) return raised;
  if (agents_ == before) return {};
  floor_ = before;
  tight_windows_.clear();
  tight_.clear();
  if (auto lowered = lower(); !lowered) return lowered;
  for (std::size_t g = 0; g < agents_.size(); ++g)
    for (std::size_t i = 0; i < agents_[g].size(); ++i)
      held_with_ += agents_[g][i] - before[g][i];
  return {};
}

}  // namespace rapport::workforce::staffing
