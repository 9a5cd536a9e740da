// What call control asks for.
#include <fmt/format.h>

#include "channels/voice/sip/agent.h"
#include "channels/voice/sip/text.h"

namespace rapport::sip {

void Agent::keep(std::unique_ptr<Leg> leg) {
  leg->find_replaced = [this](const Replaces& replaces) { return leg_replaced(replaces); };
  legs_by_call_id_.emplace(leg->dialog().call_id, leg.get());
  legs_.insert_or_assign(leg->id(), std::move(leg));
}

// Not at once: the leg is in the middle of something.
void Agent::drop_soon(LegId id) {
  timers_.after({}, [this, id] {
    const auto found = legs_.find(id);
    if (found == legs_.end() || !found->second->is_over()) return;
    std::erase_if(legs_by_call_id_, [&](const auto& entry) { return entry.second == found->second.get(); });
    legs_.erase(found);
  });
}

Agent::TrunkState* Agent::trunk_of(const sa& source) {
  const auto address = address_bytes(host_text(source));
  if (!address) return nullptr;
  for (TrunkState& trunk : trunks_)
    if (trunk.networks.contains(*address)) return &trunk;
  return nullptr;
}

ChannelHold Agent::take_channel(TrunkState& trunk) {
  if (trunk.trunk.channels_max > 0 && *trunk.channels >= trunk.trunk.channels_max) return nullptr;
  ++*trunk.channels;
  return {trunk.channels.get(), [counter = trunk.channels](void*) { --*counter; }};
}

Departure Agent::departure_of(const Invite& command, ChannelHold& channel, int& code) {
  Departure departure;
  if (const auto* to = std::get_if<ToUri>(&command.target)) {
    departure.ways.push_back({to->uri, to->route.empty() ? to->uri : to->route});
  } else if (const auto* line = std::get_if<ToTrunk>(&command.target)) {
    for (TrunkState& trunk : trunks_) {
      if (trunk.trunk.id != line->trunk) continue;
      channel = take_channel(trunk);
      if (!channel) {
        code = 503;
        return departure;
      }
      departure.credentials = trunk.trunk.outbound;
      departure.from_host = trunk.trunk.domain;
      departure.is_identity_asserted = trunk.trunk.is_identity_asserted;
      for (std::size_t i = 0; i < trunk.trunk.gateways.size(); ++i) {
        const Gateway& gateway = trunk.trunk.gateways[i];
        const std::string place =
            gateway.port != 0 ? fmt::format("{}:{}", gateway.host, gateway.port) : gateway.host;
        departure.ways.push_back({fmt::format("sip:{}@{}", escaped_user(line->number),
                                              trunk.trunk.domain.empty() ? place : trunk.trunk.domain),
                                  fmt::format("sip:{};transport={}", place, name_of(gateway.transport)),
                                  false, i});
      }
    }
    if (departure.ways.empty()) code = 404;
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
