// Retention: deletes recordings when their time is up: their queue's days, or the organisation's where the
// queue says nothing (or is gone). What is under legal hold stays. The row goes first, in one transaction
// with its line in the audit log, then the files. Owns one thread, which mostly sleeps.
#pragma once

#include <functional>

#include "org/changes.h"
#include "platform/log/log.h"
#include "platform/workers/rounds.h"
#include "recordings/recording_files.h"
#include "recordings/recording_store.h"

namespace rapport::recordings {

class Retention {
 public:
  // Borrows all.
  Retention(org::Changes& changes, const RecordingFiles& files, log::Log& log)
      : changes_(changes), files_(files), log_(log) {}

  void start();
  void stop();
  // One round, on the calling thread: how many recordings went.
  Result<std::size_t> turn();

 private:
  Result<std::size_t> sweep(OrgId org);

  org::Changes& changes_;
  const RecordingFiles& files_;
  log::Log& log_;
  workers::Rounds rounds_;  // last: its rounds use all above
};

}  // namespace rapport::recordings
