#include "workforce/schedule/agent_lines.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"

namespace rapport::workforce::schedule {
namespace {

constexpr double never_taken = 1e30;

bool has_all(const std::vector<std::string>& skills, const std::vector<std::string>& needed) {
  return std::all_of(needed.begin(), needed.end(), [&](const std::string& one) {
    return std::find(skills.begin(), skills.end(), one) != skills.end();
  });
}

bool holds(const std::vector<Rule>& rules, Rule rule) {
  return std::find(rules.begin(), rules.end(), rule) != rules.end();
}

std::int64_t divided_up(std::int64_t a, std::int64_t b) {
  return a <= 0 ? 0 : (a + b - 1) / b;
}

}  // namespace

class AgentLines::Room : public LineSource::Scratch {
 public:
  LineSearch::Workspace workspace;
  std::vector<double> best;       // per slot: what being there gains
  std::vector<std::int32_t> row;  // per slot: the row that gains it; -1: none
  std::vector<double> sums;       // of best, up to the slot
  std::vector<double> costs;
};

AgentLines::AgentLines(const Problem& problem) : problem_(problem), frame_(problem) {
  for (std::int32_t day = 0; day <= frame_.days.count(); ++day)
    day_begin_.push_back(slot_of(frame_.days.begin(day)));
  slots_ = day_begin_.back();
  make_choices();
  make_rows();
  for (const Agent& agent : problem_.agents)
    people_.push_back(make_person(agent, {}));
}

Instant AgentLines::at_slot(std::int32_t slot) const {
  return frame_.days.begin(0) + seconds(problem_.grid_s * slot);
}

std::int32_t AgentLines::slot_of(Instant at) const {
  return static_cast<std::int32_t>(divided_up((at - frame_.days.begin(0)).us, problem_.grid_s * 1'000'000));
}

void AgentLines::make_choices() {
  const std::int64_t grid = problem_.grid_s;
  choices_.resize(static_cast<std::size_t>(frame_.days.count()));
  for (std::int32_t day = 0; day < frame_.days.count(); ++day)
    for (std::size_t i = 0; i < problem_.shifts.size(); ++i) {
      const Template& shift = problem_.shifts[i];
      if (!holds_weekday(shift.weekdays, frame_.days.weekday(day))) continue;
      for (const std::int32_t minutes : starts_of(shift, grid)) {
        const auto start = frame_.days.at(day, minutes);
        // A start that the clock leaves out, or that leaves the grid with a change of half an hour, is none.
        if (!start || frame_.days.day_of(*start) != day ||
            (*start - frame_.days.begin(0)).us % (grid * 1'000'000) != 0)
          continue;
        for (const std::int64_t length : lengths_of(shift, grid)) {
          Choice choice;
          choice.shift = static_cast<std::int32_t>(i);
          choice.begin = slot_of(*start);
          choice.end = choice.begin + static_cast<std::int32_t>(length / grid);
          choice.paid_s = length;
          choice.is_night = frame_.is_night(*start, *start + seconds(length), problem_.night.overlap_min_s);
          bool fits = true;
          for (std::size_t number = 0; number < shift.breaks.size(); ++number) {
            const Break& one = shift.breaks[number];
            if (length < one.shift_min_s) continue;
            BreakPlace place;
            place.number = static_cast<std::int32_t>(number);
            place.length = static_cast<std::int32_t>(one.length_s / grid);
            place.first = static_cast<std::int32_t>(one.from_s / grid);
            place.last = static_cast<std::int32_t>(std::min(one.to_s, length - one.length_s) / grid);
            fits = fits && place.first <= place.last;
            choice.breaks.push_back(place);
            if (!one.is_paid) choice.paid_s -= one.length_s;
          }
          if (fits) choices_[static_cast<std::size_t>(day)].push_back(std::move(choice));
        }
      }
    }
}

void AgentLines::make_rows() {
  const double slot_hours = static_cast<double>(problem_.grid_s) / 3'600;
  const auto slots = static_cast<std::size_t>(slots_);
  const std::int64_t per_point = problem_.interval_s / problem_.grid_s;
  for (const Requirement& requirement : problem_.requirements) {
    const std::size_t first = rows_.size();
    rows_.resize(first + slots, {0, requirement.under_cost * slot_hours, requirement.over_cost * slot_hours});
    for (const Point& point : requirement.points)
      for (std::int64_t i = 0; i < per_point; ++i)
        if (const auto slot = static_cast<std::size_t>(slot_of(point.start) + i); slot < slots)
          rows_[first + slot].need = point.agents / (1 - requirement.shrinkage);
  }
}

double AgentLines::wish_cost(const Wish& wish, std::int32_t day, const Choice* choice) const {
  const bool is_meant =
      (wish.days.empty() && wish.weekdays.empty()) ||
      std::find(wish.days.begin(), wish.days.end(), frame_.days.date(day)) != wish.days.end() ||
      (!wish.weekdays.empty() && holds_weekday(wish.weekdays, frame_.days.weekday(day)));
  if (!is_meant) return 0;
  const std::int32_t at = minutes_of_day(wish.at).value_or(0);
  const auto is_shift = [&] {
    return problem_.shifts[static_cast<std::size_t>(choice->shift)].name == wish.shift;
  };
  bool is_granted = true;
  switch (wish.kind) {
    case WishKind::off:
      is_granted = choice == nullptr;
      break;
    case WishKind::work:
      is_granted = choice != nullptr && (wish.shift.empty() || is_shift());
      break;
    case WishKind::starts_from:
      is_granted = choice == nullptr || frame_.days.near(day, at) <= at_slot(choice->begin);
      break;
    case WishKind::ends_by:
      is_granted = choice == nullptr || at_slot(choice->end) <= frame_.days.near(day, at);
      break;
    case WishKind::not_shift:
      is_granted = choice == nullptr || !is_shift();
      break;
  }
  return is_granted ? 0 : wish.cost;
}

AgentLines::Person AgentLines::make_person(const Agent& agent, const std::vector<Rule>& without) const {
  Person person;
  const auto contract = std::find_if(problem_.contracts.begin(), problem_.contracts.end(),
                                     [&](const Contract& one) { return one.name == agent.contract; });
  RAPPORT_CHECK(contract != problem_.contracts.end());
  for (std::size_t i = 0; i < problem_.requirements.size(); ++i)
    if (has_all(agent.skills, problem_.requirements[i].skills))
      person.requirements.push_back(static_cast<std::int32_t>(i));
  std::vector<bool> is_allowed(problem_.shifts.size(), true);
  if (!contract->shifts.empty() && !holds(without, Rule::contract_shifts))
    for (std::size_t i = 0; i < problem_.shifts.size(); ++i)
      is_allowed[i] = std::find(contract->shifts.begin(), contract->shifts.end(), problem_.shifts[i].name) !=
                      contract->shifts.end();
  const auto available = available_spans(frame_, agent), off = time_off_spans(frame_, agent);
  std::int64_t unit_s = 0;
  person.choices.resize(choices_.size());
  for (std::size_t day = 0; day < choices_.size(); ++day)
    for (std::size_t i = 0; i < choices_[day].size(); ++i) {
      const Choice& choice = choices_[day][i];
      const Instant begin = at_slot(choice.begin), end = at_slot(choice.end);
      if (!is_allowed[static_cast<std::size_t>(choice.shift)]) continue;
      if (contract->paid_day_max_s && choice.paid_s > *contract->paid_day_max_s &&
          !holds(without, Rule::paid_day_max))
        continue;
      if (!holds(without, Rule::available) && !is_inside(available, begin, end)) continue;
      if (!holds(without, Rule::time_off) && overlaps_any(off, begin, end)) continue;
      person.choices[day].push_back(static_cast<std::int32_t>(i));
      unit_s = std::gcd(unit_s, choice.paid_s);
    }
  if (unit_s == 0) unit_s = problem_.grid_s;

  const LineRules rules = make_rules(agent, *contract, without, unit_s);
  const std::int64_t grid = problem_.grid_s;
  const auto rest =
      static_cast<std::int32_t>(holds(without, Rule::rest_min) ? 0 : divided_up(contract->rest_min_s, grid));
  const auto night_rest = static_cast<std::int32_t>(
      holds(without, Rule::rest_after_nights) ? 0
                                              : divided_up(contract->rest_after_nights_s.value_or(0), grid));
  std::vector<std::vector<Move>> moves(choices_.size());
  for (std::size_t day = 0; day < choices_.size(); ++day) {
    double off_cost = 0;
    for (const Wish& wish : agent.wishes)
      off_cost += wish_cost(wish, static_cast<std::int32_t>(day), nullptr);
    person.base_cost += off_cost;
    for (const std::int32_t index : person.choices[day]) {
      const Choice& choice = choices_[day][static_cast<std::size_t>(index)];
      Move move;
      move.units = static_cast<std::int32_t>(choice.paid_s / unit_s);
      move.start = choice.begin - day_begin_[day];
      move.ready = std::max(0, choice.end + rest - day_begin_[day + 1]);
      if (choice.is_night && night_rest > rest)
        move.ready_other = std::max(0, choice.end + night_rest - day_begin_[day + 1]);
      move.is_night = choice.is_night;
      move.is_unpopular = problem_.shifts[static_cast<std::size_t>(choice.shift)].is_unpopular;
      moves[day].push_back(move);
      double cost =
          agent.cost_per_hour * static_cast<double>(choice.paid_s) / 3'600 + agent.cost_per_shift - off_cost;
      for (const Wish& wish : agent.wishes)
        cost += wish_cost(wish, static_cast<std::int32_t>(day), &choice);
      person.costs.push_back(cost);
    }
  }
  person.search = std::make_unique<LineSearch>(rules, std::move(moves));
  return person;
}

LineRules AgentLines::make_rules(const Agent& agent, const Contract& contract,
                                 const std::vector<Rule>& without, std::int64_t unit_s) const {
  const auto kept = [&](Rule rule) { return !holds(without, rule); };
  const auto limit = [&](Rule rule, const std::optional<std::int32_t>& value) {
    return value && kept(rule) ? *value : no_limit;
  };
  LineRules rules;
  rules.days = frame_.days.count();
  rules.row_max = limit(Rule::days_in_row_max, contract.days_in_row_max);
  rules.row_min = kept(Rule::days_in_row_min) ? contract.days_in_row_min : 1;
  rules.off_min = kept(Rule::days_off_in_row_min) ? contract.days_off_in_row_min : 1;
  rules.weekends_max = limit(Rule::weekends_max, contract.weekends_max);
  rules.weekends_in_row_max = limit(Rule::weekends_in_row_max, contract.weekends_in_row_max);
  // The search counts nights up to 127.
  rules.nights_max = limit(Rule::nights_max, contract.nights_max);
  if (rules.nights_max != no_limit) rules.nights_max = std::min(rules.nights_max, 126);
  rules.nights_in_row_max = limit(Rule::nights_in_row_max, contract.nights_in_row_max);
  rules.week_of = frame_.week_of;
  rules.weekend_of = frame_.weekend_of;
  rules.weekend_cost = problem_.fairness.weekend_cost;
  rules.unpopular_cost = problem_.fairness.unpopular_cost;
  for (std::size_t day = 0; day + 1 < day_begin_.size(); ++day)
    rules.day_slots.push_back(day_begin_[day + 1] - day_begin_[day]);

  const auto off = paid_time_off(frame_, agent);
  std::vector<std::int64_t> paid(frame_.week_first.size(), 0);
  std::int64_t total = 0;
  for (std::size_t day = 0; day < off.size(); ++day) {
    paid[static_cast<std::size_t>(frame_.week_of[day])] += off[day];
    total += off[day];
  }
  if (agent.before) paid[0] += agent.before->paid_week_s;
  const auto at_most = [&](std::int64_t most, std::int64_t used) {
    return most < used ? 0 : static_cast<std::int32_t>((most - used) / unit_s);
  };
  for (std::size_t week = 0; week < paid.size(); ++week) {
    const bool has_min = frame_.is_whole_week[week] && kept(Rule::paid_week_min);
    rules.week_min.push_back(
        has_min ? static_cast<std::int32_t>(divided_up(contract.paid_week_min_s - paid[week], unit_s)) : 0);
    rules.week_max.push_back(contract.paid_week_max_s && kept(Rule::paid_week_max)
                                 ? at_most(*contract.paid_week_max_s, paid[week])
                                 : no_limit);
    std::int32_t days = std::min(limit(Rule::days_week_max, contract.days_week_max), 7);
    if (week == 0 && agent.before && days < 7) days = std::max(0, days - agent.before->days_week);
    rules.week_days_max.push_back(days);
  }
  if (kept(Rule::paid_total_min))
    rules.total_min = static_cast<std::int32_t>(divided_up(contract.paid_total_min_s - total, unit_s));
  if (contract.paid_total_max_s && kept(Rule::paid_total_max))
    rules.total_max = at_most(*contract.paid_total_max_s, total);

  if (agent.before) {
    const Before& before = *agent.before;
    rules.days_in_row = before.days_in_row;
    rules.days_off_in_row = before.days_off_in_row;
    rules.weekends_in_row = before.weekends_in_row;
    rules.nights_in_row = before.nights_in_row;
    if (before.last_end && kept(Rule::rest_min))
      rules.ready = slot_of(*before.last_end + seconds(contract.rest_min_s));
    if (before.last_end && before.nights_in_row > 0 && contract.rest_after_nights_s &&
        kept(Rule::rest_after_nights))
      rules.ready_other = slot_of(*before.last_end + seconds(*contract.rest_after_nights_s));
  }
  return rules;
}

std::unique_ptr<LineSource::Scratch> AgentLines::scratch() const {
  return std::make_unique<Room>();
}

LineAnswer AgentLines::best(std::size_t number, std::span<const double> gains, Scratch& scratch) const {
  Room& room = static_cast<Room&>(scratch);
  const Person& person = people_[number];
  const auto slots = static_cast<std::size_t>(slots_);
  room.best.assign(slots, 0);
  room.row.assign(slots, -1);
  for (const std::int32_t requirement : person.requirements) {
    const std::size_t first = static_cast<std::size_t>(requirement) * slots;
    for (std::size_t slot = 0; slot < slots; ++slot)
      if (room.row[slot] < 0 || gains[first + slot] > room.best[slot]) {
        room.best[slot] = gains[first + slot];
        room.row[slot] = static_cast<std::int32_t>(first + slot);
      }
  }
  room.sums.assign(slots + 1, 0);
  for (std::size_t slot = 0; slot < slots; ++slot)
    room.sums[slot + 1] = room.sums[slot] + room.best[slot];
  const auto sum = [&](std::int32_t from, std::int32_t to) {
    return room.sums[static_cast<std::size_t>(std::min(to, slots_))] -
           room.sums[static_cast<std::size_t>(std::min(from, slots_))];
  };
  const auto place_of = [&](const Choice& choice, const BreakPlace& place) {
    std::int32_t best = choice.begin + place.first;
    double least = sum(best, best + place.length);
    for (std::int32_t at = best + 1; at <= choice.begin + place.last; ++at)
      if (const double lost = sum(at, at + place.length); lost < least) {
        least = lost;
        best = at;
      }
    return std::pair{best, least};
  };
  room.costs = person.costs;
  std::size_t move = 0;
  for (std::size_t day = 0; day < person.choices.size(); ++day)
    for (const std::int32_t index : person.choices[day]) {
      const Choice& choice = choices_[day][static_cast<std::size_t>(index)];
      double gained = sum(choice.begin, choice.end);
      for (const BreakPlace& place : choice.breaks)
        gained -= place_of(choice, place).second;
      room.costs[move++] -= gained;
    }

  const LineFound found = person.search->best(room.costs, room.workspace);
  LineAnswer answer;
  answer.is_found = found.is_found;
  answer.is_exact = found.is_exact;
  answer.value = found.cost + person.base_cost;
  answer.at_least = found.at_least + person.base_cost;
  if (!found.is_found) return answer;
  answer.line.picks.assign(person.choices.size(), -1);
  double gained = 0;
  for (std::size_t day = 0; day < person.choices.size(); ++day) {
    if (found.move[day] < 0) continue;
    const std::int32_t index = person.choices[day][static_cast<std::size_t>(found.move[day])];
    answer.line.picks[day] = index;
    const Choice& choice = choices_[day][static_cast<std::size_t>(index)];
    std::int32_t at = choice.begin;
    const auto cover_to = [&](std::int32_t to) {
      for (; at < std::min(to, slots_); ++at)
        if (const std::int32_t row = room.row[static_cast<std::size_t>(at)]; row >= 0) {
          answer.line.rows.push_back(row);
          gained += gains[static_cast<std::size_t>(row)];
        }
    };
    std::vector<BreakPlace> breaks = choice.breaks;
    std::vector<std::int32_t> begins;
    for (const BreakPlace& place : breaks) {
      begins.push_back(place_of(choice, place).first);
      answer.line.detail.push_back(begins.back());
    }
    // Windows do not overlap, so the order of begins is that of the breaks.
    std::vector<std::size_t> order(breaks.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return begins[a] < begins[b]; });
    for (const std::size_t i : order) {
      cover_to(begins[i]);
      at = begins[i] + breaks[i].length;
    }
    cover_to(choice.end);
  }
  answer.line.cost = answer.value + gained;
  return answer;
}

void AgentLines::add_shifts(std::size_t person, const Line& line, std::vector<PlannedShift>& shifts) const {
  std::size_t next = 0;
  for (std::size_t day = 0; day < line.picks.size(); ++day) {
    if (line.picks[day] < 0) continue;
    const Choice& choice = choices_[day][static_cast<std::size_t>(line.picks[day])];
    const Template& shape = problem_.shifts[static_cast<std::size_t>(choice.shift)];
    PlannedShift shift;
    shift.agent = problem_.agents[person].name;
    shift.shift = shape.name;
    shift.day = frame_.days.date(static_cast<std::int32_t>(day));
    shift.start = at_slot(choice.begin);
    shift.end = at_slot(choice.end);
    shift.paid_s = choice.paid_s;
    for (const BreakPlace& place : choice.breaks) {
      const Break& one = shape.breaks[static_cast<std::size_t>(place.number)];
      const Instant begin = at_slot(line.detail[next++]);
      shift.breaks.push_back({one.name, begin, begin + seconds(one.length_s), one.is_paid});
    }
    std::sort(shift.breaks.begin(), shift.breaks.end(),
              [](const PlannedBreak& a, const PlannedBreak& b) { return a.start < b.start; });
    shifts.push_back(std::move(shift));
  }
}

bool AgentLines::is_possible(std::size_t person, const std::vector<Rule>& without) const {
  const Person made = make_person(problem_.agents[person], without);
  LineSearch::Workspace workspace;
  const std::vector<double> nothing(made.search->move_count(), 0);
  const LineFound found = made.search->best(nothing, workspace, 2'000'000);
  return found.is_found || !found.is_exact;
}

}  // namespace rapport::workforce::schedule
