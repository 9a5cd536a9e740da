#include "platform/http/server.h"

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

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

constexpr std::size_t kReservedDescriptors = 96;  // of database connections, files being sent, logs

// One timer looks after every connection's time-outs, instead of a timer each.
NetClock::duration sweep_interval(const ServerOptions& options) {
  const Duration shortest =
      std::min({options.header_timeout, options.body_timeout, options.idle_timeout, options.write_timeout,
                options.socket_ping_interval, options.socket_close_timeout});
  return to_chrono(std::clamp(shortest / 8, milliseconds(5), milliseconds(500)));
}

std::filesystem::file_time_type time_of_change(const ServerOptions& options) {
  std::error_code ignored;
  return std::max(std::filesystem::last_write_time(options.tls_certificate, ignored),
                  std::filesystem::last_write_time(options.tls_key, ignored));
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
  void fit_connections_to_descriptors();
  void renew_tls(NetClock::time_point now);

  ServerOptions options;
  asio::io_context io;  // outlives everything that has operations on it
  Net net;
  std::optional<Acceptor> acceptor;
  asio::basic_waitable_timer<NetClock, asio::wait_traits<NetClock>, Executor> timer;
  NetClock::time_point stop_at = NetClock::time_point::max();
  std::filesystem::file_time_type tls_changed_at;
  NetClock::time_point tls_looked_at = NetClock::now();
  std::thread thread;
};

// Raises the limit as far as the system lets us, and keeps some descriptors back: a server full of
// connections must still be able to open its database.
void Server::Impl::fit_connections_to_descriptors() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  if (limit.rlim_cur < limit.rlim_max) {
    rlimit raised = limit;
    raised.rlim_cur = limit.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  const std::size_t fitting =
      limit.rlim_cur > 2 * kReservedDescriptors ? limit.rlim_cur - kReservedDescriptors : 64;
  if (options.connections_max <= fitting) return;
  net.log.warning(
      "fewer connections than configured: the limit of open files is too low",
      {{"configured", options.connections_max}, {"possible", fitting}, {"open_files", limit.rlim_cur}});
  options.connections_max = fitting;
}

// A renewed certificate is taken up without a restart; one that cannot be used leaves the old in force.
void Server::Impl::renew_tls(NetClock::time_point now) {
  if (options.tls_certificate.empty() || now - tls_looked_at < to_chrono(options.tls_reload_interval)) return;
  tls_looked_at = now;
  const auto changed_at = time_of_change(options);
  if (changed_at == tls_changed_at) return;
  auto made = make_tls_context(options.tls_certificate, options.tls_key);
  if (!made) return net.log.error("TLS certificate not renewed", {{"reason", made.error().detail}});
  tls_changed_at = changed_at;
  acceptor->use_tls(std::move(*made));
  net.log.info("TLS certificate renewed", {{"certificate", options.tls_certificate.string()}});
}

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
    tls_changed_at = time_of_change(options);
  }
  fit_connections_to_descriptors();
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
    renew_tls(now);
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
