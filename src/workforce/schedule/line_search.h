// LineSearch: the cheapest line of one person, that is what they do on each day, under the rules of their
// contract: a shortest path with resources, found exactly by A* over days. The estimate of what is still to
// come is the exact answer to the same problem without counts of kinds, and where its table would be too
// large, without rests, weekends or units altogether; what is left out and binds has a price then (Lagrangean
// relaxation, so the estimate stays below the truth). Where that search is too long (a year), the best few
// partial lines of each day are followed instead, and the answer says that it may not be the cheapest. Knows
// moves and their costs, not what they cover. Immutable after it was made; each thread brings its own
// Workspace.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace rapport::workforce::schedule {

inline constexpr std::int32_t no_limit = std::numeric_limits<std::int32_t>::max();
inline constexpr std::size_t kinds_max = 32;

// Something to do on a day. Rest is spoken of in ranks that a day's starts have (slots, or any other order):
// a next move must start at `ready` or later, where both count from the begin of the next day.
struct Move {
  std::int32_t units = 0;  // paid
  std::int32_t start = 0;
  std::int32_t ready = 0;        // the earliest next start
  std::int32_t ready_other = 0;  // the earliest next start of a move that is no night; 0: as ready
  std::int8_t kind = -1;         // of those that are counted
  std::int8_t order = -1;        // of those in `may_not_follow`
  bool is_night = false;
  bool is_unpopular = false;
};

struct LineRules {
  std::int32_t days = 0;
  std::int32_t row_max = no_limit;  // days in a row
  std::int32_t row_min = 1;
  std::int32_t off_min = 1;
  std::int32_t total_min = 0;  // units
  std::int32_t total_max = no_limit;
  std::vector<std::int32_t> week_of;   // per day
  std::vector<std::int32_t> week_min;  // per week, units
  std::vector<std::int32_t> week_max;
  std::vector<std::int32_t> week_days_max;
  std::vector<std::int32_t> weekend_of;  // per day; -1: none
  std::int32_t weekends_max = no_limit;
  std::int32_t weekends_in_row_max = no_limit;
  std::int32_t nights_max = no_limit;
  std::int32_t nights_in_row_max = no_limit;
  std::vector<std::int32_t> kind_max;   // per kind
  std::vector<std::int32_t> day_slots;  // by how much a day off brings `ready` nearer; one per day
  // What may not be on the next day: by order of the one and of the next. Only what rests cannot say.
  std::vector<std::vector<bool>> may_not_follow;
  double weekend_cost = 0;  // times the square of the number
  double unpopular_cost = 0;
  // How it begins.
  std::int32_t days_in_row = 0;
  std::int32_t days_off_in_row = 0;  // both 0: not known, nothing binds
  std::int32_t weekends_in_row = 0;
  std::int32_t nights_in_row = 0;
  std::int32_t ready = 0;
  std::int32_t ready_other = 0;
};

struct LineFound {
  bool is_found = false;
  bool is_exact = false;  // nothing is cheaper, or if none was found, there is none
  double cost = 0;
  double at_least = 0;             // no line costs less
  std::vector<std::int32_t> move;  // per day the index among its moves; -1: off
};

class LineSearch {
 public:
  class Workspace;

  LineSearch(LineRules rules, std::vector<std::vector<Move>> moves);

  const std::vector<std::vector<Move>>& moves() const { return moves_; }
  // Costs of all moves, day by day. No longer exact after `labels_max` partial lines.
  LineFound best(std::span<const double> costs, Workspace& workspace, std::size_t labels_max = 200'000) const;
  std::size_t move_count() const { return move_count_; }

 private:
  friend class Pathfinder;
  struct Streak {
    std::int16_t after_work = -1;  // -1: not allowed
    std::int16_t after_off = -1;
  };
  void make_streaks();
  void make_fields();

  LineRules rules_;
  std::vector<std::vector<Move>> moves_;
  std::size_t move_count_ = 0;
  std::vector<Streak> streaks_;
  std::int16_t first_streak_ = 0;
  std::int32_t off_from_ = 0;                     // streaks above it: off
  bool has_whole_weekends_ = true;                // each is a day or two that follow each other
  std::vector<std::int16_t> kind_field_;          // per kind, -1: cannot bind
  std::vector<std::int32_t> field_max_;           // of the counted kinds
  std::vector<std::vector<std::int32_t>> group_;  // per day and move: alike but for start, rest and cost
  std::int32_t groups_ = 0;
  bool has_week_ = false, has_week_min_ = false, has_total_ = false, has_total_min_ = false;
  std::int32_t week_dim_ = 1, total_dim_ = 1;  // of the estimate
  std::int32_t ready_dim_ = 1;                 // rests in it: one more than the highest rank; 1: none
  std::int32_t weekend_dim_ = 1;  // weekends in it, each number with and without the present one; 1: none
  std::vector<std::int32_t> units_left_max_;  // per day and streak: at most so many units from that day on
};

class LineSearch::Workspace {
 public:
  Workspace() = default;

 private:
  friend class LineSearch;
  friend class Pathfinder;
  static constexpr std::size_t words = 3 + kinds_max / 4;
  struct Label {
    double cost = 0;
    std::uint64_t exact = 0;
    std::array<std::uint64_t, 2> less{};  // fields in which fewer is better: four of 16 bits, eight of 8
    std::array<std::uint64_t, kinds_max / 4> kinds{};
    std::int32_t parent = -1;
    std::int32_t next = -1;  // with the same hash
    std::int32_t move = -1;
    bool is_dead = false;
  };
  struct Open {
    double estimate;
    std::int32_t day;
    std::int32_t label;
  };
  struct Trail {
    std::int32_t parent;
    std::int32_t move;
  };
  std::vector<double> left;  // per day, streak, week units, total units: the estimate
  std::vector<Label> layer;  // of one day, the best of them
  std::vector<Trail> trail;  // how they came about
  std::vector<Label> labels;
  std::vector<Open> open;
  std::vector<std::int32_t> heads;
  std::vector<std::vector<std::int32_t>> by_cost;  // per day: moves in order of cost
  std::vector<std::vector<std::int32_t>> front;    // per day: those that no other dominates
  std::vector<std::int32_t> group_ready;
};

}  // namespace rapport::workforce::schedule
