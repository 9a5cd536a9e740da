// What may be said about a queue, what stands in the way of removing one, and its rules as the switchboard
// wants them.
#include <algorithm>

#include "org/entity.h"
#include "org/hours_store.h"
#include "org/named.h"
#include "org/queue.h"
#include "org/uses.h"
#include "platform/database/statement.h"

namespace rapport::org {
namespace {

bool user_exists(Change& change, UserId id) {
  return database::first<std::int64_t>(change.sql, "select id from users where org = :org and id = :id",
                                       change.org(), id)
      .has_value();
}

class Checker {
 public:
  Checker(Change& change, QueueId self) : change_(change), self_(self) {}
  std::vector<Issue> issues;

  void branch(const QueueBranch& branch, const char* where) {
    const bool overflows = branch.action == switchboard::BranchAction::overflow;
    if (overflows && !branch.overflow_to)
      add(fmt::format("{}/overflow_to", where), "overflow needs a queue to go to");
    if (!branch.overflow_to) return;
    if (*branch.overflow_to == self_)
      add(fmt::format("{}/overflow_to", where), "a queue cannot overflow into itself");
    else if (!queue_exists(change_.sql, change_.org(), *branch.overflow_to))
      add(fmt::format("{}/overflow_to", where), "no such queue");
  }

  void step(const QueueStep& step, std::size_t i) {
    if (step.agent_id && !user_exists(change_, *step.agent_id))
      add(fmt::format("/rules/steps/{}/agent_id", i), "no such user");
    if (step.team_id && !is_there(change_.sql, change_.org(), NamedKind::team, step.team_id->value))
      add(fmt::format("/rules/steps/{}/team_id", i), "no such team");
    for (std::size_t k = 0; k < step.skills.size(); ++k)
      if (!is_there(change_.sql, change_.org(), NamedKind::skill, step.skills[k].skill_id.value))
        add(fmt::format("/rules/steps/{}/skills/{}/skill_id", i, k), "no such skill");
  }

  void rest(const QueueFields& fields) {
    if (fields.hours_id && !hours_plans.find(change_.sql, change_.org(), *fields.hours_id))
      add("/hours_id", "no such hours");
    const auto& dispositions_given = fields.rules.disposition_ids;
    for (std::size_t i = 0; i < dispositions_given.size(); ++i)
      if (!is_there(change_.sql, change_.org(), NamedKind::disposition, dispositions_given[i].value))
        add(fmt::format("/rules/disposition_ids/{}", i), "no such disposition");
    for (std::size_t i = 0; i < fields.member_ids.size(); ++i)
      if (!user_exists(change_, fields.member_ids[i])) add(fmt::format("/member_ids/{}", i), "no such user");
  }

 private:
  void add(std::string where, std::string what) { issues.push_back({std::move(where), std::move(what)}); }

  Change& change_;
  QueueId self_;
};

switchboard::Branch branch_of(const QueueBranch& branch) {
  return {branch.action, branch.overflow_to.value_or(QueueId{})};
}

switchboard::Step step_of(const QueueStep& step) {
  switchboard::Step made;
  made.agent = step.agent_id.value_or(AgentId{});
  made.team = step.team_id.value_or(TeamId{});
  for (const QueueStepSkill& need : step.skills)
    made.skills.push_back({need.skill_id, static_cast<std::uint8_t>(need.level_min)});
  made.lasts = seconds(step.lasts_s);
  return made;
}

}  // namespace

Result<void> Queues::check(Change& change, QueueId id, const Queue*, const QueueFields& fields) const {
  Checker checker(change, id);
  checker.branch(fields.rules.when_full, "/rules/when_full");
  checker.branch(fields.rules.when_closed, "/rules/when_closed");
  checker.branch(fields.rules.when_unstaffed, "/rules/when_unstaffed");
  for (std::size_t i = 0; i < fields.rules.steps.size(); ++i)
    checker.step(fields.rules.steps[i], i);
  checker.rest(fields);
  if (!checker.issues.empty()) return wrong(std::move(checker.issues));
  return {};
}

Result<void> Queues::remove(Change& change, const Queue& queue) const {
  std::vector<Issue> uses = uses_of_queue(change.sql, change.org(), queue.id);
  for (Issue& issue : change.uses_elsewhere(kind, queue.id.value))
    uses.push_back(std::move(issue));
  if (!uses.empty()) return in_use(kind, std::move(uses));
  database::execute(change.sql, "delete from queue_member where org = :org and queue = :queue", change.org(),
                    queue.id);
  database::execute(change.sql, "delete from queue where org = :org and id = :id", change.org(), queue.id);
  return {};
}

switchboard::QueueRules switchboard_rules(const QueueRules& rules) {
  switchboard::QueueRules made;
  made.order = rules.order;
  made.choice = rules.choice;
  made.weight = rules.weight;
  made.offer_timeout = seconds(rules.offer_timeout_s);
  made.auto_accept = rules.auto_accept;
  made.wrap_up_limit = seconds(rules.wrap_up_limit_s);
  made.disposition_required = rules.disposition_required;
  made.dispositions = rules.disposition_ids;
  made.waiting_max = rules.waiting_max;
  made.when_full = branch_of(rules.when_full);
  made.when_closed = branch_of(rules.when_closed);
  made.when_unstaffed = branch_of(rules.when_unstaffed);
  made.wait_limit = seconds(rules.wait_limit_s);
  for (const QueueStep& step : rules.steps)
    made.steps.push_back(step_of(step));
  made.sticky_window = seconds(rules.sticky_window_s);
  made.sticky_wait = seconds(rules.sticky_wait_s);
  made.transfer_head_start_min = rules.transfer_head_start_min;
  made.service_level_within = seconds(rules.service_level_within_s);
  switchboard::CallbackRules& callback = made.callback.emplace();
  callback.mode = rules.callback.mode;
  callback.dials_max = rules.callback.dials_max;
  callback.retry_after = seconds(rules.callback.retry_after_s);
  callback.ring_limit = seconds(rules.callback.ring_limit_s);
  callback.only_while_open = rules.callback.only_while_open;
  callback.after_line_lost = rules.callback.after_line_lost;
  return made;
}

}  // namespace rapport::org
