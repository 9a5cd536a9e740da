#include "api/api.h"

#include <doctest/doctest.h>

#include <condition_variable>
#include <mutex>
#include <stdexcept>

#include "api/page.h"
#include "platform/http/server.h"
#include "support/http/http_client.h"
#include "support/temp_folder.h"

using namespace rapport;
using api::Permission;
using testing::HttpClient;
using testing::HttpReply;

namespace {

struct Thing {
  QueueId id;
  std::string name;
  std::int32_t weight = 1;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (id, name, weight))

struct MakeThing {
  std::string name;
  std::int32_t weight = 1;
};
BOOST_DESCRIBE_STRUCT(MakeThing, (), (name, weight))
contract::Notes contract_notes(contract::Tag<MakeThing>) {
  return {.fields = {{.name = "name", .min_length = 1, .max_length = 5},
                     {.name = "weight", .min = 1, .max = 9, .has_default = true}}};
}

struct ListThings : api::PageQuery {
  std::optional<std::string> text;
};
BOOST_DESCRIBE_STRUCT(ListThings, (api::PageQuery), (text))

struct Nowhere {
  std::string type;
};
BOOST_DESCRIBE_STRUCT(Nowhere, (), (type))

using ThingPage = api::Page<Thing>;

// Who calls is what the Authorization header or the cookie says.
class Names : public api::Authenticator {
 public:
  Result<api::Caller> authenticate(const http::Request& request) override {
    api::Caller caller;
    caller.org = OrgId{7};
    caller.user = UserId{70};
    if (request.header("authorization") == "Bearer rpt_x") {
      caller.is_token = true;
      caller.permissions = {Permission::manage_routing};
      return caller;
    }
    const std::string cookie = request.cookie("rapport_session");
    if (cookie.empty()) return fail(ErrorCode::unauthenticated, "not_signed_in", "sign in first");
    caller.csrf_token = "secret-" + cookie;
    if (cookie == "admin") caller.permissions = api::Permissions::all();
    return caller;
  }
};

// Lets a test hold the pool's worker in a handler.
class Gate {
 public:
  void enter() {
    std::unique_lock lock(mutex_);
    ++inside_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return is_open_; });
  }
  void wait_for(int inside) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return inside_ >= inside; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int inside_ = 0;
  bool is_open_ = false;
};

// Counts what it is given.
class Counter : public api::Intake<std::int64_t> {
 public:
  Result<void> take(std::string_view piece) override {
    bytes_ += static_cast<std::int64_t>(piece.size());
    return {};
  }
  Result<std::int64_t> finish() override { return bytes_; }

 private:
  std::int64_t bytes_ = 0;
};

struct Door {
  log::Log log{{.file = "/dev/null"}};
  metrics::Metrics metrics;
  http::Router router;
  Names names;
  Gate gate;
  workers::WorkerPool pool{1, 1};
  api::Api api{router, names, pool, log};
  std::optional<http::Server> server;

  Door() {
    register_operations();
    api.serve_document("1.2.3");
    http::ServerOptions options;
    options.port = 0;
    server.emplace(options, router, log, metrics);
    REQUIRE(server->start().has_value());
  }
  ~Door() {
    gate.open();
    pool.stop();
    server->stop();
  }

  HttpClient anonymous() { return HttpClient(server->port()); }
  HttpClient admin() { return named("admin"); }
  HttpClient named(const std::string& name) {
    HttpClient client(server->port());
    client.cookies["rapport_session"] = name;
    client.headers["X-CSRF-Token"] = "secret-" + name;
    return client;
  }

 private:
  void register_operations();
};

api::Operation operation(std::string path, std::string id, api::Permissions any_of = {}) {
  return {
      .path = std::move(path), .id = std::move(id), .tag = "things", .summary = "A thing.", .any_of = any_of};
}

void Door::register_operations() {
  api.get<Thing>(operation("/api/v1/things/{id}", "getThing"), [](const api::Call& call) -> Result<Thing> {
    const auto id = call.id<QueueId>("id");
    if (id.value == 404) return fail(ErrorCode::not_found, "not_found", "no such thing");
    if (id.value == 500) throw std::runtime_error("boom");
    return Thing{id, "thing of " + std::to_string(call.org().value), 1};
  });
  api.get<ListThings, ThingPage>(operation("/api/v1/things", "listThings"),
                                 [](const api::Call&, const ListThings& query) -> Result<ThingPage> {
                                   auto after = api::read_cursor<QueueId>(query);
                                   if (!after) return tl::unexpected(after.error());
                                   std::vector<Thing> things;
                                   const std::int64_t first = *after ? (**after).value + 1 : 1;
                                   for (std::int64_t i = first; i <= 5 && i <= first + query.limit; ++i)
                                     things.push_back({QueueId{i}, query.text.value_or("t"), 1});
                                   return api::page_of(std::move(things), query.limit,
                                                       [](const Thing& thing) { return thing.id; });
                                 });
  api.post<MakeThing, Thing>(operation("/api/v1/things", "makeThing", {Permission::manage_routing}),
                             [](const api::Call& call, const MakeThing& in) -> Result<Thing> {
                               call.add_header("Set-Cookie", "a=1");
                               call.add_header("Set-Cookie", "b=2");
                               return Thing{QueueId{1}, in.name, in.weight};
                             });
  api.post<void>(operation("/api/v1/things/{id}/poke", "pokeThing"),
                 [](const api::Call&) { return Result<void>(); });
  api.remove(operation("/api/v1/things/{id}", "removeThing", {Permission::manage_users}),
             [](const api::Call&) { return Result<void>(); });
  auto is_public = operation("/api/v1/greeting/{name}", "getGreeting");
  is_public.is_public = true;
  is_public.path_texts = {"name"};
  api.get<std::string>(is_public,
                       [](const api::Call& call) -> Result<std::string> { return call.text("name"); });
  auto upload = operation("/api/v1/files", "postFile");
  upload.body_bytes_max = 100;
  api.post_bytes<std::int64_t>(upload,
                               [](const api::Call&) -> Result<std::unique_ptr<api::Intake<std::int64_t>>> {
                                 return std::make_unique<Counter>();
                               });
  api.get_bytes(operation("/api/v1/files/{id}", "getFile"), [](const api::Call&) -> Result<http::Response> {
    http::Response response;
    response.content_type = "text/plain";
    response.body = "bytes";
    response.headers.emplace_back("Cache-Control", "private");
    return response;
  });
  api.get<bool>(operation("/api/v1/wait", "getWait"), [this](const api::Call&) -> Result<bool> {
    gate.enter();
    return true;
  });
}

bool says(const HttpReply& reply, int status, std::string_view what) {
  const bool is_right = reply.status == status && reply.body.find(what) != std::string::npos;
  if (!is_right) MESSAGE(reply.status << " " << reply.body);
  return is_right;
}

}  // namespace

TEST_CASE("Operations answer with JSON of their structs") {
  Door door;
  auto client = door.admin();
  const HttpReply reply = client.get("/api/v1/things/12");
  CHECK(says(reply, 200, R"({"id":"12","name":"thing of 7","weight":1})"));
  CHECK(reply.header("content-type") == "application/json");
  CHECK(reply.header("cache-control") == "no-store");

  const HttpReply made = client.post("/api/v1/things", R"({"name":"x"})");
  CHECK(says(made, 201, R"({"id":"1","name":"x","weight":1})"));
  CHECK(made.set_cookies == std::vector<std::string>{"a=1", "b=2"});

  CHECK(client.post("/api/v1/things/1/poke", "").status == 204);
  CHECK(client.post("/api/v1/things/1/poke", "{}").status == 204);
  CHECK(client.del("/api/v1/things/1").status == 204);
  CHECK(says(client.get("/api/v1/greeting/%E4%BD%A0"), 200, "\"你\""));
}

TEST_CASE("Who is not signed in, has no permission or no CSRF token is told so") {
  Door door;
  auto anonymous = door.anonymous();
  const HttpReply reply = anonymous.get("/api/v1/things/12");
  CHECK(says(reply, 401, "\"reason\":\"not_signed_in\""));
  CHECK(reply.header("www-authenticate") == "Bearer");
  CHECK(reply.header("content-type") == "application/problem+json");
  CHECK(anonymous.get("/api/v1/greeting/x").status == 200);

  auto agent = door.named("agent");
  CHECK(agent.get("/api/v1/things/12").status == 200);
  CHECK(
      says(agent.post("/api/v1/things", R"({"name":"x"})"), 403, "this needs the permission manage_routing"));

  agent.headers["X-CSRF-Token"] = "secret-other";
  CHECK(says(agent.post("/api/v1/things/1/poke"), 403, "bad_csrf_token"));
  agent.headers.clear();
  CHECK(says(agent.post("/api/v1/things/1/poke"), 403, "bad_csrf_token"));
  CHECK(agent.get("/api/v1/things/12").status == 200);

  auto token = door.anonymous();
  token.headers["Authorization"] = "Bearer rpt_x";
  CHECK(token.post("/api/v1/things", R"({"name":"x"})").status == 201);
  CHECK(token.del("/api/v1/things/1").status == 403);
}

TEST_CASE("Bad input is answered with what and where") {
  Door door;
  auto client = door.admin();
  CHECK(says(client.post("/api/v1/things", "{"), 400, "malformed JSON at byte 1"));
  CHECK(says(
      client.post("/api/v1/things", R"({"nam":"x"})"), 400,
      R"("issues":[{"where":"/nam","what":"expected no such member"},{"where":"/name","what":"required"}])"));
  CHECK(says(client.post("/api/v1/things", R"({"name":"abcdef","weight":10})"), 422,
             R"("issues":[{"where":"/name","what":"expected at most 5 characters, got 6"},)"
             R"({"where":"/weight","what":"expected at most 9, got 10"}])"));
  CHECK(says(client.post("/api/v1/things", ""), 400, "/name"));
  CHECK(says(client.send("POST", "/api/v1/things", "name=x",
                         {{"Content-Type", "application/x-www-form-urlencoded"}}),
             415, "expected_json"));
  CHECK(says(
      client.get("/api/v1/things?limit=0&colour=red"), 400,
      R"([{"where":"colour","what":"expected no such parameter"},{"where":"limit","what":"expected at least 1, got 0"}])"));
  for (const char* id : {"0", "x", "-1", "99999999999999999999"})
    CHECK(says(client.get("/api/v1/things/" + std::string(id)), 404, "not_found"));
  CHECK(says(client.get("/api/v1/things/404"), 404, "no such thing"));
}

TEST_CASE("A handler that throws is an error of ours, and the next request is served") {
  Door door;
  auto client = door.admin();
  const HttpReply reply = client.get("/api/v1/things/500");
  CHECK(says(reply, 500, "\"reason\":\"internal\""));
  CHECK(reply.body.find("boom") == std::string::npos);
  CHECK(client.get("/api/v1/things/1").status == 200);
}

TEST_CASE("A full pool answers 503 with Retry-After") {
  Door door;
  const std::string request = "GET /api/v1/wait HTTP/1.1\r\nHost: x\r\nCookie: rapport_session=admin\r\n\r\n";
  testing::Wire first(door.server->port()), second(door.server->port()), third(door.server->port());
  first.send(request);
  door.gate.wait_for(1);  // the one worker is in the handler
  second.send(request);   // one of these two gets the one place in the queue, the other is refused
  third.send(request);
  testing::Wire* refused = nullptr;
  for (int i = 0; i < 200 && refused == nullptr; ++i)
    for (testing::Wire* wire : {&second, &third})
      if (wire->has_input(std::chrono::milliseconds(50))) refused = wire;
  REQUIRE(refused != nullptr);
  const HttpReply reply = testing::receive_reply(*refused);
  CHECK(says(reply, 503, "\"reason\":\"busy\""));
  CHECK(reply.header("retry-after") == "1");
  door.gate.open();
  CHECK(testing::receive_reply(first).status == 200);
  CHECK(testing::receive_reply(refused == &second ? third : second).status == 200);
}

TEST_CASE("Lists are walked page by page with opaque cursors") {
  Door door;
  auto client = door.admin();
  std::string ids, target = "/api/v1/things?limit=2&text=a%26b";
  for (int pages = 0; pages < 3; ++pages) {
    const auto page = contract::decode<ThingPage>(client.get(target).body);
    REQUIRE(page.has_value());
    for (const Thing& thing : page->items)
      ids += std::to_string(thing.id.value) + thing.name;
    CHECK(page->next_cursor.has_value() == (pages < 2));
    if (page->next_cursor) target = "/api/v1/things?limit=2&text=a%26b&cursor=" + *page->next_cursor;
  }
  CHECK(ids == "1a&b2a&b3a&b4a&b5a&b");
  CHECK(says(client.get("/api/v1/things?cursor=!"), 400, "bad_cursor"));
  CHECK(says(client.get("/api/v1/things?cursor=" + api::make_cursor(std::string("x"))), 400, "bad_cursor"));
}

TEST_CASE("Bytes come in and go out as they are, up to their limit") {
  Door door;
  auto client = door.admin();
  const testing::HeaderMap binary{{"Content-Type", "application/octet-stream"}};
  CHECK(says(client.send("POST", "/api/v1/files", std::string(100, '\0'), binary), 201, "100"));
  const HttpReply file = client.get("/api/v1/files/1");
  CHECK(says(file, 200, "bytes"));
  CHECK(file.header("cache-control") == "private");
  CHECK(client.send("POST", "/api/v1/files", std::string(101, 'x'), binary).status == 413);
}

TEST_CASE("The reference page comes with a policy, beside the document") {
  Door door;
  const tests::TempFolder folder;
  folder.write("index.html", "<!doctype html>");
  http::Router router;
  api::Api other{router, door.names, door.pool, door.log};
  other.serve_document("1");
  other.serve_reference(folder.path());
  http::ServerOptions options;
  options.port = 0;
  metrics::Metrics metrics;
  http::Server server(options, router, door.log, metrics);
  REQUIRE(server.start().has_value());
  HttpClient client(server.port());
  CHECK(client.get("/api").header("location") == "/api/");
  const HttpReply page = client.get("/api/");
  CHECK(says(page, 200, "<!doctype html>"));
  CHECK(page.header("content-security-policy").find("script-src 'self';") != std::string::npos);
  CHECK(says(client.get("/api/openapi.json"), 200, "\"openapi\":\"3.1.0\""));
}

TEST_CASE("Types of the feed are documented though no operation has them") {
  Door door;
  CHECK(door.api.openapi("1").find("\"Nowhere\":{") == std::string::npos);
  door.api.document<Nowhere>(contract::Direction::output);
  CHECK(door.api.openapi("1").find("\"Nowhere\":{") != std::string::npos);
}

TEST_CASE("The document is served to everybody and does not depend on chance") {
  Door door;
  auto client = door.anonymous();
  const HttpReply reply = client.get("/api/openapi.json");
  CHECK(reply.status == 200);
  CHECK(reply.body == door.api.openapi("1.2.3"));
  CHECK(contract::decode<contract::Json>(reply.body).has_value());
  CHECK(
      reply.body.find(R"("/api/v1/things/{id}":{"delete":{"operationId":"removeThing","tags":["things"],)") !=
      std::string::npos);
  CHECK(reply.body.find("\"ThingPage\":{") != std::string::npos);
  CHECK(reply.body.find("Needs `manage_users`.") != std::string::npos);
}
