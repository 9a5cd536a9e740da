// Spans of agents' presence: when who was available, away for what reason, or not there. Kept in the
// journal's own transaction. In a read or a transaction of the caller's.
#pragma once

#include <limits>
#include <optional>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "platform/contract/describe.h"
#include "platform/database/session.h"
#include "switchboard/model/described.h"

namespace rapport::workforce {

inline constexpr Duration presence_kept = hours(24 * 400);

struct PresenceSpan {
  AgentId agent_id;
  Instant from;
  std::optional<Instant> to;  // absent: still so
  switchboard::Presence presence = switchboard::Presence::offline;
  ReasonId reason_id;  // 0: none
  friend bool operator==(const PresenceSpan&, const PresenceSpan&) = default;
};
BOOST_DESCRIBE_STRUCT(PresenceSpan, (), (agent_id, from, to, presence, reason_id))

namespace presence_store {

// What an agent is from then on. The same again changes nothing.
void note(database::Session& sql, OrgId org, const PresenceSpan& span);
// What overlaps [from, to), in order of agent and time. agent 0: of everybody.
std::vector<PresenceSpan> spans(database::Session& sql, OrgId org, AgentId agent, Instant from, Instant to,
                                std::int64_t most = std::numeric_limits<std::int32_t>::max());
// When the first of it began; none: nobody's.
std::optional<Instant> since(database::Session& sql, OrgId org);
void forget(database::Session& sql, Instant before);

}  // namespace presence_store
}  // namespace rapport::workforce
