#include "platform/database/checkpointer.h"

#include <utility>

namespace rapport::database {
namespace {

// Pages of 4 KiB. The log is carried over from 8 MiB on and begins anew from 64 MiB on: at a full load of
// chat that is every few seconds, and short enough for readers, who look through its index.
constexpr int carry_at = 2'048;
constexpr int restart_at = 16'384;

}  // namespace

Checkpointer::Checkpointer(const Options& options, log::Log& log)
    : options_(options), log_(log), restart_at_(restart_at), thread_([this] { loop(); }) {}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  woken_.notify_one();
  thread_.join();
}

bool Checkpointer::note(int pages) {
  if (pages < carry_at) {
    restart_at_ = restart_at;
    return false;
  }
  {
    const std::lock_guard lock(mutex_);
    is_wanted_ = true;
  }
  woken_.notify_one();
  if (pages < restart_at_) return false;
  // A reader that stays in the log keeps it from beginning anew: not tried again at every commit.
  restart_at_ = pages + carry_at;
  return true;
}

void Checkpointer::loop() {
  std::unique_ptr<Session> session;
  bool is_failing = false;
  for (std::unique_lock lock(mutex_);;) {
    woken_.wait(lock, [this] { return is_wanted_ || is_stopping_; });
    if (is_stopping_) return;
    is_wanted_ = false;
    lock.unlock();
    Result<void> carried;
    if (!session) {
      if (auto opened = Session::connect(options_, Access::write))
        session = std::move(*opened);
      else
        carried = tl::unexpected<Error>(opened.error());
    }
    if (session) carried = session->checkpoint();
    if (!carried && !is_failing)
      log_.warning("the write-ahead log cannot be carried into the database",
                   {{"error", carried.error().detail}});
    is_failing = !carried;
    lock.lock();
    // The next commit asks again; a log that grew meanwhile is carried on then. Not oftener than this: each
    // ends with a sync that the commits have to share the disk with.
    woken_.wait_for(lock, std::chrono::milliseconds(250), [this] { return is_stopping_; });
  }
}

}  // namespace rapport::database
