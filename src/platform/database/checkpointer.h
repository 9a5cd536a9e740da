// Checkpointer: carries SQLite's write-ahead log into the database file on a thread and a connection of its
// own, so that commits need not wait for it (left to SQLite itself, every thousandth page makes one commit
// wait for two syncs). Owned by the writer; nothing for PostgreSQL.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/database/options.h"
#include "platform/database/session.h"
#include "platform/log/log.h"

namespace rapport::database {

class Checkpointer {
 public:
  Checkpointer(const Options& options, log::Log& log);
  ~Checkpointer();  // finishes a checkpoint that runs, then joins
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  // Writer thread, after each commit: so many pages lie in the log. True: so many that the log must begin
  // anew, which only the writer can bring about, by a checkpoint of its own between two commits. By then
  // little is left to carry.
  bool note(int pages);

 private:
  void loop();

  const Options options_;
  log::Log& log_;
  int restart_at_;  // writer thread
  std::mutex mutex_;
  std::condition_variable woken_;
  bool is_wanted_ = false;
  bool is_stopping_ = false;
  std::thread thread_;  // last: starts when all else is there
};

}  // namespace rapport::database
