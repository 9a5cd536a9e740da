// The desks' own sound: one standing media connection each, so that an accepted call is heard at once.
#include "channels/voice/calls/call_control.h"

namespace rapport::calls {

void CallControl::on(const StationOffered& offered) {
  if (Station* earlier = station_of(offered.org, offered.user)) {
    if (earlier->connection != offered.connection)
      emit(TellStation{earlier->org, earlier->connection, StationState::replaced});
    drop_station(earlier->id);
  }
  Station station;
  station.id = StationId{++last_id_};
  station.org = offered.org;
  station.user = offered.user;
  station.connection = offered.connection;
  emit(OpenMedia{media::LegId{station.id.value}, Kind::browser, offered.sdp, ""});
  stations_.emplace(station.id, station);
}

void CallControl::on(const StationLeft& left) {
  for (const auto& [id, station] : stations_) {
    if (station.connection != left.connection) continue;
    drop_station(id);
    return;
  }
}

void CallControl::on(const DeskLooks& looks) {
  if (!looks.interaction) {
    if (auto parked = parked_in(looks.org); !parked.empty())
      emit(TellParked{looks.org, looks.connection, std::move(parked)});
    return tell_again(looks.org, looks.user, looks.connection);
  }
  Call* call = call_of(looks.org, looks.interaction);
  if (call == nullptr || !call->shown.interaction) return;
  if (looks.may_see_all || call->of_user(looks.user) != nullptr)
    emit(TellCallTo{call->org, looks.connection, call->shown});
}

void CallControl::tell_again(OrgId org, UserId user, ConnectionId connection) {
  for (auto& [id, call] : calls_) {
    const bool is_theirs = call.org == org && call.of_user(user) != nullptr;
    if (is_theirs && call.shown.interaction) emit(TellCallTo{org, connection, call.shown});
  }
}

Station* CallControl::station_of(OrgId org, UserId user) {
  for (auto& [id, station] : stations_) {
    if (station.org == org && station.user == user) return &station;
  }
  return nullptr;
}

Station* CallControl::station_of(media::LegId leg) {
  const auto found = stations_.find(StationId{leg.value});
  return found == stations_.end() ? nullptr : &found->second;
}

// Whoever talked through it stays in their call, unheard, until a new station of theirs is ready or the
// switchboard takes the call away.
void CallControl::drop_station(StationId id, bool is_open) {
  const media::LegId leg{id.value};
  for (auto& [call_id, call] : calls_) {
    for (Party& party : call.parties) {
      if (party.media != leg) continue;
      party.media = {};
      party.is_up = false;
      party.is_muted = false;
      std::erase_if(call.ears, [leg](const Ear& ear) { return ear.leg == leg; });
      touch(call);
    }
    std::erase_if(call.parties,
                  [&](const Party& party) { return party.role == Role::supervisor && !party.media; });
  }
  std::erase_if(call_of_party_, [&](const auto& entry) {
    const Call* call = call_of(entry.second);
    return call == nullptr || const_cast<Call*>(call)->of_party(entry.first) == nullptr;
  });
  if (is_open) emit(CloseMedia{leg});
  stations_.erase(id);
}

}  // namespace rapport::calls
