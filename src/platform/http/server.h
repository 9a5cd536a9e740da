// Server: HTTP/1.1, WebSocket and TLS on one net thread (Boost.Asio, Beast). Owns every socket. Time-outs for
// header, body, idle keep-alive and a slow reader; limits for header bytes, body bytes, open connections and
// queued output; each is a named option and answers with the status its comment says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "platform/http/router.h"
#include "platform/log/log.h"
#include "platform/metrics/metrics.h"

namespace rapport::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;              // 0: any free one, see Server::port()
  std::filesystem::path tls_certificate;  // PEM chain; both or neither
  std::filesystem::path tls_key;
  std::vector<std::string> trusted_proxies;     // addresses whose X-Forwarded-For / -Proto are believed
  Duration header_timeout = seconds(10);        // 408
  Duration body_timeout = seconds(60);          // 408
  Duration idle_timeout = seconds(60);          // closed silently
  Duration write_timeout = seconds(60);         // no 256 KiB of a response taken in this time: closed
  Duration socket_ping_interval = seconds(25);  // a socket silent for two of them is closed
  Duration socket_close_timeout = seconds(5);   // for the closing handshake
  Duration tls_reload_interval = seconds(60);   // how often changed certificate files are looked for
  std::size_t header_bytes_max = 16 * 1024;     // 431
  std::size_t connections_max = 30'000;         // accepted and closed at once beyond it; counted in metrics
  std::size_t socket_message_bytes_max = 64 * 1024;  // closes with 1009
  std::size_t socket_queue_bytes_max = 1024 * 1024;  // closes with 1013
};

class Server {
 public:
  // Borrows all three; they outlive the server.
  Server(ServerOptions options, const Router& router, log::Log& log, metrics::Metrics& metrics);
  ~Server();  // stops

  // Binds and starts the net thread. Fails with the address and port when it cannot.
  [[nodiscard]] Result<void> start();
  std::uint16_t port() const;
  // Stops accepting, lets running requests finish for at most `grace`, closes sockets with 1001, joins the
  // thread.
  void stop(Duration grace = seconds(5));

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::http
