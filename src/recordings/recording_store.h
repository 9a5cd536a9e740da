// RecordingStore: what is known of recordings; the only SQL for the table `recording`. The sound lies in
// files (recording_files.h), whose keys are here, sealed: without its row a
// recording cannot be opened by anybody. Any thread that may block; note_* come back at once.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/database/database.h"
#include "recordings/recording.h"

namespace rapport::recordings {

std::vector<database::Migration> recording_migrations();

struct StoredRecording {
  OrgId org;
  Recording recording;
  std::string sealed_key;
};

struct RecordingFilter {
  std::optional<QueueId> queue;
  std::optional<UserId> agent;         // who was heard on it
  std::optional<Instant> from, until;  // when it began
  bool is_kept_only = false;           // under legal hold
};

class RecordingStore {
 public:
  explicit RecordingStore(database::Database& database) : database_(database) {}

  // Asynchronous, in order; `done` on the writer's thread.
  void note_begun(const StoredRecording& begun, std::function<void(Result<void>)> done);
  void note_marks(OrgId org, const Recording& recording);
  void note_ended(OrgId org, const Recording& recording);
  void note_removed(OrgId org, RecordingId id);
  // Blocks until everything that was noted before is written, or could not be.
  Result<void> settle();

  Result<StoredRecording> find(OrgId org, RecordingId id);  // not_found
  // Oldest first; at most per_interaction_max.
  Result<std::vector<Recording>> of_interaction(OrgId org, InteractionId interaction);
  // Newest first: those before `before`, at most `most`.
  Result<std::vector<Recording>> list(OrgId org, const RecordingFilter& filter, RecordingId before,
                                      std::int64_t most);
  // Of every organisation: those that a process before this one did not end.
  Result<std::vector<StoredRecording>> unfinished();
  Result<std::vector<RecordingId>> ids();

  // Within a transaction of the caller's.
  static std::optional<StoredRecording> find(database::Session& sql, OrgId org, RecordingId id);
  static void keep(database::Session& sql, OrgId org, RecordingId id, bool is_kept, const std::string& why);
  static void remove(database::Session& sql, OrgId org, RecordingId id);
  // Ended before `before`, of this queue and under no legal hold; oldest first.
  static std::vector<RecordingId> due(database::Session& sql, OrgId org, QueueId queue, Instant before,
                                      std::int64_t most);
  static std::vector<QueueId> queues(database::Session& sql, OrgId org);  // that have recordings
  static std::vector<OrgId> organisations(database::Session& sql);

 private:
  database::Database& database_;
};

}  // namespace rapport::recordings
