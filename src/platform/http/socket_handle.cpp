#include "platform/http/socket_handle.h"

#include <utility>

namespace rapport::http {
namespace {

constexpr std::uint16_t kTryAgainLater = 1013;  // RFC 6455 registry

// What a message costs in memory, so that empty ones are bounded too.
std::size_t cost(const std::string& message) {
  return message.size() + sizeof(std::string);
}

}  // namespace

bool SocketHandle::send(std::string text) {
  std::lock_guard lock(mutex_);
  if (!is_open_) return false;
  if (queued_bytes_ + cost(text) > queue_bytes_max_) {
    is_open_ = false;
    queued_.messages.clear();
    queued_.close_code = kTryAgainLater;
    queued_.close_reason = "the client does not read fast enough";
    queued_.is_overrun = true;
    wake_locked();
    return false;
  }
  queued_bytes_ += cost(text);
  queued_.messages.push_back(std::move(text));
  wake_locked();
  return true;
}

void SocketHandle::close(std::uint16_t code, std::string reason) {
  std::lock_guard lock(mutex_);
  if (!is_open_) return;
  is_open_ = false;
  queued_.close_code = code;
  queued_.close_reason = std::move(reason);
  wake_locked();
}

// The lock order is handle, then inbox; the inbox never calls back with its lock held.
void SocketHandle::wake_locked() {
  if (is_woken_) return;
  is_woken_ = true;
  inbox_->push(shared_from_this());
}

void SocketHandle::on_wake() {
  {
    std::lock_guard lock(mutex_);
    is_woken_ = false;
  }
  if (outlet_) outlet_->flush();
}

bool SocketHandle::is_overrun() {
  std::lock_guard lock(mutex_);
  return queued_.is_overrun;
}

SocketHandle::Taken SocketHandle::take() {
  std::lock_guard lock(mutex_);
  Taken taken = std::move(queued_);
  queued_ = {};
  return taken;
}

void SocketHandle::written(const std::string& message) {
  std::lock_guard lock(mutex_);
  queued_bytes_ -= cost(message);
}

void SocketHandle::detach() {
  outlet_ = nullptr;
  std::lock_guard lock(mutex_);
  is_open_ = false;
  queued_ = {};
}

}  // namespace rapport::http
