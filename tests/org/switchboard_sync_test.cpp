#include "org/switchboard_sync.h"

#include "org/support/house.h"

namespace rapport::org::testing {
namespace {

Configuration configuration(House& house, OrgId org) {
  auto image = house.loop->read<switchboard::Image>(
      org, [](const switchboard::Switchboard& board, Instant) { return board.image(); });
  REQUIRE(image.has_value());
  return configuration_of(*image);
}

TEST_CASE("the switchboard of a new organisation has its queue and its agents") {
  in_a_house([](House& house) {
    const Organisation acme = house.organisation("acme");
    const User ann = house.user(acme.id, "ann@acme.test");
    const User kim = house.user(acme.id, "kim@acme.test", "planner");  // takes no interactions
    const Configuration has = configuration(house, acme.id);
    CHECK(has.queues.size() == 1);
    CHECK(has.agents.contains(ann.id));
    CHECK_FALSE(has.agents.contains(kim.id));
  });
}

TEST_CASE("what was committed but never told reaches the switchboard at the next start") {
  in_a_house([](House& house) {
    const Organisation acme = house.organisation("acme");
    house.restart();
    // A process that only writes tables, as `rapport user add` does.
    auto offline = Organisations::open(house.options, house.fresh.db(), *house.ids,
                                       [&] { return house.now(); }, house.log, {});
    REQUIRE(offline.has_value());
    UserFields ann;
    ann.email = "ann@acme.test";
    ann.name = "Ann";
    ann.role_ids = {house.admin().role(acme.id, "agent").value()};
    const User made = (*offline)->admin().create_user(By{acme.id, {}}, ann).value();
    CHECK_FALSE(configuration(house, acme.id).agents.contains(made.id));
    house.restart();
    CHECK(configuration(house, acme.id).agents.contains(made.id));
  });
}

}  // namespace
}  // namespace rapport::org::testing
