// Nobody gets at another organisation's things, by whatever operation.
#include "api/answer.h"
#include "org/support/house.h"
#include "support/http/stranger_walk.h"

namespace rapport::org::testing {
namespace {

using rapport::testing::Stranger;

std::string text(std::int64_t id) {
  return std::to_string(id);
}

// One of everything, each with the mark in its name.
struct Furnished {
  OrgId org;
  std::vector<std::string> ids;
};

Furnished furnish(House& house, const std::string& mark) {
  Furnished made;
  made.org = house.organisation("first").id;
  const By who{made.org, {}};
  Admin& admin = house.admin();
  auto keep = [&](const auto& result) {
    REQUIRE(result.has_value());
    made.ids.push_back(text(result->id.value));
    return *result;
  };
  keep(admin.create_team(who, mark + " team"));
  const Skill skill = keep(admin.create_skill(who, mark + " skill"));
  const Disposition disposition = keep(admin.create_disposition(who, {mark + " disposition", ""}));
  HoursFields hours{mark + " hours", "Europe/Berlin", {{1, "09:00", "18:00"}}, {}};
  const HoursPlan plan = keep(admin.create_hours(who, hours));
  QueueFields queue;
  queue.name = mark + " queue";
  queue.hours_id = plan.id;
  queue.rules.disposition_ids = {disposition.id};
  const Queue sales = keep(admin.create_queue(who, queue));
  ChannelFields channel;
  channel.name = mark + " channel";
  channel.queue_id = sales.id;
  channel.webchat.language_skills = {{"zh-CN", skill.id, 1}};
  keep(admin.create_channel(who, channel));
  UserFields user;
  user.email = "marked@first.test";
  user.name = mark + " user";
  user.role_ids = {admin.role(made.org, "agent").value()};
  user.skills = {{skill.id, 3}};
  user.queue_ids = {sales.id};
  user.password = good_password;
  keep(admin.create_user(who, user));

  HttpClient owner = house.signed_in("admin@first.test");
  const auto post = [&](const std::string& path, const std::string& body) {
    const auto reply = owner.post("/api/v1/" + path, body);
    INFO(reply.body);
    REQUIRE(reply.status == 201);
    made.ids.push_back(member(reply.body, "id"));
  };
  post("roles", R"({"name":")" + mark + R"( role","permissions":["plan"]})");
  post("presence-reasons", R"({"name":")" + mark + R"( reason"})");
  post("decline-reasons", R"({"name":")" + mark + R"( decline"})");
  post("api-tokens", R"({"name":")" + mark + R"( token","scopes":["plan"]})");
  made.ids.push_back(member(owner.get("/api/v1/audit?limit=1").body, "id"));
  made.ids.push_back(text(made.org.value));
  return made;
}

// Everything of an organisation as its admin sees it.
std::string everything(House& house) {
  HttpClient owner = house.signed_in("admin@first.test");
  std::string all;
  for (const char* list : {"users", "teams", "skills", "roles", "presence-reasons", "dispositions",
                           "decline-reasons", "hours", "queues", "channels", "api-tokens"})
    all += owner.get("/api/v1/" + std::string(list) + "?limit=200").body + "\n";
  return all + owner.get("/api/v1/organisation").body + owner.get("/api/v1/directory").body;
}

TEST_CASE("a stranger who may do everything in their own organisation gets at nothing of another") {
  in_a_house([](House& house) {
    const std::string mark = "Belladonna";
    const Furnished first = furnish(house, mark);
    const Organisation second = house.organisation("second");
    HttpClient client = house.signed_in("admin@second.test");
    const std::string role = text(house.admin().role(second.id, "agent").value().value);
    const std::string queue = text(house.admin().queues(second.id).value().front().id.value);
    Stranger stranger{client, first.ids, mark, {}, {"signOut", "signIn", "changePassword", "removeTotp"}};
    const std::string named = R"({"name":"Mine"})";
    stranger.bodies = {
        {"changeTeam", named},
        {"changeSkill", named},
        {"changePresenceReason", named},
        {"changeDisposition", named},
        {"changeDeclineReason", named},
        {"changeRole", R"({"name":"Mine","permissions":[]})"},
        {"changeHours", R"({"name":"Mine","time_zone":"UTC","weekly":[]})"},
        {"changeQueue", named},
        {"changeChannel", R"({"name":"Mine","queue_id":")" + queue + "\"}"},
        {"changeUser", R"({"name":"Mine","email":"mine@second.test","role_ids":[")" + role + "\"]}"},
        {"changeApiToken", R"({"name":"Mine","scopes":["plan"]})"},
    };
    const std::string before = everything(house);
    for (const std::string& leak :
         walk(rapport::testing::operations_of(house.api->endpoints(), api::name_of), stranger))
      FAIL_CHECK(leak);
    CHECK(everything(house) == before);
  });
}

TEST_CASE("ids of another organisation cannot be used inside one's own things") {
  in_a_house([](House& house) {
    const Furnished first = furnish(house, "Belladonna");
    const Organisation second = house.organisation("second");
    HttpClient client = house.signed_in("admin@second.test");
    const std::string role = text(house.admin().role(second.id, "agent").value().value);
    const std::string queue = text(house.admin().queues(second.id).value().front().id.value);
    for (const std::string& id : first.ids) {
      const std::string q = '"' + id + '"';
      const auto refused = [&](const std::string& path, const std::string& body) {
        const auto reply = client.post("/api/v1/" + path, body);
        CAPTURE(body);
        CAPTURE(reply.body);
        CHECK(reply.status == 422);
      };
      const std::string user = R"({"name":"N","email":"n@second.test","role_ids":[")" + role + "\"]";
      refused("users", R"({"name":"N","email":"n@second.test","role_ids":[)" + q + "]}");
      refused("users", user + R"(,"team_ids":[)" + q + "]}");
      refused("users", user + R"(,"queue_ids":[)" + q + "]}");
      refused("users", user + R"(,"skills":[{"skill_id":)" + q + R"(,"level":1}]})");
      refused("queues", R"({"name":"N","hours_id":)" + q + "}");
      refused("queues", R"({"name":"N","member_ids":[)" + q + "]}");
      refused("queues", R"({"name":"N","rules":{"disposition_ids":[)" + q + "]}}");
      refused("queues", R"({"name":"N","rules":{"steps":[{"team_id":)" + q + "}]}}");
      refused("queues", R"({"name":"N","rules":{"steps":[{"agent_id":)" + q + "}]}}");
      refused("queues", R"({"name":"N","rules":{"steps":[{"skills":[{"skill_id":)" + q + "}]}]}}");
      refused("queues",
              R"({"name":"N","rules":{"when_full":{"action":"overflow","overflow_to":)" + q + "}}}");
      refused("channels", R"({"name":"N","queue_id":)" + q + "}");
      refused("channels", R"({"name":"N","queue_id":")" + queue +
                              R"(","webchat":{"language_skills":[{"language":"en","skill_id":)" + q + "}]}}");
    }
  });
}

}  // namespace
}  // namespace rapport::org::testing
