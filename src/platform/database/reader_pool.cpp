#include "platform/database/reader_pool.h"

#include "platform/database/error.h"

namespace rapport::database {

ReaderPool::ReaderPool(const Options& options, log::Log& log) : options_(options), log_(log) {}

Result<void> ReaderPool::run(const Query& query) {
  for (bool is_retry = false;; is_retry = true) {
    auto session = borrow();
    if (!session) return tl::unexpected<Error>(session.error());
    Result<void> outcome = run_on(**session, query);
    const bool is_lost = !(*session)->is_connected();
    give_back(std::move(*session));
    if (!is_lost || is_retry) return outcome;
  }
}

Result<void> ReaderPool::run_on(Session& session, const Query& query) {
  session.set_deadline(std::chrono::steady_clock::now() + options_.read_max);
  try {
    return query(session);
  } catch (const std::exception& exception) {
    Error error = error_of(exception);
    if (error.code == ErrorCode::internal) log_.error("a database read failed", {{"error", error.detail}});
    return tl::unexpected<Error>(std::move(error));
  }
}

Result<std::unique_ptr<Session>> ReaderPool::borrow() {
  {
    std::unique_lock lock(mutex_);
    const auto is_free = [this] { return !idle_.empty() || open_count_ < options_.readers; };
    if (!returned_.wait_for(lock, options_.reader_wait_max, is_free))
      return fail(ErrorCode::unavailable, "database_busy", "all read connections to the database are in use");
    if (!idle_.empty()) {
      auto session = std::move(idle_.back());
      idle_.pop_back();
      return session;
    }
    ++open_count_;
  }
  auto session = Session::connect(options_, Access::read);
  if (!session) {
    {
      std::lock_guard lock(mutex_);
      --open_count_;
    }
    returned_.notify_one();
  }
  return session;
}

void ReaderPool::give_back(std::unique_ptr<Session> session) {
  std::vector<std::unique_ptr<Session>> dead;  // closed outside the lock
  {
    std::lock_guard lock(mutex_);
    if (session->is_connected()) {
      idle_.push_back(std::move(session));
    } else {
      // Its siblings went with it: the server restarted, or the network broke.
      dead.swap(idle_);
      open_count_ -= dead.size() + 1;
    }
  }
  returned_.notify_all();
}

}  // namespace rapport::database
