#include "workforce/schedule/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "platform/contract/parameters.h"
#include "workforce/schedule/described.h"
#include "workforce/schedule/frame.h"

namespace rapport::workforce::schedule {
namespace {

double hours(std::int64_t s) {
  return static_cast<double>(s) / 3600;
}
std::int64_t seconds_between(Instant from, Instant to) {
  return (to - from).us / 1'000'000;
}

// One agent's shifts in order of time against everything.
class Judge {
 public:
  Judge(const Problem& problem, const Frame& frame, const Agent& agent, const Contract& contract,
        std::vector<const PlannedShift*> shifts, std::vector<Violation>& violations)
      : problem_(problem),
        frame_(frame),
        agent_(agent),
        contract_(contract),
        shifts_(std::move(shifts)),
        violations_(violations) {}

  void run() {
    std::sort(shifts_.begin(), shifts_.end(),
              [](const PlannedShift* a, const PlannedShift* b) { return a->start < b->start; });
    const auto available = available_spans(frame_, agent_), off = time_off_spans(frame_, agent_);
    for (const PlannedShift* shift : shifts_) {
      const auto day = frame_.days.index_of(shift->day);
      if (!day) {
        add(Rule::known, shift->day, 0, 0, fmt::format("{} is not one of the days", shift->day));
        continue;
      }
      check_shape(*shift, *day);
      if (!is_inside(available, shift->start, shift->end))
        add(Rule::available, shift->day, 0, 0, "is not there all of the shift");
      if (overlaps_any(off, shift->start, shift->end)) add(Rule::time_off, shift->day, 0, 0, "has time off");
    }
    check_days();
    check_hours();
    check_rests();
    check_runs();
    check_weekends();
    check_nights();
  }

 private:
  void add(Rule rule, std::string day, double limit, double found, std::string what) {
    violations_.push_back({rule, agent_.name, std::move(day), limit, found, std::move(what)});
  }

  void check_shape(const PlannedShift& shift, std::int32_t day) {
    const auto found = std::find_if(problem_.shifts.begin(), problem_.shifts.end(),
                                    [&](const Template& one) { return one.name == shift.shift; });
    if (found == problem_.shifts.end())
      return add(Rule::known, shift.day, 0, 0, fmt::format("nobody knows the shift {}", shift.shift));
    const auto& allowed = contract_.shifts;
    if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), shift.shift) == allowed.end())
      add(Rule::contract_shifts, shift.day, 0, 0, fmt::format("the contract has no shift {}", shift.shift));
    const std::int64_t length = seconds_between(shift.start, shift.end);
    const auto starts = starts_of(*found, problem_.grid_s);
    const auto lengths = lengths_of(*found, problem_.grid_s);
    if (!holds_weekday(found->weekdays, frame_.days.weekday(day)))
      add(Rule::template_fits, shift.day, 0, 0, fmt::format("{} is not of this weekday", shift.shift));
    if (std::none_of(starts.begin(), starts.end(),
                     [&](std::int32_t at) { return frame_.days.at(day, at) == shift.start; }))
      add(Rule::template_fits, shift.day, 0, 0, fmt::format("{} does not start then", shift.shift));
    if (std::find(lengths.begin(), lengths.end(), length) == lengths.end())
      add(Rule::template_fits, shift.day, hours(found->length_s), hours(length),
          fmt::format("{} is not {:.2f} hours long", shift.shift, hours(length)));
    check_breaks(shift, *found, length);
  }

  void check_breaks(const PlannedShift& shift, const Template& shape, std::int64_t length) {
    std::int64_t unpaid = 0;
    std::size_t expected = 0;
    for (const Break& one : shape.breaks) {
      if (length < one.shift_min_s) continue;
      ++expected;
      const auto found = std::find_if(shift.breaks.begin(), shift.breaks.end(),
                                      [&](const PlannedBreak& taken) { return taken.name == one.name; });
      if (found == shift.breaks.end()) {
        add(Rule::breaks_fit, shift.day, 1, 0, fmt::format("{} is missing", one.name));
        continue;
      }
      const std::int64_t after = seconds_between(shift.start, found->start);
      if (after < one.from_s || after > std::min(one.to_s, length - one.length_s))
        add(Rule::breaks_fit, shift.day, hours(one.from_s), hours(after),
            fmt::format("{} is outside its window", one.name));
      if (seconds_between(found->start, found->end) != one.length_s || found->is_paid != one.is_paid)
        add(Rule::breaks_fit, shift.day, hours(one.length_s),
            hours(seconds_between(found->start, found->end)),
            fmt::format("{} has another length or pay", one.name));
      if (!one.is_paid) unpaid += one.length_s;
    }
    if (shift.breaks.size() > expected)
      add(Rule::breaks_fit, shift.day, static_cast<double>(expected),
          static_cast<double>(shift.breaks.size()), "has more breaks than the template");
    if (shift.paid_s != length - unpaid)
      add(Rule::breaks_fit, shift.day, hours(length - unpaid), hours(shift.paid_s), "the paid time is wrong");
  }

  void check_days() {
    for (std::size_t i = 0; i + 1 < shifts_.size(); ++i)
      if (shifts_[i]->day == shifts_[i + 1]->day)
        add(Rule::one_shift_a_day, shifts_[i]->day, 1, 2, "has two shifts on one day");
    if (contract_.paid_day_max_s)
      for (const PlannedShift* shift : shifts_)
        if (shift->paid_s > *contract_.paid_day_max_s)
          add(Rule::paid_day_max, shift->day, static_cast<double>(*contract_.paid_day_max_s),
              static_cast<double>(shift->paid_s),
              fmt::format("{:.2f} paid hours in a day", hours(shift->paid_s)));
  }

  void check_hours() {
    const auto off = paid_time_off(frame_, agent_);
    std::vector<std::int64_t> paid(frame_.week_first.size(), 0);
    std::vector<std::int32_t> days(frame_.week_first.size(), 0);
    std::vector<bool> has_shift(frame_.week_first.size(), false);
    std::int64_t total = 0;
    for (std::size_t day = 0; day < off.size(); ++day) {
      paid[static_cast<std::size_t>(frame_.week_of[day])] += off[day];
      total += off[day];
    }
    if (agent_.before) {
      paid[0] += agent_.before->paid_week_s;
      days[0] += agent_.before->days_week;
    }
    for (std::size_t day = 0; day < off.size(); ++day)
      for (const PlannedShift* shift : shifts_) {
        if (shift->day != frame_.days.date(static_cast<std::int32_t>(day))) continue;
        const auto week = static_cast<std::size_t>(frame_.week_of[day]);
        paid[week] += shift->paid_s;
        total += shift->paid_s;
        ++days[week];
        has_shift[week] = true;
      }
    for (std::size_t week = 0; week < paid.size(); ++week) {
      const std::string& first = frame_.days.date(frame_.week_first[week]);
      const auto figure = static_cast<double>(paid[week]);
      if (frame_.is_whole_week[week] && paid[week] < contract_.paid_week_min_s)
        add(Rule::paid_week_min, first, static_cast<double>(contract_.paid_week_min_s), figure,
            fmt::format("{:.2f} paid hours in the week", hours(paid[week])));
      // Paid time off may fill the week beyond its limit by itself; a shift on top of it may not.
      if (contract_.paid_week_max_s && paid[week] > *contract_.paid_week_max_s && has_shift[week])
        add(Rule::paid_week_max, first, static_cast<double>(*contract_.paid_week_max_s), figure,
            fmt::format("{:.2f} paid hours in the week", hours(paid[week])));
      if (contract_.days_week_max && days[week] > *contract_.days_week_max && has_shift[week])
        add(Rule::days_week_max, first, *contract_.days_week_max, days[week],
            fmt::format("{} days in the week", days[week]));
    }
    if (total < contract_.paid_total_min_s)
      add(Rule::paid_total_min, "", static_cast<double>(contract_.paid_total_min_s),
          static_cast<double>(total), fmt::format("{:.2f} paid hours altogether", hours(total)));
    if (contract_.paid_total_max_s && total > *contract_.paid_total_max_s && !shifts_.empty())
      add(Rule::paid_total_max, "", static_cast<double>(*contract_.paid_total_max_s),
          static_cast<double>(total), fmt::format("{:.2f} paid hours altogether", hours(total)));
  }

  bool is_night(const PlannedShift& shift) const {
    return frame_.is_night(shift.start, shift.end, problem_.night.overlap_min_s);
  }

  void check_rests() {
    std::optional<Instant> end;
    if (agent_.before) end = agent_.before->last_end;
    bool was_night = agent_.before && agent_.before->nights_in_row > 0;
    for (const PlannedShift* shift : shifts_) {
      if (end) {
        const std::int64_t rest = seconds_between(*end, shift->start);
        if (rest < contract_.rest_min_s)
          add(Rule::rest_min, shift->day, static_cast<double>(contract_.rest_min_s),
              static_cast<double>(rest), fmt::format("{:.2f} hours of rest before it", hours(rest)));
        if (contract_.rest_after_nights_s && was_night && !is_night(*shift) &&
            rest < *contract_.rest_after_nights_s)
          add(Rule::rest_after_nights, shift->day, static_cast<double>(*contract_.rest_after_nights_s),
              static_cast<double>(rest), fmt::format("{:.2f} hours of rest after a night", hours(rest)));
      }
      end = shift->end;
      was_night = is_night(*shift);
    }
  }

  std::vector<bool> worked_days() const {
    std::vector<bool> worked(static_cast<std::size_t>(frame_.days.count()), false);
    for (const PlannedShift* shift : shifts_)
      if (const auto day = frame_.days.index_of(shift->day)) worked[static_cast<std::size_t>(*day)] = true;
    return worked;
  }

  void check_runs() {
    const auto worked = worked_days();
    const std::size_t count = worked.size();
    for (std::size_t from = 0; from < count;) {
      std::size_t to = from;
      while (to < count && worked[to] == worked[from])
        ++to;
      auto length = static_cast<std::int32_t>(to - from);
      bool is_open = to == count;  // it may go on
      if (from == 0) {
        const std::int32_t before = !agent_.before ? 0
                                    : worked[0]    ? agent_.before->days_in_row
                                                   : agent_.before->days_off_in_row;
        const std::int32_t other = !agent_.before ? 0
                                   : worked[0]    ? agent_.before->days_off_in_row
                                                  : agent_.before->days_in_row;
        length += before;
        if (before == 0 && other == 0) is_open = true;  // nobody knows how it began
        if (other > 0) check_run_before(worked[0], other);
      }
      check_run(worked[from], length, is_open, frame_.days.date(static_cast<std::int32_t>(from)));
      from = to;
    }
  }

  void check_run(bool is_work, std::int32_t length, bool is_open, const std::string& day) {
    if (is_work && contract_.days_in_row_max && length > *contract_.days_in_row_max)
      add(Rule::days_in_row_max, day, *contract_.days_in_row_max, length,
          fmt::format("{} days in a row", length));
    if (is_open) return;
    if (is_work && length < contract_.days_in_row_min)
      add(Rule::days_in_row_min, day, contract_.days_in_row_min, length,
          fmt::format("only {} days in a row", length));
    if (!is_work && length < contract_.days_off_in_row_min)
      add(Rule::days_off_in_row_min, day, contract_.days_off_in_row_min, length,
          fmt::format("only {} days off in a row", length));
  }

  // A run of the days before that ends with the first day.
  void check_run_before(bool works_now, std::int32_t length) {
    const std::string& day = frame_.days.date(0);
    if (works_now && length < contract_.days_off_in_row_min)
      add(Rule::days_off_in_row_min, day, contract_.days_off_in_row_min, length,
          fmt::format("only {} days off in a row", length));
    if (!works_now && length < contract_.days_in_row_min)
      add(Rule::days_in_row_min, day, contract_.days_in_row_min, length,
          fmt::format("only {} days in a row", length));
  }

  void check_weekends() {
    const auto worked = worked_days();
    std::vector<bool> weekends(static_cast<std::size_t>(frame_.weekends), false);
    std::vector<std::int32_t> first(weekends.size(), 0);
    for (std::size_t day = worked.size(); day-- > 0;) {
      if (frame_.weekend_of[day] < 0) continue;
      const auto weekend = static_cast<std::size_t>(frame_.weekend_of[day]);
      first[weekend] = static_cast<std::int32_t>(day);
      if (worked[day]) weekends[weekend] = true;
    }
    std::int32_t total = 0, row = agent_.before ? agent_.before->weekends_in_row : 0;
    for (std::size_t weekend = 0; weekend < weekends.size(); ++weekend) {
      row = weekends[weekend] ? row + 1 : 0;
      total += weekends[weekend] ? 1 : 0;
      if (contract_.weekends_in_row_max && weekends[weekend] && row > *contract_.weekends_in_row_max)
        add(Rule::weekends_in_row_max, frame_.days.date(first[weekend]), *contract_.weekends_in_row_max, row,
            fmt::format("{} weekends in a row", row));
    }
    if (contract_.weekends_max && total > *contract_.weekends_max)
      add(Rule::weekends_max, "", *contract_.weekends_max, total, fmt::format("{} weekends", total));
  }

  void check_nights() {
    std::int32_t total = 0, row = agent_.before ? agent_.before->nights_in_row : 0;
    std::int32_t last_day = -1;
    for (const PlannedShift* shift : shifts_) {
      const auto day = frame_.days.index_of(shift->day);
      if (!day) continue;
      if (*day != last_day + 1) row = 0;
      last_day = *day;
      row = is_night(*shift) ? row + 1 : 0;
      if (row > 0) ++total;
      if (contract_.nights_in_row_max && row > *contract_.nights_in_row_max)
        add(Rule::nights_in_row_max, shift->day, *contract_.nights_in_row_max, row,
            fmt::format("{} nights in a row", row));
    }
    if (contract_.nights_max && total > *contract_.nights_max)
      add(Rule::nights_max, "", *contract_.nights_max, total, fmt::format("{} nights", total));
  }

  const Problem& problem_;
  const Frame& frame_;
  const Agent& agent_;
  const Contract& contract_;
  std::vector<const PlannedShift*> shifts_;
  std::vector<Violation>& violations_;
};

std::vector<Violation> judge_some(const Problem& problem, const Plan& plan, const std::string* only) {
  const Frame frame(problem);
  std::map<std::string, std::vector<const PlannedShift*>> by_agent;
  for (const PlannedShift& shift : plan.shifts)
    by_agent[shift.agent].push_back(&shift);
  std::vector<Violation> violations;
  for (const Agent& agent : problem.agents) {
    const auto found = by_agent.find(agent.name);
    std::vector<const PlannedShift*> shifts;
    if (found != by_agent.end()) {
      shifts = std::move(found->second);
      by_agent.erase(found);
    }
    if (only && agent.name != *only) continue;
    const auto contract = std::find_if(problem.contracts.begin(), problem.contracts.end(),
                                       [&](const Contract& one) { return one.name == agent.contract; });
    Judge(problem, frame, agent, *contract, std::move(shifts), violations).run();
  }
  for (const auto& [name, shifts] : by_agent)
    if (!only || name == *only)
      violations.push_back({Rule::known, name, shifts.front()->day, 0, 0, "nobody knows this agent"});
  return violations;
}

}  // namespace

std::vector<Violation> judge(const Problem& problem, const Plan& plan) {
  return judge_some(problem, plan, nullptr);
}

std::vector<Violation> judge_agent(const Problem& problem, const Plan& plan, const std::string& agent) {
  return judge_some(problem, plan, &agent);
}

std::string_view name_of_rule(Rule rule) {
  return contract::name_of(rule);
}

}  // namespace rapport::workforce::schedule
