// What call control wants done, done. On its thread.
#include "channels/voice/impl.h"

namespace rapport::voice {
namespace {

// One player for each leg: a new sound takes the place of the last.
media::PlayerId player_of(media::LegId leg) {
  return media::PlayerId{leg.value};
}

media::LegOptions options_of(const calls::OpenMedia& open) {
  media::LegOptions options;
  options.near = open.near;
  switch (open.kind) {
    case calls::Kind::browser:
      options.security = sdp::Security::dtls;
      options.inactive_after_s = 0;  // a tab that is gone loses its ICE consent
      break;
    case calls::Kind::phone:
    case calls::Kind::trunk:
      options.security = sdp::Security::sdes_optional;
      options.codecs = {sdp::Codec::pcma, sdp::Codec::pcmu, sdp::Codec::g722, sdp::Codec::opus};
      options.also_from = open.remote_host;
      break;
  }
  return options;
}

desk::FeedMessage message_of_type(std::string type) {
  desk::FeedMessage message;
  message.type = std::move(type);
  return message;
}

const char* name_of(calls::Role role) {
  switch (role) {
    case calls::Role::customer:
      return "customer";
    case calls::Role::agent:
      return "agent";
    case calls::Role::consulted:
      return "consulted";
    case calls::Role::outside:
      return "outside";
    case calls::Role::supervisor:
      return "supervisor";
  }
  return "";
}

const char* name_of(calls::Supervision supervision) {
  switch (supervision) {
    case calls::Supervision::none:
      return "none";
    case calls::Supervision::monitor:
      return "monitor";
    case calls::Supervision::whisper:
      return "whisper";
    case calls::Supervision::barge:
      return "barge";
  }
  return "";
}

const char* name_of(calls::CallShown::Recording recording) {
  switch (recording) {
    case calls::CallShown::Recording::none:
      return "none";
    case calls::CallShown::Recording::on:
      return "on";
    case calls::CallShown::Recording::paused:
      return "paused";
  }
  return "";
}

const char* name_of(calls::StationState state) {
  switch (state) {
    case calls::StationState::connecting:
      return "connecting";
    case calls::StationState::ready:
      return "ready";
    case calls::StationState::lost:
      return "lost";
    case calls::StationState::replaced:
      return "replaced";
  }
  return "";
}

desk::PhoneCall shown_at_desks(const calls::CallShown& call) {
  desk::PhoneCall out;
  out.interaction_id = call.interaction;
  out.is_up = call.is_up;
  out.is_held = call.is_held;
  out.is_conference = call.is_conference;
  out.is_recalled = call.is_recalled;
  if (call.place != 0) out.place = call.place;
  out.recording = name_of(call.recording);
  out.may_record = call.may_record;
  for (const calls::CallShown::Member& member : call.members) {
    desk::CallMember& shown = out.members.emplace_back();
    shown.role = name_of(member.role);
    if (member.user) shown.user_id = member.user;
    if (!member.number.empty()) shown.number = member.number;
    shown.supervision = name_of(member.supervision);
    shown.is_ringing = member.is_ringing;
    shown.is_muted = member.is_muted;
    shown.is_holding = member.is_holding;
  }
  return out;
}

}  // namespace

void Voice::Impl::carry_out(sip::Command command) {
  if (auto* invite = std::get_if<sip::Invite>(&command)) numbers.go_out(*invite);
  states.note(command);
  if (signalling->post(command)) return;
  parts.log.error("signalling has too much to do: a command was dropped");
  // A leg that was never begun ends for call control; the others end by their own timers.
  if (const auto* invite = std::get_if<sip::Invite>(&command))
    next.emplace_back(sip::Event{sip::Ended{invite->leg, sip::EndedBy::us, 503, 0, "overloaded"}});
}

void Voice::Impl::carry_out(const calls::OpenMedia& open) {
  calls::Described described;
  described.leg = open.leg;
  auto opened = plane->open(open.leg, options_of(open));
  if (!opened) {
    described.failure = opened.error().reason;
  } else {
    auto ours = open.offer.empty() ? plane->offer(open.leg) : plane->answer(open.leg, open.offer);
    if (ours) {
      described.sdp = ours->sdp;
    } else {
      described.failure = ours.error().reason;
      plane->close(open.leg);
    }
  }
  if (!described.failure.empty())
    parts.log.warning("a media leg could not be opened",
                      {{"leg", open.leg.value}, {"reason", described.failure}});
  next.emplace_back(std::move(described));
}

void Voice::Impl::carry_out(const calls::AnswerMedia& answer) {
  auto ours = plane->answer(answer.leg, answer.offer);
  calls::Described described;
  described.leg = answer.leg;
  if (ours)
    described.sdp = ours->sdp;
  else
    described.failure = ours.error().reason;
  next.emplace_back(std::move(described));
}

void Voice::Impl::carry_out(const calls::AcceptMedia& accept) {
  if (auto taken = plane->accept(accept.leg, accept.sdp, accept.remote_host); !taken) {
    parts.log.warning("a peer's answer cannot be used",
                      {{"leg", accept.leg.value}, {"reason", taken.error().reason}});
    next.emplace_back(media::Event{media::Failed{accept.leg, media::FailureReason::port_error}});
  }
}

void Voice::Impl::carry_out(const calls::Hear& hear) {
  plane->hears(hear.leg, hear.others);
}

void Voice::Impl::carry_out(const calls::Mute& mute) {
  plane->mute(mute.leg, mute.is_muted);
}

void Voice::Impl::carry_out(const calls::Play& play) {
  if (play.sound == calls::Sound::none) {
    plane->stop(play.leg, player_of(play.leg));
    return;
  }
  const bool is_music = play.sound == calls::Sound::waiting_music || play.sound == calls::Sound::hold_music;
  Sounds::Sequence sequence =
      sounds->of(play.sound, is_music ? parts.prompts.music(play.org, play.queue, play.number, play.prompt)
                                      : media::SharedStation());
  media::PlayOptions how;
  how.is_looped = sequence.is_looped;
  how.is_mixed = sequence.is_mixed;
  plane->play(play.leg, player_of(play.leg), std::move(sequence.sources), how);
}

void Voice::Impl::carry_out(const calls::SetSecret& secret) {
  plane->keep_secret(secret.leg, secret.is_on);
}

void Voice::Impl::carry_out(const calls::PressDigits& press) {
  plane->send_digits(press.leg, press.digits);
}

void Voice::Impl::carry_out(const calls::CloseMedia& close) {
  speaking.erase(close.leg);
  plane->close(close.leg);
}

void Voice::Impl::carry_out(const calls::Identify& asked) {
  const bool is_taken = parts.workers.post([this, asked] { post(identify(asked)); });
  if (is_taken) return;
  // Nobody has time to look them up: they are served all the same.
  calls::Identified unknown;
  unknown.call = asked.call;
  unknown.interaction = parts.ids.next<InteractionId>();
  next.emplace_back(unknown);
}

void Voice::Impl::carry_out(const calls::FindNumber& asked) {
  if (parts.workers.post([this, asked] { post(find_number(asked)); })) return;
  next.emplace_back(calls::NumberFound{asked.call, asked.dial, "", ""});  // tried again by rule
}

void Voice::Impl::carry_out(const calls::KeepNumber& typed) {
  calls::NumberKept kept{typed.org, typed.interaction, typed.turn, false};
  const bool is_taken = parts.workers.post([this, typed, kept]() mutable {
    const std::string number = parts.customers.spelled(typed.org, typed.number).value_or("");
    if (!number.empty())
      kept.is_kept = parts.callbacks.keep(typed.org, typed.interaction, number).has_value();
    post(kept);
  });
  if (!is_taken) next.emplace_back(kept);
}

// Refused, because one of the two is over or an agent has just taken it: what is so now they hear anyway.
void Voice::Impl::carry_out(const calls::ChoosePlace& chosen) {
  const auto act = [this, chosen] {
    const duplicates::DuplicateId pair{chosen.other.pair.value};
    const auto done = chosen.is_there ? parts.duplicates.join(chosen.org, pair, chosen.other.chat, {})
                      : chosen.other.can_come_here
                          ? parts.duplicates.join(chosen.org, pair, chosen.interaction, {})
                          : parts.duplicates.leave_apart(chosen.org, pair, {});
    if (!done) parts.log.info("a caller's choice came too late", {{"reason", done.error().reason}});
  };
  if (!parts.workers.post(act)) parts.log.warning("a caller's choice is lost: no worker is free");
}

void Voice::Impl::carry_out(const calls::Submit& submit) {
  const bool is_arrival = std::holds_alternative<switchboard::InteractionArrived>(submit.event);
  parts.loop.submit(submit.org, submit.event, [this, call = submit.call, is_arrival](const auto& released) {
    if (!released) post(calls::NotTaken{call, is_arrival, released.error().reason});
  });
}

void Voice::Impl::carry_out(const calls::Keyed& keyed) {
  const bool is_taken = parts.workers.post(
      [this, keyed] { parts.flow_runner.keyed(keyed.org, keyed.interaction, keyed.turn, keyed.digits); });
  if (!is_taken) parts.log.warning("digits are lost: no worker is free; their flow asks again");
}

void Voice::Impl::carry_out(const calls::ArmTimer& timer) {
  timers.emplace(timer.due, timer.timer);
}

void Voice::Impl::carry_out(const calls::CancelTimer& timer) {
  std::erase_if(timers, [&](const auto& armed) { return armed.second == timer.timer; });
}

void Voice::Impl::carry_out(const calls::AnswerStation& answer) {
  desk::FeedMessage message = message_of_type("softphone");
  if (answer.failure.empty()) {
    message.what = name_of(calls::StationState::connecting);
    message.sdp = answer.sdp;
  } else {
    message.what = "refused";
    message.text_preview = answer.failure;
  }
  parts.hub.tell(answer.org, answer.connection, std::move(message));
}

void Voice::Impl::carry_out(const calls::TellStation& tell) {
  desk::FeedMessage message = message_of_type("softphone");
  message.what = name_of(tell.state);
  parts.hub.tell(tell.org, tell.connection, std::move(message));
}

void Voice::Impl::carry_out(const calls::TellQuality& tell) {
  const media::Quality& quality = tell.quality;
  desk::FeedMessage message = message_of_type("softphone_quality");
  message.quality =
      desk::SoundQuality{quality.loss_in,       quality.loss_out, quality.jitter_in_ms, quality.jitter_out_ms,
                         quality.round_trip_ms, quality.mos_in,   quality.mos_out};
  parts.hub.tell(tell.org, tell.connection, std::move(message));
}

void Voice::Impl::carry_out(const calls::TellCall& tell) {
  parts.hub.tell_call(tell.org, shown_at_desks(tell.call), tell.gone);
}

void Voice::Impl::carry_out(const calls::TellCallTo& tell) {
  desk::FeedMessage message = message_of_type("call");
  message.call = shown_at_desks(tell.call);
  parts.hub.tell(tell.org, tell.connection, std::move(message));
}

void Voice::Impl::carry_out(const calls::TellParked& tell) {
  desk::FeedMessage message = message_of_type("parked");
  message.parked.emplace();
  for (const calls::ParkedShown& one : tell.parked)
    message.parked->push_back({one.place, one.interaction, one.queue, one.number, one.by, one.since});
  if (tell.connection != 0)
    parts.hub.tell(tell.org, tell.connection, std::move(message));
  else
    parts.hub.tell_agents(tell.org, std::move(message));
}

void Voice::Impl::carry_out(const calls::CallRefused& refused) {
  desk::FeedMessage message = message_of_type("call_refused");
  message.interaction_id = refused.interaction;
  message.what = refused.reason;
  parts.hub.tell(refused.org, refused.connection, std::move(message));
}

}  // namespace rapport::voice
