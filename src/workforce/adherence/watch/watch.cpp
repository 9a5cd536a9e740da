#include "workforce/adherence/watch/watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "org/entity.h"

namespace rapport::workforce {
namespace {

constexpr const char* excuse_kind = "adherence_excuse";

std::int64_t whole_seconds(Duration length) {
  return length.us / 1'000'000;
}

AdherenceFigures figures_of(const Adherence& made) {
  AdherenceFigures figures;
  figures.scheduled_s = whole_seconds(made.scheduled);
  figures.adherent_s = whole_seconds(made.adherent);
  figures.scheduled_work_s = whole_seconds(made.scheduled_work);
  figures.worked_s = whole_seconds(made.worked);
  figures.excused_s = whole_seconds(made.excused);
  figures.unscheduled_s = whole_seconds(made.unscheduled);
  figures.deviations = static_cast<std::int64_t>(made.deviations.size());
  figures.adherence = made.adherence();
  figures.conformance = made.conformance();
  return figures;
}

DeviationShown deviation_shown(const Deviation& deviation) {
  return {deviation.from, deviation.to, deviation.kind, deviation.is_open};
}

bool is_anything(const Adherence& made) {
  return made.scheduled.us > 0 || made.worked.us > 0;
}

std::vector<ScheduledPart> parts_of(const std::vector<Shift>& shifts) {
  std::vector<ScheduledPart> all;
  const auto add = [&all](Instant from, Instant to, Duty duty, const std::string& name) {
    if (from < to) all.push_back({from, to, duty, name});
  };
  for (const Shift& shift : shifts) {
    std::vector<schedule::PlannedBreak> breaks = shift.breaks;
    std::sort(breaks.begin(), breaks.end(), [](const auto& x, const auto& y) { return x.start < y.start; });
    Instant done = shift.start;
    for (const schedule::PlannedBreak& pause : breaks) {
      add(done, pause.start, Duty::work, shift.shift);
      add(pause.start, pause.end, Duty::pause, pause.name);
      done = std::max(done, pause.end);
    }
    add(done, shift.end, Duty::work, shift.shift);
  }
  return all;
}

// As somebody is at that moment.
AdherenceNow standing(const WatchedAgent& agent, const std::vector<Deviation>& deviations, Instant now) {
  AdherenceNow made;
  for (const ScheduledPart& part : parts_of(agent.shifts))
    if (part.from <= now && now < part.to) made.scheduled = part;
  for (const PresenceSpan& span : agent.presence)
    if (!span.to) made.seen = {span.from, std::nullopt, span.presence, span.reason_id};
  for (const AdherenceExcuse& excuse : agent.excuses)
    made.is_excused = made.is_excused || (excuse.from <= now && now < excuse.to);
  for (const Deviation& deviation : deviations)
    if (deviation.is_open) {
      made.is_out = true;
      made.kind = deviation.kind;
      made.out_since = deviation.from;
    }
  return made;
}

}  // namespace

contract::Notes contract_notes(contract::Tag<AdherenceFigures>) {
  return {.doc = "In seconds, of what has passed.",
          .fields = {{.name = "adherent_s", .doc = "of scheduled_s; what is tolerated or excused, too"},
                     {.name = "scheduled_work_s", .doc = "without breaks"},
                     {.name = "worked_s", .doc = "whenever it was; excused work, too"},
                     {.name = "excused_s", .doc = "of scheduled_s"},
                     {.name = "unscheduled_s", .doc = "of worked_s: outside of any shift"},
                     {.name = "deviations", .doc = "how many, beyond what is tolerated"},
                     {.name = "adherence", .doc = "adherent_s / scheduled_s; absent: nothing was scheduled"},
                     {.name = "conformance", .doc = "worked_s / scheduled_work_s; may pass 1"}}};
}

contract::Notes contract_notes(contract::Tag<AdherenceDay>) {
  return {
      .doc = "A shift counts for the day on which it begins, with all of its length.",
      .fields = {{.name = "recorded_since",
                  .doc = "what is before it is not judged; absent: nobody's presence ever was recorded"}}};
}

struct Watch::Judged {
  AgentId agent;
  std::string name;
  std::vector<TeamId> teams;
  WatchedAgent facts;
  std::vector<Adherence> days;
};

Result<Watch::Range> Watch::range(OrgId org, const std::string& from, const std::string& to,
                                  std::int32_t most) const {
  const auto directory = directories_.of(org);
  if (!directory) return org::no_such("organisation", org.value);
  auto zone = Zone::named(directory->time_zone);
  if (!zone) return tl::unexpected<Error>(zone.error());
  const Day today = zone->local(changes_.now()).day;
  const auto last = to.empty() ? std::optional(today) : parse_day(to);
  if (!last) return org::wrong({{"to", "expected a day such as 2026-12-25"}});
  const auto first = from.empty() ? std::optional(*last - (most - 1)) : parse_day(from);
  if (!first) return org::wrong({{"from", "expected a day such as 2026-12-25"}});
  if (*last < *first) return org::wrong({{"to", "expected a day that is not before `from`"}});
  if (*last - *first >= watched_days_max)
    return org::wrong({{"from", fmt::format("at most {} days at once", watched_days_max)}});
  return Range{*zone, watched_days(*zone, *first, *last - *first + 1)};
}

Result<std::vector<Watch::Judged>> Watch::judged(OrgId org, const Range& range, const WatchedWho& who,
                                                 std::optional<Instant>& since) const {
  const auto directory = directories_.of(org);
  if (who.agent && !directory->users.contains(who.agent)) return org::no_such("user", who.agent.value);
  if (who.team && !directory->teams.contains(who.team)) return org::no_such("team", who.team.value);
  AdherenceRules rules;
  auto facts = changes_.database().read([&](database::Session& sql) -> Result<WatchedFacts> {
    rules = rules_of(adherence_settings::find(sql, org));
    return read_watched(sql, org, who.agent, range.days);
  });
  if (!facts) return tl::unexpected<Error>(facts.error());
  if (facts->since.us != std::numeric_limits<std::int64_t>::max()) since = facts->since;
  const Instant now = changes_.now();
  std::vector<Judged> all;
  for (auto& [id, agent] : facts->agents) {
    Judged one;
    one.agent = id;
    if (const auto user = directory->users.find(id); user != directory->users.end()) {
      one.name = user->second.name;
      one.teams = user->second.teams;
    }
    if (who.team && std::find(one.teams.begin(), one.teams.end(), who.team) == one.teams.end()) continue;
    one.days = adherence_by_day(adherence_facts(agent, range.days, facts->since, now), range.days.begins, now,
                                rules);
    one.facts = std::move(agent);
    all.push_back(std::move(one));
  }
  std::sort(all.begin(), all.end(), [](const Judged& x, const Judged& y) {
    return x.name != y.name ? x.name < y.name : x.agent < y.agent;
  });
  return all;
}

Result<AdherenceDay> Watch::day(OrgId org, const std::string& day, const WatchedWho& who) const {
  // With the day before: its night shift may go on.
  const auto wanted = range(org, day, day, 1);
  if (!wanted) return tl::unexpected<Error>(wanted.error());
  Range with_night = *wanted;
  with_night.days = watched_days(wanted->zone, wanted->days.first - 1, 2);
  AdherenceDay shown;
  const auto all = judged(org, with_night, who, shown.recorded_since);
  if (!all) return tl::unexpected<Error>(all.error());
  shown.day = text(wanted->days.first);
  shown.time_zone = wanted->zone.name();
  shown.from = wanted->days.begins[0];
  shown.to = wanted->days.begins[1];
  const Instant now = changes_.now();
  const auto is_shown = [&](Instant from, Instant to) { return from < shown.to && to > shown.from; };
  Adherence whole;
  for (const Judged& one : *all) {
    AgentAdherence row;
    row.agent_id = one.agent;
    row.name = one.name;
    row.team_ids = one.teams;
    row.figures = figures_of(one.days[1]);
    for (ScheduledPart& part : parts_of(one.facts.shifts))
      if (is_shown(part.from, part.to)) row.scheduled.push_back(std::move(part));
    bool is_seen = false;
    for (const PresenceSpan& span : one.facts.presence)
      if (is_shown(span.from, span.to.value_or(std::max(now, span.from)))) {
        row.seen.push_back({span.from, span.to, span.presence, span.reason_id});
        is_seen = is_seen || span.presence != switchboard::Presence::offline;
      }
    if (row.scheduled.empty() && !is_seen) continue;
    std::vector<Deviation> deviations = one.days[0].deviations;
    deviations.insert(deviations.end(), one.days[1].deviations.begin(), one.days[1].deviations.end());
    for (const Deviation& deviation : deviations)
      if (is_shown(deviation.from, deviation.to) || deviation.day == 1)
        row.deviations.push_back(deviation_shown(deviation));
    for (const AdherenceExcuse& excuse : one.facts.excuses)
      if (is_shown(excuse.from, excuse.to)) row.excuses.push_back(excuse);
    if (shown.from <= now && now < shown.to) row.now = standing(one.facts, deviations, now);
    whole += one.days[1];
    shown.items.push_back(std::move(row));
  }
  shown.whole = figures_of(whole);
  return shown;
}

Result<AdherenceDays> Watch::days(OrgId org, const std::string& from, const std::string& to,
                                  const WatchedWho& who) const {
  const auto wanted = range(org, from, to, 7);
  if (!wanted) return tl::unexpected<Error>(wanted.error());
  std::optional<Instant> since;
  const auto all = judged(org, *wanted, who, since);
  if (!all) return tl::unexpected<Error>(all.error());
  const auto count = static_cast<std::size_t>(wanted->days.count());
  const auto name_of_day = [&](std::size_t i) {
    return text(wanted->days.first + static_cast<std::int32_t>(i));
  };
  AdherenceDays shown;
  shown.from = name_of_day(0);
  shown.to = name_of_day(count - 1);
  shown.time_zone = wanted->zone.name();
  std::vector<Adherence> by_day(count);
  Adherence whole;
  for (const Judged& one : *all) {
    AgentAdherenceDays row{one.agent, one.name, one.teams, {}, {}};
    Adherence sum;
    for (std::size_t i = 0; i < count; ++i) {
      by_day[i] += one.days[i];
      sum += one.days[i];
      if (is_anything(one.days[i])) row.days.push_back({name_of_day(i), figures_of(one.days[i])});
    }
    if (row.days.empty()) continue;
    whole += sum;
    row.figures = figures_of(sum);
    shown.items.push_back(std::move(row));
  }
  for (std::size_t i = 0; i < count; ++i)
    shown.days.push_back({name_of_day(i), figures_of(by_day[i])});
  shown.whole = figures_of(whole);
  return shown;
}

Result<std::vector<Watch::NamedDeviation>> Watch::deviations(OrgId org, const std::string& from,
                                                             const std::string& to,
                                                             const WatchedWho& who) const {
  const auto wanted = range(org, from, to, 7);
  if (!wanted) return tl::unexpected<Error>(wanted.error());
  std::optional<Instant> since;
  const auto all = judged(org, *wanted, who, since);
  if (!all) return tl::unexpected<Error>(all.error());
  std::vector<NamedDeviation> found;
  for (const Judged& one : *all)
    for (std::size_t i = 0; i < one.days.size(); ++i)
      for (const Deviation& deviation : one.days[i].deviations)
        found.push_back(
            {one.name, text(wanted->days.first + static_cast<std::int32_t>(i)), deviation_shown(deviation)});
  return found;
}

Result<std::vector<AdherenceExcuse>> Watch::excuse(const org::By& by,
                                                   const NewAdherenceExcuse& wanted) const {
  if (wanted.to <= wanted.from) return org::wrong({{"/to", "expected a moment after `from`"}});
  if (wanted.to - wanted.from > excuse_length_max) return org::wrong({{"/to", "at most seven days at once"}});
  const auto directory = directories_.of(by.org);
  std::vector<Issue> issues;
  for (std::size_t i = 0; i < wanted.agent_ids.size(); ++i)
    if (!directory || !directory->users.contains(wanted.agent_ids[i]))
      issues.push_back({fmt::format("/agent_ids/{}", i), "there is nobody with this id"});
  if (!issues.empty()) return org::wrong(std::move(issues));
  return changes_.make<std::vector<AdherenceExcuse>>(
      by, "", [&](org::Change& change) -> Result<std::vector<AdherenceExcuse>> {
        std::vector<AdherenceExcuse> made;
        for (const AgentId agent : wanted.agent_ids) {
          AdherenceExcuse one;
          static_cast<ExcuseFields&>(one) = wanted;
          one.id = change.new_id<AdherenceExcuseId>();
          one.agent_id = agent;
          if (by.user) one.excused_by = by.user;
          one.excused_at = change.now;
          adherence_excuses::insert(change.sql, change.org(), one);
          change.audit({"create", excuse_kind, one.id.value, "", contract::encode(one)});
          made.push_back(std::move(one));
        }
        return made;
      });
}

Result<void> Watch::remove_excuse(const org::By& by, AdherenceExcuseId id) const {
  return changes_.make<void>(by, "", [&](org::Change& change) -> Result<void> {
    const auto found = adherence_excuses::find(change.sql, change.org(), id);
    if (!found) return org::no_such(excuse_kind, id.value);
    adherence_excuses::remove(change.sql, change.org(), id);
    change.audit({"delete", excuse_kind, id.value, contract::encode(*found), ""});
    return {};
  });
}

Result<AdherenceSettings> Watch::set_settings(const org::By& by, const AdherenceSettings& settings) const {
  const auto directory = directories_.of(by.org);
  if (!directory) return org::no_such("organisation", by.org.value);
  if (auto fits = check(settings, *directory); !fits) return tl::unexpected<Error>(fits.error());
  return changes_.make<AdherenceSettings>(by, "", [&](org::Change& change) -> Result<AdherenceSettings> {
    const AdherenceSettings before = adherence_settings::find(change.sql, change.org());
    adherence_settings::keep(change.sql, change.org(), settings);
    change.audit({"change", "adherence_settings", change.org().value, contract::encode(before),
                  contract::encode(settings)});
    return settings;
  });
}

}  // namespace rapport::workforce
