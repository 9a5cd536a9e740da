// Voicemails as call control wants them: what a leg says, listened to for whether anybody speaks, kept on a
// tape, and handed over to whoever makes an interaction of it. On call control's thread; the sound comes on
// the plane's tap thread.
#include "channels/voice/impl.h"
#include "channels/voice/media/voice_activity.h"

namespace rapport::voice {

void Voice::Impl::carry_out(const calls::StartVoicemail& start) {
  const media::TapId tap = start.tap;
  voicemails::Voicemail wanted;
  wanted.org = start.org;
  wanted.call = start.call;
  wanted.turn = start.turn;
  wanted.queue = start.queue;
  wanted.language = start.language;
  auto begun = parts.voicemails.begin(
      std::move(wanted), [this, tap](const std::string&) { post(calls::RecordingEnded{tap}); },
      [this, tap](const recordings::Recording& made) {
        post(TapeEnded{tap, made.duration_ms});
      });
  leaving[tap].voicemail = begun.voicemail;
  const auto hear = [this, tape = begun.tape, org = start.org, call = start.call,
                     ear = std::make_shared<media::VoiceActivity>()](const media::TapFrame& frame) {
    tape->hear({frame.index, frame.left, frame.right, frame.is_paused, frame.is_last});
    if (frame.is_last) return;
    if (const auto is_talking = ear->heard(frame.left))
      post(calls::VoiceHeard{org, call, frame.tap, *is_talking});
  };
  if (plane->record(tap, {{start.leg}, {}, recordings::sample_rate}, hear)) return;
  parts.log.error("a voicemail cannot be recorded: the media plane does not take it", {{"tap", tap.value}});
  recordings::TapeFrame last;
  last.is_last = true;
  begun.tape->hear(last);
  next.emplace_back(calls::RecordingEnded{tap});
}

void Voice::Impl::carry_out(const calls::StopVoicemail& stop) {
  plane->stop_record(stop.tap);
  const auto found = leaving.find(stop.tap);
  if (found == leaving.end()) return;
  found->second.stopped = stop;
  hand_over(stop.tap);
}

void Voice::Impl::note(const TapeEnded& ended) {
  const auto found = leaving.find(ended.tap);
  if (found == leaving.end()) return;
  found->second.duration_ms = ended.duration_ms;
  hand_over(ended.tap);
}

void Voice::Impl::hand_over(media::TapId tap) {
  const auto found = leaving.find(tap);
  const LeavingVoicemail& one = found->second;
  if (!one.stopped || !one.duration_ms) return;
  const bool is_taken = parts.workers.post([this, one] {
    const voicemails::Voicemail& voicemail = one.voicemail;
    if (one.stopped->is_left)
      parts.voicemails.deliver(voicemail, *one.duration_ms);
    else
      parts.voicemails.drop(voicemail);
    if (one.stopped->is_left && one.stopped->has_hung_up)
      parts.loop.submit(voicemail.org, switchboard::CustomerLeft{voicemail.call}, [](const auto&) {});
  });
  if (is_taken)
    leaving.erase(found);
  else
    has_waiting_voicemails = true;
}

void Voice::Impl::hand_over_all() {
  has_waiting_voicemails = false;
  std::vector<media::TapId> taps;
  for (const auto& [tap, one] : leaving)
    taps.push_back(tap);
  for (const media::TapId tap : taps)
    hand_over(tap);
}

}  // namespace rapport::voice
