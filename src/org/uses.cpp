#include "org/uses.h"

#include <fmt/format.h>

#include "org/channel.h"
#include "org/queue.h"
#include "platform/database/statement.h"

namespace rapport::org {
namespace {

constexpr std::size_t shown_max = 50;

class UseList {
 public:
  UseList(database::Session& sql, OrgId org) : sql_(sql), org_(org) {}
  std::vector<Issue> found;

  void add(std::string where, std::string what) {
    if (found.size() < shown_max) found.push_back({std::move(where), std::move(what)});
  }

  template <class Test>
  void in_queues(Test&& test) {
    for (const Queue& queue : queues.list(sql_, org_, {}, queues_max))
      if (test(queue.rules))
        add(fmt::format("/queues/{}", queue.id.value), fmt::format("the rules of the queue {}", queue.name));
  }

  template <class Test>
  void in_channels(Test&& test) {
    for (const Channel& channel : Channels{}.list(sql_, org_, {}, channels_max))
      if (test(channel))
        add(fmt::format("/channels/{}", channel.id.value), fmt::format("the channel {}", channel.name));
  }

  void of_users(const char* query, std::int64_t id) {
    database::each<UserId, std::string>(
        sql_, query,
        [&](UserId user, const std::string& name) {
          add(fmt::format("/users/{}", user.value), fmt::format("{} has it", name));
        },
        org_, id);
  }

 private:
  database::Session& sql_;
  OrgId org_;
};

void uses_of_team(UseList& uses, std::int64_t id) {
  uses.of_users(
      "select u.id, u.name from user_team t join users u on u.org = t.org and u.id = t.user_id"
      " where t.org = :org and t.team = :id order by u.id limit 50",
      id);
  uses.in_queues([&](const QueueRules& rules) {
    for (const QueueStep& step : rules.steps)
      if (step.team_id && step.team_id->value == id) return true;
    return false;
  });
}

void uses_of_skill(UseList& uses, std::int64_t id) {
  uses.of_users(
      "select u.id, u.name from user_skill s join users u on u.org = s.org and u.id = s.user_id"
      " where s.org = :org and s.skill = :id order by u.id limit 50",
      id);
  uses.in_queues([&](const QueueRules& rules) {
    for (const QueueStep& step : rules.steps)
      for (const QueueStepSkill& need : step.skills)
        if (need.skill_id.value == id) return true;
    return false;
  });
  uses.in_channels([&](const Channel& channel) {
    for (const ChatRoute& route : channel.webchat.routing)
      if (route.skill_id && route.skill_id->value == id) return true;
    for (const LanguageSkill& language : channel.webchat.language_skills)
      if (language.skill_id.value == id) return true;
    return false;
  });
}

}  // namespace

std::vector<Issue> uses_of_named(database::Session& sql, OrgId org, NamedKind kind, std::int64_t id) {
  UseList uses(sql, org);
  switch (kind) {
    case NamedKind::team:
      uses_of_team(uses, id);
      break;
    case NamedKind::skill:
      uses_of_skill(uses, id);
      break;
    case NamedKind::disposition:
      uses.in_queues([&](const QueueRules& rules) {
        for (const DispositionId disposition : rules.disposition_ids)
          if (disposition.value == id) return true;
        return false;
      });
      break;
    case NamedKind::presence_reason:
    case NamedKind::decline_reason:
      break;  // nothing in the configuration points at them
  }
  return std::move(uses.found);
}

std::vector<Issue> uses_of_queue(database::Session& sql, OrgId org, QueueId id) {
  UseList uses(sql, org);
  uses.in_queues([&](const QueueRules& rules) {
    return rules.when_full.overflow_to == id || rules.when_closed.overflow_to == id ||
           rules.when_unstaffed.overflow_to == id;
  });
  uses.in_channels([&](const Channel& channel) {
    if (channel.queue_id == id) return true;
    for (const ChatRoute& route : channel.webchat.routing)
      if (route.queue_id == id) return true;
    return false;
  });
  return std::move(uses.found);
}

}  // namespace rapport::org
