// What is recorded of a call: the customer's conversation with us, and nothing else. Left is what the
// customer says while somebody hears it, and whom they brought with us by telephone; right is what the
// customer hears of our people. So a hold, a consult, a whisper, a muted agent and the music are on no
// recording. Like who hears whom it is worked out anew after every event.
#include <algorithm>

#include "channels/voice/calls/call_control.h"

namespace rapport::calls {
namespace {

struct Sides {
  std::vector<media::LegId> left, right;
  std::vector<UserId> users;  // of the right
};

Sides sides_of(Call& call) {
  Sides sides;
  const Party* customer = call.customer();
  if (call.phase != Phase::talking || customer == nullptr || !customer->is_up || !customer->media)
    return sides;
  bool is_heard = false;
  for (const Party& party : call.parties) {
    if (party.id == customer->id || !party.is_up || !party.media) continue;
    is_heard = is_heard || hears(call, party, *customer);
    if (!hears(call, *customer, party)) continue;
    if (party.role == Role::outside) {
      sides.left.push_back(party.media);
    } else {
      sides.right.push_back(party.media);
      sides.users.push_back(party.user);
    }
  }
  if (is_heard) sides.left.push_back(customer->media);
  std::sort(sides.left.begin(), sides.left.end());
  std::sort(sides.right.begin(), sides.right.end());
  std::sort(sides.users.begin(), sides.users.end());
  return sides;
}

// The same answer whenever it is asked, and no answer depends on another call's.
bool is_among(InteractionId interaction, std::int32_t percent) {
  auto mixed = static_cast<std::uint64_t>(interaction.value) + 0x9e37'79b9'7f4a'7c15U;
  mixed = (mixed ^ mixed >> 30) * 0xbf58'476d'1ce4'e5b9U;
  mixed = (mixed ^ mixed >> 27) * 0x94d0'49bb'1331'11ebU;
  mixed ^= mixed >> 31;
  return static_cast<std::int32_t>(mixed % 100) < percent;
}

bool has(const std::vector<UserId>& users, UserId user) {
  return std::find(users.begin(), users.end(), user) != users.end();
}

}  // namespace

void CallControl::record(Call& call) {
  CallRecording& recording = call.recording;
  if (call.phase != Phase::talking || call.customer() == nullptr) {
    end_recording(call);
    if (!recording.has_talked) return;
    // Whoever takes the call next begins anew. What the customer told a flow holds for the whole call.
    const CallRecording before = recording;
    recording = {};
    recording.is_secret = before.is_secret;
    if (before.wished_by == RecordingCause::by_flow) {
      recording.wish = before.wish;
      recording.wished_by = before.wished_by;
    }
    return;
  }
  recording.has_talked = true;
  if (!recording.queue) recording.queue = call.number.queue;
  const auto rules = configuration_.recording.find({call.org, recording.queue});
  const bool is_ruled =
      rules != configuration_.recording.end() && is_among(call.interaction, rules->second.percent);
  if (!recording.wish.value_or(is_ruled)) return end_recording(call);
  if (recording.has_failed) return;

  Sides sides = sides_of(call);
  if (!recording.tap) {
    if (sides.left.empty() || sides.right.empty()) return;  // nobody talks yet
    recording.tap = media::TapId{++last_id_};
    const RecordingCause cause = recording.wish ? recording.wished_by : RecordingCause::rule;
    emit(StartRecording{recording.tap, call.org, call.interaction, recording.queue, cause, sides.left,
                        sides.right});
    if (call.is_announced) mark(call, RecordingMark::announced);
    if (recording.is_paused || recording.is_secret) emit(PauseRecording{recording.tap, true});
  } else if (sides.left != recording.left || sides.right != recording.right) {
    emit(ChangeRecording{recording.tap, sides.left, sides.right});
  }
  if (call.is_held != recording.was_held)
    mark(call, call.is_held ? RecordingMark::held : RecordingMark::resumed);
  if (call.is_conference && !recording.was_conference) mark(call, RecordingMark::conference);
  if (call.is_assisted != recording.was_assisted)
    mark(call, call.is_assisted ? RecordingMark::in_flow : RecordingMark::out_of_flow);
  // On hold, or beside a flow, nobody is with the customer, and nobody has left.
  if (!call.is_held && !call.is_assisted) {
    for (const UserId user : recording.heard)
      if (!has(sides.users, user)) mark(call, RecordingMark::agent_left, user);
    for (const UserId user : sides.users)
      if (!has(recording.heard, user)) mark(call, RecordingMark::agent_joined, user);
    recording.heard = std::move(sides.users);
  }
  recording.was_held = call.is_held;
  recording.was_assisted = call.is_assisted;
  recording.was_conference = call.is_conference;
  recording.left = std::move(sides.left);
  recording.right = std::move(sides.right);
}

void CallControl::end_recording(Call& call) {
  CallRecording& recording = call.recording;
  if (!recording.tap) return;
  emit(StopRecording{recording.tap});
  recording.tap = {};
  recording.left.clear();
  recording.right.clear();
  recording.heard.clear();
  recording.was_held = recording.was_conference = recording.was_assisted = false;
}

void CallControl::mark(const Call& call, RecordingMark mark, UserId user) {
  if (call.recording.tap) emit(MarkRecording{call.recording.tap, mark, user});
}

void CallControl::on(const RecordingEnded& ended) {
  for (auto& [id, call] : calls_) {
    if (call.flow && call.flow->leaving.tap && call.flow->leaving.tap == ended.tap) {
      touch(call);
      end_voicemail(call);
      return;
    }
    if (call.recording.tap != ended.tap) continue;
    call.recording.has_failed = true;
    end_recording(call);
    touch(call);
    return;
  }
}

std::string CallControl::ask_recording(Call& call, const Asked& asked) {
  CallRecording& recording = call.recording;
  const auto rules = configuration_.recording.find({call.org, recording.queue});
  const bool may_begin = rules != configuration_.recording.end() && rules->second.by_hand;
  const bool was_paused = recording.is_paused || recording.is_secret;
  switch (asked.action) {
    case Action::record:
    case Action::stop_recording:
      if (!may_begin) return "recording_not_yours";
      // A customer who said no to a flow is not recorded by hand either.
      if (recording.wish == false && recording.wished_by == RecordingCause::by_flow)
        return "recording_refused";
      recording.wish = asked.action == Action::record;
      recording.wished_by = RecordingCause::by_hand;
      recording.is_paused = recording.has_failed = false;
      return "";
    default:
      if (!recording.tap) return "not_recording";
      recording.is_paused = asked.action == Action::pause_recording;
      pause(call, was_paused, RecordingMark::paused, asked.user);
      return "";
  }
}

// After one of the two reasons to pause has changed.
void CallControl::pause(Call& call, bool was_paused, RecordingMark why, UserId user) {
  const CallRecording& recording = call.recording;
  const bool is_paused = recording.is_paused || recording.is_secret;
  if (!recording.tap || is_paused == was_paused) return;
  // Silence begins before the mark and ends after it.
  emit(PauseRecording{recording.tap, is_paused});
  mark(call, is_paused ? why : RecordingMark::unpaused, user);
}

void CallControl::on(const RecordingWished& wished) {
  Call* call = call_of(wished.org, wished.interaction);
  if (call == nullptr) return;
  call->recording.wish = wished.is_on;
  call->recording.wished_by = RecordingCause::by_flow;
  touch(*call);
}

void CallControl::keep_wish(const Call& call) {
  const CallRecording& recording = call.recording;
  if (call.interaction && recording.wish && recording.wished_by == RecordingCause::by_flow)
    wishes_[{call.org, call.interaction}] = *recording.wish;
}

void CallControl::collect_secret(Call& call, bool is_on) {
  const bool was_paused = call.recording.is_paused || call.recording.is_secret;
  call.recording.is_secret = is_on;
  pause(call, was_paused, RecordingMark::secret, {});
  touch(call);
}

}  // namespace rapport::calls
