// Plain requests against a real server: routing, problem documents, keep-alive, replies from other threads.
#include "platform/http/server.h"

#include <doctest/doctest.h>

#include <future>
#include <thread>

#include "platform/http/support/test_server.h"

namespace rapport::http {
namespace {

using testing::HttpReply;
using testing::receive_reply;

void add_hello(Router& router) {
  router.add("GET", "/hello", [](Request, Reply reply) { reply(text("hello")); });
  router.add("GET", "/things/{id}", [](Request request, Reply reply) {
    reply(text(request.path_parameters["id"] + "/" + request.query["q"]));
  });
  router.add("POST", "/things", [](Request request, Reply reply) { reply(text(request.body)); });
}

}  // namespace

TEST_CASE("A route answers, with its path parameters and query decoded") {
  TestServer server(add_hello);
  auto client = server.client();
  CHECK(client.get("/hello").body == "hello");
  CHECK(client.get("/things/a%20b?q=c+d%26").body == "a b/c d&");
  CHECK(client.post("/things", "{\"a\":1}").body == "{\"a\":1}");
}

TEST_CASE("Every answer carries a request id and safe headers") {
  TestServer server(add_hello);
  auto client = server.client();
  const HttpReply reply = client.get("/hello");
  CHECK(reply.header("X-Request-Id").size() >= 8);
  CHECK(reply.header("X-Content-Type-Options") == "nosniff");
  CHECK(reply.header("Referrer-Policy") == "same-origin");
  CHECK(reply.header("Cache-Control") == "no-store");
  CHECK(client.send("GET", "/hello", "", {{"X-Request-Id", "abc-DEF.123_"}}).header("X-Request-Id") ==
        "abc-DEF.123_");
  CHECK(client.send("GET", "/hello", "", {{"X-Request-Id", "not sane!!"}}).header("X-Request-Id") !=
        "not sane!!");
}

TEST_CASE("An unknown path is a 404 problem document that carries the request id") {
  TestServer server(add_hello);
  const HttpReply reply = server.client().send("GET", "/nowhere", "", {{"X-Request-Id", "request-1"}});
  CHECK(reply.status == 404);
  CHECK(reply.header("Content-Type") == "application/problem+json");
  CHECK(reply.body ==
        "{\"type\":\"urn:rapport:problem:not_found\",\"title\":\"Not Found\",\"status\":404,"
        "\"detail\":\"There is nothing at /nowhere.\",\"instance\":\"request-1\",\"reason\":\"not_found\"}");
}

TEST_CASE("A known path with another method is a 405 that names the methods it has") {
  TestServer server(add_hello);
  auto client = server.client();
  const HttpReply reply = client.del("/hello");
  CHECK(reply.status == 405);
  CHECK(reply.header("Allow") == "GET, HEAD, OPTIONS");
  CHECK(reply.body.find("\"reason\":\"method_not_allowed\"") != std::string::npos);
  const HttpReply options = client.send("OPTIONS", "/things");
  CHECK(options.status == 204);
  CHECK(options.header("Allow") == "OPTIONS, POST");
}

TEST_CASE("HEAD answers like GET without the body") {
  TestServer server(add_hello);
  auto client = server.client();
  const HttpReply reply = client.send("HEAD", "/hello");
  CHECK(reply.status == 200);
  CHECK(reply.header("Content-Length") == "5");
  CHECK(reply.body.empty());
  CHECK(client.get("/hello").body == "hello");
}

TEST_CASE("Pipelined requests are answered in their order") {
  TestServer server(add_hello);
  auto wire = server.wire();
  std::string requests;
  for (int i = 0; i < 50; ++i)
    requests += "GET /things/" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  wire.send(requests);
  for (int i = 0; i < 50; ++i)
    CHECK(receive_reply(wire).body == std::to_string(i) + "/");
}

TEST_CASE("A connection closes when its client asks for it, and after HTTP/1.0") {
  TestServer server(add_hello);
  auto wire = server.wire();
  wire.send("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  CHECK(receive_reply(wire).header("Connection") == "close");
  CHECK(wire.receive_all().empty());
  auto old = server.wire();
  old.send("GET /hello HTTP/1.0\r\n\r\n");
  CHECK(receive_reply(old).body == "hello");
  CHECK(old.receive_all().empty());
}

TEST_CASE("A reply may come later and from another thread") {
  std::promise<Reply> asked;
  TestServer server([&](Router& router) {
    router.add("GET", "/later", [&asked](Request, Reply reply) { asked.set_value(std::move(reply)); });
  });
  std::thread answering([&asked] { asked.get_future().get()(text("from afar")); });
  CHECK(server.client().get("/later").body == "from afar");
  answering.join();
}

TEST_CASE("Only the first answer counts") {
  TestServer server([&](Router& router) {
    router.add("GET", "/twice", [](Request, Reply reply) {
      reply(text("one"));
      reply(text("two"));
    });
  });
  auto client = server.client();
  CHECK(client.get("/twice").body == "one");
  CHECK(client.get("/twice").body == "one");
}

TEST_CASE("A dropped reply and a handler that throws answer 500") {
  TestServer server([&](Router& router) {
    router.add("GET", "/dropped", [](Request, Reply) {});
    router.add("GET", "/thrown", [](Request, Reply) { throw std::runtime_error("broken"); });
  });
  auto client = server.client();
  CHECK(client.get("/dropped").status == 500);
  CHECK(client.get("/thrown").status == 500);
  CHECK(client.get("/dropped").body.find("\"reason\":\"no_answer\"") != std::string::npos);
}

TEST_CASE("A reply after its client or the server has gone is harmless") {
  std::vector<Reply> replies;
  std::promise<void> has_both;
  {
    TestServer server([&](Router& router) {
      router.add("GET", "/later", [&](Request, Reply reply) {
        replies.push_back(std::move(reply));
        if (replies.size() == 2) has_both.set_value();
      });
    });
    {
      auto one = server.wire(), two = server.wire();
      one.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
      two.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
      has_both.get_future().wait();
    }
    replies[0](text("too late"));
    CHECK(eventually([&] { return server.metric("rapport_http_connections") == 1; }));
    server.server().stop(milliseconds(10));
  }
  replies[1](text("far too late"));
}

TEST_CASE("Stopping lets a running request finish and takes no new ones") {
  std::promise<Reply> asked;
  TestServer server([&](Router& router) {
    router.add("GET", "/later", [&asked](Request, Reply reply) { asked.set_value(std::move(reply)); });
  });
  auto wire = server.wire();
  auto idle = server.wire();
  wire.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  Reply reply = asked.get_future().get();
  std::thread stopping([&server] { server.server().stop(seconds(10)); });
  CHECK(idle.receive_all().empty());  // closed, so stopping has begun
  reply(text("finished"));
  CHECK(receive_reply(wire).body == "finished");
  stopping.join();
  CHECK_THROWS(server.wire());
}

TEST_CASE("A second server on the same port fails with address and port") {
  TestServer server(add_hello);
  Router router;
  log::Log log({.level = log::Level::error, .is_json = false, .file = "/dev/null"});
  metrics::Metrics metrics;
  ServerOptions options;
  options.port = server.port();
  Server second(options, router, log, metrics);
  const auto started = second.start();
  REQUIRE_FALSE(started);
  CHECK(started.error().reason == "cannot_listen");
  CHECK(started.error().detail.find("127.0.0.1 port " + std::to_string(server.port())) != std::string::npos);
}

TEST_CASE("Requests are counted by class of status") {
  TestServer server(add_hello);
  auto client = server.client();
  client.get("/hello");
  client.get("/nowhere");
  CHECK(eventually([&] { return server.metric("rapport_http_requests_total{status=\"2xx\"}") == 1; }));
  CHECK(eventually([&] { return server.metric("rapport_http_requests_total{status=\"4xx\"}") == 1; }));
  CHECK(server.metric("rapport_http_request_seconds_count") == 2);
  CHECK(server.metric("rapport_http_connections") == 1);
}

}  // namespace rapport::http
