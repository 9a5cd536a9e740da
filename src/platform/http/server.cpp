#include "platform/http/server.h"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <optional>
#include <thread>

#include "base/check.h"
#include "platform/http/acceptor.h"
#include "platform/http/tls.h"

namespace rapport::http {
namespace {

namespace asio = boost::asio;

constexpr NetClock::duration kStoppingSweep = std::chrono::milliseconds(10);

// One timer looks after every connection's time-outs, instead of a timer each.
NetClock::duration sweep_interval(const ServerOptions& options) {
  const Duration shortest =
      std::min({options.header_timeout, options.body_timeout, options.idle_timeout, options.write_timeout,
                options.socket_ping_interval, options.socket_close_timeout});
  return to_chrono(std::clamp(shortest / 8, milliseconds(5), milliseconds(500)));
}

}  // namespace

struct Server::Impl {
  Impl(ServerOptions server_options, const Router& routes, log::Log& server_log, metrics::Metrics& metrics)
      : options(std::move(server_options)),
        io(1),
        net(io, options, routes.impl(), server_log, metrics),
        timer(io.get_executor()) {}

  Result<void> start();
  void run();
  void sweep();
  void begin_stop(Duration grace);

  ServerOptions options;
  asio::io_context io;  // outlives everything that has operations on it
  Net net;
  std::optional<Acceptor> acceptor;
  asio::basic_waitable_timer<NetClock, asio::wait_traits<NetClock>, Executor> timer;
  NetClock::time_point stop_at = NetClock::time_point::max();
  std::thread thread;
};

Result<void> Server::Impl::start() {
  RAPPORT_CHECK(!acceptor);
  auto trusted = AddressRanges::parse(options.trusted_proxies);
  if (!trusted) return tl::unexpected<Error>(trusted.error());
  net.trusted_proxies = std::move(*trusted);
  std::unique_ptr<asio::ssl::context> tls;
  if (options.tls_certificate.empty() != options.tls_key.empty())
    return fail(ErrorCode::invalid, "bad_tls", "TLS needs both a certificate and a key.");
  if (!options.tls_certificate.empty()) {
    auto made = make_tls_context(options.tls_certificate, options.tls_key);
    if (!made) return tl::unexpected<Error>(made.error());
    tls = std::move(*made);
  }
  acceptor.emplace(net, std::move(tls));
  if (auto listening = acceptor->listen(options.address, options.port); !listening) {
    acceptor.reset();
    return listening;
  }
  acceptor->start();
  sweep();
  thread = std::thread([this] { run(); });
  pthread_setname_np(thread.native_handle(), "net");
  return {};
}

void Server::Impl::run() {
  // OpenSSL writes to sockets without MSG_NOSIGNAL; here a broken connection is an error code, not a signal.
  sigset_t broken_pipe;
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
  io.run();
  net.inbox->close();
  while (!net.peers.empty())
    net.peers.front()->abort();
}

void Server::Impl::sweep() {
  timer.expires_after(net.is_stopping ? kStoppingSweep : sweep_interval(options));
  timer.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    const auto now = NetClock::now();
    if (now >= stop_at) return io.stop();
    for (auto next = net.peers.begin(); next != net.peers.end();) {
      const std::shared_ptr<Peer> peer = *next++;  // it may leave the list
      peer->sweep(now);
    }
    sweep();
  });
}

void Server::Impl::begin_stop(Duration grace) {
  acceptor->close();
  net.is_stopping = true;
  stop_at = NetClock::now() + to_chrono(grace);
  if (net.peers.empty()) return io.stop();
  for (auto next = net.peers.begin(); next != net.peers.end();) {
    const std::shared_ptr<Peer> peer = *next++;
    peer->stop();
  }
  timer.cancel();
  sweep();
}

Server::Server(ServerOptions options, const Router& router, log::Log& log, metrics::Metrics& metrics)
    : impl_(std::make_unique<Impl>(std::move(options), router, log, metrics)) {}

Server::~Server() {
  stop();
}

Result<void> Server::start() {
  return impl_->start();
}

std::uint16_t Server::port() const {
  return impl_->acceptor ? impl_->acceptor->port() : 0;
}

void Server::stop(Duration grace) {
  if (!impl_->thread.joinable()) return;
  asio::post(impl_->io, [impl = impl_.get(), grace] { impl->begin_stop(grace); });
  impl_->thread.join();
}

}  // namespace rapport::http
