#include "workforce/schedule/line_search.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace rapport::workforce::schedule {
namespace {

constexpr double never = 1e30;
// States of the estimate per pricing; beyond, the units altogether are left out of it.
constexpr std::int64_t estimate_states_max = 6'000'000;
// Of many days: there prices do instead.
constexpr std::int64_t long_states_max = 500'000;
constexpr std::int32_t long_days = 60;

// Of a day: rests and weekends are left out beyond.
constexpr std::int64_t day_states_max = 8'000;
constexpr std::int32_t ranks_max = 12;
constexpr std::int32_t weekends_known_max = 30;
// What is left out of the estimate gets a price in so many rounds, and only where a round is quick.
constexpr std::int32_t pricing_rounds = 14;
constexpr std::int64_t priced_states_max = 1'000'000;
// Partial lines followed each day where there are too many for all; more when none comes to the end.
// With how many alike one of them is compared: that only saves work, and few are comparable.
constexpr std::int32_t compared_max = 8;
constexpr std::array<std::size_t, 3> beam_widths = {100, 800, 6'000};

// Fields of less[0], 16 bits each, and of less[1], 8 bits each.
enum Wide { ready_field, other_field, week_field, total_field };
enum Narrow {
  weekends_field,
  weekend_row_field,
  night_row_field,
  nights_field,
  unpopular_field,
  week_days_field
};

constexpr std::uint64_t wide_tops = 0x8000'8000'8000'8000ULL;
constexpr std::uint64_t narrow_tops = 0x8080'8080'8080'8080ULL;

// Whether each field of a is at most that of b.
bool fields_at_most(std::uint64_t a, std::uint64_t b, std::uint64_t tops) {
  return (((b | tops) - a) & tops) == tops;
}
std::int32_t wide(std::uint64_t word, int field) {
  return static_cast<std::int32_t>(word >> (16 * field) & 0x7fff);
}
std::uint64_t with_wide(std::uint64_t word, int field, std::int32_t value) {
  const std::uint64_t clipped = static_cast<std::uint64_t>(std::clamp(value, 0, 0x7fff));
  return (word & ~(std::uint64_t{0xffff} << (16 * field))) | clipped << (16 * field);
}
std::int32_t narrow(std::uint64_t word, int field) {
  return static_cast<std::int32_t>(word >> (8 * field) & 0x7f);
}
std::uint64_t with_narrow(std::uint64_t word, int field, std::int32_t value) {
  const std::uint64_t clipped = static_cast<std::uint64_t>(std::clamp(value, 0, 0x7f));
  return (word & ~(std::uint64_t{0xff} << (8 * field))) | clipped << (8 * field);
}

// exact: streak 8 bits, weekend taken 1, order 7 (0: none), week units 16, total units 16, day 16.
std::uint64_t exact_of(std::int32_t day, std::int32_t streak, bool took, std::int32_t week,
                       std::int32_t total) {
  return static_cast<std::uint64_t>(streak) | static_cast<std::uint64_t>(took) << 8 |
         static_cast<std::uint64_t>(week) << 16 | static_cast<std::uint64_t>(total) << 32 |
         static_cast<std::uint64_t>(day) << 48;
}
std::int32_t streak_of(std::uint64_t exact) {
  return static_cast<std::int32_t>(exact & 0xff);
}
bool took_of(std::uint64_t exact) {
  return (exact >> 8 & 1) != 0;
}
std::int32_t order_of(std::uint64_t exact) {
  return static_cast<std::int32_t>(exact >> 9 & 0x7f) - 1;
}
std::uint64_t with_order(std::uint64_t exact, std::int32_t order) {
  return (exact & ~(std::uint64_t{0x7f} << 9)) | static_cast<std::uint64_t>(order + 1) << 9;
}
std::int32_t week_units_of(std::uint64_t exact) {
  return static_cast<std::int32_t>(exact >> 16 & 0xffff);
}
std::int32_t total_units_of(std::uint64_t exact) {
  return static_cast<std::int32_t>(exact >> 32 & 0xffff);
}
std::size_t hash_of(std::uint64_t exact) {
  exact ^= exact >> 29;
  exact *= 0xbf58'476d'1ce4'e5b9ULL;
  return static_cast<std::size_t>(exact ^ exact >> 32);
}

}  // namespace

LineSearch::LineSearch(LineRules rules, std::vector<std::vector<Move>> moves)
    : rules_(std::move(rules)), moves_(std::move(moves)) {
  RAPPORT_CHECK(rules_.days > 0 && static_cast<std::size_t>(rules_.days) == moves_.size());
  RAPPORT_CHECK(rules_.kind_max.size() <= kinds_max && rules_.may_not_follow.size() < 0x7f);
  for (const auto& day : moves_)
    move_count_ += day.size();
  make_streaks();
  make_fields();
}

void LineSearch::make_streaks() {
  const auto code = [](std::int32_t n) { return static_cast<std::int16_t>(n); };
  const std::int32_t works = rules_.row_max == no_limit ? std::max(rules_.row_min, 1) : rules_.row_max;
  const std::int32_t offs = std::max(rules_.off_min, 1);
  // 0: not known; 1..works: in a row; then in a row since before the first day; then off.
  const std::int32_t open_from = works, off_from = 2 * works;
  off_from_ = off_from;
  streaks_.assign(static_cast<std::size_t>(1 + 2 * works + offs), {});
  streaks_[0] = {code(open_from + 1), code(off_from + offs)};
  for (std::int32_t n = 1; n <= works; ++n) {
    const bool may_go_on = n < works || rules_.row_max == no_limit;
    const std::int32_t next = std::min(n + 1, works);
    streaks_[static_cast<std::size_t>(n)] = {may_go_on ? code(next) : code(-1),
                                             n >= rules_.row_min ? code(off_from + 1) : code(-1)};
    streaks_[static_cast<std::size_t>(open_from + n)] = {
        may_go_on ? code(next >= rules_.row_min ? next : open_from + next) : code(-1), code(off_from + 1)};
  }
  for (std::int32_t n = 1; n <= offs; ++n)
    streaks_[static_cast<std::size_t>(off_from + n)] = {n >= offs ? code(1) : code(-1),
                                                        code(off_from + std::min(n + 1, offs))};
  if (rules_.days_in_row > 0)
    first_streak_ = code(std::min(rules_.days_in_row, works));
  else if (rules_.days_off_in_row > 0)
    first_streak_ = code(off_from + std::min(rules_.days_off_in_row, offs));
}

void LineSearch::make_fields() {
  std::int32_t week_units_max = 0, total_units_max = 0, in_week = 0;
  for (std::int32_t day = 0; day < rules_.days; ++day) {
    const auto at = static_cast<std::size_t>(day);
    if (day > 0 && rules_.week_of[at] != rules_.week_of[at - 1]) in_week = 0;
    std::int32_t most = 0;
    for (const Move& move : moves_[at])
      most = std::max(most, move.units);
    in_week += most;
    total_units_max += most;
    week_units_max = std::max(week_units_max, in_week);
  }
  for (std::size_t day = 2; day < rules_.weekend_of.size(); ++day)
    if (rules_.weekend_of[day] >= 0)
      for (std::size_t before = 0; before + 1 < day; ++before)
        if (rules_.weekend_of[before] == rules_.weekend_of[day]) has_whole_weekends_ = false;
  std::int32_t week_limit = 0;
  for (std::size_t week = 0; week < rules_.week_max.size(); ++week) {
    has_week_min_ = has_week_min_ || rules_.week_min[week] > 0;
    has_week_ = has_week_ || rules_.week_min[week] > 0 || rules_.week_max[week] < week_units_max;
    week_limit = std::max(week_limit, std::min(rules_.week_max[week], week_units_max));
  }
  has_total_min_ = rules_.total_min > 0;
  has_total_ = has_total_min_ || rules_.total_max < total_units_max;
  const std::int32_t total_limit = std::min(rules_.total_max, total_units_max);
  if (has_week_) week_dim_ = week_limit + 1;
  if (has_total_) total_dim_ = std::max(total_limit, 0) + 1;
  if (static_cast<std::int64_t>(week_dim_) * total_dim_ * static_cast<std::int64_t>(streaks_.size()) *
          rules_.days >
      (rules_.days > long_days ? long_states_max : estimate_states_max))
    total_dim_ = 1;
  RAPPORT_CHECK(week_dim_ < 0x8000 && total_units_max < 0x7fff);
  std::int64_t states =
      static_cast<std::int64_t>(week_dim_) * total_dim_ * static_cast<std::int64_t>(streaks_.size());
  std::int32_t rank_max = 0;
  for (const auto& day : moves_)
    for (const Move& move : day)
      rank_max = std::max({rank_max, move.ready, move.ready_other > 0 ? ranks_max : 0});
  const std::int32_t day_slots_min = *std::min_element(rules_.day_slots.begin(), rules_.day_slots.end());
  if (rank_max < ranks_max && rank_max <= day_slots_min && rules_.ready == 0 && rules_.ready_other == 0 &&
      states * (rank_max + 1) <= day_states_max)
    ready_dim_ = rank_max + 1;
  states *= ready_dim_;
  const bool is_few = rules_.weekends_max < weekends_known_max;
  if (is_few && states * 2 * (rules_.weekends_max + 1) <= day_states_max)
    weekend_dim_ = 2 * (rules_.weekends_max + 1);

  // A kind whose limit is above what the days hold binds nobody.
  for (const std::int32_t limit : rules_.kind_max) {
    const bool may_bind = limit < rules_.days;
    kind_field_.push_back(may_bind ? static_cast<std::int16_t>(field_max_.size()) : std::int16_t{-1});
    if (may_bind) field_max_.push_back(limit);
  }
  std::vector<std::array<std::int32_t, 5>> known;
  for (const auto& day : moves_) {
    auto& groups = group_.emplace_back();
    for (const Move& move : day) {
      const std::int32_t kind = move.kind < 0 ? -1 : kind_field_[static_cast<std::size_t>(move.kind)];
      const std::array<std::int32_t, 5> key{move.units, kind, move.is_night ? 1 : 0,
                                            move.is_unpopular ? 1 : 0, move.order};
      const auto found = std::find(known.begin(), known.end(), key);
      groups.push_back(static_cast<std::int32_t>(found - known.begin()));
      if (found == known.end()) known.push_back(key);
    }
  }
  groups_ = static_cast<std::int32_t>(known.size());

  const std::size_t width = streaks_.size();
  units_left_max_.assign((static_cast<std::size_t>(rules_.days) + 1) * width, 0);
  for (std::size_t day = static_cast<std::size_t>(rules_.days); day-- > 0;) {
    std::int32_t most = -1;
    for (const Move& move : moves_[day])
      most = std::max(most, move.units);
    for (std::size_t streak = 0; streak < width; ++streak) {
      std::int32_t best = -1'000'000;
      if (const auto next = streaks_[streak].after_off; next >= 0)
        best = units_left_max_[(day + 1) * width + static_cast<std::size_t>(next)];
      if (const auto next = streaks_[streak].after_work; next >= 0 && most >= 0)
        best = std::max(best, most + units_left_max_[(day + 1) * width + static_cast<std::size_t>(next)]);
      units_left_max_[day * width + streak] = best;
    }
  }
}

// One search; lives as long as it takes.
class Pathfinder {
 public:
  using Workspace = LineSearch::Workspace;
  using Label = Workspace::Label;

  Pathfinder(const LineSearch& search, std::span<const double> costs, Workspace& space,
             std::size_t labels_max)
      : search_(search), rules_(search.rules_), costs_(costs), space_(space), labels_max_(labels_max) {}

  // Kinds are counted only once a line has had too many of one: counting is dear, and most limits do not
  // bind.
  LineFound run() {
    prepare_moves();
    active_.assign(search_.field_max_.size(), false);
    prices_.kind.assign(search_.field_max_.size(), 0);
    estimate();
    for (;;) {
      LineFound found = look();
      if (!found.is_exact) return best_few(found.at_least);
      if (!found.is_found || !activate_broken(found)) return found;
    }
  }

 private:
  // Empties the workspace and puts the line in that has not begun.
  void begin() {
    space_.labels.clear();
    space_.open.clear();
    space_.heads.assign(1'024, -1);
    Label first;
    first.exact = exact_of(0, search_.first_streak_, false, 0, 0);
    first.less[0] = with_wide(with_wide(0, ready_field, rules_.ready), other_field, rules_.ready_other);
    first.less[1] = with_narrow(with_narrow(0, weekend_row_field, rules_.weekends_in_row), night_row_field,
                                rules_.nights_in_row);
    offer(0, first);
  }

  // Too many lines to look at: the best few of each day, then whatever there is. `at_least` was proved
  // before.
  LineFound best_few(double at_least) {
    active_.assign(active_.size(), true);
    find_prices();
    at_least = std::max(at_least, priced_);
    LineFound found;
    for (std::size_t i = 0; !found.is_found && i < beam_widths.size(); ++i)
      found = follow(beam_widths[i]);
    if (!found.is_found) found = look(true);
    found.at_least = std::max(at_least, found.is_found ? std::min(found.at_least, found.cost) : at_least);
    found.is_exact = false;
    return found;
  }

  // Day by day, of all partial lines those whose estimates are best.
  LineFound follow(std::size_t width) {
    is_layered_ = true;
    begin();
    space_.trail.clear();
    LineFound found;
    found.at_least = -never;
    for (std::size_t day = 0; day < search_.moves_.size(); ++day) {
      std::erase_if(space_.open, [&](const Workspace::Open& one) {
        return space_.labels[static_cast<std::size_t>(one.label)].is_dead;
      });
      const auto better = [](const Workspace::Open& a, const Workspace::Open& b) {
        return a.estimate != b.estimate ? a.estimate < b.estimate : a.label < b.label;
      };
      if (space_.open.size() > width) {
        std::nth_element(space_.open.begin(), space_.open.begin() + static_cast<std::ptrdiff_t>(width),
                         space_.open.end(), better);
        space_.open.resize(width);
      }
      std::sort(space_.open.begin(), space_.open.end(), better);
      space_.layer.clear();
      for (const Workspace::Open& one : space_.open)
        space_.layer.push_back(space_.labels[static_cast<std::size_t>(one.label)]);
      space_.labels.clear();
      space_.open.clear();
      space_.heads.assign(1'024, -1);
      for (const Label& label : space_.layer) {
        space_.trail.push_back({label.parent, label.move});
        extend(day, label, static_cast<std::int32_t>(space_.trail.size()) - 1);
      }
    }
    is_layered_ = false;
    const Label* best = nullptr;
    for (const Label& label : space_.labels)
      if (!label.is_dead && (!best || label.cost < best->cost)) best = &label;
    if (!best) return found;
    found.is_found = true;
    found.cost = best->cost;
    found.move.assign(search_.moves_.size(), -1);
    Workspace::Trail at{best->parent, best->move};
    for (std::size_t day = search_.moves_.size(); day-- > 0;) {
      found.move[day] = at.move;
      at = space_.trail[static_cast<std::size_t>(at.parent)];
    }
    return found;
  }

  // is_last: when there are too many lines, any.
  LineFound look(bool is_last = false) {
    later_.is_deep = false;
    begin();
    LineFound found;
    bool is_exact = true;
    double at_least = never;
    while (!space_.open.empty()) {
      std::pop_heap(space_.open.begin(), space_.open.end(), later_);
      const Workspace::Open next = space_.open.back();
      space_.open.pop_back();
      if (space_.labels[static_cast<std::size_t>(next.label)].is_dead) continue;
      if (space_.labels.size() > labels_max_) {
        if (!is_last) {
          found.at_least = next.estimate;
          return found;
        }
        // No longer the best first: whatever is nearest to the end, to have a line at all.
        if (is_exact) {
          is_exact = false;
          at_least = next.estimate;
          later_.is_deep = true;
          std::make_heap(space_.open.begin(), space_.open.end(), later_);
        }
      }
      if (next.day == rules_.days) {
        found = traced(next.label);
        found.cost = space_.labels[static_cast<std::size_t>(next.label)].cost;
        break;
      }
      if (space_.labels.size() > 3 * labels_max_) break;
      if (space_.labels.size() > 2 * space_.heads.size()) rehash();
      extend(static_cast<std::size_t>(next.day), space_.labels[static_cast<std::size_t>(next.label)],
             next.label);
    }
    found.is_exact = is_exact;
    found.at_least = is_exact ? (found.is_found ? found.cost : never) : at_least;
    return found;
  }

  // Counts from now on what the line has too many of; false: nothing.
  bool activate_broken(const LineFound& found) {
    std::vector<std::int32_t> counts(active_.size(), 0);
    for (std::size_t day = 0; day < found.move.size(); ++day) {
      if (found.move[day] < 0) continue;
      const Move& move = search_.moves_[day][static_cast<std::size_t>(found.move[day])];
      if (move.kind < 0) continue;
      if (const auto field = search_.kind_field_[static_cast<std::size_t>(move.kind)]; field >= 0)
        ++counts[static_cast<std::size_t>(field)];
    }
    bool is_broken = false;
    for (std::size_t field = 0; field < counts.size(); ++field)
      if (counts[field] > search_.field_max_[field]) {
        active_[field] = true;
        is_broken = true;
      }
    return is_broken;
  }

  struct Later {
    bool is_deep = false;
    bool operator()(const Workspace::Open& a, const Workspace::Open& b) const {
      if (is_deep && a.day != b.day) return a.day < b.day;
      if (a.estimate != b.estimate) return a.estimate > b.estimate;
      if (a.day != b.day) return a.day < b.day;
      return a.label > b.label;
    }
  };

  double cost_of(std::size_t day, std::int32_t move) const {
    return costs_[first_[day] + static_cast<std::size_t>(move)];
  }

  void prepare_moves() {
    const std::size_t days = search_.moves_.size();
    space_.by_cost.resize(days);
    space_.front.resize(days);
    std::size_t at = 0;
    for (std::size_t day = 0; day < days; ++day) {
      first_.push_back(at);
      const std::size_t count = search_.moves_[day].size();
      auto& order = space_.by_cost[day];
      order.clear();
      for (std::size_t move = 0; move < count; ++move)
        if (costs_[at + move] < never) order.push_back(static_cast<std::int32_t>(move));
      const double* cost = costs_.data() + at;
      std::sort(order.begin(), order.end(), [cost](std::int32_t a, std::int32_t b) {
        return cost[a] != cost[b] ? cost[a] < cost[b] : a < b;
      });
      space_.front[day].clear();
      undominated(day, 0, 0, space_.front[day]);
      at += count;
    }
  }

  // Of the moves that may start then, those for which no cheaper one is alike and lets rest end as early.
  void undominated(std::size_t day, std::int32_t ready, std::int32_t other, std::vector<std::int32_t>& out) {
    space_.group_ready.assign(static_cast<std::size_t>(search_.groups_),
                              std::numeric_limits<std::int32_t>::max());
    for (const std::int32_t index : space_.by_cost[day]) {
      const Move& move = search_.moves_[day][static_cast<std::size_t>(index)];
      if (move.start < ready || (!move.is_night && move.start < other)) continue;
      auto& best =
          space_.group_ready[static_cast<std::size_t>(search_.group_[day][static_cast<std::size_t>(index)])];
      const std::int32_t rank = std::max(move.ready, 0) + (std::max(move.ready_other, 0) << 12);
      if (rank >= best) continue;
      best = rank;
      out.push_back(index);
    }
  }

  // What the estimate knows of a label.
  struct State {
    std::int32_t streak = 0, week = 0, total = 0, ready = 0, weekend = 0;
  };
  struct Step {
    std::int32_t move = -1;
    State after = {};
  };
  std::size_t index_of(std::size_t day, const State& state) const {
    const auto at = [](std::int32_t value) { return static_cast<std::size_t>(value); };
    std::size_t index = day * search_.streaks_.size() + at(state.streak);
    index = index * at(search_.week_dim_) + at(state.week);
    index = index * at(search_.total_dim_) + at(state.total);
    index = index * at(search_.ready_dim_) + at(state.ready);
    return index * at(search_.weekend_dim_) + at(state.weekend);
  }

  bool ends_week(std::size_t day) const {
    return day + 1 == search_.moves_.size() || rules_.week_of[day + 1] != rules_.week_of[day];
  }

  // The next day's state: weeks and weekends that end are closed. False: not allowed.
  bool closes(std::size_t day, State& state) const {
    if (search_.week_dim_ > 1 && ends_week(day)) {
      if (state.week < rules_.week_min[static_cast<std::size_t>(rules_.week_of[day])]) return false;
      state.week = 0;
    }
    if (search_.weekend_dim_ > 1 && rules_.weekend_of[day] >= 0 &&
        (day + 1 == search_.moves_.size() || rules_.weekend_of[day + 1] != rules_.weekend_of[day]))
      state.weekend &= ~1;
    return true;
  }

  // The least over all that may be done on the day.
  // Where `step` is given: and what that is.
  double least_from(std::size_t day, const State& state, Step* step = nullptr) {
    const auto& next = search_.streaks_[static_cast<std::size_t>(state.streak)];
    double best = never;
    if (next.after_off >= 0) {
      State after = state;
      after.streak = next.after_off;
      after.ready = 0;
      if (closes(day, after)) best = space_.left[index_of(day + 1, after)];
      if (step) *step = {-1, after};
    }
    if (next.after_work < 0) return best;
    State base = state;
    base.streak = next.after_work;
    double extra = 0;
    if (prices_weekends() && starts_weekend(day, state)) extra = prices_.weekend;
    if (search_.weekend_dim_ > 1 && rules_.weekend_of[day] >= 0 && base.weekend % 2 == 0) {
      const std::int32_t had = base.weekend / 2;
      if (had + 1 > rules_.weekends_max) return best;
      base.weekend = 2 * (had + 1) + 1;
      extra = rules_.weekend_cost * (2 * had + 1);
    }
    const std::int32_t week_max =
        std::min(search_.week_dim_ - 1, rules_.week_max[static_cast<std::size_t>(rules_.week_of[day])]);
    for (const Choice& choice : cheapest_) {
      if (choice.start < state.ready) continue;
      State after = base;
      if (search_.week_dim_ > 1) after.week += choice.units;
      if (search_.total_dim_ > 1) after.total += choice.units;
      if (search_.week_dim_ > 1 && after.week > week_max) continue;
      if (search_.total_dim_ > 1 && after.total >= search_.total_dim_) continue;
      after.ready = choice.ready;
      if (!closes(day, after)) continue;
      const double cost = extra + choice.cost + space_.left[index_of(day + 1, after)];
      if (cost >= best) continue;
      best = cost;
      if (step) *step = {choice.move, after};
    }
    return best;
  }

  // Of each number of units (and rest, where it is known) the cheapest move.
  void find_cheapest(std::size_t day) {
    cheapest_.clear();
    const bool has_rest = search_.ready_dim_ > 1;
    priced_moves_.clear();
    for (const std::int32_t index : has_rest ? space_.by_cost[day] : space_.front[day])
      priced_moves_.emplace_back(
          cost_of(day, index) + price_of(search_.moves_[day][static_cast<std::size_t>(index)]), index);
    if (has_prices()) std::sort(priced_moves_.begin(), priced_moves_.end());
    for (const auto& [cost, index] : priced_moves_) {
      const Move& move = search_.moves_[day][static_cast<std::size_t>(index)];
      const Choice choice{move.units, has_rest ? move.start : 0, has_rest ? move.ready : 0, index, cost};
      if (std::none_of(cheapest_.begin(), cheapest_.end(), [&](const Choice& one) {
            return one.units == choice.units && one.start >= choice.start && one.ready <= choice.ready;
          }))
        cheapest_.push_back(choice);
    }
  }

  // space_.left from the last day backwards.
  void estimate() {
    const std::size_t days = search_.moves_.size();
    State end;
    space_.left.assign(index_of(days + 1, end), never);
    const auto for_all = [&](const auto& work) {
      State state;
      for (state.streak = 0; state.streak < static_cast<std::int32_t>(search_.streaks_.size());
           ++state.streak)
        for (state.week = 0; state.week < search_.week_dim_; ++state.week)
          for (state.total = 0; state.total < search_.total_dim_; ++state.total)
            for (state.ready = 0; state.ready < search_.ready_dim_; ++state.ready)
              for (state.weekend = 0; state.weekend < search_.weekend_dim_; ++state.weekend)
                work(state);
    };
    for_all([&](const State& state) {
      if (state.week == 0 && (search_.total_dim_ == 1 || state.total >= rules_.total_min))
        space_.left[index_of(days, state)] = 0;
    });
    for (std::size_t day = days; day-- > 0;) {
      find_cheapest(day);
      for_all([&](const State& state) { space_.left[index_of(day, state)] = least_from(day, state); });
    }
  }

  // --- prices of what the estimate leaves out ---

  // What a line may use of it; what it has not used yet is worth its price to the estimate.
  bool prices_total() const { return search_.has_total_ && search_.total_dim_ == 1; }
  bool prices_weekends() const { return search_.weekend_dim_ == 1 && rules_.weekends_max != no_limit; }
  // Work on its first day, or on its second after a free first one. Of longer weekends the first day stands
  // for all, so that none is counted twice.
  bool starts_weekend(std::size_t day, const State& state) const {
    if (rules_.weekend_of[day] < 0) return false;
    if (day == 0 || rules_.weekend_of[day - 1] != rules_.weekend_of[day]) return true;
    return search_.has_whole_weekends_ && state.streak > search_.off_from_;
  }
  bool has_prices() const {
    return prices_.total != 0 ||
           std::any_of(prices_.kind.begin(), prices_.kind.end(), [](double price) { return price > 0; });
  }
  double price_of(const Move& move) const {
    double price = prices_total() ? prices_.total * move.units : 0;
    if (move.kind >= 0)
      if (const auto field = search_.kind_field_[static_cast<std::size_t>(move.kind)]; field >= 0)
        price += prices_.kind[static_cast<std::size_t>(field)];
    return price;
  }
  // What is given back of the prices at most, by lines that have used so much.
  double given_back(std::int32_t total, std::int32_t weekends) const {
    double back = 0;
    if (prices_total())
      back += prices_.total < 0 ? -prices_.total * std::max(0, rules_.total_min - total)
                                : -prices_.total * (rules_.total_max - total);
    if (prices_weekends()) back -= prices_.weekend * (rules_.weekends_max - weekends);
    return back;
  }
  double given_back_of_kinds(const Label& label) const {
    double back = 0;
    for (std::size_t field = 0; field < prices_.kind.size(); ++field)
      if (prices_.kind[field] > 0)
        back -= prices_.kind[field] *
                (search_.field_max_[field] - wide(label.kinds[field / 4], static_cast<int>(field % 4)));
    return back;
  }

  // What the relaxed line uses.
  struct Used {
    std::int32_t total = 0, weekends = 0;
    std::vector<std::int32_t> kind;
    double money = 0;  // of its moves, without signs
    std::int32_t days = 0;
  };
  Used relaxed_line() {
    Used used;
    used.kind.assign(prices_.kind.size(), 0);
    State state;
    state.streak = search_.first_streak_;
    for (std::size_t day = 0; day < search_.moves_.size(); ++day) {
      find_cheapest(day);
      Step step;
      least_from(day, state, &step);
      if (step.move >= 0) {
        const Move& move = search_.moves_[day][static_cast<std::size_t>(step.move)];
        used.total += move.units;
        used.money += std::abs(cost_of(day, step.move));
        ++used.days;
        if (starts_weekend(day, state)) ++used.weekends;
        if (move.kind >= 0)
          if (const auto field = search_.kind_field_[static_cast<std::size_t>(move.kind)]; field >= 0)
            ++used.kind[static_cast<std::size_t>(field)];
      }
      state = step.after;
    }
    return used;
  }

  // Makes the estimate, and where what it leaves out would bind, prices for that: each goes up while too much
  // is used, down while too little is, by steps that shorten when the sign changes.
  void find_prices() {
    const bool has_active = std::find(active_.begin(), active_.end(), true) != active_.end();
    const std::size_t kinds = prices_.kind.size();
    estimate();
    priced_ = root();
    const auto states = static_cast<std::int64_t>(index_of(search_.moves_.size(), State{}));
    if (priced_ >= never || states > priced_states_max ||
        (!prices_total() && !prices_weekends() && !has_active))
      return;
    Prices best = prices_;
    std::vector<double> steps;
    std::vector<int> signs(kinds + 2, 0);
    bool is_best_in = true;
    for (std::int32_t round = 0; round < pricing_rounds; ++round) {
      const Used used = relaxed_line();
      const double a_day = std::max(1e-3, used.money / std::max(1, used.days));
      if (steps.empty()) {
        steps.assign(kinds + 2, a_day / 4);
        steps[kinds] = a_day / 4 * std::max(1, used.days) / std::max(1, used.total);
      }
      bool is_moved = false;
      const auto move = [&](std::size_t at, double& price, int sign, double least) {
        if (sign == 0 || (sign < 0 && price <= least)) return;
        if (signs[at] != 0) steps[at] *= sign == signs[at] ? 1.3 : 0.4;
        signs[at] = sign;
        price = std::max(least, price + sign * steps[at]);
        is_moved = true;
      };
      for (std::size_t field = 0; field < kinds; ++field)
        if (active_[field])
          move(field, prices_.kind[field], std::clamp(used.kind[field] - search_.field_max_[field], -1, 1),
               0);
      if (prices_total()) {
        const int sign = used.total > rules_.total_max                        ? 1
                         : used.total < rules_.total_min                      ? -1
                         : prices_.total > 0 && used.total < rules_.total_max ? -1
                         : prices_.total < 0 && used.total > rules_.total_min ? 1
                                                                              : 0;
        move(kinds, prices_.total, sign, -never);
      }
      if (prices_weekends())
        move(kinds + 1, prices_.weekend, std::clamp(used.weekends - rules_.weekends_max, -1, 1), 0);
      if (!is_moved) break;
      estimate();
      is_best_in = root() > priced_;
      if (!is_best_in) continue;
      priced_ = root();
      best = prices_;
    }
    if (is_best_in) return;
    prices_ = best;
    estimate();
  }

  // What no line costs less than, as the estimate has it.
  double root() {
    State state;
    state.streak = search_.first_streak_;
    const double left = space_.left[index_of(0, state)];
    return left >= never ? never : left + given_back(0, 0) + given_back_of_kinds(Label{});
  }

  double left_of(const Label& label, std::int32_t day) const {
    const std::int32_t streak = streak_of(label.exact);
    const std::int32_t week = week_used(label), total = total_used(label);
    if (search_.has_total_min_ &&
        total + search_.units_left_max_[static_cast<std::size_t>(day) * search_.streaks_.size() +
                                        static_cast<std::size_t>(streak)] <
            rules_.total_min)
      return never;
    State state;
    state.streak = streak;
    if (search_.week_dim_ > 1) state.week = week;
    if (search_.total_dim_ > 1) state.total = total;
    if (search_.ready_dim_ > 1)
      state.ready = std::min(wide(label.less[0], ready_field), search_.ready_dim_ - 1);
    if (search_.weekend_dim_ > 1)
      state.weekend = 2 * narrow(label.less[1], weekends_field) + (took_of(label.exact) ? 1 : 0);
    const double left = space_.left[index_of(static_cast<std::size_t>(day), state)];
    if (left >= never) return never;
    return left + given_back(total, narrow(label.less[1], weekends_field)) + given_back_of_kinds(label);
  }

  std::int32_t week_used(const Label& label) const {
    return search_.has_week_min_ ? week_units_of(label.exact) : wide(label.less[0], week_field);
  }
  std::int32_t total_used(const Label& label) const {
    return search_.has_total_min_ ? total_units_of(label.exact) : wide(label.less[0], total_field);
  }

  bool is_as_good(const Label& a, const Label& b) const {
    if (a.cost > b.cost || !fields_at_most(a.less[0], b.less[0], wide_tops) ||
        !fields_at_most(a.less[1], b.less[1], narrow_tops))
      return false;
    for (std::size_t word = 0; 4 * word < search_.field_max_.size(); ++word)
      if (!fields_at_most(a.kinds[word], b.kinds[word], wide_tops)) return false;
    return true;
  }

  void offer(std::int32_t day, const Label& label) {
    const double left = left_of(label, day);
    if (left >= never) return;
    auto& head = space_.heads[hash_of(label.exact) & (space_.heads.size() - 1)];
    std::int32_t compared = 0;
    for (std::int32_t at = head; at >= 0; at = space_.labels[static_cast<std::size_t>(at)].next) {
      Label& other = space_.labels[static_cast<std::size_t>(at)];
      if (other.exact != label.exact || other.is_dead) continue;
      if (is_layered_ && ++compared > compared_max) break;
      if (is_as_good(other, label)) return;
      if (is_as_good(label, other)) other.is_dead = true;
    }
    const auto index = static_cast<std::int32_t>(space_.labels.size());
    space_.labels.push_back(label);
    space_.labels.back().next = head;
    head = index;
    space_.open.push_back({label.cost + left, day, index});
    if (!is_layered_)
      std::push_heap(space_.open.begin(), space_.open.end(), later_);
    else if (space_.labels.size() > 2 * space_.heads.size())
      rehash();
  }

  void rehash() {
    space_.heads.assign(space_.heads.size() * 4, -1);
    for (std::size_t i = 0; i < space_.labels.size(); ++i) {
      Label& label = space_.labels[i];
      if (label.is_dead) continue;
      auto& head = space_.heads[hash_of(label.exact) & (space_.heads.size() - 1)];
      label.next = head;
      head = static_cast<std::int32_t>(i);
    }
  }

  // Closes the day: weeks and weekends that end with it.
  void finish_day(std::size_t day, Label& label, std::int32_t streak, bool took, std::int32_t week,
                  std::int32_t total) {
    if (ends_week(day)) {
      const auto number = static_cast<std::size_t>(rules_.week_of[day]);
      if (search_.has_week_min_ && week < rules_.week_min[number]) return;
      week = 0;
      label.less[1] = with_narrow(label.less[1], week_days_field, 0);
    }
    const std::int32_t weekend = rules_.weekend_of[day];
    if (weekend >= 0 && (day + 1 == search_.moves_.size() || rules_.weekend_of[day + 1] != weekend)) {
      if (!took) label.less[1] = with_narrow(label.less[1], weekend_row_field, 0);
      took = false;
    }
    if (!search_.has_week_) week = 0;
    if (!search_.has_total_) total = 0;
    const std::int32_t order = order_of(label.exact);
    label.exact = exact_of(static_cast<std::int32_t>(day) + 1, streak, took, search_.has_week_min_ ? week : 0,
                           search_.has_total_min_ ? total : 0);
    label.exact = with_order(label.exact, order);
    label.less[0] = with_wide(label.less[0], week_field, search_.has_week_min_ ? 0 : week);
    label.less[0] = with_wide(label.less[0], total_field, search_.has_total_min_ ? 0 : total);
    offer(static_cast<std::int32_t>(day) + 1, label);
  }

  void extend(std::size_t day, const Label old, std::int32_t parent) {
    const std::int32_t ready = wide(old.less[0], ready_field), other = wide(old.less[0], other_field);
    const auto& next = search_.streaks_[static_cast<std::size_t>(streak_of(old.exact))];
    if (next.after_off >= 0) {
      Label label = old;
      label.parent = parent;
      label.move = -1;
      label.exact = with_order(label.exact, -1);
      const std::int32_t slots = rules_.day_slots[day];
      label.less[0] =
          with_wide(with_wide(label.less[0], ready_field, ready - slots), other_field, other - slots);
      label.less[1] = with_narrow(label.less[1], night_row_field, 0);
      finish_day(day, label, next.after_off, took_of(old.exact), week_used(old), total_used(old));
    }
    if (next.after_work < 0) return;
    if (ready == 0 && other == 0) {
      for (const std::int32_t index : space_.front[day])
        work(day, parent, old, index, next.after_work);
      return;
    }
    allowed_.clear();
    undominated(day, ready, other, allowed_);
    for (const std::int32_t index : allowed_)
      work(day, parent, old, index, next.after_work);
  }

  void work(std::size_t day, std::int32_t parent, const Label& old, std::int32_t index, std::int32_t streak) {
    const Move& move = search_.moves_[day][static_cast<std::size_t>(index)];
    const std::int32_t before = order_of(old.exact);
    if (before >= 0 && move.order >= 0 &&
        rules_.may_not_follow[static_cast<std::size_t>(before)][static_cast<std::size_t>(move.order)])
      return;
    const auto week = static_cast<std::size_t>(rules_.week_of[day]);
    const std::int32_t in_week = week_used(old) + move.units, in_total = total_used(old) + move.units;
    if (search_.has_week_ && in_week > rules_.week_max[week]) return;
    if (search_.has_total_ && in_total > rules_.total_max) return;
    Label label = old;
    label.parent = parent;
    label.move = index;
    label.cost += cost_of(day, index);
    std::uint64_t counts = label.less[1];
    if (rules_.week_days_max[week] < 7) {
      const std::int32_t days = narrow(counts, week_days_field) + 1;
      if (days > rules_.week_days_max[week]) return;
      counts = with_narrow(counts, week_days_field, days);
    }
    bool took = took_of(old.exact);
    if (rules_.weekend_of[day] >= 0 && !took) {
      took = true;
      if (!count_weekend(label, counts)) return;
    }
    if (!count_night(move, counts)) return;
    if (move.is_unpopular && rules_.unpopular_cost > 0) {
      const std::int32_t had = narrow(counts, unpopular_field);
      label.cost += rules_.unpopular_cost * (2 * had + 1);
      counts = with_narrow(counts, unpopular_field, had + 1);
    }
    if (move.kind >= 0) {
      if (const auto field = search_.kind_field_[static_cast<std::size_t>(move.kind)];
          field >= 0 && active_[static_cast<std::size_t>(field)]) {
        auto& word = label.kinds[static_cast<std::size_t>(field / 4)];
        const std::int32_t now = wide(word, field % 4) + 1;
        if (now > search_.field_max_[static_cast<std::size_t>(field)]) return;
        word = with_wide(word, field % 4, now);
      }
    }
    label.exact = with_order(label.exact, move.order);
    label.less[1] = counts;
    label.less[0] =
        with_wide(with_wide(label.less[0], ready_field, move.ready), other_field, move.ready_other);
    finish_day(day, label, streak, took, in_week, in_total);
  }

  bool count_weekend(Label& label, std::uint64_t& counts) const {
    if (rules_.weekends_max != no_limit || rules_.weekend_cost > 0) {
      const std::int32_t had = narrow(counts, weekends_field);
      if (had + 1 > rules_.weekends_max) return false;
      label.cost += rules_.weekend_cost * (2 * had + 1);
      counts = with_narrow(counts, weekends_field, had + 1);
    }
    if (rules_.weekends_in_row_max != no_limit) {
      const std::int32_t row = narrow(counts, weekend_row_field) + 1;
      if (row > rules_.weekends_in_row_max) return false;
      counts = with_narrow(counts, weekend_row_field, row);
    }
    return true;
  }

  bool count_night(const Move& move, std::uint64_t& counts) const {
    if (rules_.nights_in_row_max != no_limit) {
      const std::int32_t row = move.is_night ? narrow(counts, night_row_field) + 1 : 0;
      if (row > rules_.nights_in_row_max) return false;
      counts = with_narrow(counts, night_row_field, row);
    }
    if (move.is_night && rules_.nights_max != no_limit) {
      const std::int32_t nights = narrow(counts, nights_field) + 1;
      if (nights > rules_.nights_max) return false;
      counts = with_narrow(counts, nights_field, nights);
    }
    return true;
  }

  LineFound traced(std::int32_t last) const {
    LineFound found;
    found.is_found = true;
    found.move.assign(search_.moves_.size(), -1);
    std::size_t day = search_.moves_.size();
    for (std::int32_t at = last; day-- > 0; at = space_.labels[static_cast<std::size_t>(at)].parent)
      found.move[day] = space_.labels[static_cast<std::size_t>(at)].move;
    return found;
  }

  const LineSearch& search_;
  const LineRules& rules_;
  std::span<const double> costs_;
  Workspace& space_;
  std::size_t labels_max_;
  Later later_;
  std::vector<std::size_t> first_;  // per day, of its moves in costs_
  std::vector<std::int32_t> allowed_;
  std::vector<bool> active_;  // per counted kind
  struct Prices {
    double total = 0;    // of a unit; below 0 while the least binds
    double weekend = 0;  // the others only go up from 0
    std::vector<double> kind = {};
  };
  Prices prices_;
  bool is_layered_ = false;
  double priced_ = -never;                                     // no line costs less
  std::vector<std::pair<double, std::int32_t>> priced_moves_;  // of the day that is estimated
  struct Choice {
    std::int32_t units, start, ready, move;
    double cost;  // with its price
  };
  std::vector<Choice> cheapest_;  // of the day that is estimated
};

LineFound LineSearch::best(std::span<const double> costs, Workspace& workspace,
                           std::size_t labels_max) const {
  RAPPORT_CHECK(costs.size() == move_count_);
  return Pathfinder(*this, costs, workspace, labels_max).run();
}

}  // namespace rapport::workforce::schedule
