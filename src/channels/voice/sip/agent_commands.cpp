// What call control asks for.
#include <fmt/format.h>

#include "channels/voice/sip/agent.h"
#include "channels/voice/sip/text.h"

namespace rapport::sip {

void Agent::keep(std::unique_ptr<Leg> leg) {
  leg->find_replaced = [this](const Replaces& replaces) { return leg_replaced(replaces); };
  legs_by_call_id_.emplace(leg->dialog().call_id, leg.get());
  const LegId id = leg->id();
  legs_.insert_or_assign(id, std::move(leg));
  count();
}

// Not at once: the leg is in the middle of something.
void Agent::drop_soon(LegId id) {
  timers_.after({}, [this, id] {
    const auto found = legs_.find(id);
    if (found == legs_.end() || !found->second->is_over()) return;
    std::erase_if(legs_by_call_id_, [&](const auto& entry) { return entry.second == found->second.get(); });
    legs_.erase(found);
    count();
  });
}

Departure Agent::departure_of(const Invite& command, ChannelHold& channel, int& code) {
  Departure departure;
  if (const auto* to = std::get_if<ToUri>(&command.target)) {
    departure.ways.push_back({to->uri, to->route.empty() ? to->uri : to->route});
  } else if (const auto* to_phone = std::get_if<ToPhone>(&command.target)) {
    code = 480;
    if (const auto binding = registrar_.find(to_phone->phone, to_phone->binding))
      // Headers that a contact wants to be in the request are not sent (RFC 3261 section 19.1.5).
      departure.ways.push_back({binding->contact.substr(0, binding->contact.find('?')), binding->flow, true});
  } else if (const auto* to_trunk = std::get_if<ToTrunk>(&command.target)) {
    TrunkLine* const line = trunk(to_trunk->trunk);
    if (!line) return departure;
    code = 503;
    channel = line->take_channel();
    if (!channel) return departure;
    departure.ways = line->ways_to(to_trunk->number);
    departure.credentials = line->trunk().outbound;
    departure.from_host = line->trunk().domain;
    departure.identity = line->identity();
    departure.is_identity_asserted = line->trunk().is_identity_asserted;
    departure.on_gateway = [this, id = to_trunk->trunk](std::size_t gateway, bool is_alive) {
      if (TrunkLine* const now = trunk(id)) now->heard_of(gateway, is_alive);
    };
  }
  return departure;
}

void Agent::call(Invite command) {
  const LegId id = command.leg;
  if (!id || legs_.contains(id)) return core_.log.error("sip leg id used twice", {{"leg", id.value}});
  int code = 404;
  ChannelHold channel;
  const bool is_full = is_closing_ || legs_.size() >= options_.limits.legs;
  Departure departure;
  if (!is_full) departure = departure_of(command, channel, code);
  if (departure.ways.empty()) {
    core_.emit(Ended{id, EndedBy::us, is_full ? 503 : code, 0, "no way to the target"});
    return;
  }
  auto leg = std::make_unique<Leg>(core_, std::move(command), std::move(departure), std::move(channel),
                                   [this, id] { drop_soon(id); });
  Leg* const calling = leg.get();
  keep(std::move(leg));
  calling->begin_calling();
}

void Agent::carry_out(Command command) {
  std::visit(
      [this](auto& one) {
        if constexpr (std::is_same_v<std::decay_t<decltype(one)>, Invite>) {
          call(std::move(one));
        } else {
          const auto found = legs_.find(one.leg);
          if (found != legs_.end()) found->second->handle(one);
        }
      },
      command);
}

}  // namespace rapport::sip
