// The same server over TLS.
#include <doctest/doctest.h>
#include <openssl/ssl.h>

#include "platform/http/support/test_server.h"

namespace rapport::http {
namespace {

using testing::HttpReply;
using testing::receive_reply;

ServerOptions with_tls(const tests::TempFolder& folder) {
  make_certificate(folder);
  ServerOptions options;
  options.tls_certificate = folder.path() / "server.pem";
  options.tls_key = folder.path() / "server.key";
  return options;
}

void add_secure_routes(Router& router) {
  router.add("GET", "/secure",
             [](Request request, Reply reply) { reply(text(request.is_tls ? "tls" : "plain")); });
  router.add("POST", "/echo", [](Request request, Reply reply) { reply(text(std::move(request.body))); },
             {4 << 20});
  router.upgrade("/socket", echo_upgrade());
}

}  // namespace

TEST_CASE("Requests and sockets work over TLS") {
  tests::TempFolder folder;
  TestServer server(add_secure_routes, with_tls(folder));
  auto client = server.client();
  CHECK(client.get("/secure").body == "tls");
  const std::string large(3 << 20, 'x');
  CHECK(client.post("/echo", large).body == large);
  auto socket = client.socket("/socket");
  for (const std::size_t size : {5u, 60'000u}) {
    socket.send(std::string(size, 'y'));
    CHECK(socket.receive() == std::string(size, 'y'));
  }
  socket.send("close");
  CHECK_FALSE(socket.receive_or_close());
  CHECK(socket.close_code() == 4000);
}

TEST_CASE("A large answer over TLS arrives whole") {
  tests::TempFolder folder;
  const std::string large(32 << 20, 'z');
  TestServer server(
      [&](Router& router) { router.add("GET", "/large", [&](Request, Reply reply) { reply(text(large)); }); },
      with_tls(folder));
  auto wire = server.wire();
  wire.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
  const HttpReply reply = receive_reply(wire);
  CHECK((reply.body == large));
}

TEST_CASE("Both directions of a socket over TLS are busy at once") {
  tests::TempFolder folder;
  TestServer server(add_secure_routes, with_tls(folder));
  auto socket = server.client().socket("/socket");
  constexpr int kMessages = 500;
  for (int i = 0; i < kMessages; ++i)
    socket.send(std::to_string(i) + std::string(1000, '.'));
  for (int i = 0; i < kMessages; ++i)
    CHECK((socket.receive() == std::to_string(i) + std::string(1000, '.')));
}

TEST_CASE("An answer over TLS to a request that is not read to its end arrives") {
  tests::TempFolder folder;
  TestServer server(add_secure_routes, with_tls(folder));
  auto wire = server.wire();
  wire.send("POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n" + std::string(300000, 'x'));
  CHECK(receive_reply(wire).status == 404);
}

TEST_CASE("A client that does not speak TLS is let go and the server goes on") {
  tests::TempFolder folder;
  TestServer server(add_secure_routes, with_tls(folder));
  testing::Wire plain(server.port());
  plain.send("GET /secure HTTP/1.1\r\nHost: x\r\n\r\n");
  plain.receive_all();
  CHECK(server.client().get("/secure").status == 200);
}

TEST_CASE("A certificate that cannot be used is named at start") {
  tests::TempFolder folder;
  folder.write("broken.pem", "not a certificate");
  ServerOptions options = with_tls(folder);
  options.port = 0;
  Router router;
  log::Log log({.level = log::Level::error, .is_json = false, .file = "/dev/null"});
  metrics::Metrics metrics;
  options.tls_certificate = folder.path() / "broken.pem";
  const auto broken = Server(options, router, log, metrics).start();
  REQUIRE_FALSE(broken);
  CHECK(broken.error().detail.find("broken.pem") != std::string::npos);
  options.tls_certificate.clear();
  CHECK_FALSE(Server(options, router, log, metrics).start());
}

TEST_CASE("A renewed certificate is used for new connections, a broken one is not") {
  tests::TempFolder folder;
  ServerOptions options = with_tls(folder);
  options.tls_reload_interval = milliseconds(1);
  options.socket_close_timeout = milliseconds(40);  // also how often the server looks around
  TestServer server(add_secure_routes, options);
  auto before = server.client();
  CHECK(before.get("/secure").status == 200);
  const std::string first = server.wire().peer_certificate();
  make_certificate(folder);
  CHECK(eventually([&] { return server.wire().peer_certificate() != first; }));
  const std::string second = server.wire().peer_certificate();
  folder.write("server.pem", "broken");
  CHECK(server.wire().peer_certificate() == second);
  CHECK(before.get("/secure").status == 200);
}

TEST_CASE("Stopping ends connections over TLS") {
  tests::TempFolder folder;
  TestServer server(add_secure_routes, with_tls(folder));
  auto client = server.client();
  CHECK(client.get("/secure").status == 200);
  auto socket = client.socket("/socket");
  std::thread stopping([&server] { server.server().stop(); });
  CHECK_FALSE(socket.receive_or_close());
  CHECK(socket.close_code() == 1001);
  stopping.join();
}

}  // namespace rapport::http
