#include "twin/crew.h"

#include <algorithm>

namespace rapport::twin {

using switchboard::Presence;

Crew::Crew(const World& world, Ledger& ledger) : ledger_(ledger) {
  for (std::size_t group = 0; group < world.groups.size(); ++group) {
    for (std::int32_t i = 0; i < world.groups[group].count; ++i) {
      CrewMember& member = members_.emplace_back();
      member.group = group;
      member.number = static_cast<std::uint64_t>(i);
      member.settled_at = world.start;
    }
  }
}

void Crew::set_presence(std::size_t agent, Presence presence, Instant now) {
  settle(members_[agent], now);
  members_[agent].presence = presence;
}

void Crew::begin(std::size_t agent, std::size_t contact, std::size_t queue, Instant now) {
  settle(members_[agent], now);
  members_[agent].work.push_back({contact, queue, false, false});
}

void Crew::wrap_up(std::size_t agent, std::size_t contact, Instant now) {
  settle(members_[agent], now);
  if (CrewWork* work = find(members_[agent], contact)) *work = {contact, work->queue, true, false};
}

void Crew::set_silent(std::size_t agent, std::size_t contact, bool is_silent, Instant now) {
  settle(members_[agent], now);
  if (CrewWork* work = find(members_[agent], contact)) work->is_silent = is_silent;
}

void Crew::finish(std::size_t agent, std::size_t contact, Instant now) {
  CrewMember& member = members_[agent];
  settle(member, now);
  std::erase_if(member.work, [&](const CrewWork& work) { return work.contact == contact; });
}

void Crew::settle_all(Instant now) {
  for (CrewMember& member : members_)
    settle(member, now);
}

CrewWork* Crew::find(CrewMember& member, std::size_t contact) {
  for (CrewWork& work : member.work)
    if (work.contact == contact) return &work;
  return nullptr;
}

void Crew::settle(CrewMember& member, Instant now) {
  ledger_.each_part(member.settled_at, now,
                    [&](std::size_t interval, Duration part) { settle_part(member, interval, part); });
  member.settled_at = now;
}

void Crew::settle_part(const CrewMember& member, std::size_t interval, Duration part) {
  GroupCell& group = ledger_.group_cell(member.group, interval);
  const auto at_once = static_cast<std::int64_t>(
      std::count_if(member.work.begin(), member.work.end(), [](const CrewWork& w) { return !w.is_silent; }));
  if (at_once == 0) {
    if (member.presence == Presence::available || member.presence == Presence::not_responding)
      group.idle_us += part.us;
    else if (member.presence == Presence::away)
      group.break_us += part.us;
    return;
  }
  group.contact_us += part.us * at_once;
  std::int64_t left = part.us % at_once;  // to the microsecond: the first ones get one more
  for (const CrewWork& work : member.work) {
    if (work.is_silent) continue;
    const std::int64_t share = part.us / at_once + (left-- > 0 ? 1 : 0);
    QueueCell& queue = ledger_.queue_cell(work.queue, interval);
    (work.is_wrap_up ? queue.wrap_us : queue.talk_us) += share;
    (work.is_wrap_up ? group.wrap_us : group.talk_us) += share;
  }
}

}  // namespace rapport::twin
