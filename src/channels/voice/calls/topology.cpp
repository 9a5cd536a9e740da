// Who hears whom. Not changed step by step: after every event it is worked out anew from who is in the call,
// and only what differs from what the media plane was last told is sent.
#include <algorithm>

#include "channels/voice/calls/call_control.h"

namespace rapport::calls {
namespace {

bool is_heard(const Party& party) {
  return party.is_up || (party.has_early_sound && party.role == Role::outside);
}

// A desk phone's second line is for whom its agent called on it, the first one for everybody else.
bool is_other_line(const Call& call, const Party& one, const Party& other) {
  const auto is_called = [](const Party& party) {
    return party.role == Role::consulted || party.role == Role::outside;
  };
  if (one.is_aside) return !is_called(other);
  const bool has_aside = std::any_of(call.parties.begin(), call.parties.end(),
                                     [](const Party& party) { return party.is_aside; });
  return has_aside && one.role == Role::agent && is_called(other);
}

bool is_colleague(const Party& party) {
  return party.role == Role::agent || party.role == Role::consulted;
}

}  // namespace

bool hears(const Call& call, const Party& ear, const Party& voice) {
  if (call.phase == Phase::outside) {
    const auto is_left = [](const Party& party) {
      return party.role == Role::customer || party.role == Role::outside;
    };
    return is_left(ear) && is_left(voice);
  }
  if (call.phase != Phase::talking) return false;
  if ((call.is_assisted || call.is_telling) && (ear.role == Role::customer || voice.role == Role::customer))
    return false;
  if (is_other_line(call, ear, voice) || is_other_line(call, voice, ear)) return false;
  if (ear.role == Role::supervisor) {
    if (voice.role == Role::supervisor) return false;
    return !(call.is_held && voice.role == Role::customer);
  }
  if (voice.role == Role::supervisor) {
    if (voice.supervision == Supervision::whisper) return is_colleague(ear);
    return voice.supervision == Supervision::barge && !(call.is_held && ear.role == Role::customer);
  }
  const bool with_customer = ear.role == Role::customer || voice.role == Role::customer;
  if (!with_customer) return true;
  if (call.is_held) return false;
  if (call.is_conference) return true;
  // Consulted and outside parties speak with the agent alone until there is a conference.
  return ear.role == Role::agent || voice.role == Role::agent;
}

namespace {

bool is_ringing_outside(const Call& call) {
  return std::any_of(call.parties.begin(), call.parties.end(),
                     [](const Party& party) { return party.role == Role::outside && !is_heard(party); });
}

bool is_ringing_customer(const Call& call) {
  return std::any_of(call.parties.begin(), call.parties.end(),
                     [](const Party& party) { return party.role == Role::customer && !party.is_up; });
}

Sound sound_in_flow(const Call& call) {
  if (!call.flow || call.speech) return Sound::none;
  if (call.flow->leaving.tap) return Sound::beep;  // once
  return call.flow->at.asks == Asks::pause ? Sound::waiting_music : Sound::none;
}

Sound sound_for(const Call& call, const Party& ear, bool hears_voices) {
  // Who dialled hears it ring, until the other network says something itself.
  if (ear.role == Role::agent && !ear.is_aside && call.phase == Phase::talking && !hears_voices &&
      is_ringing_outside(call))
    return Sound::ringing;
  if (call.phase == Phase::dialling)
    return ear.role == Role::agent && is_ringing_customer(call) ? Sound::ringing : Sound::none;
  if (ear.role != Role::customer) return Sound::none;
  switch (call.phase) {
    case Phase::identifying:
      return call.number.flow || !call.number.greeting.empty() || !call.number.announcement.empty()
                 ? Sound::none
                 : Sound::waiting_music;
    case Phase::announcing:
      return Sound::none;
    case Phase::flowing:
      return sound_in_flow(call);
    case Phase::waiting:
      return call.speech ? Sound::none : Sound::waiting_music;
    case Phase::talking:
      if (call.is_assisted) return sound_in_flow(call);
      if (call.is_telling) return Sound::none;
      if (call.is_held) return Sound::hold_music;
      // Their agent's phone still rings, or the agent's desk is away for a moment.
      return hears_voices || call.speech ? Sound::none : Sound::waiting_music;
    case Phase::outside:
      return is_ringing_outside(call) && !hears_voices ? Sound::ringing : Sound::none;
    case Phase::dialling:
      return Sound::none;
    case Phase::leaving:
      return Sound::not_taken;
  }
  return Sound::none;
}

Play play_of(const Call& call, media::LegId leg, Sound sound) {
  const PromptId music = sound == Sound::waiting_music ? call.music : PromptId{};
  return {leg, sound, call.number.language, call.org, call.queue, call.number.id, music};
}

}  // namespace

void CallControl::settle(Call& call) {
  tend_flow(call);
  ask_where(call);
  for (std::size_t i = 0; i < call.parties.size(); ++i) {
    const Party& ear = call.parties[i];
    if (!ear.is_up || !ear.media) continue;
    std::vector<media::LegId> others;
    for (const Party& voice : call.parties) {
      if (voice.id != ear.id && is_heard(voice) && voice.media && hears(call, ear, voice))
        others.push_back(voice.media);
    }
    const Sound sound = sound_for(call, ear, !others.empty());
    settle_ear(call, ear.media, std::move(others), sound);
  }
}

void CallControl::settle_ear(Call& call, media::LegId leg, std::vector<media::LegId> others, Sound sound) {
  auto ear =
      std::find_if(call.ears.begin(), call.ears.end(), [leg](const Ear& known) { return known.leg == leg; });
  if (ear == call.ears.end()) ear = call.ears.insert(call.ears.end(), Ear{leg, {}, Sound::none, {}});
  std::sort(others.begin(), others.end());
  const Play play = play_of(call, leg, sound);
  const bool is_new = ear->sound != sound || ear->music != play.prompt;
  if (is_new && sound == Sound::none) emit(play);
  if (ear->others != others) emit(Hear{leg, others});
  if (is_new && sound != Sound::none) emit(play);
  ear->others = std::move(others);
  ear->sound = sound;
  ear->music = play.prompt;
}

void CallControl::show(Call& call) {
  if (!call.interaction) return;
  CallShown shown;
  shown.interaction = call.interaction;
  shown.is_held = call.is_held;
  shown.is_conference = call.is_conference;
  shown.is_recalled = call.is_recalled;
  shown.place = call.place;
  const CallRecording& recording = call.recording;
  if (recording.tap)
    shown.recording =
        recording.is_paused || recording.is_secret ? CallShown::Recording::paused : CallShown::Recording::on;
  const auto rules = configuration_.recording.find({call.org, recording.queue});
  shown.may_record = rules != configuration_.recording.end() && rules->second.by_hand;
  for (const Party& party : call.parties) {
    if (party.is_aside) continue;
    CallShown::Member& member = shown.members.emplace_back();
    member.user = party.user;
    member.number = party.number;
    member.role = party.role;
    member.supervision = party.supervision;
    member.is_ringing = !party.is_up;
    member.is_muted = party.is_muted;
    member.is_holding = party.is_holding;
  }
  if (shown == call.shown) return;
  std::vector<UserId> gone;
  for (const CallShown::Member& member : call.shown.members) {
    if (member.user && call.of_user(member.user) == nullptr) gone.push_back(member.user);
  }
  call.shown = std::move(shown);
  emit(TellCall{call.org, call.shown, std::move(gone)});
}

}  // namespace rapport::calls
