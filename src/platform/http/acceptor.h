// Acceptor: takes new connections until it is closed, and survives running out of descriptors. On the net
// thread.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>

#include "platform/http/net.h"

namespace rapport::http {

class Acceptor {
 public:
  Acceptor(Net& net, std::unique_ptr<boost::asio::ssl::context> tls);

  // On any thread, before start(). Fails ("cannot_listen") with address, port and the system's reason.
  Result<void> listen(const std::string& address, std::uint16_t port);
  std::uint16_t port() const { return port_; }

  void start();
  void close();
  void use_tls(std::unique_ptr<boost::asio::ssl::context> tls) { tls_ = std::move(tls); }

 private:
  void accept();
  void take(TcpSocket socket);
  void back_off(const boost::system::error_code& error);

  Net& net_;
  std::unique_ptr<boost::asio::ssl::context> tls_;  // none: plain
  boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor> acceptor_;
  boost::asio::basic_waitable_timer<NetClock, boost::asio::wait_traits<NetClock>, Executor> pause_;
  std::uint16_t port_ = 0;
  NetClock::time_point complained_at_;
};

}  // namespace rapport::http
