#include "recordings/listening.h"

#include <algorithm>

#include "recordings/ogg_opus.h"

namespace rapport::recordings {

bool may_listen(const api::Caller& caller, const Recording& recording, bool agents_hear_own) {
  using api::Permission;
  if (caller.may(Permission::listen_recordings)) return true;
  if (recording.because == RecordedBecause::voicemail)
    return caller.may(Permission::take_interactions) || caller.may(Permission::supervise) ||
           caller.may(Permission::see_history);
  const auto& agents = recording.agent_ids;
  return agents_hear_own && std::find(agents.begin(), agents.end(), caller.user) != agents.end();
}

Listened listened(const Recording& recording, std::string_view bytes, std::uint64_t offset,
                  std::uint64_t size) {
  Listened part;
  part.interaction_id = recording.interaction_id;
  const PageTimes times = page_times(bytes);
  if (times.last_ms >= 0) {
    // A page is a second; what lies before the first that begins here ends another one.
    part.from_ms = offset == 0 ? 0 : std::max<std::int64_t>(times.first_ms - 2'000, 0);
    part.to_ms = times.last_ms;
  } else if (size > 0) {
    // Less than a page: where it lies in the whole.
    const auto at = [&](std::uint64_t byte) {
      return static_cast<std::int64_t>(static_cast<double>(byte) / static_cast<double>(size) *
                                       static_cast<double>(recording.duration_ms));
    };
    part.from_ms = at(offset);
    part.to_ms = at(offset + bytes.size());
  }
  return part;
}

}  // namespace rapport::recordings
