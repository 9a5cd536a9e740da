// The whole server when it cannot write: it says so, goes on reading, and goes on by itself when it can.
#include <fstream>
#include <sstream>

#include "program/commands/replay.h"
#include "support/postgres_server.h"
#include "support/program/shop.h"
#include "support/small_disk.h"

namespace rapport::program::testing {
namespace {

// A conversation, and everything in it that its two sides saw acknowledged.
struct Talk {
  explicit Talk(Shop& the_shop)
      : shop(the_shop),
        ana(shop.desk_of_ana()),
        visitor(shop.visitor()),
        sue(shop.house.signed_in("sue@shop.test")) {
    say_as_visitor("start", "0");
    id = ana.accept_next().id;
  }

  // "said", or the reason why not.
  std::string say_as_agent(const std::string& client_id) {
    const HttpReply reply = ana.client.post(
        path_of(id, "/messages"),
        R"({"client_id":")" + client_id + R"(","kind":"text","text":")" + words(client_id) + "\"}");
    if (reply.status == 201) {
      acknowledged.insert(client_id);
      return "said";
    }
    CHECK(reply.status == 503);
    CHECK(reply.header("retry-after") == "1");
    return problem_of(reply).reason;
  }
  std::string say_as_visitor(const std::string& type, const std::string& client_id) {
    webchat::ClientFrame frame;
    frame.type = type;
    frame.client_id = client_id;
    frame.text = words(client_id);
    visitor.tell(frame);
    const auto answer = visitor.next_answer();
    if (answer.type == "error") return *answer.reason;
    acknowledged.insert(client_id);
    return "said";
  }
  // Long enough to need room.
  static std::string words(const std::string& client_id) { return client_id + std::string(4'000, 'w'); }

  void check_reading() {
    for (const auto& path :
         {path_of(id), path_of(id, "/messages"), std::string("/api/v1/desk"), path_of(id, "/why"),
          std::string("/api/v1/interactions"), std::string("/api/v1/agents")}) {
      const HttpReply reply = ana.client.get(path);
      CHECK_MESSAGE(reply.status == 200, path << " " << reply.body);
    }
    CHECK(sue.get("/api/v1/board").status == 200);
    CHECK(shop.house.client().get("/chat/v1/" + shop.key + "/config?language=en").status == 200);
    CHECK(shop.house.client().get("/healthz").status == 200);
  }

  // What is there is what was acknowledged: nothing lost, nothing doubled, nothing half.
  void check_words() { check_words(ana.client); }
  void check_words(HttpClient& client) {
    std::multiset<std::string> there;
    std::string cursor;
    do {
      const auto page = read<api::Page<desk::Message>>(
          client.get(path_of(id, "/messages?limit=100" + (cursor.empty() ? "" : "&cursor=" + cursor))).body);
      for (const auto& message : page.items)
        there.insert(message.client_id.value());
      cursor = page.next_cursor.value_or("");
    } while (!cursor.empty());
    CHECK(std::vector<std::string>(there.begin(), there.end()) ==
          std::vector<std::string>(acknowledged.begin(), acknowledged.end()));
  }

  Shop& shop;
  Desk ana;
  ChatVisitor visitor;
  HttpClient sue;
  InteractionId id;
  std::set<std::string> acknowledged;
};

bool is_ready(House& house) {
  return house.client().get("/readyz").status == 200;
}

void check_replay(House& house) {
  house.stop();
  std::ostringstream said, wrong;
  CHECK(replay(house.settings, {}, said, wrong) == 0);
  INFO(said.str() << wrong.str());
  CHECK(wrong.str().empty());
}

// `fill` leaves no room, `make_room` does.
void go_through(House& house, const std::function<void()>& fill, const std::function<void()>& make_room) {
  Shop shop(house);
  Talk talk(shop);
  REQUIRE(talk.say_as_agent("a1") == "said");
  REQUIRE(talk.say_as_visitor("send", "v1") == "said");
  CHECK(is_ready(house));

  fill();
  std::string refused;
  for (int i = 0; i < 500 && refused.empty(); ++i)
    if (const std::string answer = talk.say_as_agent("full" + std::to_string(i)); answer != "said")
      refused = answer;
  CHECK(refused == "cannot_accept");
  CHECK(eventually([&] { return !is_ready(house); }));
  const auto unready = house.client().get("/readyz");
  CHECK(problem_of(unready).reason == "cannot_accept");
  for (int round = 0; round < 3; ++round) {
    CHECK(talk.say_as_visitor("send", "lost") == "cannot_accept");
    CHECK(talk.say_as_agent("later") == "cannot_accept");
    const HttpReply ended = talk.ana.client.post(path_of(talk.id, "/end"));
    CHECK(ended.status == 503);
    talk.check_reading();
  }
  // It is still so after the pause after which it tries again.
  const auto tried_again = std::chrono::steady_clock::now() + std::chrono::milliseconds(2'500);
  while (std::chrono::steady_clock::now() < tried_again) {
    CHECK(!is_ready(house));
    talk.check_reading();
  }

  make_room();
  REQUIRE(eventually([&] { return is_ready(house); }));
  CHECK(talk.say_as_agent("later") == "said");
  CHECK(talk.say_as_agent("later") == "said");
  CHECK(talk.say_as_visitor("send", "lost") == "said");
  talk.check_words();
  const std::int64_t seq = house.parts().loop.seq(shop.org).value();
  house.restart();
  CHECK(house.parts().loop.seq(shop.org).value() >= seq);
  HttpClient again = house.signed_in("ana@shop.test");
  talk.check_words(again);
  check_replay(house);
}

}  // namespace

TEST_CASE("on a full disk the server says that it cannot accept, reads on, and recovers without a restart") {
  tests::TempFolder folder;
  tests::FreshDatabase fresh(database::Engine::sqlite, all_migrations());
  const tests::SmallDisk disk(folder.path() / "disk", "size=12m");
  if (!disk.is_mounted) return;
  House house(fresh, disk.path);
  go_through(
      house, [&] { disk.fill(); }, [&] { disk.make_room(); });
}

TEST_CASE("with PostgreSQL's disk full it is the same") {
  auto* server = tests::PostgresServer::running();
  if (server == nullptr) return;
  tests::TempFolder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0711));
  const tests::SmallDisk disk(folder.path() / "disk", "size=8m");
  if (!disk.is_mounted) return;
  const auto space = disk.path / "space";
  std::filesystem::create_directory(space);
  REQUIRE(::chown(space.c_str(), server->user(), gid_t(-1)) == 0);
  server->run("create tablespace cramped location '" + space.string() + "'");
  {
    tests::FreshDatabase fresh(database::Engine::postgresql, all_migrations());
    for (const char* table : {"message", "journal", "snapshot"}) {
      const auto moved = fresh.db()
                             .write<void>([&](database::Session& sql) -> Result<void> {
                               sql.run(std::string("alter table ") + table + " set tablespace cramped");
                               return {};
                             })
                             .get();
      REQUIRE_MESSAGE(moved, moved.error().detail);
    }
    House house(fresh);
    go_through(
        house, [&] { disk.fill(); }, [&] { disk.make_room(); });
  }
  server->run("drop tablespace cramped");
}

TEST_CASE("uploads and settings are refused on a full disk too, and leave nothing behind") {
  tests::TempFolder folder;
  tests::FreshDatabase fresh(database::Engine::sqlite, all_migrations());
  const tests::SmallDisk disk(folder.path() / "disk", "size=12m");
  if (!disk.is_mounted) return;
  House house(fresh, disk.path);
  Shop shop(house);
  HttpClient admin = house.signed_in("admin@shop.test");
  const auto upload = [&](std::size_t bytes) {
    return admin.send("POST", "/api/v1/attachments", std::string(bytes, 'x'),
                      {{"Content-Type", "text/plain"}});
  };
  REQUIRE(upload(1'000).status == 201);
  disk.fill(1'000'000);
  const HttpReply large = upload(4'000'000);
  CHECK(large.status == 503);
  CHECK(problem_of(large).reason == "disk_full");
  CHECK(std::filesystem::is_empty(disk.path / "attachments" / "uploads"));
  disk.fill();
  HttpReply named;
  for (int i = 0; i < 500 && named.status < 400; ++i)
    named = admin.post("/api/v1/teams", R"({"name":"Team )" + std::to_string(i) + "\"}");
  CHECK(named.status == 503);
  const auto before = admin.get("/api/v1/teams?limit=200").body;
  CHECK(admin.post("/api/v1/teams", R"({"name":"One more"})").status == 503);
  CHECK(admin.get("/api/v1/teams?limit=200").body == before);
  disk.make_room();
  CHECK(eventually([&] { return admin.post("/api/v1/teams", R"({"name":"One more"})").status == 201; }));
  CHECK(upload(1'000).status == 201);
}

TEST_CASE("when the database goes away and comes back, the server goes on without a restart") {
  auto* server = tests::PostgresServer::running();
  if (server == nullptr) return;
  tests::FreshDatabase fresh(database::Engine::postgresql, all_migrations());
  House house(fresh);
  Shop shop(house);
  Talk talk(shop);
  REQUIRE(talk.say_as_agent("a1") == "said");
  server->stop();
  CHECK(talk.ana.client.get(path_of(talk.id, "/messages")).status == 503);
  CHECK(talk.say_as_agent("a2") != "said");
  (void)house.parts().loop.submit_and_wait(shop.org, switchboard::DayStarted{});
  CHECK(eventually([&] { return !is_ready(house); }));
  server->start();
  REQUIRE(eventually([&] { return is_ready(house); }));
  // The session is in the same database: asking again is all it takes.
  REQUIRE(eventually([&] { return talk.ana.client.get(path_of(talk.id)).status == 200; }));
  CHECK(eventually([&] { return talk.say_as_agent("a2") == "said"; }));
  talk.check_words();
  check_replay(house);
}

}  // namespace rapport::program::testing
