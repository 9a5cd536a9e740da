#include "org/switchboard_sync.h"

#include "org/support/house.h"

namespace rapport::org::testing {
namespace {

using namespace switchboard;

org::Configuration configuration(House& house, OrgId org) {
  auto image = house.loop->read<Image>(org, [](const Switchboard& board, Instant) { return board.image(); });
  REQUIRE(image.has_value());
  return configuration_of(*image);
}

AgentProfile in_queue(std::int64_t queue) {
  AgentProfile profile;
  profile.queues = {QueueId{queue}};
  return profile;
}

template <class E>
std::size_t index_of(const std::vector<Event>& events) {
  for (std::size_t i = 0; i < events.size(); ++i)
    if (std::holds_alternative<E>(events[i])) return i;
  return events.size();
}

TEST_CASE("equal configurations need no event") {
  org::Configuration one;
  one.queues[QueueId{1}] = {};
  one.agents[AgentId{2}] = in_queue(1);
  CHECK(difference(one, one).empty());
}

TEST_CASE("queues come before the agents who join them, and go after those who leave") {
  org::Configuration from, to;
  from.queues[QueueId{1}] = {};
  from.agents[AgentId{5}] = in_queue(1);
  from.agents[AgentId{6}] = in_queue(1);
  to.queues[QueueId{2}] = {};
  to.agents[AgentId{5}] = in_queue(2);
  const std::vector<Event> events = difference(from, to);
  REQUIRE(events.size() == 4);
  CHECK(index_of<QueueConfigured>(events) == 0);
  CHECK(index_of<AgentConfigured>(events) == 1);
  CHECK(index_of<AgentRemoved>(events) == 2);
  CHECK(index_of<QueueRemoved>(events) == 3);
}

TEST_CASE("a queue whose hours begin is opened, not configured anew") {
  org::Configuration from, to;
  from.queues[QueueId{1}].is_open = false;
  to.queues[QueueId{1}].is_open = true;
  CHECK(std::holds_alternative<QueueOpened>(difference(from, to).at(0)));
  CHECK(std::holds_alternative<QueueClosed>(difference(to, from).at(0)));
  to.queues[QueueId{1}].weight = 50;
  const std::vector<Event> events = difference(from, to);
  REQUIRE(events.size() == 1);
  CHECK(std::get<QueueConfigured>(events.front()).rules.is_open);
}

TEST_CASE("the switchboard of a new organisation has its queue and its agents") {
  in_a_house([](House& house) {
    const Organisation acme = house.organisation("acme");
    const User ann = house.user(acme.id, "ann@acme.test");
    const User kim = house.user(acme.id, "kim@acme.test", "planner");  // takes no interactions
    const org::Configuration has = configuration(house, acme.id);
    CHECK(has.queues.size() == 1);
    CHECK(has.agents.contains(ann.id));
    CHECK_FALSE(has.agents.contains(kim.id));
  });
}

TEST_CASE("changes of users, roles, queues and settings reach the switchboard before the answer") {
  in_a_house([](House& house) {
    const Organisation acme = house.organisation("acme");
    HttpClient admin = house.signed_in("admin@acme.test");
    const User ann = house.user(acme.id, "ann@acme.test");
    const std::string skill = member(admin.post("/api/v1/skills", R"({"name":"English"})").body, "id");
    const std::string role = member(
        admin.post("/api/v1/roles", R"({"name":"own","permissions":["take_interactions"]})").body, "id");
    const std::string path = "/api/v1/users/" + std::to_string(ann.id.value);
    CHECK(admin
              .put(path, R"({"email":"ann@acme.test","name":"Ann","role_ids":[")" + role +
                             R"("],"skills":[{"skill_id":")" + skill + R"(","level":4}]})")
              .status == 200);
    CHECK(configuration(house, acme.id).agents.at(ann.id).skills.at(0).level == 4);
    CHECK(admin.put("/api/v1/roles/" + role, R"({"name":"own","permissions":[]})").status == 200);
    CHECK_FALSE(configuration(house, acme.id).agents.contains(ann.id));

    const HttpReply queue = admin.post("/api/v1/queues", R"({"name":"Sales","rules":{"weight":50}})");
    const QueueId id{std::stoll(member(queue.body, "id"))};
    CHECK(configuration(house, acme.id).queues.at(id).weight == 50);
    CHECK(admin.del("/api/v1/queues/" + std::to_string(id.value)).status == 204);
    CHECK_FALSE(configuration(house, acme.id).queues.contains(id));
    CHECK(admin
              .put("/api/v1/organisation",
                   R"({"name":"A","slug":"acme","time_zone":"UTC","settings":{"silent_after_s":60}})")
              .status == 200);
    CHECK(configuration(house, acme.id).settings.silent_after == seconds(60));
  });
}

TEST_CASE("a queue with an open conversation cannot go") {
  in_a_house([](House& house) {
    const Organisation acme = house.organisation("acme");
    HttpClient admin = house.signed_in("admin@acme.test");
    const QueueId queue = house.admin().queues(acme.id).value().front().id;
    InteractionArrived arrived;
    arrived.interaction = house.ids->next<InteractionId>();
    arrived.queue = queue;
    REQUIRE(house.loop->submit_and_wait(acme.id, arrived).has_value());
    const std::string path = "/api/v1/queues/" + std::to_string(queue.value);
    CHECK(reason(admin.del(path)) == "queue_in_use");
    REQUIRE(house.loop->submit_and_wait(acme.id, CustomerLeft{arrived.interaction}).has_value());
    CHECK(admin.del(path).status == 204);
  });
}

TEST_CASE("what another process has committed is found by the keeper, and at the next start") {
  in_a_house([](House& house) {
    const Organisation acme = house.organisation("acme");
    // A process that only writes tables, as `rapport user add` does.
    auto offline = Organisations::open(house.options, house.fresh.db(), *house.ids,
                                       [&] { return house.now(); }, house.log, {});
    REQUIRE(offline.has_value());
    const auto add = [&](const std::string& email) {
      UserFields user;
      user.email = email;
      user.name = "Ann";
      user.role_ids = {house.admin().role(acme.id, "agent").value()};
      return (*offline)->admin().create_user(By{acme.id, {}}, user).value().id;
    };
    const UserId ann = add("ann@acme.test");
    house.orgs->turn();
    CHECK(configuration(house, acme.id).agents.contains(ann));
    house.orgs->stop();
    const UserId bob = add("bob@acme.test");
    house.restart();
    CHECK(configuration(house, acme.id).agents.contains(bob));
    CHECK(house.notices().back() == "everything");
  });
}

}  // namespace
}  // namespace rapport::org::testing
