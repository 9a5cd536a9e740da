// Voicemails: what a caller says becomes an interaction of its own, whose first message it is: durably, once,
// and whatever dies meanwhile. Built on the main thread; owns nothing that runs.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "conversations/conversation.h"
#include "conversations/record_store.h"
#include "live/id_source.h"
#include "live/loop.h"
#include "platform/log/log.h"
#include "recordings/recorder.h"
#include "voicemails/voicemail_store.h"

namespace rapport::voicemails {

struct Parts {  // borrowed
  VoicemailStore& store;
  recordings::Recorder& recorder;
  recordings::RecordingStore& recordings;
  const recordings::RecordingFiles& files;
  conversations::Conversations& conversations;
  conversations::RecordStore& records;
  live::Loop& loop;
  live::IdSource& ids;
  log::Log& log;
  std::function<Instant()> clock;
};

struct Begun {
  Voicemail voicemail;
  std::shared_ptr<recordings::Tape> tape;
};

class Voicemails {
 public:
  explicit Voicemails(Parts parts) : parts_(std::move(parts)) {}

  // Any thread; does not block. `wanted` without its own interaction and recording, which are made here.
  Begun begin(Voicemail wanted, recordings::Tape::EndedEarly ended_early, recordings::Tape::Ended ended);

  // The tape has ended. Blocks; a worker. The flow is answered with it, or, when that has moved on, it comes
  // into its queue by itself. What cannot be done now (no disk, no commit) the next start does.
  void deliver(const Voicemail& left, std::int64_t duration_ms);
  // Nothing was said: nothing stays of it. Blocks; a worker.
  void drop(const Voicemail& empty);

  // What a process before this one left. At the start, before the first `begin`.
  Result<std::vector<Voicemail>> left_behind() { return parts_.store.all(); }
  // Once recordings were recovered; a worker.
  void recover(const std::vector<Voicemail>& left);

 private:
  Result<void> arrive(const Voicemail& left, const conversations::NewMessage& message);

  const Parts parts_;
};

}  // namespace rapport::voicemails
