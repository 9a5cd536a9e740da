#include "voicemails/voicemails.h"

#include <fmt/format.h>

#include "switchboard/flow/program.h"

namespace rapport::voicemails {
namespace {

constexpr std::int64_t shortest_ms = 500;  // less cannot be words

// For whoever sees words only: lists, searches, the history.
std::string words_for(const std::string& language, std::int64_t duration_ms) {
  const std::int64_t seconds = duration_ms / 1'000;
  const std::string length = fmt::format("{}:{:02}", seconds / 60, seconds % 60);
  return language.starts_with("zh") ? fmt::format("语音留言（{}）", length)
                                    : fmt::format("Voicemail ({})", length);
}

bool is_known_already(const Error& error) {
  return error.reason == "already_exists";
}

}  // namespace

Begun Voicemails::begin(Voicemail wanted, recordings::Tape::EndedEarly ended_early,
                        recordings::Tape::Ended ended) {
  wanted.interaction = parts_.ids.next<InteractionId>();
  recordings::Beginning beginning;
  beginning.org = wanted.org;
  beginning.interaction = wanted.interaction;
  beginning.queue = wanted.queue;
  beginning.because = recordings::RecordedBecause::voicemail;
  auto tape = parts_.recorder.begin(beginning, std::move(ended_early), std::move(ended));
  wanted.recording = tape->id();
  parts_.store.note_begun(wanted);
  return {std::move(wanted), std::move(tape)};
}

void Voicemails::deliver(const Voicemail& left, std::int64_t duration_ms) {
  if (auto entrance = parts_.records.entrance(left.org, left.call); entrance && *entrance)
    (void)parts_.records.add_entrance(left.org, left.interaction, **entrance);  // only shown
  conversations::NewMessage message;
  message.interaction = left.interaction;
  message.author = switchboard::Author::customer;
  message.text = words_for(left.language, duration_ms);
  message.client_id = "voicemail";
  Result<void> delivered = {};
  const auto answered = parts_.conversations.submit_with_note(
      left.org, message,
      [&left](MessageId id) {
        switchboard::FlowAnswered answer;
        answer.interaction = left.call;
        answer.turn = left.turn;
        answer.exit = switchboard::flow::exit_recorded;
        answer.voicemail = switchboard::VoicemailLeft{left.interaction, id};
        return switchboard::Event{answer};
      },
      parts_.clock());
  if (!answered && answered.error().code == ErrorCode::unavailable)
    delivered = tl::unexpected<Error>(answered.error());
  else if (!answered)
    delivered = arrive(left, message);
  if (delivered) return parts_.store.note_over(left);
  parts_.log.error("a voicemail is not in its queue yet; the next start tries again",
                   {{"recording", left.recording.value},
                    {"reason", delivered.error().reason},
                    {"detail", delivered.error().detail}});
}

// The caller's flow has gone on without it, or their call is no more.
Result<void> Voicemails::arrive(const Voicemail& left, const conversations::NewMessage& message) {
  auto record = parts_.records.find(left.org, left.call);
  switchboard::InteractionArrived arrived;
  arrived.interaction = left.interaction;
  arrived.channel = switchboard::Channel::voicemail;
  arrived.queue = left.queue;
  arrived.previous = left.call;
  if (record) arrived.customer = record->customer;
  auto taken = parts_.loop.submit_and_wait(left.org, arrived);
  if (!taken && taken.error().reason == "unknown_queue" && record) {
    arrived.queue = record->queue;  // where the call was
    taken = parts_.loop.submit_and_wait(left.org, arrived);
  }
  if (!taken && !is_known_already(taken.error())) return tl::unexpected<Error>(taken.error());
  const auto said = parts_.conversations.say(left.org, message, parts_.clock());
  if (!said && said.error().code == ErrorCode::unavailable) return tl::unexpected<Error>(said.error());
  return {};  // else it was said before, and heard and closed since
}

void Voicemails::drop(const Voicemail& empty) {
  parts_.recordings.note_removed(empty.org, empty.recording);
  parts_.files.remove(empty.recording);
  parts_.store.note_over(empty);
}

void Voicemails::recover(const std::vector<Voicemail>& left) {
  for (const Voicemail& one : left) {
    const auto recording = parts_.recordings.find(one.org, one.recording);
    const std::int64_t ms = recording ? recording->recording.duration_ms : 0;
    if (ms >= shortest_ms)
      deliver(one, ms);
    else if (recording || recording.error().code == ErrorCode::not_found)
      drop(one);
    parts_.log.info("a voicemail was taken up that the last process left",
                    {{"recording", one.recording.value}, {"ms", ms}});
  }
}

}  // namespace rapport::voicemails
