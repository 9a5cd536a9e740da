// Deviations that are excused: the time counts as if the schedule had been kept. The only SQL for the table
// adherence_excuse. In a read or a transaction of the caller's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "platform/contract/describe.h"
#include "platform/database/session.h"

namespace rapport::workforce {

using AdherenceExcuseId = Id<struct AdherenceExcuseTag>;

inline constexpr Duration excuse_length_max = hours(24 * 7);

enum class ExcuseKind : std::uint8_t { coaching, training, meeting, system_fault, illness, other };
BOOST_DESCRIBE_ENUM(ExcuseKind, coaching, training, meeting, system_fault, illness, other)

struct ExcuseFields {
  Instant from, to;
  ExcuseKind kind = ExcuseKind::other;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(ExcuseFields, (), (from, to, kind, note))
contract::Notes contract_notes(contract::Tag<ExcuseFields>);

struct NewAdherenceExcuse : ExcuseFields {
  std::vector<AgentId> agent_ids;
};
BOOST_DESCRIBE_STRUCT(NewAdherenceExcuse, (ExcuseFields), (agent_ids))
contract::Notes contract_notes(contract::Tag<NewAdherenceExcuse>);

struct AdherenceExcuse : ExcuseFields {
  AdherenceExcuseId id;
  AgentId agent_id;
  std::optional<UserId> excused_by;
  Instant excused_at;
};
BOOST_DESCRIBE_STRUCT(AdherenceExcuse, (ExcuseFields), (id, agent_id, excused_by, excused_at))

namespace adherence_excuses {

void insert(database::Session& sql, OrgId org, const AdherenceExcuse& excuse);
std::optional<AdherenceExcuse> find(database::Session& sql, OrgId org, AdherenceExcuseId id);
// What overlaps [from, to), in order of time. agent 0: of everybody.
std::vector<AdherenceExcuse> list(database::Session& sql, OrgId org, AgentId agent, Instant from, Instant to);
void remove(database::Session& sql, OrgId org, AdherenceExcuseId id);

}  // namespace adherence_excuses
}  // namespace rapport::workforce
