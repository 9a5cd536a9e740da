#include "program/demo_planning.h"

#include <fmt/format.h>

#include <array>

#include "org/entity.h"
#include "program/demo_organisation.h"
#include "program/demo_workload.h"
#include "workforce/calendar/intervals.h"
#include "workforce/queueing/staffing.h"
#include "workforce/shifts/facts_store.h"

namespace rapport::program {
namespace {

namespace schedule = workforce::schedule;
using workforce::Day;
using workforce::Zone;

constexpr const char *first_break = "Break · 休息", *second_break = "Second break · 再次休息";
constexpr std::int64_t hour_s = 3'600;
constexpr int published_weeks = 3, planned_weeks = published_weeks + 1;

schedule::Break paid_break(const char* name, double from_h, double to_h) {
  return {
      name, 900, true, static_cast<std::int64_t>(from_h * hour_s), static_cast<std::int64_t>(to_h * hour_s),
      0};
}
schedule::Break lunch() {
  return {"Lunch · 午餐", hour_s, false, 3 * hour_s, 5 * hour_s, 0};
}

std::vector<schedule::Template> demo_templates() {
  const auto full = [](const char* name, const char* from, const char* to) {
    schedule::Template made;
    made.name = name;
    made.from = from;
    made.to = to;
    made.every_s = 1'800;
    made.length_s = 9 * hour_s;
    made.breaks = {paid_break(first_break, 1.5, 2.75), lunch(), paid_break(second_break, 6, 8)};
    return made;
  };
  std::vector<schedule::Template> all = {full("Early · 早班", "08:00", "09:00"),
                                         full("Day · 日班", "09:30", "10:30"),
                                         full("Late · 晚班", "12:00", "12:30")};
  all[2].is_unpopular = true;
  schedule::Template part;
  part.name = "Half · 半日班";
  part.from = "09:00";
  part.to = "17:00";
  part.every_s = hour_s;
  part.length_s = 4 * hour_s;
  part.length_max_s = 5 * hour_s;
  part.length_step_s = 1'800;
  part.breaks = {paid_break(first_break, 1.5, 2.5)};
  all.push_back(part);
  // From home: the mornings and the evenings, and the hours between are one's own.
  schedule::Template split;
  split.name = "Split · 居家分段班";
  split.from = "09:00";
  split.to = "09:00";
  split.length_s = 12 * hour_s;
  split.breaks = {paid_break(first_break, 1.5, 2.5),
                  {"Home · 居家", 5 * hour_s, false, 4 * hour_s, 4 * hour_s, 0},
                  paid_break(second_break, 9.5, 11)};
  all.push_back(split);
  return all;
}

std::vector<schedule::Contract> demo_contracts(const std::vector<schedule::Template>& templates) {
  schedule::Contract full;
  full.name = "Full time · 全职";
  full.shifts = {templates[0].name, templates[1].name, templates[2].name};
  full.paid_week_min_s = 24 * hour_s;
  full.paid_week_max_s = 44 * hour_s;  // five days, and some overtime
  full.days_week_max = 5;
  full.days_in_row_max = 6;
  schedule::Contract part;
  part.name = "Part time · 兼职";
  part.shifts = {templates[3].name};
  part.paid_week_max_s = 22 * hour_s;
  part.days_week_max = 5;
  schedule::Contract home;
  home.name = "From home · 居家";
  home.shifts = {templates[4].name, templates[3].name};
  home.paid_week_max_s = 36 * hour_s;
  home.days_week_max = 5;
  home.days_in_row_max = 5;
  schedule::Contract expert;
  expert.name = "On call · 后备专家";
  expert.shifts = {templates[3].name};
  expert.paid_week_max_s = 10 * hour_s;
  expert.days_week_max = 2;
  return {full, part, home, expert};
}

enum class Sort : std::uint8_t { full, part, home, expert };

Sort sort_of(std::size_t agent, std::size_t agents) {
  if (agent + 1 == agents) return Sort::expert;
  if (agent % 8 == 6) return Sort::part;
  return agent % 8 == 3 ? Sort::home : Sort::full;
}

workforce::AgentFacts facts_of(std::size_t agent, std::size_t agents,
                               const std::vector<schedule::Contract>& contracts) {
  workforce::AgentFacts facts;
  const Sort sort = sort_of(agent, agents);
  facts.contract = contracts[static_cast<std::size_t>(sort)].name;
  constexpr std::array<double, 4> cost_per_hour{62, 55, 62, 90};
  facts.cost_per_hour = cost_per_hour[static_cast<std::size_t>(sort)];
  if (sort == Sort::expert) {
    facts.cost_per_shift = 120;
    facts.available = {{{1, 2, 3, 4, 5}, "09:00", "18:00"}};
  }
  if (agent % 7 == 2) facts.wishes.push_back({schedule::WishKind::off, {}, {5}, "00:00", "", 30});
  if (agent % 9 == 4) facts.wishes.push_back({schedule::WishKind::starts_from, {}, {}, "09:30", "", 15});
  return facts;
}

// Who has which two days off: most the weekend, for most customers come on other days.
bool is_off(std::size_t agent, int weekday) {
  constexpr std::array<std::array<int, 2>, 8> off{
      {{6, 7}, {6, 7}, {7, 1}, {6, 7}, {2, 3}, {6, 7}, {4, 5}, {5, 6}}};
  const auto& days = off[agent % off.size()];
  return weekday == days[0] || weekday == days[1];
}

struct Place {
  std::size_t shift = 0;
  double from_h = 0, length_h = 0;
};

std::optional<Place> place_of(std::size_t agent, std::size_t agents, int week, int weekday) {
  if (is_off(agent, weekday)) return std::nullopt;
  switch (sort_of(agent, agents)) {
    case Sort::expert:
      return std::nullopt;
    case Sort::part:
      return Place{3, agent % 2 == 0 ? 10.0 : 14.0, 4};
    case Sort::home:
      return weekday % 2 == 0 ? std::optional<Place>() : Place{4, 9, 12};
    case Sort::full:
      break;
  }
  // They take turns, a week each: earlier or later by no more than rest allows.
  constexpr std::array<Place, 6> turns{
      {{0, 8, 9}, {0, 8.5, 9}, {1, 9.5, 9}, {2, 12, 9}, {0, 9, 9}, {1, 10, 9}}};
  return turns[(agent + static_cast<std::size_t>(week)) % turns.size()];
}

// Everybody's break at a time of their own, so that somebody is there.
std::vector<schedule::PlannedBreak> breaks_of(const schedule::Template& shift, Instant start,
                                              std::size_t agent) {
  std::vector<schedule::PlannedBreak> all;
  for (const schedule::Break& one : shift.breaks) {
    const std::int64_t steps = (one.to_s - one.from_s) / 900 + 1;
    const Instant from = start + seconds(one.from_s + static_cast<std::int64_t>(agent) % steps * 900);
    all.push_back({one.name, from, from + seconds(one.length_s), one.is_paid});
  }
  return all;
}

// What the customers of the queues want by the formulas, for those who speak Chinese and those who speak
// English.
std::vector<schedule::Requirement> needed(const Zone& zone, Day first, int days) {
  struct Share {
    const char* skill;
    std::array<double, 5> of_queues;
  };
  constexpr std::array<Share, 2> shares{
      {{"中文 · Chinese", {0.6, 0.6, 1, 0, 0.7}}, {"English", {0.4, 0.4, 0, 1, 0.3}}}};
  constexpr std::array<double, 5> at_once{2, 2, 1, 1, 1};  // an agent chats with two customers
  std::vector<schedule::Requirement> all;
  for (const Share& share : shares) {
    schedule::Requirement made{share.skill, {share.skill}, 60, 12, 0.08, {}};
    for (int day = 0; day < days; ++day) {
      for (const workforce::Interval& interval : zone.intervals_of(first + day, 30)) {
        double per_s = 0, erlangs = 0;
        for (std::size_t queue = 0; queue < at_once.size(); ++queue) {
          const DemoQueueShape& shape = demo_queue_shape(queue);
          const double here = share.of_queues[queue] * shape.contacts_an_hour *
                              demo_hour_part(interval.slot / 2) *
                              demo_day_part(shape, workforce::weekday(first + day)) / 3'600;
          per_s += here;
          erlangs += here * shape.handle_s / at_once[queue];
        }
        if (per_s <= 0) continue;
        workforce::ServiceTarget target;
        target.service_level = 0.8;
        target.within_s = 30;
        const auto figures = workforce::staff({per_s, erlangs / per_s}, 240.0, target);
        made.points.push_back({interval.start, figures ? static_cast<double>(figures->agents) : erlangs});
      }
    }
    all.push_back(std::move(made));
  }
  return all;
}

// By ISO 8601: the week is of the year that its Thursday is in.
std::string week_name(Day monday) {
  const int year = workforce::civil(monday + 3).year;
  const int week = (monday + 3 - workforce::day_of({year, 1, 1})) / 7 + 1;
  return fmt::format("Week {} · 第 {} 周", week, week);
}

}  // namespace

Result<void> make_demo_planning(org::Admin& admin, workforce::Schedules& schedules, OrgId org, Instant now) {
  auto zone = zone_of_demo(admin);
  if (!zone) return tl::unexpected<Error>(zone.error());
  const org::By by{org, {}};
  const auto templates = demo_templates();
  const auto contracts = demo_contracts(templates);
  auto agents = admin.changes().make<std::vector<AgentId>>(
      by, "", [&](org::Change& change) -> Result<std::vector<AgentId>> {
        for (const auto& one : templates)
          if (auto made = org::add(change, workforce::shift_templates, one); !made)
            return tl::unexpected<Error>(made.error());
        for (const auto& one : contracts)
          if (auto made = org::add(change, workforce::work_contracts, one); !made)
            return tl::unexpected<Error>(made.error());
        std::vector<AgentId> all;
        for (const auto& one : workforce::facts_store::agents(change.sql, org))
          if (!one.skills.empty()) all.push_back(one.agent_id);  // not those who only may
        for (std::size_t i = 0; i < all.size(); ++i)
          if (auto put =
                  workforce::facts_store::put_agent(change, all[i], facts_of(i, all.size(), contracts));
              !put)
            return tl::unexpected<Error>(put.error());
        return all;
      });
  if (!agents) return tl::unexpected<Error>(agents.error());

  const Day today = zone->local(now).day;
  const Day first = today - (workforce::weekday(today) - 1) - 7;
  for (int week = 0; week < planned_weeks; ++week) {
    const Day monday = first + 7 * week;
    auto plan = schedules.create(by, {week_name(monday), text(monday), 7, 1'800, needed(*zone, monday, 7)});
    if (!plan) return tl::unexpected<Error>(plan.error());
    if (week >= published_weeks) break;
    workforce::EditShifts filling;
    for (std::size_t agent = 0; agent < agents->size(); ++agent) {
      for (int day = 0; day < 7; ++day) {
        const auto place = place_of(agent, agents->size(), week, day + 1);
        if (!place) continue;
        const schedule::Template& shift = templates[place->shift];
        const Instant start = zone->at(monday + day, static_cast<std::int32_t>(place->from_h * hour_s));
        const Instant end = start + seconds(static_cast<std::int64_t>(place->length_h * hour_s));
        filling.edits.push_back(
            {(*agents)[agent], text(monday + day),
             workforce::ShiftPut{shift.name, start, end, breaks_of(shift, start, agent)}});
      }
    }
    if (auto filled = schedules.edit(by, plan->id, filling); !filled)
      return tl::unexpected<Error>(filled.error());
    if (auto published = schedules.publish(by, plan->id, ""); !published)
      return tl::unexpected<Error>(published.error());
  }
  return {};
}

}  // namespace rapport::program
