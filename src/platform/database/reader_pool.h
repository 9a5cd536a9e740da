// ReaderPool: a bounded set of read connections, opened when first needed. Any thread; a query runs on the
// caller's thread.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "base/result.h"
#include "platform/database/options.h"
#include "platform/database/session.h"
#include "platform/log/log.h"

namespace rapport::database {

class ReaderPool {
 public:
  using Query = std::function<Result<void>(Session&)>;

  ReaderPool(const Options& options, log::Log& log);

  // Waits up to reader_wait_max for a connection. When PostgreSQL had closed the connection, runs `query`
  // once more on a new one, so `query` must be re-runnable: assign what it hands out.
  Result<void> run(const Query& query);

 private:
  Result<std::unique_ptr<Session>> borrow();
  void give_back(std::unique_ptr<Session> session);
  Result<void> run_on(Session& session, const Query& query);

  const Options options_;
  log::Log& log_;
  // A mutex and not a message: the borrower is any thread, and it needs the connection itself.
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Session>> idle_;
  std::size_t open_count_ = 0;  // idle and borrowed
};

}  // namespace rapport::database
