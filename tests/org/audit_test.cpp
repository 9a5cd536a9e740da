#include "org/audit.h"

#include "org/support/house.h"

namespace rapport::org::testing {
namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

TEST_CASE("every change says who, what, before and after") {
  in_a_house([](House& house) {
    house.organisation("acme");
    HttpClient admin = house.signed_in("admin@acme.test");
    admin.headers["X-Request-Id"] = "request-17";
    const std::string id = member(admin.post("/api/v1/teams", R"({"name":"North"})").body, "id");
    admin.put("/api/v1/teams/" + id, R"({"name":"South"})");
    admin.del("/api/v1/teams/" + id);
    const std::string all = admin.get("/api/v1/audit?what=team").body;
    CHECK(count(all, "\"action\"") == 3);
    CHECK(all.find(R"("action":"delete")") < all.find(R"("action":"create")"));  // newest first
    CHECK(all.find(R"("before":{"name":"North","id":")" + id + R"("},"after":{"name":"South","id":")" + id) !=
          std::string::npos);
    CHECK(all.find(R"("remote_address":"127.0.0.1","request_id":"request-17")") != std::string::npos);
  });
}

TEST_CASE("what was refused leaves no trace, and sign-ins leave one") {
  in_a_house([](House& house) {
    house.organisation("acme");
    HttpClient admin = house.signed_in("admin@acme.test");
    admin.post("/api/v1/teams", R"({"name":""})");
    admin.post("/api/v1/users", R"({"email":"a@b.test","name":"A","role_ids":["1"]})");
    CHECK(count(admin.get("/api/v1/audit?what=team").body, "\"action\"") == 0);
    HttpClient thief = house.client();
    thief.post("/api/v1/session", R"({"email":"admin@acme.test","password":"Nonsense-1"})");
    const std::string all = admin.get("/api/v1/audit?what=session").body;
    CHECK(count(all, R"("action":"sign_in_failed")") == 1);
    CHECK(count(all, R"("action":"sign_in")") == 1);
    CHECK(all.find("Nonsense-1") == std::string::npos);
  });
}

TEST_CASE("the log is filtered by who and when, and read page by page") {
  in_a_house([](House& house) {
    const Organisation acme = house.organisation("acme");
    const User boss = house.user(acme.id, "boss@acme.test", "admin");
    HttpClient admin = house.signed_in("admin@acme.test");
    HttpClient other = house.signed_in("boss@acme.test");
    admin.post("/api/v1/teams", R"({"name":"One"})");
    house.pass(hours(1));
    other.post("/api/v1/teams", R"({"name":"Two"})");
    const std::string who = std::to_string(boss.id.value);
    CHECK(count(admin.get("/api/v1/audit?what=team&who=" + who).body, "\"action\"") == 1);
    CHECK(count(admin.get("/api/v1/audit?what=create&who=" + who).body, "\"action\"") == 1);
    const std::string from = "2026-02-25T06:30:00Z";  // the house's day began at 06:13
    CHECK(count(admin.get("/api/v1/audit?what=team&from=" + from).body, "\"action\"") == 1);
    CHECK(count(admin.get("/api/v1/audit?what=team&to=" + from).body, "\"action\"") == 1);
    CHECK(count(admin.get("/api/v1/audit?who=1").body, "\"action\"") == 0);
    CHECK(admin.get("/api/v1/audit?from=yesterday").status == 400);
    const std::size_t all = count(admin.get("/api/v1/audit?limit=200").body, "\"action\"");
    std::size_t paged = 0;
    std::string target = "/api/v1/audit?limit=2";
    for (std::string cursor = "first"; !cursor.empty();) {
      const std::string page = admin.get(target).body;
      paged += count(page, "\"action\"");
      cursor = page.find("next_cursor") == std::string::npos ? "" : member(page, "next_cursor");
      target = "/api/v1/audit?limit=2&cursor=" + cursor;
    }
    CHECK(paged == all);
  });
}

}  // namespace
}  // namespace rapport::org::testing
