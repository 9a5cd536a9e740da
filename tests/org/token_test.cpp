#include "org/token.h"

#include "org/support/house.h"

namespace rapport::org::testing {
namespace {

HttpClient with_token(House& house, const std::string& token) {
  HttpClient client = house.client();
  client.headers["Authorization"] = "Bearer " + token;
  return client;
}

TEST_CASE("a token acts for its maker within its scopes, without CSRF and without a session") {
  in_a_house([](House& house) {
    house.organisation("acme");
    HttpClient admin = house.signed_in("admin@acme.test");
    const HttpReply made = admin.post("/api/v1/api-tokens", R"({"name":"Sync","scopes":["manage_routing"]})");
    REQUIRE(made.status == 201);
    const std::string secret = member(made.body, "token");
    CHECK(secret.rfind("rpt_", 0) == 0);
    const std::string path = "/api/v1/api-tokens/" + member(made.body, "id");
    CHECK(admin.get(path).body.find(secret) == std::string::npos);
    CHECK(admin.get("/api/v1/audit").body.find(secret) == std::string::npos);

    HttpClient program = with_token(house, secret);
    CHECK(program.post("/api/v1/skills", R"({"name":"English"})").status == 201);
    CHECK(reason(program.post("/api/v1/roles", R"({"name":"x","permissions":[]})")) == "missing_permission");
    CHECK(reason(program.post("/api/v1/session/password",
                              R"({"old_password":"correct horse","new_password":"another one"})")) ==
          "needs_session");
    CHECK(reason(program.del("/api/v1/session")) == "needs_session");
    CHECK(reason(with_token(house, "rpt_guess").get("/api/v1/directory")) == "bad_token");
    house.fresh.db()
        .write<void>([](database::Session&) { return Result<void>(); })
        .wait();  // its use is noted
    CHECK(admin.get(path).body.find("last_used_at") != std::string::npos);
    CHECK(admin.del(path).status == 204);
    CHECK(program.get("/api/v1/directory").status == 401);
  });
}

TEST_CASE("a token ends when it expires, and with its maker") {
  in_a_house([](House& house) {
    const Organisation acme = house.organisation("acme");
    HttpClient admin = house.signed_in("admin@acme.test");
    house.user(acme.id, "boss@acme.test", "admin");
    HttpClient boss = house.signed_in("boss@acme.test");
    CHECK(boss.post("/api/v1/api-tokens",
                    R"({"name":"Old","scopes":["plan"],"expires_at":"2020-01-01T00:00:00Z"})")
              .status == 422);
    const HttpReply made = boss.post(
        "/api/v1/api-tokens", R"({"name":"Short","scopes":["plan"],"expires_at":"2026-02-25T07:00:00Z"})");
    REQUIRE(made.status == 201);
    HttpClient program = with_token(house, member(made.body, "token"));
    CHECK(program.get("/api/v1/directory").status == 200);
    house.pass(hours(1));
    CHECK(program.get("/api/v1/directory").status == 401);

    const HttpReply another = boss.post("/api/v1/api-tokens", R"({"name":"Long","scopes":["plan"]})");
    HttpClient second = with_token(house, member(another.body, "token"));
    CHECK(second.get("/api/v1/directory").status == 200);
    const std::string id = member(another.body, "user_id");
    CHECK(admin.del("/api/v1/users/" + id).status == 204);
    CHECK(second.get("/api/v1/directory").status == 401);
  });
}

TEST_CASE("a token never has more than its maker, also when they have less later") {
  in_a_house([](House& house) {
    const Organisation acme = house.organisation("acme");
    HttpClient admin = house.signed_in("admin@acme.test");
    const std::string clerk_role = member(
        admin.post("/api/v1/roles", R"({"name":"clerk","permissions":["manage_tokens","manage_routing"]})")
            .body,
        "id");
    const std::string user_body = R"({"email":"clerk@acme.test","name":"C","role_ids":[")";
    const std::string clerk_id = member(
        admin.post("/api/v1/users", user_body + clerk_role + R"("],"password":"correct horse"})").body, "id");
    HttpClient clerk = house.signed_in("clerk@acme.test");
    CHECK(reason(clerk.post("/api/v1/api-tokens", R"({"name":"x","scopes":["manage_users"]})")) ==
          "beyond_your_own");
    const std::string secret =
        member(clerk.post("/api/v1/api-tokens", R"({"name":"x","scopes":["manage_routing"]})").body, "token");
    HttpClient program = with_token(house, secret);
    CHECK(program.post("/api/v1/skills", R"({"name":"English"})").status == 201);
    const std::string agent = std::to_string(house.admin().role(acme.id, "agent").value().value);
    CHECK(admin.put("/api/v1/users/" + clerk_id, user_body + agent + "\"]}").status == 200);
    CHECK(reason(program.post("/api/v1/skills", R"({"name":"French"})")) == "missing_permission");
  });
}

}  // namespace
}  // namespace rapport::org::testing
