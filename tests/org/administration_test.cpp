// Administrators keep teams, queues and the rest through the API: made, read, changed, removed, refused.
#include "org/support/house.h"

namespace rapport::org::testing {
namespace {

struct Office {
  House& house;
  Organisation acme;
  HttpClient admin;

  explicit Office(House& in)
      : house(in), acme(in.organisation("acme")), admin(in.signed_in("admin@acme.test")) {}

  // The id of what was made.
  std::string make(const std::string& list, const std::string& body) {
    const HttpReply reply = admin.post("/api/v1/" + list, body);
    INFO(reply.body);
    REQUIRE(reply.status == 201);
    return member(reply.body, "id");
  }
  std::string role(const std::string& name) {
    return std::to_string(house.admin().role(acme.id, name).value().value);
  }
};

bool has(const HttpReply& reply, const std::string& part) {
  return reply.body.find(part) != std::string::npos;
}

TEST_CASE("names are made, listed page by page, changed and removed") {
  in_a_house([](House& house) {
    Office office(house);
    for (const char* list : {"teams", "skills", "presence-reasons", "dispositions", "decline-reasons"}) {
      CAPTURE(list);
      const std::string path = "/api/v1/" + std::string(list);
      const std::string id = office.make(list, R"({"name":"Night shift"})");
      CHECK(office.admin.get(path + "/" + id).status == 200);
      CHECK(reason(office.admin.post(path, R"({"name":"Night shift"})")) == "already_exists");
      CHECK(office.admin.put(path + "/" + id, R"({"name":"Day shift"})").status == 200);
      CHECK(has(office.admin.get(path + "/" + id), "Day shift"));
      CHECK(office.admin.del(path + "/" + id).status == 204);
      CHECK(office.admin.get(path + "/" + id).status == 404);
      CHECK(office.admin.put(path + "/" + id, R"({"name":"Day shift"})").status == 404);
      CHECK(office.admin.del(path + "/" + id).status == 404);
    }
    for (int i = 0; i < 5; ++i)
      office.make("teams", R"({"name":"Team )" + std::to_string(i) + "\"}");
    std::string target = "/api/v1/teams?limit=2", names;
    for (int pages = 0; pages < 3; ++pages) {
      const HttpReply page = office.admin.get(target);
      names += page.body;
      const std::string cursor = member(page.body, "next_cursor");
      CHECK(cursor.empty() == (pages == 2));
      target = "/api/v1/teams?limit=2&cursor=" + cursor;
    }
    for (int i = 0; i < 5; ++i)
      CHECK(names.find("Team " + std::to_string(i)) != std::string::npos);
  });
}

TEST_CASE("what a name cannot be is said with its place") {
  in_a_house([](House& house) {
    Office office(house);
    CHECK(office.admin.post("/api/v1/teams", "{").status == 400);
    CHECK(office.admin.post("/api/v1/teams", R"({"nam":"x"})").status == 400);
    CHECK(has(office.admin.post("/api/v1/teams", R"({"name":""})"), R"("where":"/name")"));
    CHECK(office.admin.post("/api/v1/teams", R"({"name":"two\nlines"})").status == 422);
    CHECK(office.admin.post("/api/v1/teams", R"({"name":")" + std::string(101, 'x') + "\"}").status == 422);
    CHECK(office.admin.post("/api/v1/teams", R"({"name":7})").status == 400);
  });
}

TEST_CASE("a user is kept as given, in lower case and without the password") {
  in_a_house([](House& house) {
    Office office(house);
    const std::string team = office.make("teams", R"({"name":"North"})");
    const std::string skill = office.make("skills", R"({"name":"English"})");
    const std::string queue = office.make("queues", R"({"name":"Sales"})");
    const std::string body = R"({"email":"Ann@Acme.test","name":"Ann","role_ids":[")" + office.role("agent") +
                             R"("],"team_ids":[")" + team + R"("],"skills":[{"skill_id":")" + skill +
                             R"(","level":4}],"queue_ids":[")" + queue +
                             R"("],"capacity":{"units":50},"password":"correct horse","language":"zh-CN"})";
    const std::string id = office.make("users", body);
    const HttpReply ann = office.admin.get("/api/v1/users/" + id);
    for (const char* part : {R"("email":"ann@acme.test")", R"("level":4)", R"("units":50)",
                             R"("is_active":true)", R"("has_totp":false)", R"("language":"zh-CN")"})
      CHECK(has(ann, part));
    CHECK_FALSE(has(ann, "password"));
    CHECK(has(office.admin.get("/api/v1/queues/" + queue), R"("member_ids":[")" + id + "\"]"));
    house.signed_in("ann@acme.test");
    // Without a password they keep theirs.
    CHECK(office.admin
              .put("/api/v1/users/" + id,
                   R"({"email":"ann@acme.test","name":"Anne","role_ids":[")" + office.role("agent") + "\"]}")
              .status == 200);
    house.signed_in("ann@acme.test");
    CHECK(has(office.admin.get("/api/v1/users/" + id), R"("skills":[])"));  // replaced as a whole
  });
}

TEST_CASE("what a user cannot be is said with its place") {
  in_a_house([](House& house) {
    Office office(house);
    const auto refused = [&](const std::string& rest, const std::string& where) {
      const HttpReply reply =
          office.admin.post("/api/v1/users", R"({"email":"ann@acme.test","name":"Ann","role_ids":[")" +
                                                 office.role("agent") + "\"]" + rest + "}");
      CAPTURE(reply.body);
      CHECK(reply.status == 422);
      CHECK(has(reply, "\"where\":\"" + where));
    };
    refused(R"(,"team_ids":["1"])", "/team_ids/0");
    refused(R"(,"queue_ids":["1"])", "/queue_ids/0");
    refused(R"(,"skills":[{"skill_id":"1","level":1}])", "/skills/0/skill_id");
    refused(R"(,"skills":[{"skill_id":"1","level":6}])", "/skills/0/level");
    refused(R"(,"capacity":{"units":-1})", "/capacity/units");
    refused(R"(,"password":"short")", "/password");
    const HttpReply twice =
        office.admin.post("/api/v1/users", R"({"email":"ADMIN@acme.test","name":"Ann","role_ids":[")" +
                                               office.role("agent") + "\"]}");
    CHECK(twice.status == 422);
    CHECK(has(twice, R"("where":"/email")"));
    house.organisation("other");
    const HttpReply elsewhere =
        office.admin.post("/api/v1/users", R"({"email":"admin@other.test","name":"Ann","role_ids":[")" +
                                               office.role("agent") + "\"]}");
    CHECK(elsewhere.status == 422);  // unique on the server
  });
}

TEST_CASE("the last active admin stays one") {
  in_a_house([](House& house) {
    Office office(house);
    const std::string session = office.admin.get("/api/v1/session").body;
    const std::string id = member(session.substr(session.find("\"is_active\"")), "id");
    const std::string path = "/api/v1/users/" + id;
    const auto put = [&](const std::string& role, const std::string& more) {
      return office.admin.put(path, R"({"email":"admin@acme.test","name":"Admin","role_ids":[")" +
                                        office.role(role) + "\"]" + more + "}");
    };
    CHECK(reason(office.admin.del(path)) == "last_admin");
    CHECK(reason(put("agent", "")) == "last_admin");
    CHECK(reason(put("admin", R"(,"is_active":false)")) == "last_admin");
    CHECK(put("admin", "").status == 200);
    house.user(office.acme.id, "second@acme.test", "admin");
    CHECK(put("agent", "").status == 200);
  });
}

TEST_CASE("nobody hands out or takes over rights that they do not have") {
  in_a_house([](House& house) {
    Office office(house);
    const std::string clerk_role =
        office.make("roles", R"({"name":"clerk","permissions":["manage_users","take_interactions"]})");
    const User boss = house.user(office.acme.id, "boss@acme.test", "admin");
    office.make("users",
                R"({"email":"clerk@acme.test","name":"Clerk","password":"correct horse","role_ids":[")" +
                    clerk_role + "\"]}");
    HttpClient clerk = house.signed_in("clerk@acme.test");
    const auto user = [&](const std::string& email, const std::string& role) {
      return R"({"email":")" + email + R"(","name":"N","password":"correct horse","role_ids":[")" +
             office.role(role) + "\"]}";
    };
    CHECK(clerk.post("/api/v1/users", user("a@acme.test", "agent")).status == 201);
    CHECK(reason(clerk.post("/api/v1/users", user("b@acme.test", "admin"))) == "beyond_your_own");
    const std::string boss_path = "/api/v1/users/" + std::to_string(boss.id.value);
    CHECK(reason(clerk.put(boss_path, user("boss@acme.test", "agent"))) == "beyond_your_own");
    CHECK(reason(clerk.del(boss_path)) == "beyond_your_own");
    CHECK(reason(clerk.post(boss_path + "/totp/remove")) == "beyond_your_own");
    CHECK(reason(clerk.post("/api/v1/roles", R"({"name":"more","permissions":["supervise"]})")) ==
          "beyond_your_own");
    CHECK(clerk.post("/api/v1/roles", R"({"name":"less","permissions":["take_interactions"]})").status ==
          201);
    CHECK(reason(clerk.post("/api/v1/skills", R"({"name":"x"})")) == "missing_permission");
    CHECK(reason(clerk.get("/api/v1/audit")) == "missing_permission");
  });
}

TEST_CASE("built-in roles stay as they are, others cannot go while somebody has them") {
  in_a_house([](House& house) {
    Office office(house);
    const std::string path = "/api/v1/roles/" + office.role("agent");
    CHECK(reason(office.admin.put(path, R"({"name":"agent","permissions":[]})")) == "role_built_in");
    CHECK(reason(office.admin.del(path)) == "role_built_in");
    const std::string own = office.make("roles", R"({"name":"own","permissions":["plan"]})");
    const std::string user =
        office.make("users", R"({"email":"a@acme.test","name":"Ann","role_ids":[")" + own + "\"]}");
    const HttpReply used = office.admin.del("/api/v1/roles/" + own);
    CHECK(used.status == 409);
    CHECK(has(used, R"("where":"/users/)" + user + '"'));
  });
}

TEST_CASE("what is in use cannot go, and it says where it is used") {
  in_a_house([](House& house) {
    Office office(house);
    const std::string team = office.make("teams", R"({"name":"North"})");
    const std::string skill = office.make("skills", R"({"name":"English"})");
    const std::string disposition = office.make("dispositions", R"({"name":"Sold"})");
    const std::string hours = office.make(
        "hours", R"({"name":"Office","time_zone":"UTC","weekly":[{"day":1,"from":"09:00","to":"17:00"}]})");
    const std::string second = office.make("queues", R"({"name":"Overflow"})");
    const std::string first = office.make(
        "queues", R"({"name":"Sales","hours_id":")" + hours + R"(","rules":{"disposition_ids":[")" +
                      disposition + R"("],"when_full":{"action":"overflow","overflow_to":")" + second +
                      R"("},"steps":[{"team_id":")" + team + R"(","skills":[{"skill_id":")" + skill +
                      R"(","level_min":3}],"lasts_s":30}]}})");
    const std::string channel = office.make("channels", R"({"name":"Shop","queue_id":")" + first + R"("})");
    const auto refused = [&](const std::string& path, const std::string& where) {
      const HttpReply reply = office.admin.del("/api/v1/" + path);
      CAPTURE(reply.body);
      CHECK(reply.status == 409);
      CHECK(reason(reply) == "in_use");
      CHECK(has(reply, "\"where\":\"" + where + '"'));
    };
    refused("teams/" + team, "/queues/" + first);
    refused("skills/" + skill, "/queues/" + first);
    refused("dispositions/" + disposition, "/queues/" + first);
    refused("hours/" + hours, "/queues/" + first);
    refused("queues/" + second, "/queues/" + first);
    refused("queues/" + first, "/channels/" + channel);
    CHECK(office.admin.del("/api/v1/channels/" + channel).status == 204);
    for (const std::string& path : {"queues/" + first, "queues/" + second, "hours/" + hours,
                                    "dispositions/" + disposition, "skills/" + skill, "teams/" + team}) {
      CAPTURE(path);
      CHECK(office.admin.del("/api/v1/" + path).status == 204);
    }
  });
}

TEST_CASE("a queue's rules are read back as given, and what they cannot be is said with its place") {
  in_a_house([](House& house) {
    Office office(house);
    const std::string id = office.make(
        "queues",
        R"({"name":"Sales","channel":"chat","rules":{"order":"strict_priority","choice":"most_skilled",)"
        R"("offer_timeout_s":15,"steps":[{"lasts_s":30},{"lasts_s":0}]}})");
    const HttpReply queue = office.admin.get("/api/v1/queues/" + id);
    for (const char* part :
         {R"("order":"strict_priority")", R"("choice":"most_skilled")", R"("offer_timeout_s":15)",
          R"("sticky_window_s":259200)", R"("steps":[{"skills":[],"lasts_s":30},{"skills":[],"lasts_s":0}])",
          R"("when_full":{"action":"refuse"})"})
      CHECK(has(queue, part));
    const auto refused = [&](const std::string& rules, const std::string& where) {
      const HttpReply reply =
          office.admin.put("/api/v1/queues/" + id, R"({"name":"Sales","rules":{)" + rules + "}}");
      CAPTURE(reply.body);
      CHECK(reply.status == 422);
      CHECK(has(reply, "\"where\":\"" + where + '"'));
    };
    refused(R"("offer_timeout_s":0)", "/rules/offer_timeout_s");
    refused(R"("weight":0)", "/rules/weight");
    refused(R"("steps":[{"skills":[{"skill_id":"1","level_min":9}]}])", "/rules/steps/0/skills/0/level_min");
    refused(R"("when_closed":{"action":"overflow"})", "/rules/when_closed/overflow_to");
    refused(R"("when_full":{"action":"overflow","overflow_to":")" + id + "\"}",
            "/rules/when_full/overflow_to");
  });
}

TEST_CASE("hours that cannot be are refused with their place") {
  in_a_house([](House& house) {
    Office office(house);
    const HttpReply reply = office.admin.post(
        "/api/v1/hours",
        R"({"name":"Odd","time_zone":"Mars/Olympus","weekly":[{"day":1,"from":"18:00","to":"09:00"}]})");
    CHECK(reply.status == 422);
    CHECK(has(reply, R"("where":"/time_zone")"));
    CHECK(has(reply, R"("where":"/weekly/0/to")"));
    const std::string id = office.make(
        "hours",
        R"({"name":"Office","time_zone":"Asia/Shanghai","weekly":[{"day":1,"from":"09:00","to":"24:00"}],)"
        R"("holidays":[{"date":"2026-10-01","name":"国庆节"},{"date":"2026-12-31","name":"Short","from":"09:00","to":"12:00"}]})");
    CHECK(has(
        office.admin.get("/api/v1/hours/" + id),
        R"("holidays":[{"date":"2026-10-01","name":"国庆节"},{"date":"2026-12-31","name":"Short","from":"09:00","to":"12:00"}])"));
  });
}

TEST_CASE("a channel has a public key from the start and a secret that is shown once") {
  in_a_house([](House& house) {
    Office office(house);
    const std::string queue = office.make("queues", R"({"name":"Sales"})");
    const std::string id = office.make(
        "channels",
        R"({"name":"Shop","queue_id":")" + queue +
            R"(","webchat":{"allowed_sites":["https://shop.example.com","https://*.example.org","*"],)"
            R"("texts":{"zh-CN":{"title":"您好"}},"pre_chat":{"is_on":true,"fields":[{"name":"order_no","label":"Order"}]}}})");
    const std::string path = "/api/v1/channels/" + id;
    const std::string key = member(office.admin.get(path).body, "key");
    CHECK(key.size() == 24);
    CHECK(has(office.admin.get(path), R"("has_secret":false)"));
    const std::string secret = member(office.admin.post(path + "/secret").body, "secret");
    CHECK(secret.size() == 43);
    CHECK(has(office.admin.get(path), R"("has_secret":true)"));
    CHECK_FALSE(has(office.admin.get(path), secret));
    CHECK_FALSE(has(office.admin.get("/api/v1/audit"), secret));

    const auto found = house.orgs->directories().by_chat_key(key);
    REQUIRE(found.channel != nullptr);
    CHECK(found.channel->identity_secret == secret);
    CHECK(found.channel->texts.at("zh-CN").title == "您好");
    CHECK(found.directory->org == office.acme.id);
    house.restart();
    CHECK(house.orgs->directories().by_chat_key(key).channel->identity_secret == secret);

    HttpClient again = house.signed_in("admin@acme.test");
    const auto refused = [&](const std::string& chat, const std::string& where) {
      const HttpReply reply =
          again.put(path, R"({"name":"Shop","queue_id":")" + queue + R"(","webchat":{)" + chat + "}}");
      CAPTURE(reply.body);
      CHECK(reply.status == 422);
      CHECK(has(reply, "\"where\":\"/webchat/" + where + '"'));
    };
    refused(R"("allowed_sites":["shop.example.com"])", "allowed_sites/0");
    refused(R"("allowed_sites":["https://shop.example.com/path"])", "allowed_sites/0");
    refused(R"("colour":"green")", "colour");
    refused(R"("pre_chat":{"fields":[{"name":"a b","label":"A"}]})", "pre_chat/fields/0/name");
    refused(R"("pre_chat":{"fields":[{"name":"a","label":"A","kind":"select"}]})",
            "pre_chat/fields/0/options");
    refused(R"("routing":[{"field":"gone","value":"x"}])", "routing/0/field");
    CHECK(again.put(path, R"({"name":"Shop","queue_id":")" + queue + R"(","is_active":false})").status ==
          200);
    CHECK(house.orgs->directories().by_chat_key(key).channel == nullptr);
  });
}

TEST_CASE("the organisation is read by everybody and changed by those who may") {
  in_a_house([](House& house) {
    Office office(house);
    house.user(office.acme.id, "ann@acme.test");
    HttpClient ann = house.signed_in("ann@acme.test");
    CHECK(
        has(ann.get("/api/v1/organisation"), R"("settings":{"silent_after_s":600,"disconnect_grace_s":30,)"));
    const std::string body =
        R"({"name":"Acme 客服","slug":"acme","time_zone":"Asia/Shanghai","settings":{"silent_after_s":60}})";
    CHECK(ann.put("/api/v1/organisation", body).status == 403);
    CHECK(office.admin.put("/api/v1/organisation", body).status == 200);
    CHECK(house.orgs->directories().of(office.acme.id)->settings.silent_after == seconds(60));
    house.organisation("other");
    const HttpReply taken = office.admin.put("/api/v1/organisation",
                                             R"({"name":"Acme","slug":"other","time_zone":"Asia/Shanghai"})");
    CHECK(taken.status == 422);
    CHECK(has(taken, R"("where":"/slug")"));
    CHECK(has(
        office.admin.put("/api/v1/organisation", R"({"name":"Acme","slug":"acme","time_zone":"Nowhere"})"),
        R"("where":"/time_zone")"));
  });
}

TEST_CASE("the directory names everything, for everybody, right after a change") {
  in_a_house([](House& house) {
    Office office(house);
    house.user(office.acme.id, "ann@acme.test");
    HttpClient ann = house.signed_in("ann@acme.test");
    house.notices();
    office.make("teams", R"({"name":"North"})");
    CHECK(house.notices() == std::vector<std::string>{"teams"});
    const HttpReply directory = ann.get("/api/v1/directory");
    for (const char* part : {R"("name":"North")", R"("name":"ann")", R"("is_agent":true)",
                             R"("name":"General")", R"("name_zh":"休息")", R"("channels":[])"})
      CHECK(has(directory, part));
    CHECK_FALSE(has(directory, "@acme.test"));
  });
}

}  // namespace
}  // namespace rapport::org::testing
