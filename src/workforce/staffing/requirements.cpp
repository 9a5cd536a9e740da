#include "workforce/staffing/requirements.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "workforce/calendar/intervals.h"
#include "workforce/queueing/staffing.h"
#include "workforce/staffing/first_guess.h"
#include "workforce/staffing/search.h"

namespace rapport::workforce::staffing {
namespace {

double rounded(double x) {
  return std::isfinite(x) ? std::round(x * 1e6) / 1e6 : x;
}

// What was found, in words and figures.
class Telling {
 public:
  Telling(const Problem& problem, const Zone& zone, const Search& search, const PlayedDays& days,
          std::size_t windows)
      : problem_(problem), zone_(zone), search_(search), days_(days), windows_(windows) {}

  Requirements tell(const Numbers& first) const {
    Requirements out;
    out.name = problem_.name;
    out.start = problem_.start;
    out.time_zone = problem_.time_zone;
    out.interval_minutes = problem_.interval_minutes;
    out.window_minutes = problem_.window_minutes;
    out.confidence = problem_.confidence;
    out.replications = problem_.replications;
    for (std::size_t g = 0; g < problem_.groups.size(); ++g)
      out.groups.push_back(group(g, first[g]));
    for (std::size_t q = 0; q < problem_.queues.size(); ++q) {
      QueueFound& found = out.queues.emplace_back();
      found.queue = problem_.queues[q].name;
      found.day = figures(q, {});
      for (std::size_t w = 0; w < windows_; ++w)
        found.windows.push_back(figures(q, w));
    }
    for (std::size_t g = 0; g < problem_.groups.size(); ++g) {
      GroupFound& found = out.occupancy.emplace_back();
      found.group = problem_.groups[g].name;
      found.day = occupancy(g, {});
      for (std::size_t w = 0; w < windows_; ++w)
        found.windows.push_back(occupancy(g, w));
    }
    explain(out);
    return out;
  }

 private:
  Instant at(std::size_t interval) const {
    return problem_.start + minutes(problem_.interval_minutes) * static_cast<std::int64_t>(interval);
  }
  Instant start_of(std::optional<std::size_t> window) const {
    return window ? at(*window * window_of(problem_)) : problem_.start;
  }
  Instant end_of(std::optional<std::size_t> window) const {
    const std::size_t all = intervals_of(problem_);
    return at(window ? std::min(all, (*window + 1) * window_of(problem_)) : all);
  }
  std::string clock(Instant when) const {
    const LocalTime local = zone_.local(when);
    return fmt::format("{:02}:{:02}", local.second / 3'600, local.second / 60 % 60);
  }

  std::string words(const Broken& broken) const {
    const bool is_group = broken.promise == Promise::occupancy;
    const std::string& who =
        is_group ? problem_.groups[broken.subject].name : problem_.queues[broken.subject].name;
    std::string what;
    switch (broken.promise) {
      case Promise::service_level:
        what = fmt::format("service level of {}: {:.1f}% instead of {:g}%", who, 100 * broken.found,
                           100 * broken.wanted);
        break;
      case Promise::abandonment:
        what = fmt::format("abandonment of {}: {:.1f}% instead of {:g}%", who, 100 * broken.found,
                           100 * broken.wanted);
        break;
      case Promise::asa:
        what = fmt::format("mean wait of {}: {:.1f} s instead of {:g} s", who, broken.found, broken.wanted);
        break;
      case Promise::occupancy:
        what = fmt::format("occupancy of {}: {:.1f}% instead of {:g}%", who, 100 * broken.found,
                           100 * broken.wanted);
    }
    what += broken.window
                ? fmt::format(", {} to {}", clock(start_of(broken.window)), clock(end_of(broken.window)))
                : std::string(", over the day");
    if (broken.is_of_days) what += fmt::format(", on {:.0f}% of days", 100 * problem_.confidence);
    return what;
  }

  GroupRequirement group(std::size_t g, const std::vector<std::int32_t>& first) const {
    GroupRequirement out;
    out.group = problem_.groups[g].name;
    for (const twin::ScenarioSkill& skill : problem_.groups[g].skills)
      out.skills.push_back(skill.skill);
    out.shrinkage = problem_.groups[g].shrinkage;
    for (std::size_t i = 0; i < intervals_of(problem_); ++i) {
      RequirementPoint& point = out.points.emplace_back();
      point.start = at(i);
      point.agents = search_.agents()[g][i];
      point.positions = positions(point.agents, problem_.groups[g].shrinkage);
      point.first_guess = first[i];
      if (const auto& why = search_.binds()[g][i])
        point.binds = words(*why);
      else if (point.agents > 0 && point.agents == problem_.groups[g].agents_min)
        point.binds = "agents_min";
      out.agent_hours += point.agents * problem_.interval_minutes / 60.0;
      out.position_hours += point.positions * problem_.interval_minutes / 60.0;
    }
    return out;
  }

  WindowFigures figures(std::size_t q, std::optional<std::size_t> window) const {
    WindowFigures out;
    out.start = start_of(window);
    out.end = end_of(window);
    std::vector<QueueTally> tallies;
    QueueTally all;
    for (const PlayedDay& day : days_) {
      QueueTally& own = tallies.emplace_back();
      for (std::size_t w = window.value_or(0); w < (window ? *window + 1 : windows_); ++w)
        own.add(day.queues[q * windows_ + w]);
      all.add(own);
    }
    const auto spread = [&](Promise promise) -> std::optional<Spread> {
      const auto mean = figure_of(promise, all);
      if (!mean) return std::nullopt;
      std::vector<double> of_days;
      for (const QueueTally& tally : tallies)
        if (const auto found = figure_of(promise, tally)) of_days.push_back(*found);
      return Spread{rounded(*mean), rounded(at_confidence(promise, std::move(of_days), problem_.confidence))};
    };
    out.contacts = rounded(static_cast<double>(all.contacts) / static_cast<double>(days_.size()));
    out.service_level = spread(Promise::service_level);
    out.abandonment = spread(Promise::abandonment);
    out.asa_s = spread(Promise::asa);
    std::size_t kept = 0;
    for (const QueueTally& tally : tallies)
      kept += keeps(q, tally);
    out.days_kept = rounded(static_cast<double>(kept) / static_cast<double>(days_.size()));
    out.is_kept = keeps(q, all);
    return out;
  }
  bool keeps(std::size_t q, const QueueTally& tally) const {
    for (const Promised& promised : promises_of(problem_.queues[q])) {
      const auto found = figure_of(promised.promise, tally);
      if (found && !is_kept(promised.promise, *found, promised.wanted)) return false;
    }
    return true;
  }

  GroupWindow occupancy(std::size_t g, std::optional<std::size_t> window) const {
    GroupWindow out;
    out.start = start_of(window);
    out.end = end_of(window);
    GroupTally all;
    for (const PlayedDay& day : days_)
      for (std::size_t w = window.value_or(0); w < (window ? *window + 1 : windows_); ++w)
        all.add(day.groups[g * windows_ + w]);
    out.occupancy = occupancy_of(all);
    if (out.occupancy) {
      out.is_kept = !problem_.groups[g].max_occupancy || *out.occupancy <= *problem_.groups[g].max_occupancy;
      out.occupancy = rounded(*out.occupancy);
    }
    return out;
  }

  // Which promise binds how often, at what it binds most, and skills that only one group has.
  void explain(Requirements& out) const {
    for (std::size_t q = 0; q < problem_.queues.size(); ++q) {
      std::size_t bound = 0, all = 0;
      for (std::size_t g = 0; g < problem_.groups.size(); ++g)
        for (std::size_t i = 0; i < intervals_of(problem_); ++i) {
          const auto& why = search_.binds()[g][i];
          all += why.has_value();
          bound += why && why->promise != Promise::occupancy && why->subject == q;
        }
      if (bound > 0)
        out.explanation.push_back(
            fmt::format("{} binds in {} of {} cases: there, one agent less breaks its promise.",
                        problem_.queues[q].name, bound, all));
    }
    for (std::size_t g = 0; g < problem_.groups.size(); ++g) {
      std::int32_t erlang = 0, found = 0;
      for (const RequirementPoint& point : out.groups[g].points) {
        erlang += point.first_guess;
        found += point.agents;
      }
      const double hours = problem_.interval_minutes / 60.0;
      out.explanation.push_back(
          fmt::format("{}: {:.1f} agent hours; Erlang A, each queue on its own, said {:.1f}.",
                      problem_.groups[g].name, found * hours, erlang * hours));
    }
    for (std::size_t s = 0; s < problem_.skills.size(); ++s) {
      const Group* only = nullptr;
      int having = 0;
      for (const Group& group : problem_.groups)
        for (const twin::ScenarioSkill& skill : group.skills)
          if (skill.skill == problem_.skills[s]) {
            ++having;
            only = &group;
          }
      if (having == 1 && problem_.groups.size() > 1)
        out.explanation.push_back(
            fmt::format("Only {} has {}: whoever needs it waits for them.", only->name, problem_.skills[s]));
    }
    if (search_.held_with() > 0)
      out.explanation.push_back(
          fmt::format("{:.1f} agent hours of these are there for days that the search had not seen.",
                      static_cast<double>(search_.held_with()) * problem_.interval_minutes / 60.0));
    if (!search_.is_least())
      out.explanation.push_back(
          fmt::format("Stopped lowering after {} tries: everything is kept, perhaps with more "
                      "agents than needed.",
                      plays_max));
  }

  const Problem& problem_;
  const Zone& zone_;
  const Search& search_;
  const PlayedDays& days_;
  std::size_t windows_;
};

// Numbers of days, far from those of the search.
constexpr std::int64_t holding_first = 1'000'000;

// Enough of them that nine in ten of them are nine in ten of all, give or take three in a hundred.
DayRange days_to_hold(const Problem& problem) {
  return {holding_first, std::max(problem.replications, std::min(100, 4 * problem.replications))};
}

}  // namespace

Result<Requirements> find_requirements(const Problem& problem, const FindOptions& options) {
  if (auto checked = check(problem); !checked) return tl::unexpected<Error>(checked.error());
  const auto zone = Zone::named(problem.time_zone);
  if (!zone) return tl::unexpected<Error>(zone.error());
  Plays plays(problem, options);
  const Numbers first = first_guess(problem);
  Search search(problem, plays, first);
  if (auto raised = search.raise(); !raised) return tl::unexpected<Error>(raised.error());
  if (auto lowered = search.lower(); !lowered) return tl::unexpected<Error>(lowered.error());
  if (auto held = search.hold(days_to_hold(problem)); !held) return tl::unexpected<Error>(held.error());
  const auto days = plays.play(search.agents(), search.days());
  if (!days) return tl::unexpected<Error>(days.error());
  // Days that had no part in any of it.
  const auto fresh = plays.play(search.agents(), {2 * holding_first, search.days().count});
  if (!fresh) return tl::unexpected<Error>(fresh.error());
  const Telling telling(problem, *zone, search, *days, plays.windows());
  Requirements out = telling.tell(first);
  const Requirements again = Telling(problem, *zone, search, *fresh, plays.windows()).tell(first);
  for (std::size_t q = 0; q < out.queues.size(); ++q)
    out.queues[q].fresh_days_kept = again.queues[q].day.days_kept;
  out.days_played = plays.days();
  return out;
}

}  // namespace rapport::workforce::staffing
