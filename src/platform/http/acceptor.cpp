#include "platform/http/acceptor.h"

#include "platform/http/http_connection.h"

namespace rapport::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::chrono::milliseconds kPause{100};        // after an accept that failed
constexpr std::chrono::seconds kComplaintInterval{10};  // one line of log for each

std::string text_of(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  return address.to_string();
}

}  // namespace

Acceptor::Acceptor(Net& net, std::unique_ptr<asio::ssl::context> tls)
    : net_(net), tls_(std::move(tls)), acceptor_(net.io.get_executor()), pause_(net.io.get_executor()) {}

Result<void> Acceptor::listen(const std::string& address, std::uint16_t port) {
  const auto failed = [&](const std::string& what) {
    return fail(ErrorCode::unavailable, "cannot_listen",
                "Cannot listen on " + address + " port " + std::to_string(port) + ": " + what + ".");
  };
  boost::system::error_code error;
  const auto parsed = asio::ip::make_address(address == "localhost" ? "127.0.0.1" : address, error);
  if (error) return failed("not an IP address");
  const tcp::endpoint endpoint(parsed, port);
  if (acceptor_.open(endpoint.protocol(), error)) return failed(error.message());
  acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (acceptor_.bind(endpoint, error)) return failed(error.message());
  if (acceptor_.listen(asio::socket_base::max_listen_connections, error)) return failed(error.message());
  port_ = acceptor_.local_endpoint(error).port();
  return {};
}

void Acceptor::start() {
  accept();
}

void Acceptor::close() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
}

void Acceptor::accept() {
  acceptor_.async_accept([this](const boost::system::error_code& error, TcpSocket socket) {
    if (!acceptor_.is_open()) return;
    if (error) return back_off(error);
    take(std::move(socket));
    accept();
  });
}

void Acceptor::take(TcpSocket socket) {
  if (net_.metrics.connection_count >= net_.options.connections_max) {
    net_.metrics.refused_connections.add(1);
    return;  // closes it
  }
  boost::system::error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) return;  // gone already
  socket.set_option(tcp::no_delay(true), error);
  auto stream = tls_ ? make_tls_stream(std::move(socket), *tls_) : make_plain_stream(std::move(socket));
  auto connection = std::make_shared<HttpConnection>(net_, std::move(stream), text_of(peer.address()));
  net_.add(connection);
  connection->start();
}

// Most of these (EMFILE, ENOBUFS, ENOMEM) last until somebody else lets go; trying at once again would only
// burn the CPU.
void Acceptor::back_off(const boost::system::error_code& error) {
  net_.metrics.failed_accepts.add(1);
  const auto now = NetClock::now();
  if (now - complained_at_ >= kComplaintInterval) {
    complained_at_ = now;
    net_.log.error("cannot accept connections",
                   {{"reason", error.message()}, {"open", net_.metrics.connection_count}});
  }
  pause_.expires_after(kPause);
  pause_.async_wait([this](const boost::system::error_code&) {
    if (acceptor_.is_open()) accept();
  });
}

}  // namespace rapport::http
