// The only SQL for queues; their members are shared with user_store.cpp.
#include <algorithm>

#include "org/entity.h"
#include "org/queue.h"
#include "platform/database/statement.h"

namespace rapport::org {
namespace {

void add_members(database::Session& sql, OrgId org, std::vector<Queue>& queues) {
  std::size_t at = 0;
  database::each<QueueId, UserId>(
      sql,
      "select queue, user_id from queue_member where org = :org and queue >= :first and queue <= :last"
      " order by queue, user_id",
      [&](QueueId queue, UserId user) {
        while (at < queues.size() && queues[at].id < queue)
          ++at;
        if (at < queues.size() && queues[at].id == queue) queues[at].member_ids.push_back(user);
      },
      org, queues.front().id, queues.back().id);
}

void write_members(Change& change, QueueId id, std::vector<UserId> members) {
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
  for (const UserId user : members)
    database::execute(change.sql,
                      "insert into queue_member (org, queue, user_id) values (:org, :queue, :user)",
                      change.org(), id, user);
}

void clear_members(Change& change, QueueId id) {
  database::execute(change.sql, "delete from queue_member where org = :org and queue = :queue", change.org(),
                    id);
}

}  // namespace

bool queue_exists(database::Session& sql, OrgId org, QueueId id) {
  return database::first<std::int64_t>(sql, "select id from queue where org = :org and id = :id", org, id)
      .has_value();
}

std::optional<Queue> Queues::find(database::Session& sql, OrgId org, QueueId id) const {
  auto found = list(sql, org, QueueId{id.value - 1}, 1);
  if (found.empty() || found.front().id != id) return std::nullopt;
  return std::move(found.front());
}

std::vector<Queue> Queues::list(database::Session& sql, OrgId org, QueueId after, std::int64_t limit) const {
  std::vector<Queue> all;
  database::each<QueueId, std::string, switchboard::Channel, std::optional<HoursId>, std::string>(
      sql,
      "select id, name, channel, hours, rules from queue where org = :org and id > :after order by id"
      " limit :limit",
      [&](QueueId id, std::string name, switchboard::Channel channel, std::optional<HoursId> hours,
          const std::string& rules) {
        Queue queue;
        queue.id = id;
        queue.name = std::move(name);
        queue.channel = channel;
        queue.hours_id = hours;
        queue.rules = contract::decode<QueueRules>(rules, {.ignores_unknown = true}).value_or(QueueRules{});
        all.push_back(std::move(queue));
      },
      org, after, limit);
  if (!all.empty()) add_members(sql, org, all);
  return all;
}

std::int64_t Queues::count(database::Session& sql, OrgId org) const {
  return *database::first<std::int64_t>(sql, "select count(*) from queue where org = :org", org);
}

void Queues::insert(Change& change, QueueId id, const QueueFields& fields) const {
  database::execute(change.sql,
                    "insert into queue (org, id, name, channel, hours, rules)"
                    " values (:org, :id, :name, :channel, :hours, :rules)",
                    change.org(), id, fields.name, fields.channel, fields.hours_id,
                    contract::encode(fields.rules));
  write_members(change, id, fields.member_ids);
}

void Queues::update(Change& change, QueueId id, const QueueFields& fields) const {
  database::execute(change.sql,
                    "update queue set name = :name, channel = :channel, hours = :hours, rules = :rules"
                    " where org = :org and id = :id",
                    fields.name, fields.channel, fields.hours_id, contract::encode(fields.rules),
                    change.org(), id);
  clear_members(change, id);
  write_members(change, id, fields.member_ids);
}

}  // namespace rapport::org
