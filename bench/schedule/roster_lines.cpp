#include <algorithm>
#include <numeric>

#include "schedule/roster.h"

namespace rapport::bench {
namespace {

using namespace workforce::schedule;

class RosterLines : public LineSource {
 public:
  explicit RosterLines(const Roster& roster) : roster_(roster) {
    row_of_.assign(static_cast<std::size_t>(roster.days),
                   std::vector<std::int32_t>(roster.shifts.size(), -1));
    for (const RosterNeed& need : roster.needs) {
      row_of_[static_cast<std::size_t>(need.day)][static_cast<std::size_t>(need.shift)] =
          static_cast<std::int32_t>(rows_.size());
      rows_.push_back(
          {static_cast<double>(need.need), static_cast<double>(need.under), static_cast<double>(need.over)});
    }
    order_shifts();
    for (const RosterPerson& person : roster.people)
      make_person(person);
  }

  std::size_t people() const override { return people_.size(); }
  const std::vector<CoverRow>& rows() const override { return rows_; }
  std::unique_ptr<Scratch> scratch() const override { return std::make_unique<Room>(); }

  LineAnswer best(std::size_t number, std::span<const double> gains, Scratch& scratch) const override {
    Room& room = static_cast<Room&>(scratch);
    const Person& person = people_[number];
    room.costs = person.costs;
    std::size_t move = 0;
    for (std::size_t day = 0; day < person.shifts.size(); ++day)
      for (const std::int32_t shift : person.shifts[day]) {
        if (const std::int32_t row = row_of_[day][static_cast<std::size_t>(shift)]; row >= 0)
          room.costs[move] -= gains[static_cast<std::size_t>(row)];
        ++move;
      }
    const LineFound found =
        person.search->best(room.costs, room.workspace, roster_.days > 60 ? 30'000 : 200'000);
    LineAnswer answer{
        found.is_found, found.is_exact, found.cost + person.base, found.at_least + person.base, {}};
    if (!found.is_found) return answer;
    double gained = 0;
    for (std::size_t day = 0; day < person.shifts.size(); ++day) {
      const std::int32_t shift =
          found.move[day] < 0 ? -1 : person.shifts[day][static_cast<std::size_t>(found.move[day])];
      answer.line.picks.push_back(shift);
      if (shift < 0) continue;
      if (const std::int32_t row = row_of_[day][static_cast<std::size_t>(shift)]; row >= 0) {
        answer.line.rows.push_back(row);
        gained += gains[static_cast<std::size_t>(row)];
      }
    }
    answer.line.cost = answer.value + gained;
    return answer;
  }

 private:
  struct Room : Scratch {
    LineSearch::Workspace workspace;
    std::vector<double> costs;
  };
  struct Person {
    std::vector<std::vector<std::int32_t>> shifts;  // per day, parallel to the moves
    std::vector<double> costs;
    double base = 0;
    std::unique_ptr<LineSearch> search;
  };

  // What may follow what is an order of early and late when the sets of shifts that may not follow lie in
  // each other: then a rest says it. Else each pair has to be said.
  void order_shifts() {
    std::vector<std::vector<std::int32_t>> sets;
    for (const RosterShift& shift : roster_.shifts) {
      std::vector<std::int32_t> set = shift.not_before;
      std::sort(set.begin(), set.end());
      sets.push_back(std::move(set));
    }
    std::vector<std::vector<std::int32_t>> chain = sets;
    chain.push_back({});
    std::sort(chain.begin(), chain.end(), [](const auto& a, const auto& b) {
      return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    chain.erase(std::unique(chain.begin(), chain.end()), chain.end());
    for (std::size_t i = 0; i + 1 < chain.size(); ++i)
      is_ordered_ = is_ordered_ &&
                    std::includes(chain[i + 1].begin(), chain[i + 1].end(), chain[i].begin(), chain[i].end());
    for (std::size_t shift = 0; shift < sets.size(); ++shift) {
      ready_.push_back(
          static_cast<std::int32_t>(std::find(chain.begin(), chain.end(), sets[shift]) - chain.begin()));
      std::int32_t start = 0;
      for (std::size_t i = 0; i < chain.size(); ++i)
        if (!std::binary_search(chain[i].begin(), chain[i].end(), static_cast<std::int32_t>(shift)))
          start = static_cast<std::int32_t>(i);
      start_.push_back(start);
    }
    if (is_ordered_) return;
    ready_.assign(sets.size(), 0);
    start_.assign(sets.size(), 0);
    for (const auto& set : sets) {
      std::vector<bool>& row = may_not_follow_.emplace_back(sets.size(), false);
      for (const std::int32_t next : set)
        row[static_cast<std::size_t>(next)] = true;
    }
  }

  void make_person(const RosterPerson& person) {
    Person made;
    std::int32_t unit = 0;
    for (const RosterShift& shift : roster_.shifts)
      unit = std::gcd(unit, shift.minutes);
    LineRules rules;
    rules.days = roster_.days;
    rules.row_max = person.row_max;
    rules.row_min = person.row_min;
    rules.off_min = person.off_min;
    rules.total_min = (person.minutes_min + unit - 1) / unit;
    rules.total_max = person.minutes_max / unit;
    rules.weekends_max = person.weekends_max;
    rules.kind_max = person.shifts_max;
    rules.may_not_follow = may_not_follow_;
    std::vector<std::vector<Move>> moves(person.is_off.size());
    made.shifts.resize(moves.size());
    for (std::size_t day = 0; day < moves.size(); ++day) {
      rules.week_of.push_back(static_cast<std::int32_t>(day / 7));
      rules.weekend_of.push_back(day % 7 >= 5 ? static_cast<std::int32_t>(day / 7) : -1);
      rules.day_slots.push_back(1'000);
      double off = 0;
      for (const auto& [shift, weight] : person.wants_on[day])
        off += weight;
      made.base += off;
      if (person.is_off[day]) continue;
      for (std::size_t shift = 0; shift < roster_.shifts.size(); ++shift) {
        if (person.shifts_max[shift] == 0) continue;
        const auto number = static_cast<std::int32_t>(shift);
        Move move;
        move.units = roster_.shifts[shift].minutes / unit;
        move.start = start_[shift];
        move.ready = ready_[shift];
        if (!is_ordered_) move.order = static_cast<std::int8_t>(shift);
        move.kind = static_cast<std::int8_t>(shift);
        double cost = 0;
        if (const auto found = person.wants_on[day].find(number); found != person.wants_on[day].end())
          cost -= found->second;
        if (const auto found = person.wants_off[day].find(number); found != person.wants_off[day].end())
          cost += found->second;
        moves[day].push_back(move);
        made.shifts[day].push_back(number);
        made.costs.push_back(cost);
      }
    }
    const auto weeks = static_cast<std::size_t>((roster_.days + 6) / 7);
    rules.week_min.assign(weeks, 0);
    rules.week_max.assign(weeks, no_limit);
    rules.week_days_max.assign(weeks, 7);
    made.search = std::make_unique<LineSearch>(rules, std::move(moves));
    people_.push_back(std::move(made));
  }

  const Roster& roster_;
  std::vector<CoverRow> rows_;
  std::vector<std::vector<std::int32_t>> row_of_;
  std::vector<std::int32_t> start_, ready_;
  bool is_ordered_ = true;
  std::vector<std::vector<bool>> may_not_follow_;
  std::vector<Person> people_;
};

}  // namespace

std::unique_ptr<LineSource> roster_lines(const Roster& roster) {
  return std::make_unique<RosterLines>(roster);
}

}  // namespace rapport::bench
