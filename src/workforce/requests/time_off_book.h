// Time off: asked for, approved by the rules or by planners, declined, withdrawn. Approved time off stands in
// the agent's facts and in every schedule that has the days; shifts inside it are taken off, others cut, as
// one change with the request. Judged on the caller's thread, written if neither the book nor a schedule has
// changed meanwhile, else judged again. Workers only.
#pragma once

#include "org/changes.h"
#include "org/directory.h"
#include "workforce/requests/effect.h"
#include "workforce/requests/time_off_rules.h"
#include "workforce/requests/time_off_store.h"
#include "workforce/shifts/schedules.h"

namespace rapport::workforce {

struct TimeOffAnswer {
  std::optional<TimeOffRequest> request;  // absent: of a trial
  double amount = 0;
  ShiftEffect effect;
  std::vector<FreeDay> free_days = {};  // of those asked for; all others cost something
};
BOOST_DESCRIBE_STRUCT(TimeOffAnswer, (), (request, amount, effect, free_days))

class TimeOffBook {
 public:
  // Borrows both.
  TimeOffBook(Schedules& schedules, const org::Directories& directories)
      : schedules_(schedules), directories_(directories) {}
  // Whose requests are other ones now; after the commit. Set before the first change.
  void on_changed(RequestsTold told) { told_ = std::move(told); }

  Result<TimeOffRules> rules(OrgId org);
  // invalid; whoever waited for them alone is approved.
  Result<TimeOffRules> set_rules(const org::By& by, const TimeOffRules& rules);
  Result<TimeOffAllowance> set_allowance(const org::By& by, const TimeOffAllowance& allowance);
  // agent 0: of everybody.
  Result<std::vector<TimeOffBalance>> balances(OrgId org, AgentId agent, std::int32_t year);

  // By the agent: approved where nothing is against it. conflict "asked_already" when they have others then.
  Result<TimeOffAnswer> ask(const org::By& by, const AskTimeOff& ask);
  // By a planner for the agent: approved. conflict "breaks_rules" unless forced.
  Result<TimeOffAnswer> grant(const org::By& by, AgentId agent, const AskTimeOff& ask,
                              const Decision& decision);
  Result<TimeOffAnswer> look(OrgId org, TimeOffRequestId id);
  Result<std::vector<TimeOffRequest>> list(OrgId org, const time_off_store::Wanted& wanted);
  // conflict "decided_already"; "breaks_rules" unless forced.
  Result<TimeOffRequest> approve(const org::By& by, TimeOffRequestId id, const Decision& decision);
  Result<TimeOffRequest> decline(const org::By& by, TimeOffRequestId id, const Decision& decision);
  // Of the agent's own, before it begins; or a planner's, at any time (agent 0). Shifts are not put back.
  Result<TimeOffRequest> withdraw(const org::By& by, AgentId agent, TimeOffRequestId id,
                                  const std::string& reason);

 private:
  struct Judged {
    std::int64_t book_version = 0;
    ShiftEffect effect;
    std::vector<PreparedEdit> edits;
  };
  struct Known;
  Result<Known> know(OrgId org);
  Result<TimeOffRequest> made_of(const Known& known, AgentId agent, const AskTimeOff& ask, bool is_planner);
  Result<Judged> judge(OrgId org, const Known& known, const TimeOffRequest& request);
  Result<TimeOffRequest> keep(const org::By& by, const TimeOffRequest& request, const Judged& judged);
  Result<std::vector<PreparedEdit>> prepared(OrgId org, const TimeOffRequest& request, bool is_taken_back);
  Result<TimeOffRequest> decide(const org::By& by, TimeOffRequestId id, const Decision& decision);
  void settle(OrgId org);
  Day today(OrgId org) const;

  Schedules& schedules_;
  const org::Directories& directories_;
  RequestsTold told_;
};

}  // namespace rapport::workforce
