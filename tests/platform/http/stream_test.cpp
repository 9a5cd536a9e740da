// Bodies that are taken in pieces.
#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/http/server.h"
#include "support/http/http_client.h"

namespace rapport::http {
namespace {

using testing::HttpClient;
using testing::HttpReply;
using testing::receive_reply;
using testing::Wire;

constexpr std::size_t bytes_max = 1'000'000;

// Takes pieces on the net thread, remembers the largest, and answers with how many bytes there were. Where
// the path is /held it asks for the next piece only when the test lets it.
struct Counter : std::enable_shared_from_this<Counter> {
  std::shared_ptr<Body> body;
  Reply reply;
  std::size_t bytes = 0;
  std::size_t largest = 0;
  std::string ended_with;  // once has_ended
  std::atomic<bool> has_ended = false;

  void ask() {
    body->read([self = shared_from_this()](Result<std::string> piece) {
      if (!piece) {
        self->ended_with = piece.error().reason;
        self->has_ended = true;
        return;
      }
      self->bytes += piece->size();
      self->largest = std::max(self->largest, piece->size());
      if (!piece->empty()) return self->ask();
      Response response;
      response.body = std::to_string(self->bytes) + " " + std::to_string(self->largest);
      self->reply(std::move(response));
    });
  }
};

struct House {
  explicit House(Duration body_timeout = milliseconds(2'000)) {
    router.stream("POST", "/count",
                  [](Request, std::shared_ptr<Body> body, Reply reply) {
                    auto counter = std::make_shared<Counter>();
                    counter->body = std::move(body);
                    counter->reply = std::move(reply);
                    counter->ask();
                  },
                  {bytes_max});
    router.stream("POST", "/refuse",
                  [](Request request, std::shared_ptr<Body>, Reply reply) {
                    reply(problem({ErrorCode::forbidden, "no", "not you"}, request.request_id));
                  },
                  {bytes_max});
    router.stream("POST", "/held",
                  [this](Request, std::shared_ptr<Body> body, Reply reply) {
                    const std::lock_guard lock(mutex);
                    held = std::make_shared<Counter>();
                    held->body = std::move(body);
                    held->reply = std::move(reply);
                    changed.notify_all();
                  },
                  {bytes_max});
    options.port = 0;
    options.body_timeout = body_timeout;
    server.emplace(options, router, log, metrics);
    REQUIRE(server->start());
  }
  std::shared_ptr<Counter> wait_for_held() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return held != nullptr; });
    return held;
  }

  log::Log log{{.file = "/dev/null"}};
  metrics::Metrics metrics;
  Router router;
  ServerOptions options;
  std::mutex mutex;
  std::condition_variable changed;
  std::shared_ptr<Counter> held;
  std::optional<Server> server;
};

std::string head(const std::string& path, const std::string& more) {
  return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n";
}

}  // namespace

TEST_CASE("a body comes in pieces that stay small however large it is") {
  House house;
  HttpClient client(house.server->port());
  const HttpReply reply = client.send("POST", "/count", std::string(900'000, 'x'));
  CHECK(reply.status == 200);
  CHECK(reply.body.starts_with("900000 "));
  CHECK(std::stoul(reply.body.substr(7)) <= 128 * 1024);
  CHECK(reply.header("connection") == "close");
  CHECK(client.send("POST", "/count", "").body == "0 0");
  CHECK(client.send("POST", "/count", "x").body == "1 1");

  Wire wire(house.server->port());
  wire.send(head("/count", "Transfer-Encoding: chunked\r\n"));
  for (int i = 0; i < 50; ++i)
    wire.send("a\r\n0123456789\r\n");
  wire.send("0\r\n\r\n");
  CHECK(receive_reply(wire).body.starts_with("500 "));

  Wire polite(house.server->port());
  polite.send(head("/count", "Content-Length: 5\r\nExpect: 100-continue\r\n"));
  CHECK(polite.receive_until("\r\n\r\n").starts_with("HTTP/1.1 100"));
  polite.send("hello");
  CHECK(receive_reply(polite).body == "5 5");
}

TEST_CASE("a body over the limit is refused before it is read, or as soon as it is over") {
  House house;
  Wire told(house.server->port());
  told.send(head("/count", "Content-Length: 1000001\r\n"));
  CHECK(receive_reply(told).status == 413);

  Wire untold(house.server->port());
  untold.send(head("/count", "Transfer-Encoding: chunked\r\n"));
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  try {
    for (int i = 0; i < 40; ++i)
      untold.send(chunk);
  } catch (const std::runtime_error&) {  // it closed in the middle
  }
  CHECK(receive_reply(untold).status == 413);
}

TEST_CASE("who may not is told so while the body still waits, and its bytes are not taken for a request") {
  House house;
  Wire wire(house.server->port());
  wire.send(head("/refuse", "Content-Length: 500000\r\n") + "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  const HttpReply reply = receive_reply(wire);
  CHECK(reply.status == 403);
  CHECK(reply.header("connection") == "close");
}

TEST_CASE("nothing is read from a client until it is asked for") {
  House house(seconds(5));  // a busy machine takes its time over the rest of the body
  std::thread sender([&] {
    HttpClient client(house.server->port());
    const HttpReply reply = client.send("POST", "/held", std::string(900'000, 'x'));
    CHECK(reply.body.starts_with("900000 "));
  });
  const auto held = house.wait_for_held();
  // Longer than a body may take: the time that we take does not count.
  std::mutex mutex;
  std::condition_variable never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, std::chrono::milliseconds(5'500));
  held->ask();
  sender.join();
}

TEST_CASE("a body that stops coming, and one whose client goes, end as errors") {
  House house;
  {
    Wire slow(house.server->port());
    slow.send(head("/held", "Content-Length: 100\r\n") + "abc");
    const auto held = house.wait_for_held();
    held->ask();
    CHECK(receive_reply(slow).status == 408);
    CHECK(held->ended_with == "refused");
  }
  house.held.reset();
  std::shared_ptr<Counter> held;
  {
    Wire gone(house.server->port());
    gone.send(head("/held", "Content-Length: 100\r\n") + "abc");
    held = house.wait_for_held();
  }
  held->ask();
  // Another request goes through the same thread, behind what the broken connection had to tell.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!held->has_ended && std::chrono::steady_clock::now() < deadline)
    HttpClient(house.server->port()).send("POST", "/count", "x");
  REQUIRE(held->has_ended);
  CHECK(held->ended_with == "client_gone");
}

}  // namespace rapport::http
