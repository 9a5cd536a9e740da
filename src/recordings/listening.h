// Who may listen to a recording, and a listened part as the audit log keeps it. Pure.
#pragma once

#include <cstdint>
#include <string_view>

#include "api/caller.h"
#include "recordings/recording.h"

namespace rapport::recordings {

// With the permission; agents to calls that they are heard on, where the organisation lets them. A voicemail
// is a message: whoever may read conversations hears it.
bool may_listen(const api::Caller& caller, const Recording& recording, bool agents_hear_own);

struct Listened {
  InteractionId interaction_id;
  std::int64_t from_ms = 0, to_ms = 0;
};
BOOST_DESCRIBE_STRUCT(Listened, (), (interaction_id, from_ms, to_ms))

// `bytes` are those from `offset` on, of `size`.
Listened listened(const Recording& recording, std::string_view bytes, std::uint64_t offset,
                  std::uint64_t size);

}  // namespace rapport::recordings
