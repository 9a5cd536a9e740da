#include "org/hours_keeper.h"

#include "org/support/house.h"
#include "platform/contract/instant_text.h"

namespace rapport::org::testing {
namespace {

Instant at(const char* text) {
  return contract::parse_instant(text).value();
}

struct Desk {
  House& house;
  Organisation acme;
  QueueId queue;

  explicit Desk(House& in) : house(in), acme(in.organisation("acme", "Asia/Shanghai")) {
    HoursFields hours{"Office", "Asia/Shanghai", {}, {}};
    for (int day = 1; day <= 7; ++day)
      hours.weekly.push_back({day, "09:00", "18:00"});
    const By who{acme.id, {}};
    const HoursPlan plan = house.admin().create_hours(who, hours).value();
    QueueFields fields;
    fields.name = "Sales";
    fields.hours_id = plan.id;
    queue = house.admin().create_queue(who, fields).value().id;
  }

  switchboard::QueueView view() {
    auto found = house.loop->read<switchboard::QueueView>(
        acme.id,
        [&](const switchboard::Switchboard& board, Instant now) { return *board.queue(queue, now); });
    REQUIRE(found.has_value());
    return *found;
  }
  void set_clock(const char* text) { house.now_us = at(text).us; }
  void arrive() {
    const auto id = house.ids->next<InteractionId>();
    switchboard::InteractionArrived arrived;
    arrived.interaction = id;
    arrived.queue = queue;
    REQUIRE(house.loop->submit_and_wait(acme.id, arrived).has_value());
  }
};

TEST_CASE("queues open and close at their hours, also when the clock jumps") {
  in_a_house([](House& house) {
    Desk desk(house);
    desk.set_clock("2026-03-02T00:59:00Z");
    house.orgs->turn();
    CHECK_FALSE(desk.view().is_open);
    desk.set_clock("2026-03-02T01:00:00Z");
    house.orgs->turn();
    CHECK(desk.view().is_open);
    desk.set_clock("2026-03-02T10:00:00Z");
    house.orgs->turn();
    CHECK_FALSE(desk.view().is_open);
    desk.set_clock("2026-03-05T03:00:00Z");  // days later
    house.orgs->turn();
    CHECK(desk.view().is_open);
  });
}

TEST_CASE("a queue opens by itself when its moment comes") {
  in_a_house([](House& house) {
    Desk desk(house);
    desk.set_clock("2026-03-02T00:59:59.900Z");
    house.orgs->turn();
    desk.set_clock("2026-03-02T01:00:00Z");
    // The keeper's thread looks again within seconds of real time; any change wakes it.
    REQUIRE(house.admin().create_team(By{desk.acme.id, {}}, "North").has_value());
    for (int i = 0; i < 200 && !desk.view().is_open; ++i)
      std::this_thread::yield();
    CHECK(desk.view().is_open);
  });
}

TEST_CASE("hours that are changed count at once") {
  in_a_house([](House& house) {
    Desk desk(house);
    desk.set_clock("2026-03-02T12:00:00Z");
    house.orgs->turn();
    CHECK_FALSE(desk.view().is_open);
    QueueFields fields;
    fields.name = "Sales";  // without hours: always open
    REQUIRE(house.admin().change_queue(By{desk.acme.id, {}}, desk.queue, fields).has_value());
    CHECK(desk.view().is_open);
  });
}

TEST_CASE("today's figures start again at the organisation's midnight, once") {
  in_a_house([](House& house) {
    Desk desk(house);
    desk.set_clock("2026-03-02T03:00:00Z");
    house.orgs->turn();
    desk.arrive();
    CHECK(desk.view().today.arrived == 1);
    desk.set_clock("2026-03-02T15:59:59Z");  // 23:59:59 there
    house.orgs->turn();
    CHECK(desk.view().today.arrived == 1);
    desk.set_clock("2026-03-02T16:00:00Z");
    house.orgs->turn();
    CHECK(desk.view().today.arrived == 0);
    desk.set_clock("2026-03-03T02:00:00Z");
    house.orgs->turn();
    desk.arrive();
    desk.set_clock("2026-03-02T12:00:00Z");  // the clock is put back over midnight, and forward again
    house.orgs->turn();
    desk.set_clock("2026-03-03T03:00:00Z");
    house.orgs->turn();
    CHECK(desk.view().today.arrived == 1);
  });
}

TEST_CASE("a midnight during a stop is made up for at the start") {
  in_a_house([](House& house) {
    Desk desk(house);
    desk.set_clock("2026-03-02T03:00:00Z");
    house.orgs->turn();
    desk.arrive();
    desk.set_clock("2026-03-03T03:00:00Z");
    house.restart();
    house.orgs->turn();
    CHECK(desk.view().today.arrived == 0);
  });
}

}  // namespace
}  // namespace rapport::org::testing
