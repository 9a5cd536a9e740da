// Recorder: begins recordings, and at the start ends those that a process before this one was making. Built
// on the main thread; `begin` on any, and does not block.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "live/id_source.h"
#include "platform/metrics/metrics.h"
#include "recordings/tape.h"

namespace rapport::recordings {

struct RecorderOptions {
  std::uint64_t room_min = 64u << 20;  // bytes; with less on the disk nothing is recorded
};

struct Beginning {
  OrgId org;
  InteractionId interaction;
  QueueId queue;
  RecordedBecause because = RecordedBecause::rule;
};

class Recorder {
 public:
  // Borrows all; they outlive it.
  Recorder(RecordingStore& store, const RecordingFiles& files, live::IdSource& ids,
           workers::WorkerPool& workers, log::Log& log, metrics::Metrics& metrics,
           std::function<Instant()> clock, RecorderOptions options = {});

  // Before the first `begin`: makes the folders, and lets a worker end what was left half done, and then do
  // `after`.
  Result<void> start(std::function<void()> after = {});
  // What that worker does; for tests. Those that were begun before `start` was called.
  void recover(const std::vector<StoredRecording>& unfinished);

  std::shared_ptr<Tape> begin(const Beginning& beginning, Tape::EndedEarly ended_early,
                              Tape::Ended ended = {});

 private:
  Result<void> recover(StoredRecording left);

  RecordingStore& store_;
  const RecordingFiles& files_;
  live::IdSource& ids_;
  workers::WorkerPool& workers_;
  log::Log& log_;
  std::function<Instant()> clock_;
  TapeParts parts_;
};

}  // namespace rapport::recordings
