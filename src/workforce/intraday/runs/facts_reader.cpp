#include "workforce/intraday/runs/facts_reader.h"

#include <algorithm>
#include <set>
#include <utility>

#include "org/entity.h"
#include "org/hours.h"
#include "platform/contract/parameters.h"
#include "workforce/intraday/runs/todays_forecast.h"
#include "workforce/shifts/facts_store.h"
#include "workforce/whatif/past_day.h"

namespace rapport::workforce::intraday {
namespace {

std::int64_t seconds_after(Instant start, Instant at) {
  return (at - start).us / 1'000'000;
}

struct People {
  std::map<AgentId, std::vector<TodaysShift>> shifts;
  std::map<AgentId, double> cost_per_hour;
  std::set<AgentId> expected;  // planned today, or in a schedule that others work by today
};

Result<People> people_of(database::Database& database, OrgId org, Instant from, Instant to) {
  return database.read([&](database::Session& sql) -> Result<People> {
    People out;
    for (shift_store::Published& one : shift_store::published(sql, org, AgentId{}, from, to)) {
      const AgentId agent = one.shift.agent_id;
      out.expected.insert(agent);
      out.shifts[agent].push_back({one.schedule_id, std::move(one.shift)});
    }
    out.cost_per_hour = facts_store::costs_per_hour(sql, org);
    return out;
  });
}

Result<void> expect_everybody_of(Schedules& schedules, OrgId org, People& people) {
  std::set<ShiftPlanId> ids;
  for (const auto& [agent, shifts] : people.shifts)
    for (const TodaysShift& one : shifts)
      ids.insert(one.schedule_id);
  for (const ShiftPlanId id : ids) {
    const auto problem = schedules.problem(org, id);
    if (!problem) return tl::unexpected<Error>(problem.error());
    for (const schedule::Agent& agent : problem->agents) {
      AgentId one;
      if (contract::parse_id(agent.name, one.value)) people.expected.insert(one);
    }
  }
  return {};
}

// When the queue is open in the rest of the day; absent: it has no hours.
std::optional<std::vector<twin::ScenarioSpan>> open_spans(const org::Directory& directory, QueueId id,
                                                          Instant day_start, Instant now, Instant end) {
  const auto queue = directory.queues.find(id);
  if (queue == directory.queues.end() || !queue->second.hours) return std::nullopt;
  const org::Hours& hours = *queue->second.hours;
  std::vector<twin::ScenarioSpan> out;
  bool is_open = org::is_open(hours, now);
  for (Instant at = now; at < end;) {
    const Instant change = std::min(org::next_change(hours, at).value_or(end), end);
    if (is_open && change > at)
      out.push_back({seconds_after(day_start, at), seconds_after(day_start, change)});
    is_open = !is_open;
    at = change;
  }
  return out;
}

// As the twin has it: seconds of the day. What began before it begins with it.
std::vector<twin::ScenarioShift> planned_shifts(const std::vector<TodaysShift>& shifts, Instant day_start) {
  std::vector<twin::ScenarioShift> out;
  for (const TodaysShift& one : shifts) {
    twin::ScenarioShift& shift = out.emplace_back();
    shift.from_s = std::max<std::int64_t>(0, seconds_after(day_start, one.shift.start));
    shift.to_s = seconds_after(day_start, one.shift.end);
    for (const schedule::PlannedBreak& pause : one.shift.breaks) {
      const twin::ScenarioSpan span{std::max(shift.from_s, seconds_after(day_start, pause.start)),
                                    std::min(shift.to_s, seconds_after(day_start, pause.end))};
      if (span.to_s > span.from_s) shift.breaks.push_back(span);
    }
    std::sort(shift.breaks.begin(), shift.breaks.end(),
              [](const auto& a, const auto& b) { return a.from_s < b.from_s; });
  }
  return out;
}

}  // namespace

Result<IntradayFacts> read_facts(const IntradayParts& parts, OrgId org, const Progress& progress) {
  const org::DirectoryPtr directory = parts.directories.of(org);
  if (!directory) return org::no_such("organisation", org.value);
  const auto zone = Zone::named(directory->time_zone);
  if (!zone) return tl::unexpected<Error>(zone.error());
  const Instant now = parts.clock();
  IntradayFacts out;
  out.time_zone = directory->time_zone;
  out.day = zone->local(now).day;
  out.day_start = zone->start_of(out.day);
  out.day_end = zone->start_of(out.day + 1);
  const std::int64_t passed = seconds_after(out.day_start, now) / cell_s * cell_s;
  out.ahead.now_s = std::max(passed, cell_s);
  out.ahead.day_s = seconds_after(out.day_start, out.day_end);
  out.as_of = out.day_start + seconds(out.ahead.now_s);

  auto people = people_of(parts.database(), org, out.day_start, out.day_end);
  if (!people) return tl::unexpected<Error>(std::move(people.error()));
  if (auto found = expect_everybody_of(parts.schedules, org, *people); !found)
    return tl::unexpected<Error>(found.error());
  auto recorded = day_so_far(parts.database(), *directory,
                             {out.day, out.as_of, seconds(cell_s), people->expected}, progress);
  if (!recorded) return tl::unexpected<Error>(std::move(recorded.error()));
  out.recorded = std::move(*recorded);
  out.shifts = std::move(people->shifts);

  const auto slots = static_cast<std::size_t>((out.ahead.day_s + slot_s - 1) / slot_s);
  TodaysForecast forecast(parts.history, *zone, org, out.day, slots);
  if (auto found = forecast.find_kept(); !found) return tl::unexpected<Error>(found.error());
  for (std::size_t q = 0; q < out.recorded.queues.size(); ++q) {
    if (!progress.at(0)) return cancelled();
    const QueueId id = out.recorded.queues[q];
    auto ahead = forecast.of(id, out.recorded.scenario.queues[q].channel);
    if (!ahead) return tl::unexpected<Error>(std::move(ahead.error()));
    if (const auto queue = directory->queues.find(id); queue != directory->queues.end())
      ahead->service_level_target = queue->second.service_level_target;
    ahead->open = open_spans(*directory, id, out.day_start, out.as_of, out.day_end);
    out.ahead.queues.push_back(std::move(*ahead));
  }
  for (const AgentId id : out.recorded.agents) {
    AgentAhead& ahead = out.ahead.agents.emplace_back();
    if (const auto cost = people->cost_per_hour.find(id); cost != people->cost_per_hour.end())
      ahead.cost_per_hour = cost->second;
    if (const auto shifts = out.shifts.find(id); shifts != out.shifts.end())
      ahead.planned = planned_shifts(shifts->second, out.day_start);
  }
  return out;
}

}  // namespace rapport::workforce::intraday
