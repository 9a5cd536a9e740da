// A user as the switchboard knows them.
#include <algorithm>

#include "org/user.h"

namespace rapport::org {
namespace {

switchboard::ChannelCapacity capacity_of(const ChannelUnits& units) {
  return {units.at_once_max, units.units, units.is_interruptible};
}

}  // namespace

switchboard::AgentProfile profile_of(const User& user) {
  switchboard::AgentProfile profile;
  for (const SkillLevel& has : user.skills)
    profile.skills.push_back({has.skill_id, static_cast<std::uint8_t>(has.level)});
  profile.teams = user.team_ids;
  profile.queues = user.queue_ids;
  profile.units = user.capacity.units;
  const ChannelUnitsOfAll& channels = user.capacity.channels;
  profile.channels = {capacity_of(channels.voice),   capacity_of(channels.chat),
                      capacity_of(channels.message), capacity_of(channels.email),
                      capacity_of(channels.task),    capacity_of(channels.voicemail)};
  return profile;
}

}  // namespace rapport::org
