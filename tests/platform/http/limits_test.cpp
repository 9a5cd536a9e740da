// What a server does with clients that are wrong, slow, greedy or many.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <future>

#include "platform/http/support/test_server.h"

namespace rapport::http {
namespace {

using testing::HttpReply;
using testing::receive_reply;
using testing::Wire;

void add_routes(Router& router) {
  router.add("GET", "/hello", [](Request, Reply reply) { reply(text("hello")); });
  router.add("POST", "/echo", [](Request request, Reply reply) { reply(text(std::move(request.body))); },
             {1000});
  router.add("GET", "/large", [](Request, Reply reply) { reply(text(std::string(64 << 20, 'x'))); });
}

// Sends and returns the whole answer; the server has to end the connection.
HttpReply answer_to(TestServer& server, const std::string& bytes) {
  Wire wire = server.wire();
  wire.send(bytes);
  const HttpReply reply = receive_reply(wire);
  CHECK(wire.receive_all().empty());
  return reply;
}

}  // namespace

TEST_CASE("Malformed requests are 400 and the server goes on") {
  TestServer server(add_routes);
  for (const char* bad :
       {"nonsense\r\n\r\n", "GET /hello\r\n\r\n", "GET /hello HTTP/1.1\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET /hello HTTP/1.1\r\nHost x\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost : x\r\n\r\n", "GET /.. HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "GET  /hello HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nzz",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"}) {
    CAPTURE(bad);
    const HttpReply reply = answer_to(server, bad);
    CHECK(reply.status == 400);
    CHECK(reply.header("Content-Type") == "application/problem+json");
    CHECK(reply.header("Connection") == "close");
  }
  CHECK(server.client().get("/hello").status == 200);
}

TEST_CASE("Other versions, transfer encodings and expectations are refused by name") {
  TestServer server(add_routes);
  CHECK(answer_to(server, "GET /hello HTTP/2.0\r\nHost: x\r\n\r\n").status == 505);
  CHECK(answer_to(server, "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")
            .status == 501);
  CHECK(answer_to(server, "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: magic\r\nContent-Length: 1\r\n\r\n")
            .status == 417);
}

TEST_CASE("A header over the limit is 431") {
  ServerOptions options;
  options.header_bytes_max = 1000;
  TestServer server(add_routes, options);
  CHECK(answer_to(server, "GET /hello HTTP/1.1\r\nHost: x\r\nX: " + std::string(2000, 'x') + "\r\n\r\n")
            .status == 431);
}

TEST_CASE("A body over its route's limit is 413 before it is read, at the limit it is taken") {
  TestServer server(add_routes);
  const std::string start = "POST /echo HTTP/1.1\r\nHost: x\r\n";
  CHECK(answer_to(server, start + "Content-Length: 1001\r\n\r\n").status == 413);
  CHECK(answer_to(server, start + "Content-Length: 100000\r\n\r\n" + std::string(100000, 'x')).status == 413);
  CHECK(answer_to(server, start + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'x') +
                              "\r\n0\r\n\r\n")
            .status == 413);
  auto client = server.client();
  CHECK(client.post("/echo", std::string(1000, 'x')).body.size() == 1000);
}

TEST_CASE("A chunked body in small pieces and a body behind 100-continue arrive") {
  TestServer server(add_routes);
  Wire wire = server.wire();
  const std::string request =
      "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
      "chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: 1\r\n\r\n";
  for (const char c : request)
    wire.send(std::string(1, c));
  CHECK(receive_reply(wire).body == "abcde");
  wire.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (const char c : std::string("0\r\nT: 1\r\n\r\n"))
    wire.send(std::string(1, c));
  CHECK(receive_reply(wire).body.empty());
  wire.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  CHECK(receive_reply(wire).status == 100);
  wire.send("abc");
  CHECK(receive_reply(wire).body == "abc");
}

TEST_CASE("A request to an unknown path with a body is refused without reading it") {
  TestServer server(add_routes);
  const HttpReply reply =
      answer_to(server, "POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n" +
                            std::string(300000, 'x'));
  CHECK(reply.status == 404);
}

TEST_CASE("A header or body that does not arrive in time is 408, an idle connection is closed silently") {
  ServerOptions options;
  options.header_timeout = options.body_timeout = options.idle_timeout = milliseconds(400);
  TestServer server(add_routes, options);
  CHECK(answer_to(server, "GET /hello HT").status == 408);
  CHECK(answer_to(server, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc").status == 408);
  CHECK(server.wire().receive_all().empty());  // said nothing at all
  Wire wire = server.wire();
  wire.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(receive_reply(wire).status == 200);
  CHECK(wire.receive_all().empty());
}

TEST_CASE("A client that does not take its response is let go") {
  ServerOptions options;
  options.write_timeout = milliseconds(100);
  TestServer server(add_routes, options);
  Wire wire = server.wire();
  wire.limit_receive_buffer(4096);
  wire.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(eventually([&] { return server.metric("rapport_http_connections") == 1; }));
  CHECK(eventually([&] { return server.metric("rapport_http_connections") == 0; }));
}

TEST_CASE("A large response arrives whole at a client that reads") {
  TestServer server(add_routes);
  CHECK(server.client().get("/large").body == std::string(64 << 20, 'x'));
}

TEST_CASE("Beyond the connection limit connections are closed at once and counted") {
  ServerOptions options;
  options.connections_max = 2;
  TestServer server(add_routes, options);
  std::optional<Wire> one = server.wire();
  Wire two = server.wire();
  one->send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  two.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  receive_reply(*one);
  receive_reply(two);
  CHECK(server.wire().receive_all().empty());
  CHECK(server.metric("rapport_http_refused_connections_total") == 1);
  one.reset();
  CHECK(eventually([&] { return server.metric("rapport_http_connections") == 1; }));
  CHECK(server.client().get("/hello").status == 200);
}

TEST_CASE("Running out of descriptors is survived") {
  TestServer server(add_routes);
  auto client = server.client();
  CHECK(client.get("/hello").status == 200);
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  const int next = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::close(next);
  Wire waiting = [&] {
    rlimit tight = before;
    tight.rlim_cur = static_cast<rlim_t>(next) + 1;  // room for the client's end, not for the server's
    ::setrlimit(RLIMIT_NOFILE, &tight);
    Wire wire = server.wire();
    CHECK(eventually([&] { return server.metric("rapport_http_failed_accepts_total") >= 1; }));
    return wire;
  }();
  CHECK(client.get("/hello").status == 200);
  ::setrlimit(RLIMIT_NOFILE, &before);
  waiting.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(receive_reply(waiting).status == 200);
}

TEST_CASE("Over the rate limit of a prefix requests are 429 with Retry-After, elsewhere they are not") {
  TestServer server([](Router& router) {
    add_routes(router);
    router.add("GET", "/slow/a", [](Request, Reply reply) { reply(text("a")); });
    router.rate_limit("/slow", 0.01, 2);
  });
  auto client = server.client();
  CHECK(client.get("/slow/a").status == 200);
  CHECK(client.get("/slow/nowhere").status == 404);
  const HttpReply reply = client.get("/slow/a");
  CHECK(reply.status == 429);
  CHECK(reply.header("Retry-After") == "100");
  CHECK(reply.body.find("\"reason\":\"rate_limited\"") != std::string::npos);
  CHECK(client.get("/hello").status == 200);
}

TEST_CASE("A trusted proxy speaks for its clients, others do not") {
  const auto routes = [](Router& router) {
    router.add("GET", "/who", [](Request request, Reply reply) {
      reply(text(request.remote_address + (request.is_tls ? " tls" : " plain")));
    });
  };
  ServerOptions options;
  options.trusted_proxies = {"127.0.0.0/8"};
  TestServer trusting(routes, options);
  const testing::HeaderMap headers{{"X-Forwarded-For", "6.6.6.6, 9.9.9.9"}, {"X-Forwarded-Proto", "https"}};
  CHECK(trusting.client().send("GET", "/who", "", headers).body == "9.9.9.9 tls");
  TestServer wary(routes);
  CHECK(wary.client().send("GET", "/who", "", headers).body == "127.0.0.1 plain");
}

TEST_CASE("A header value from a handler cannot begin another header") {
  TestServer server([](Router& router) {
    router.add("GET", "/inject", [](Request, Reply reply) {
      Response response = text("x");
      response.headers.emplace_back("X-Name", "a\r\nSet-Cookie: evil=1");
      reply(std::move(response));
    });
  });
  const HttpReply reply = server.client().get("/inject");
  CHECK(reply.set_cookies.empty());
  CHECK(reply.header("X-Name") == "a  Set-Cookie: evil=1");
}

}  // namespace rapport::http
