// AgentLines: a planners' problem as lines. Every shift that a template allows is a choice of its day; where
// its breaks go and which requirement each slot counts towards is chosen for the best together with the line.
// Rows are requirement by slot. Immutable; borrows the problem.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "workforce/schedule/frame.h"
#include "workforce/schedule/line_search.h"
#include "workforce/schedule/lines.h"
#include "workforce/schedule/plan.h"
#include "workforce/schedule/problem.h"
#include "workforce/schedule/rules.h"

namespace rapport::workforce::schedule {

class AgentLines : public LineSource {
 public:
  // REQUIRES: the problem passed check_problem.
  explicit AgentLines(const Problem& problem);

  std::size_t people() const override { return problem_.agents.size(); }
  const std::vector<CoverRow>& rows() const override { return rows_; }
  std::unique_ptr<Scratch> scratch() const override;
  LineAnswer best(std::size_t person, std::span<const double> gains, Scratch& scratch) const override;

  std::int32_t slots() const { return slots_; }  // row = requirement * slots() + slot
  const Frame& frame() const { return frame_; }
  // The shifts of a line.
  void add_shifts(std::size_t person, const Line& line, std::vector<PlannedShift>& shifts) const;
  // Whether the person has any line at all when the named rules are left out.
  bool is_possible(std::size_t person, const std::vector<Rule>& without) const;

 private:
  struct BreakPlace {
    std::int32_t number = 0;  // of the template's
    std::int32_t length = 0;  // slots
    std::int32_t first = 0;   // slots after the shift's begin
    std::int32_t last = 0;
  };
  struct Choice {
    std::int32_t shift = 0;  // template
    std::int32_t begin = 0;  // slot, from the first midnight
    std::int32_t end = 0;    // may be beyond the last day
    std::int64_t paid_s = 0;
    bool is_night = false;
    std::vector<BreakPlace> breaks;
  };
  struct Person {
    std::vector<std::int32_t> requirements;          // that they count towards
    std::vector<std::vector<std::int32_t>> choices;  // per day, parallel to the search's moves
    std::vector<double> costs;                       // of all moves, day by day
    double base_cost = 0;                            // of being off every day
    std::unique_ptr<LineSearch> search;
  };
  class Room;

  void make_choices();
  void make_rows();
  Person make_person(const Agent& agent, const std::vector<Rule>& without) const;
  LineRules make_rules(const Agent& agent, const Contract& contract, const std::vector<Rule>& without,
                       std::int64_t unit_s) const;
  double wish_cost(const Wish& wish, std::int32_t day, const Choice* choice) const;
  Instant at_slot(std::int32_t slot) const;
  std::int32_t slot_of(Instant at) const;  // rounded up

  const Problem& problem_;
  Frame frame_;
  std::int32_t slots_ = 0;
  std::vector<std::int32_t> day_begin_;  // slot; one more than days
  std::vector<std::vector<Choice>> choices_;
  std::vector<CoverRow> rows_;
  std::vector<Person> people_;
};

}  // namespace rapport::workforce::schedule
