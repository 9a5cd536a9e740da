// What the media legs say.
#include "channels/voice/calls/call_control.h"

namespace rapport::calls {

void CallControl::on(const media::Event& event) {
  if (const auto* connected = std::get_if<media::Connected>(&event)) {
    Station* station = station_of(connected->leg);
    if (station == nullptr || station->is_ready) return;
    station->is_ready = true;
    emit(TellStation{station->org, station->connection, StationState::ready});
    tell_again(station->org, station->user, station->connection);
    // Whoever already talks is heard from now on: a desk that was reloaded in the middle of a call.
    for (auto& [id, call] : calls_) {
      Party* party = call.org == station->org ? call.of_user(station->user) : nullptr;
      if (party == nullptr || party->has_sip) continue;
      party->media = media::LegId{station->id.value};
      party->is_up = true;
      touch(call);
    }
    return;
  }
  if (const auto* quality = std::get_if<media::Quality>(&event)) {
    if (const Station* station = station_of(quality->leg))
      emit(TellQuality{station->org, station->connection, *quality});
    return;
  }
  if (const auto* failed = std::get_if<media::Failed>(&event)) {
    if (const Station* station = station_of(failed->leg)) {
      emit(TellStation{station->org, station->connection, StationState::lost});
      drop_station(station->id);
      return;
    }
    if (Call* call = call_of(failed->leg)) {
      touch(*call);
      hang_up(*call, *call->of_party(PartyId{failed->leg.value}), 27);
    }
    return;
  }
  if (const auto* inactive = std::get_if<media::Inactive>(&event)) {
    // The other end is gone without a word (a lost BYE, a dead gateway). On hold many phones send nothing.
    Call* call = call_of(inactive->leg);
    if (call == nullptr || call->is_held) return;
    Party* party = call->of_party(PartyId{inactive->leg.value});
    if (party->is_holding || !party->is_up) return;
    touch(*call);
    hang_up(*call, *party, 27);
    return;
  }
  if (const auto* digit = std::get_if<media::Digit>(&event)) {
    Call* call = call_of(digit->leg);
    if (call != nullptr) mark(*call, RecordingMark::key);
    const Party* customer = call == nullptr ? nullptr : call->customer();
    if (customer != nullptr && customer->media == digit->leg) pressed(*call, digit->digit);
    return;
  }
  if (const auto* ended = std::get_if<media::PlayerEnded>(&event)) {
    Call* call = call_of(ended->leg);
    if (call != nullptr && call->is_telling && call->speech == ended->player)
      return told(*call, ended->end == media::PlayerEnd::finished);
    if (call != nullptr && call->speech && call->speech == ended->player)
      return call->phase == Phase::announcing ? announced(*call, ended->end == media::PlayerEnd::finished)
                                              : speech_ended(*call);
    if (call == nullptr || call->phase != Phase::leaving || ended->end != media::PlayerEnd::finished) return;
    if (Party* customer = call->customer()) hang_up(*call, *customer, 17);
  }
}

}  // namespace rapport::calls
