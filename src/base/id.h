// Strong ids. All are positive 63-bit numbers, unique on a server, made in the shell (live/id_source.h) so
// that the core never needs a random source; they sort by time of creation. JSON carries them as decimal
// strings. 0 is "none".
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace rapport {

template <class Tag>
struct Id {
  std::int64_t value = 0;

  constexpr explicit operator bool() const { return value != 0; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using OrgId = Id<struct OrgTag>;
using UserId = Id<struct UserTag>;
using AgentId = UserId;  // an agent is a user who takes interactions
using TeamId = Id<struct TeamTag>;
using RoleId = Id<struct RoleTag>;
using SkillId = Id<struct SkillTag>;
using QueueId = Id<struct QueueTag>;
using ChannelId = Id<struct ChannelTag>;  // one configured entrance, e.g. the chat of www.example.com
using ReasonId = Id<struct ReasonTag>;    // presence reason
using DispositionId = Id<struct DispositionTag>;
using CustomerId = Id<struct CustomerTag>;
using InteractionId = Id<struct InteractionTag>;
using MessageId = Id<struct MessageTag>;
using HoursId = Id<struct HoursTag>;
using FlowId = Id<struct FlowTag>;
using AttachmentId = Id<struct AttachmentTag>;

}  // namespace rapport

template <class Tag>
struct std::hash<rapport::Id<Tag>> {
  std::size_t operator()(rapport::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
