// WebSockets against a real server.
#include <doctest/doctest.h>

#include <future>
#include <thread>

#include "platform/http/support/test_server.h"

namespace rapport::http {
namespace {

using testing::WebSocketClient;

void add_echo(Router& router) {
  router.upgrade("/socket/{name}", echo_upgrade());
}

// Hands its Socket to the test.
class Passive : public SocketHandler {
 public:
  explicit Passive(std::promise<void>* closed) : closed_(closed) {}
  void on_text(std::string_view) override {}
  void on_close() override {
    if (closed_) closed_->set_value();
  }

 private:
  std::promise<void>* closed_;
};

Upgrade hand_over(std::promise<std::shared_ptr<Socket>>& opened, std::promise<void>* closed = nullptr) {
  return [&opened, closed](Request, std::function<void(Result<SocketFactory>)> accept) {
    accept(SocketFactory([&opened, closed](std::shared_ptr<Socket> socket) {
      opened.set_value(std::move(socket));
      return std::make_unique<Passive>(closed);
    }));
  };
}

}  // namespace

TEST_CASE("A socket echoes messages of every length") {
  TestServer server(add_echo);
  auto client = server.client();
  WebSocketClient socket = client.socket("/socket/a");
  for (const std::size_t size : {0u, 1u, 125u, 126u, 5000u, 65536u}) {
    const std::string message(size, 'x');
    socket.send(message);
    CHECK(socket.receive() == message);
  }
  CHECK(socket.handshake().header("X-Request-Id").size() >= 8);
}

TEST_CASE("Either side closes with a code") {
  TestServer server(add_echo);
  auto client = server.client();
  WebSocketClient by_server = client.socket("/socket/a");
  by_server.send("close");
  CHECK_FALSE(by_server.receive_or_close());
  CHECK(by_server.close_code() == 4000);
  CHECK(by_server.close_reason() == "as you wish");
  WebSocketClient by_client = client.socket("/socket/a");
  by_client.close(1000);
  CHECK(by_client.close_code() == 1000);
  CHECK(eventually([&] { return server.metric("rapport_http_sockets") == 0; }));
}

TEST_CASE("Messages of several threads arrive whole, each thread's in order") {
  std::promise<std::shared_ptr<Socket>> opened;
  TestServer server([&](Router& router) { router.upgrade("/socket", hand_over(opened)); });
  auto client = server.client();
  WebSocketClient socket = client.socket("/socket");
  const auto sender = opened.get_future().get();
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t)
    threads.emplace_back([&sender, t] {
      for (int i = 0; i < 500; ++i)
        CHECK(sender->send(std::to_string(t) + std::string(20, '.') + std::to_string(i)));
    });
  int next[3] = {0, 0, 0};
  for (int i = 0; i < 1500; ++i) {
    const std::string message = socket.receive();
    const std::size_t thread = static_cast<std::size_t>(message[0] - '0');
    CHECK(message == std::to_string(thread) + std::string(20, '.') + std::to_string(next[thread]++));
  }
  for (auto& thread : threads)
    thread.join();
}

TEST_CASE("A refused upgrade is an ordinary problem document, a dropped one a 500") {
  TestServer server([](Router& router) {
    router.upgrade("/refused", [](Request, std::function<void(Result<SocketFactory>)> accept) {
      accept(fail(ErrorCode::forbidden, "origin_not_allowed", "Not from there."));
    });
    router.upgrade("/dropped", [](Request, std::function<void(Result<SocketFactory>)>) {});
  });
  auto client = server.client();
  CHECK(client.try_socket("/refused").status == 403);
  CHECK(client.try_socket("/dropped").status == 500);
  CHECK(client.try_socket("/nowhere").status == 404);
  CHECK(client.get("/refused").status == 426);
  CHECK(client.try_socket("/refused", {{"Sec-WebSocket-Version", "8"}}).status == 400);
}

TEST_CASE("A message over the limit closes with 1009, a binary one with 1003, broken UTF-8 with 1007") {
  ServerOptions options;
  options.socket_message_bytes_max = 1000;
  TestServer server(add_echo, options);
  auto client = server.client();
  WebSocketClient too_big = client.socket("/socket/a");
  too_big.send(std::string(1001, 'x'));
  CHECK_FALSE(too_big.receive_or_close());
  CHECK(too_big.close_code() == 1009);
  WebSocketClient binary = client.socket("/socket/a");
  binary.send_frame(0x82, "bytes");
  CHECK_FALSE(binary.receive_or_close());
  CHECK(binary.close_code() == 1003);
  WebSocketClient broken = client.socket("/socket/a");
  broken.send("\xff\xff");
  CHECK_FALSE(broken.receive_or_close());
  CHECK(broken.close_code() == 1007);
}

TEST_CASE("A handler that throws ends its socket with 1011 and nothing else") {
  class Thrower : public SocketHandler {
   public:
    void on_text(std::string_view) override { throw std::runtime_error("broken"); }
    void on_close() override { throw std::runtime_error("broken again"); }
  };
  TestServer server([](Router& router) {
    router.upgrade("/socket", [](Request, std::function<void(Result<SocketFactory>)> accept) {
      accept(SocketFactory([](std::shared_ptr<Socket>) { return std::make_unique<Thrower>(); }));
    });
  });
  auto client = server.client();
  WebSocketClient socket = client.socket("/socket");
  socket.send("anything");
  CHECK_FALSE(socket.receive_or_close());
  CHECK(socket.close_code() == 1011);
  CHECK(client.get("/nowhere").status == 404);
}

TEST_CASE("A client that does not read is closed with 1013") {
  std::promise<std::shared_ptr<Socket>> opened;
  ServerOptions options;
  options.socket_queue_bytes_max = 64 * 1024;
  TestServer server([&](Router& router) { router.upgrade("/socket", hand_over(opened)); }, options);
  auto client = server.client();
  WebSocketClient socket = client.socket("/socket");
  socket.wire().limit_receive_buffer(4096);
  const auto sender = opened.get_future().get();
  CHECK(sender->send("first"));
  CHECK(socket.receive() == "first");
  int sent = 0;
  while (sender->send(std::string(8000, 'x')))
    ++sent;
  CHECK_FALSE(sender->send("more"));
  int received = 0;
  while (socket.receive_or_close())
    ++received;
  CHECK(socket.close_code() == 1013);
  CHECK(received <= sent);
  CHECK(server.metric("rapport_http_slow_sockets_total") == 1);
}

TEST_CASE("A silent client is pinged, and closed when it does not answer") {
  std::promise<std::shared_ptr<Socket>> opened;
  std::promise<void> closed;
  ServerOptions options;
  options.socket_ping_interval = milliseconds(400);
  TestServer server([&](Router& router) { router.upgrade("/socket", hand_over(opened, &closed)); }, options);
  auto client = server.client();
  WebSocketClient socket = client.socket("/socket");
  CHECK_THROWS(socket.receive_or_close(std::chrono::milliseconds(1300)));  // more than two intervals
  CHECK(socket.pings() >= 2);
  CHECK(socket.close_code() == 0);
  socket.answers_pings = false;
  CHECK_FALSE(socket.receive_or_close());
  CHECK(socket.close_code() == 1006);
  closed.get_future().wait();
  CHECK_FALSE(opened.get_future().get()->send("to nobody"));
}

TEST_CASE("Stopping closes sockets with 1001 and tells their handlers") {
  std::promise<std::shared_ptr<Socket>> opened;
  std::promise<void> closed;
  TestServer server([&](Router& router) { router.upgrade("/socket", hand_over(opened, &closed)); });
  auto client = server.client();
  WebSocketClient socket = client.socket("/socket");
  const auto sender = opened.get_future().get();
  CHECK(sender->send("the last word"));
  std::thread stopping([&server] { server.server().stop(); });
  CHECK(socket.receive() == "the last word");
  CHECK_FALSE(socket.receive_or_close());
  CHECK(socket.close_code() == 1001);
  stopping.join();
  closed.get_future().wait();
  CHECK_FALSE(sender->send("too late"));
}

TEST_CASE("Two thousand sockets are open at once and all are served") {
  TestServer server(add_echo);
  auto client = server.client();
  std::vector<WebSocketClient> sockets;
  for (int i = 0; i < 2000; ++i)
    sockets.push_back(client.socket("/socket/a"));
  CHECK(eventually([&] { return server.metric("rapport_http_sockets") == 2000; }));
  for (auto& socket : sockets)
    socket.send("hello");
  for (auto& socket : sockets)
    CHECK(socket.receive() == "hello");
}

}  // namespace rapport::http
