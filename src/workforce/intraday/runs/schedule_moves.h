// Schedule moves: what of a published schedule may be changed today within its rules, and the change as
// Schedules::edit takes it. Read once; then pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workforce/intraday/proposals.h"
#include "workforce/intraday/runs/facts_reader.h"
#include "workforce/shifts/board.h"

namespace rapport::workforce::intraday {

// One change of a schedule that can be undone as one.
struct ProposalEdit {
  ShiftPlanId schedule_id;
  std::int64_t version = 0;  // that it was tried on
  std::vector<ShiftEdit> edits;
};
BOOST_DESCRIBE_STRUCT(ProposalEdit, (), (schedule_id, version, edits))

class ScheduleMoves {
 public:
  // Borrows both.
  ScheduleMoves(Schedules& schedules, const IntradayFacts& facts) : schedules_(schedules), facts_(facts) {}

  // The schedules that have shifts today.
  Result<void> read(OrgId org);

  bool is_legal(ProposalKind kind, const CandidateStep& step) const;
  // Shifts that people who are off today may be given: of their contract, and nothing that it forbids.
  std::vector<CallIn> call_ins() const;
  // Nothing when it is none of shifts, or of several schedules.
  std::optional<ProposalEdit> edit_of(const Candidate& candidate) const;

 private:
  struct Open {
    ShiftPlan plan;
    schedule::Problem problem;
    schedule::Plan shifts;
  };
  struct Change {
    const Open* open = nullptr;
    BoardChange board;
  };
  std::optional<Change> change_of(ProposalKind kind, const CandidateStep& step) const;
  std::optional<BoardOutcome> tried(const Change& change) const;  // nothing: a rule is broken
  void call_in(const Open& open, std::size_t agent, std::vector<CallIn>& to) const;
  Instant at(std::int64_t s) const { return facts_.day_start + seconds(s); }

  Schedules& schedules_;
  const IntradayFacts& facts_;
  std::vector<Open> open_;
};

}  // namespace rapport::workforce::intraday
