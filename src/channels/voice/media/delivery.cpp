#include "channels/voice/media/delivery.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <utility>

#include "base/check.h"

namespace rapport::media {

Bell::Bell() : fd_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  RAPPORT_CHECK(fd_ >= 0);
}

Bell::~Bell() {
  ::close(fd_);
}

void Bell::ring() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(fd_, &one, sizeof one);  // fails only when it rings already
}

void Bell::silence() {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto got = ::read(fd_, &count, sizeof count);
}

void Bell::wait(int ms) {
  pollfd waited{fd_, POLLIN, 0};
  ::poll(&waited, 1, ms);
  silence();
}

DeliveryThread::DeliveryThread(std::function<void()> drain, int niceness)
    : drain_(std::move(drain)), thread_([this, niceness] {
        // Linux: of this thread alone.
        if (niceness != 0) ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), niceness);
        while (!is_stopping_) {
          bell_.wait(-1);
          drain_();
        }
      }) {}

DeliveryThread::~DeliveryThread() {
  is_stopping_ = true;
  bell_.ring();
  thread_.join();
}

}  // namespace rapport::media
