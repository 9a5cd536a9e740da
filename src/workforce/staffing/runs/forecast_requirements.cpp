#include "workforce/staffing/runs/forecast_requirements.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "workforce/calendar/intervals.h"
#include "workforce/staffing/runs/day_problem.h"
#include "workforce/whatif/past_day.h"
#include "workforce/whatif/twin_day_store.h"

namespace rapport::workforce::staffing {
namespace {

constexpr std::int32_t days_max = 7;
constexpr std::int32_t looked_back_max = 3;   // days, where none has been played at night
constexpr std::int32_t played_back_max = 60;  // of those that have

tl::unexpected<Error> wrong(std::string where, std::string what) {
  return fail(ErrorCode::invalid, "bad_value", "some values cannot be",
              {{std::move(where), std::move(what)}});
}

// The newest first.
Result<std::vector<Day>> days_like(const ForecastServices& services, OrgId org, Day today,
                                   const std::optional<std::string>& named) {
  if (named) {
    const auto day = parse_day(*named);
    if (!day) return wrong("/like_day", "expected a day, as 2026-12-25");
    return std::vector<Day>{*day};
  }
  auto played = services.changes.database().read([&](database::Session& sql) -> Result<std::vector<Day>> {
    std::vector<Day> all;
    for (const auto& [day, errors] : twin_day_store::errors(sql, org, today - played_back_max, today - 1))
      all.push_back(day);
    std::reverse(all.begin(), all.end());
    return all;
  });
  if (!played || !played->empty()) return played;
  std::vector<Day> all;
  for (std::int32_t ago = 1; ago <= looked_back_max; ++ago)
    all.push_back(today - ago);
  return all;
}

Result<std::pair<Day, twin::RecordedDay>> day_like(const ForecastServices& services,
                                                   const org::Directory& directory,
                                                   const std::vector<Day>& days, const Progress& progress) {
  for (const Day day : days) {
    auto recorded = past_day(services.changes.database(), directory, day, progress, InFlows::left_out);
    if (recorded) return std::pair(day, std::move(*recorded));
    if (recorded.error().reason != "empty_day") return tl::unexpected<Error>(recorded.error());
  }
  return fail(ErrorCode::conflict, "no_day",
              "nobody has worked here on a day that handle times and rules could be taken from");
}

// Seconds a contact took on average, by the history; absent: not measured.
std::optional<double> handled_on(const ForecastServices& services, OrgId org, QueueId queue,
                                 switchboard::Channel channel, Instant from, Instant to) {
  const auto series = services.history.series(org, queue, channel, from, to);
  if (!series) return std::nullopt;
  double contacts = 0, handled_s = 0;
  for (const HistoryPoint& point : series->points) {
    if (!point.answered || !point.handle_s) continue;
    contacts += *point.answered;
    handled_s += *point.answered * *point.handle_s;
  }
  return contacts > 0 && handled_s > 0 ? std::optional(handled_s / contacts) : std::nullopt;
}

std::vector<twin::ScenarioSpan> open_spans(const std::optional<org::Hours>& hours, Instant from, Instant to) {
  std::vector<twin::ScenarioSpan> spans;
  if (!hours) return spans;
  Instant at = from;
  bool is_open = org::is_open(*hours, at);
  while (at < to) {
    const Instant next = std::min(org::next_change(*hours, at).value_or(to), to);
    if (is_open) spans.push_back({(at - from).us / 1'000'000, (next - from).us / 1'000'000});
    at = next;
    is_open = !is_open;
  }
  // An empty list means always, so what never opens says so by a moment after the end.
  if (spans.empty()) spans.push_back({(to - from).us / 1'000'000, (to - from).us / 1'000'000 + 1});
  return spans;
}

// Who did not work that day, with the delays of those who did.
void add_who_was_off(twin::RecordedDay& day, const org::Directory& directory) {
  if (!day.end || day.scenario.agents.empty()) return;
  std::set<std::string> there;
  for (const twin::ScenarioAgents& one : day.scenario.agents)
    there.insert(one.name);
  const twin::ScenarioAgents like = day.scenario.agents.front();
  const auto name_of = [](const auto& names, auto id, auto&& use) {
    if (const auto found = names.find(id); found != names.end()) use(found->second);
  };
  std::set<std::string> skills(day.scenario.skills.begin(), day.scenario.skills.end());
  for (const switchboard::AgentImage& agent : day.end->image.agents) {
    const auto user = directory.users.find(agent.agent);
    if (user == directory.users.end() || !user->second.is_active || there.contains(user->second.name))
      continue;
    twin::ScenarioAgents made;
    made.name = user->second.name;
    made.answer_delay = like.answer_delay;
    made.back_after = like.back_after;
    made.no_answer_share = like.no_answer_share;
    made.capacity = twin::capacity_of(agent.profile);
    for (const switchboard::AgentSkill& skill : agent.profile.skills)
      name_of(directory.skills, skill.skill, [&](const std::string& name) {
        made.skills.push_back({name, skill.level});
        if (skills.insert(name).second) day.scenario.skills.push_back(name);
      });
    for (const TeamId team : agent.profile.teams)
      name_of(directory.teams, team, [&](const std::string& name) { made.teams.push_back(name); });
    for (const QueueId queue : agent.profile.queues)
      name_of(directory.queues, queue,
              [&](const org::DirectoryQueue& one) { made.queues.push_back(one.name); });
    day.scenario.agents.push_back(std::move(made));
  }
}

struct Stretch {
  Instant from, to;
  std::int32_t interval_min = 30;
};

Result<ExpectedContacts> expected_of(const ForecastServices& services, OrgId org, const ForecastKey& key,
                                     const Stretch& stretch, const std::pair<Instant, Instant>& like) {
  auto shown = forecast_series(services, org, key);
  if (!shown) return tl::unexpected<Error>(shown.error());
  ExpectedContacts made;
  made.queue = shown->head.queue;
  double contacts = 0, handled_s = 0;
  for (const ShownPoint& point : shown->points) {
    if (point.start < stretch.from || point.start >= stretch.to) continue;
    const double mean = point.changed_contacts.value_or(point.contacts);
    // A change by hand moves the interval with it.
    const double moved = point.changed_contacts && point.contacts > 0 ? mean / point.contacts : 1;
    made.contacts.push_back(mean);
    made.low_80.push_back(std::min(mean, point.low_80 * moved));
    made.high_80.push_back(std::max(mean, point.high_80 * moved));
    const auto handle_s = point.changed_handle_s ? point.changed_handle_s : point.handle_s;
    if (!handle_s) continue;
    contacts += mean;
    handled_s += mean * *handle_s;
  }
  const auto intervals = (stretch.to - stretch.from).us / minutes(stretch.interval_min).us;
  if (static_cast<std::int64_t>(made.contacts.size()) != intervals)
    return fail(ErrorCode::internal, "bad_forecast",
                fmt::format("the forecast of {} has {} intervals where {} are wanted", made.queue,
                            made.contacts.size(), intervals));
  const auto was_s = handled_on(services, org, key.queue, key.channel, like.first, like.second);
  if (was_s && contacts > 0 && handled_s > 0)
    made.handle_factor = std::clamp(handled_s / contacts / *was_s, 0.2, 5.0);
  return made;
}

}  // namespace

contract::Notes contract_notes(contract::Tag<PromiseWanted>) {
  return {.fields = {
              {.name = "service_level", .min = 0.01, .max = 0.999},
              {.name = "abandonment", .doc = "at most", .min = 0, .max = 1},
              {.name = "asa_s", .doc = "at most", .min = 0, .max = 86'400 * 7},
              {.name = "within_s", .doc = "absent: as the queue's rules say", .min = 0, .max = 86'400 * 7}}};
}
contract::Notes contract_notes(contract::Tag<ForecastRequirementsWanted>) {
  return {.doc = "How many agents of each kind the days of a forecast need, on the organisation's own rules.",
          .fields = {
              {.name = "name", .min_length = 1, .max_length = 100, .format = contract::Format::line},
              {.name = "first_day", .doc = "absent: the forecast's first", .format = contract::Format::date},
              {.name = "days", .min = 1, .max = days_max, .has_default = true},
              {.name = "like_day",
               .doc = "whose rules, agents, handle times and patience are taken; absent: the newest",
               .format = contract::Format::date},
              {.name = "service_level",
               .doc = "promised in every queue that has none of its own, in its rules or below",
               .min = 0.01,
               .max = 0.999,
               .has_default = true},
              {.name = "promises", .max_items = 500, .has_default = true},
              {.name = "shrinkage", .min = 0, .max = 0.95, .has_default = true},
              {.name = "max_occupancy", .min = 0.05, .max = 1},
              {.name = "confidence", .min = 0.5, .max = 0.99, .has_default = true},
              {.name = "replications", .min = 5, .max = 200, .has_default = true}}};
}

Result<void> check(const ForecastServices& services, OrgId org, const ForecastRequirementsWanted& wanted) {
  const auto directory = services.history.directories().of(org);
  if (!directory) return fail(ErrorCode::not_found, "unknown_organisation", "no such organisation");
  for (std::size_t i = 0; i < wanted.promises.size(); ++i)
    if (!directory->queues.contains(wanted.promises[i].queue_id))
      return wrong(fmt::format("/promises/{}/queue_id", i), "there is no such queue");
  return whole_forecast(services, org, wanted.forecast_id).map([](const WholeForecast&) {});
}

Result<PlannedProblem> problem_of_forecast(const ForecastServices& services, OrgId org,
                                           const ForecastRequirementsWanted& wanted,
                                           const Progress& progress) {
  if (auto fine = check(services, org, wanted); !fine) return tl::unexpected<Error>(fine.error());
  const auto directory = services.history.directories().of(org);
  const auto forecast = whole_forecast(services, org, wanted.forecast_id);
  if (!forecast) return tl::unexpected<Error>(forecast.error());
  const auto zone = Zone::named(forecast->time_zone);
  if (!zone) return tl::unexpected<Error>(zone.error());
  const Day begins = *parse_day(forecast->from);
  Day first = begins;
  if (wanted.first_day) {
    const auto named = parse_day(*wanted.first_day);
    if (!named) return wrong("/first_day", "expected a day, as 2026-12-25");
    first = *named;
  }
  if (first < begins || first + wanted.days > begins + forecast->days)
    return wrong(
        wanted.first_day ? "/first_day" : "/days",
        fmt::format("the forecast is of {} to {}", forecast->from, text(begins + forecast->days - 1)));
  const Stretch stretch{zone->start_of(first), zone->start_of(first + wanted.days), forecast->interval_min};

  const Day today = zone->local(services.history.now()).day;
  const auto days = days_like(services, org, today, wanted.like_day);
  if (!days) return tl::unexpected<Error>(days.error());
  auto like = day_like(services, *directory, *days, progress);
  if (!like) return tl::unexpected<Error>(like.error());
  const std::pair<Instant, Instant> like_span{zone->start_of(like->first), zone->start_of(like->first + 1)};

  DayProblemWanted asked;
  asked.name = wanted.name;
  asked.time_zone = forecast->time_zone;
  asked.start = stretch.from;
  asked.interval_minutes = forecast->interval_min;
  asked.replications = wanted.replications;
  asked.confidence = wanted.confidence;
  asked.promise.target.service_level = wanted.service_level;
  asked.shrinkage = wanted.shrinkage;
  asked.max_occupancy = wanted.max_occupancy;
  for (const auto& [id, queue] : directory->queues)
    if (queue.service_level_target)
      asked.promises[queue.name] = {{queue.service_level_target, std::nullopt, std::nullopt}, std::nullopt};
  for (const PromiseWanted& one : wanted.promises) {
    asked.promises[directory->queues.at(one.queue_id).name] = {
        {one.service_level, one.abandonment, one.asa_s}, one.within_s};
  }
  std::vector<ExpectedContacts> expected;
  for (const ForecastSeriesHead& head : forecast->series) {
    auto one = expected_of(services, org, {forecast->id, head.queue_id, head.channel}, stretch, like_span);
    if (!one) return tl::unexpected<Error>(one.error());
    if (const auto queue = directory->queues.find(head.queue_id); queue != directory->queues.end())
      one->open = open_spans(queue->second.hours, stretch.from, stretch.to);
    expected.push_back(std::move(*one));
  }
  add_who_was_off(like->second, *directory);
  auto made = problem_of_day(like->second.scenario, expected, asked);
  if (!made) return tl::unexpected<Error>(made.error());
  PlannedProblem planned{std::move(made->problem), std::move(made->notes)};
  planned.notes.insert(
      planned.notes.begin(),
      fmt::format("Rules, agents, handle times and patience are those of {}.", text(like->first)));
  return planned;
}

}  // namespace rapport::workforce::staffing
