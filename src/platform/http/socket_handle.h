// SocketHandle: the Socket that others hold. Any thread may send; the connection takes what was sent on the
// net thread.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/http/net.h"
#include "platform/http/router.h"

namespace rapport::http {

class SocketHandle : public Socket, public Wakeable, public std::enable_shared_from_this<SocketHandle> {
 public:
  // The connection, as its handle sees it. On the net thread.
  class Outlet {
   public:
    virtual ~Outlet() = default;
    virtual void flush() = 0;  // there is something to take
  };

  struct Taken {
    std::vector<std::string> messages;
    std::uint16_t close_code = 0;  // 0: go on
    std::string close_reason;
    bool is_overrun = false;  // messages were dropped: do not finish writing, close
  };

  SocketHandle(std::shared_ptr<NetInbox> inbox, std::size_t queue_bytes_max, Outlet& outlet)
      : inbox_(std::move(inbox)), queue_bytes_max_(queue_bytes_max), outlet_(&outlet) {}

  bool send(std::string text) override;
  void close(std::uint16_t code, std::string reason) override;
  void on_wake() override;

  // The rest is the connection's, on the net thread.
  Taken take();
  bool is_overrun();
  void written(const std::string& message);  // its bytes no longer count against the limit
  void detach();                             // the connection is gone: everything is refused from now on

 private:
  void wake_locked();

  const std::shared_ptr<NetInbox> inbox_;
  const std::size_t queue_bytes_max_;
  Outlet* outlet_;    // net thread only
  std::mutex mutex_;  // guards what follows: senders are other threads
  Taken queued_;
  std::size_t queued_bytes_ = 0;  // with those being written
  bool is_open_ = true;
  bool is_woken_ = false;
};

}  // namespace rapport::http
