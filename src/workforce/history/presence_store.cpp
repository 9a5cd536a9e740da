#include "workforce/history/presence_store.h"

#include <fmt/format.h>

#include "platform/database/statement.h"

namespace rapport::workforce::presence_store {
namespace {

constexpr Instant still{std::numeric_limits<std::int64_t>::max()};

}  // namespace

void note(database::Session& sql, OrgId org, const PresenceSpan& span) {
  const auto before = database::first<Instant, switchboard::Presence, ReasonId>(
      sql,
      "select from_us, presence, reason from agent_span where org = :org and agent = :agent"
      " order by from_us desc limit 1",
      org, span.agent_id);
  if (before) {
    const auto& [from, presence, reason] = *before;
    // Also an effect that says only what will be next.
    if (presence == span.presence && reason == span.reason_id) return;
    if (from > span.from) return;
    database::execute(
        sql, "update agent_span set to_us = :at where org = :org and agent = :agent and from_us = :from",
        span.from, org, span.agent_id, from);
  }
  database::execute(sql,
                    "insert into agent_span (org, agent, from_us, to_us, presence, reason)"
                    " values (:org, :agent, :from, :to, :presence, :reason) on conflict (org, agent, from_us)"
                    " do update set to_us = excluded.to_us, presence = excluded.presence,"
                    " reason = excluded.reason",
                    org, span.agent_id, span.from, still, span.presence, span.reason_id);
}

std::vector<PresenceSpan> spans(database::Session& sql, OrgId org, AgentId agent, Instant from, Instant to,
                                std::int64_t most) {
  std::vector<PresenceSpan> all;
  database::each<AgentId, Instant, Instant, switchboard::Presence, ReasonId>(
      sql,
      fmt::format("select agent, from_us, to_us, presence, reason from agent_span where org = :org and"
                  " to_us > :from and from_us < :to and {} order by agent, from_us limit :most",
                  // As it stands it takes the index; cast: PostgreSQL would take the literal's type.
                  agent ? "agent = :agent" : "cast(:agent as bigint) = 0"),
      [&](AgentId who, Instant begun, Instant ended, switchboard::Presence presence, ReasonId reason) {
        all.push_back(
            {who, begun, ended == still ? std::nullopt : std::optional<Instant>(ended), presence, reason});
      },
      org, from, to, agent, most);
  return all;
}

std::optional<Instant> since(database::Session& sql, OrgId org) {
  return database::first<Instant>(
      sql, "select from_us from agent_span where org = :org order by to_us limit 1", org);
}

void forget(database::Session& sql, Instant before) {
  database::execute(sql, "delete from agent_span where to_us < :before", before);
}

}  // namespace rapport::workforce::presence_store
