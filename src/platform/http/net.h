// Net: what the connections of one server share, and who is connected. Owned by the server, used on the net
// thread only, except NetInbox, which is the way onto it. Internal to this folder: it shows Asio.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <list>
#include <memory>
#include <mutex>
#include <vector>

#include "platform/http/address.h"
#include "platform/http/http_metrics.h"
#include "platform/http/rate_limit.h"
#include "platform/http/router_impl.h"
#include "platform/http/server.h"

namespace rapport::http {

using Executor = boost::asio::io_context::executor_type;
using TcpSocket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
using NetClock = std::chrono::steady_clock;

inline std::chrono::microseconds to_chrono(Duration duration) {
  return std::chrono::microseconds(duration.us);
}

// Something that other threads leave values with for the net thread.
class Wakeable {
 public:
  virtual ~Wakeable() = default;
  virtual void on_wake() = 0;  // on the net thread
};

// Wakes the net thread: one posted handler however many are waiting. Outlives the server in the hands of late
// repliers. Not an Inbox, because the receiver sleeps in epoll. Bounded by its senders: each request and each
// socket waits once.
class NetInbox : public std::enable_shared_from_this<NetInbox> {
 public:
  explicit NetInbox(boost::asio::io_context& io) : io_(&io) {}
  void push(std::shared_ptr<Wakeable> wakeable);  // any thread; nothing happens once closed
  void close();

 private:
  void drain();
  std::mutex mutex_;  // guards everything below; the senders are other threads
  boost::asio::io_context* io_;
  bool is_posted_ = false;
  std::vector<std::shared_ptr<Wakeable>> waiting_;
};

// One connection of either kind. Lives in Net's list; whoever runs a callback of it holds it too.
class Peer {
 public:
  virtual ~Peer() = default;
  virtual void sweep(NetClock::time_point now) = 0;  // time-outs, pings
  virtual void stop() = 0;                           // finish what runs, then go
  virtual void abort() = 0;                          // go now

 private:
  friend struct Net;
  std::list<std::shared_ptr<Peer>>::iterator place_;
};

struct Net {
  Net(boost::asio::io_context& io_context, const ServerOptions& server_options, const Router::Impl& routes,
      log::Log& server_log, metrics::Metrics& metrics);

  void add(std::shared_ptr<Peer> peer);
  void remove(Peer& peer);  // ends io when it was the last one of a stopping server
  std::string next_request_id();

  boost::asio::io_context& io;
  const ServerOptions& options;
  const Router::Impl& router;
  log::Log& log;
  HttpMetrics metrics;
  AddressRanges trusted_proxies;
  RateLimiter rate_limiter;
  std::shared_ptr<NetInbox> inbox;
  std::list<std::shared_ptr<Peer>> peers;
  bool is_stopping = false;

 private:
  std::uint64_t request_id_prefix_;
  std::uint64_t request_number_ = 0;
};

}  // namespace rapport::http
