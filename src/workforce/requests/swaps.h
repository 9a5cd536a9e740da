// Swaps of shifts between agents. What hard rules forbid cannot be accepted; what leaves too few people, or
// an agent with too few hours, waits for a planner; everything else is done at once, as one change of the
// schedules. Workers only.
#pragma once

#include "org/directory.h"
#include "workforce/requests/swap_store.h"

namespace rapport::workforce {

struct MySwaps {
  std::vector<ShiftSwap> mine;  // offered or taken by the agent
  std::vector<ShiftSwap> open;  // of others, that the agent may accept
};
BOOST_DESCRIBE_STRUCT(MySwaps, (), (mine, open))

class Swaps {
 public:
  // Borrows both.
  Swaps(Schedules& schedules, const org::Directories& directories)
      : schedules_(schedules), directories_(directories) {}
  void on_changed(RequestsTold told) { told_ = std::move(told); }

  // invalid: no published shift on the day that has not begun; no such colleague. conflict "offered_already";
  // "breaks_rules" when the colleague can never have it.
  Result<ShiftSwap> offer(const org::By& by, const OfferSwap& wanted);
  // conflict "breaks_rules"; "not_open"; "shift_changed" when it is no longer what was offered.
  Result<SwapAnswer> accept(const org::By& by, ShiftSwapId id, const AcceptSwap& wanted);
  // By who offers it, while nothing is done; or by the colleague whom it was offered to, or who has taken it.
  Result<ShiftSwap> withdraw(const org::By& by, ShiftSwapId id);
  Result<ShiftSwap> approve(const org::By& by, ShiftSwapId id, const Decision& decision);
  Result<ShiftSwap> decline(const org::By& by, ShiftSwapId id, const Decision& decision);
  Result<SwapAnswer> look(OrgId org, ShiftSwapId id);
  Result<std::vector<ShiftSwap>> list(OrgId org);
  Result<MySwaps> mine(OrgId org, AgentId agent);

 private:
  struct Judged {
    ShiftEffect effect;
    std::vector<PreparedEdit> edits;
  };
  Result<ShiftSwap> find(OrgId org, ShiftSwapId id);
  Result<void> check_current(OrgId org, const ShiftSwap& swap);
  Result<Judged> judge(OrgId org, const ShiftSwap& swap);
  Result<ShiftSwap> keep(const org::By& by, const ShiftSwap& swap, SwapState from, const Judged& judged);
  std::set<AgentId> concerned(const ShiftSwap& swap) const;

  Schedules& schedules_;
  const org::Directories& directories_;
  RequestsTold told_;
};

}  // namespace rapport::workforce
