// Tape: one recording while it is made. Sound comes on one thread at a time (a tap thread of the media plane,
// which may block), marks from call control's; it encodes, seals and writes as it goes, keeps every second,
// and ends on a worker. Whatever goes wrong with it ends the recording and not the call.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/inbox.h"
#include "platform/log/log.h"
#include "platform/metrics/metrics.h"
#include "platform/workers/worker_pool.h"
#include "recordings/ogg_opus.h"
#include "recordings/peaks.h"
#include "recordings/recording_files.h"
#include "recordings/recording_store.h"

namespace rapport::recordings {

struct TapeFrame {
  std::uint64_t index = 0;             // 20 ms each; a jump is sound that was lost
  std::span<const std::int16_t> left;  // frame_samples each; empty in the last
  std::span<const std::int16_t> right;
  bool is_paused = false;
  bool is_last = false;
};

// What every tape works with; outlives them all.
struct TapeParts {
  RecordingStore& store;
  const RecordingFiles& files;
  workers::WorkerPool& workers;
  log::Log& log;
  metrics::Counter& seconds;  // recorded
  metrics::Counter& cut;      // recordings that ended before their call did
  std::uint64_t room_min;     // with less room on the disk recordings end
};

class Tape : public std::enable_shared_from_this<Tape> {
 public:
  // Told once, on any thread, when it ends before it was asked to: "disk_full", "too_long", "not_noted" …
  using EndedEarly = std::function<void(const std::string& reason)>;

  // Told once, on a worker, when all of it is written and its row was sent after it: what it became. Of one
  // that was given up nothing is there.
  using Ended = std::function<void(const Recording& recording)>;

  Tape(TapeParts parts, StoredRecording begun, std::string key, EndedEarly ended_early, Ended ended = {});

  RecordingId id() const { return id_; }
  // Any thread. It stands where the sound is that comes next.
  void mark(MarkKind kind, UserId user = {});
  // Its row could not be written: nothing is to be left of it. Any thread.
  void give_up() { is_given_up_ = true; }
  // The sound's thread.
  void hear(const TapeFrame& frame);

 private:
  struct Mark {
    MarkKind kind = MarkKind::ended;
    UserId user;
  };
  Result<void> begin();
  Result<void> record(const TapeFrame& frame);
  Result<void> write(std::span<const std::int16_t> left, std::span<const std::int16_t> right, bool is_paused);
  Result<void> keep();
  void take_marks();
  void note(MarkKind kind, UserId user);
  void end_early(const std::string& reason, const std::string& detail);
  void end();
  void finish();  // on a worker
  Result<void> close();

  const TapeParts parts_;
  const RecordingId id_;
  EndedEarly ended_early_;
  Ended ended_;
  Inbox<Mark> marks_{1'000};  // more than that in 20 ms are not noted
  std::atomic<bool> is_given_up_{false};

  // --- the sound's thread, then the worker that ends it ---
  StoredRecording made_;
  std::string key_;
  std::optional<OggOpus> opus_;
  std::optional<SealedWriter> audio_, peaks_;
  PeakMeter meter_;
  std::uint64_t frames_ = 0;
  bool has_news_ = false;  // marks that the row does not have
  bool has_ended_ = false;
};

}  // namespace rapport::recordings
