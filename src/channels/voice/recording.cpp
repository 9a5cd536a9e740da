// Recordings as call control wants them: the media plane's taps, and what is made of their sound. On call
// control's thread; the sound comes on one of the plane's tap threads.
#include "channels/voice/impl.h"

namespace rapport::voice {
namespace {

recordings::RecordedBecause because(calls::RecordingCause cause) {
  switch (cause) {
    case calls::RecordingCause::rule:
      return recordings::RecordedBecause::rule;
    case calls::RecordingCause::by_hand:
      return recordings::RecordedBecause::by_hand;
    case calls::RecordingCause::by_flow:
      return recordings::RecordedBecause::by_flow;
  }
  return recordings::RecordedBecause::rule;
}

recordings::MarkKind kind_of(calls::RecordingMark mark) {
  using calls::RecordingMark;
  using recordings::MarkKind;
  switch (mark) {
    case RecordingMark::agent_joined:
      return MarkKind::agent_joined;
    case RecordingMark::agent_left:
      return MarkKind::agent_left;
    case RecordingMark::held:
      return MarkKind::held;
    case RecordingMark::resumed:
      return MarkKind::resumed;
    case RecordingMark::paused:
      return MarkKind::paused;
    case RecordingMark::secret:
      return MarkKind::secret;
    case RecordingMark::unpaused:
      return MarkKind::unpaused;
    case RecordingMark::conference:
      return MarkKind::conference;
    case RecordingMark::key:
      return MarkKind::key;
    case RecordingMark::announced:
      return MarkKind::announced;
    case RecordingMark::in_flow:
      return MarkKind::in_flow;
    case RecordingMark::out_of_flow:
      return MarkKind::out_of_flow;
  }
  return MarkKind::key;
}

}  // namespace

void Voice::Impl::carry_out(const calls::StartRecording& start) {
  const media::TapId tap = start.tap;
  auto tape = parts.recorder.begin({start.org, start.interaction, start.queue, because(start.cause)},
                                   [this, tap](const std::string&) { post(calls::RecordingEnded{tap}); });
  const bool is_taken = plane->record(
      tap, {start.left, start.right, recordings::sample_rate}, [tape](const media::TapFrame& frame) {
        tape->hear({frame.index, frame.left, frame.right, frame.is_paused, frame.is_last});
      });
  if (is_taken) {
    tapes[tap] = std::move(tape);
    return;
  }
  parts.log.error("a call cannot be recorded: the media plane does not take it", {{"tap", tap.value}});
  recordings::TapeFrame last;
  last.is_last = true;
  tape->hear(last);
  next.emplace_back(calls::RecordingEnded{tap});
}

void Voice::Impl::carry_out(const calls::ChangeRecording& change) {
  plane->change_record(change.tap, change.left, change.right);
}

void Voice::Impl::carry_out(const calls::PauseRecording& pause) {
  plane->pause_record(pause.tap, pause.is_paused);
}

void Voice::Impl::carry_out(const calls::MarkRecording& mark) {
  if (const auto found = tapes.find(mark.tap); found != tapes.end())
    found->second->mark(kind_of(mark.mark), mark.user);
}

void Voice::Impl::carry_out(const calls::StopRecording& stop) {
  plane->stop_record(stop.tap);
  tapes.erase(stop.tap);  // the plane holds it until the last frame
}

}  // namespace rapport::voice
