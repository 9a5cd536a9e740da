// Queues: where interactions wait, by which rules, and whose they are. The rules are the switchboard's, with
// durations in seconds.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "org/changes.h"
#include "org/hours.h"
#include "org/limits.h"
#include "platform/contract/describe.h"
#include "switchboard/model/described.h"

namespace rapport::org {

struct QueueBranch {
  switchboard::BranchAction action = switchboard::BranchAction::wait;
  std::optional<QueueId> overflow_to;
};
BOOST_DESCRIBE_STRUCT(QueueBranch, (), (action, overflow_to))
contract::Notes contract_notes(contract::Tag<QueueBranch>);

struct QueueStepSkill {
  SkillId skill_id;
  std::int32_t level_min = 1;
};
BOOST_DESCRIBE_STRUCT(QueueStepSkill, (), (skill_id, level_min))
contract::Notes contract_notes(contract::Tag<QueueStepSkill>);

struct QueueStep {
  std::optional<AgentId> agent_id;
  std::optional<TeamId> team_id;
  std::vector<QueueStepSkill> skills;
  std::int64_t lasts_s = 0;  // 0: for ever
};
BOOST_DESCRIBE_STRUCT(QueueStep, (), (agent_id, team_id, skills, lasts_s))
contract::Notes contract_notes(contract::Tag<QueueStep>);

struct QueueCallback {
  switchboard::CallbackMode mode = switchboard::CallbackMode::agent_first;
  std::int32_t dials_max = 3;
  std::int64_t retry_after_s = 15 * 60;
  std::int64_t ring_limit_s = 40;
  bool only_while_open = true;
  bool after_line_lost = true;
};
BOOST_DESCRIBE_STRUCT(QueueCallback, (),
                      (mode, dials_max, retry_after_s, ring_limit_s, only_while_open, after_line_lost))
contract::Notes contract_notes(contract::Tag<QueueCallback>);

// Which calls of a queue are recorded.
enum class RecordingRule : std::uint8_t { none, all, percent };
BOOST_DESCRIBE_ENUM(RecordingRule, none, all, percent)

struct QueueRecording {
  RecordingRule rule = RecordingRule::none;
  std::int32_t percent = 10;
  bool by_hand = false;
  std::int64_t kept_days = 0;
};
BOOST_DESCRIBE_STRUCT(QueueRecording, (), (rule, percent, by_hand, kept_days))
contract::Notes contract_notes(contract::Tag<QueueRecording>);

struct QueueRules {
  switchboard::OrderRule order = switchboard::OrderRule::blended;
  switchboard::AgentChoice choice = switchboard::AgentChoice::longest_idle;
  std::int32_t weight = 100;
  std::int64_t offer_timeout_s = 20;
  bool auto_accept = false;
  std::int64_t wrap_up_limit_s = 60;
  bool disposition_required = false;
  std::vector<DispositionId> disposition_ids;
  std::int32_t waiting_max = 0;
  QueueBranch when_full{switchboard::BranchAction::refuse, {}};
  QueueBranch when_closed{switchboard::BranchAction::refuse, {}};
  QueueBranch when_unstaffed;
  std::int64_t wait_limit_s = 0;
  std::vector<QueueStep> steps;
  std::int64_t sticky_window_s = 72 * 3'600;
  std::int64_t sticky_wait_s = 30;
  std::int32_t transfer_head_start_min = 5;
  std::int64_t service_level_within_s = 20;
  std::optional<double> service_level_target =
      std::nullopt;  // the share answered in time that planners promise
  QueueCallback callback;
  QueueRecording recording;
};
BOOST_DESCRIBE_STRUCT(QueueRules, (),
                      (order, choice, weight, offer_timeout_s, auto_accept, wrap_up_limit_s,
                       disposition_required, disposition_ids, waiting_max, when_full, when_closed,
                       when_unstaffed, wait_limit_s, steps, sticky_window_s, sticky_wait_s,
                       transfer_head_start_min, service_level_within_s, service_level_target, callback,
                       recording))
contract::Notes contract_notes(contract::Tag<QueueRules>);

struct QueueFields {
  std::string name;
  switchboard::Channel channel = switchboard::Channel::chat;
  std::optional<HoursId> hours_id;  // absent: always open
  QueueRules rules;
  std::vector<UserId> member_ids;
};
BOOST_DESCRIBE_STRUCT(QueueFields, (), (name, channel, hours_id, rules, member_ids))
contract::Notes contract_notes(contract::Tag<QueueFields>);
struct Queue : QueueFields {
  QueueId id;
};
BOOST_DESCRIBE_STRUCT(Queue, (QueueFields), (id))

struct Queues {
  using Key = QueueId;
  using Fields = QueueFields;
  using Whole = Queue;
  static constexpr const char* kind = "queue";
  static constexpr const char* what = "queues";
  static constexpr std::int64_t most = queues_max;

  std::optional<Queue> find(database::Session& sql, OrgId org, QueueId id) const;
  std::vector<Queue> list(database::Session& sql, OrgId org, QueueId after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(Change& change, QueueId id, const Queue* before, const QueueFields& fields) const;
  void insert(Change& change, QueueId id, const QueueFields& fields) const;
  void update(Change& change, QueueId id, const QueueFields& fields) const;
  Result<void> remove(Change& change, const Queue& queue) const;
};
inline constexpr Queues queues{};

bool queue_exists(database::Session& sql, OrgId org, QueueId id);
switchboard::QueueRules switchboard_rules(const QueueRules& rules);

}  // namespace rapport::org
