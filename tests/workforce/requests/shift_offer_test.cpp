#include "workforce/requests/shift_offer.h"

#include "workforce/requests/support/office.h"

namespace rapport::workforce {
namespace {

using testing::at;
using testing::Office;
using testing::shop;

NewShiftOffer offer_of(Office& office, OfferKind kind, int from, int to, std::int32_t places = 1) {
  NewShiftOffer wanted;
  wanted.kind = kind;
  wanted.schedule_id = office.plan;
  wanted.start = at("2026-03-24", from);
  wanted.end = at("2026-03-24", to);
  wanted.places = places;
  return wanted;
}

void plan_tuesday(Office& office) {
  office.put({office.day(office.agents[0], "2026-03-24", 9), office.day(office.agents[1], "2026-03-24", 9),
              office.day(office.agents[2], "2026-03-25", 9)});
  office.publish();
}

}  // namespace

TEST_CASE("overtime makes a shift longer for whoever comes first, and others hear that it is full") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        plan_tuesday(office);
        const auto offer =
            office.offers.create(office.planner(), offer_of(office, OfferKind::overtime, 17, 19));
        REQUIRE(offer.has_value());
        CHECK(office.offers.mine(shop, office.agents[1])->size() == 1);
        // No shift to make longer, and none that would be put.
        CHECK(office.offers.take(office.agent(2), offer->id, {}).error().reason == "no_shift");
        REQUIRE(office.offers.take(office.agent(0), offer->id, {true}).has_value());
        CHECK(office.shifts(office.agents[0])[0].end == at("2026-03-24", 17));
        const auto taken = office.offers.take(office.agent(0), offer->id, {});
        REQUIRE(taken.has_value());
        CHECK(taken->offer.state == OfferState::full);
        CHECK(office.shifts(office.agents[0])[0].end == at("2026-03-24", 19));
        CHECK(office.shifts(office.agents[0])[0].paid_s == (9 * 60 + 30) * 60);
        CHECK(office.schedules.changes_since_publishing(shop, office.plan)->back().force_reason ==
              "voluntary overtime");
        CHECK(office.offers.take(office.agent(1), offer->id, {}).error().reason == "offer_full");
        CHECK(office.offers.take(office.agent(0), offer->id, {}).error().reason == "taken_already");
        CHECK(office.offers.mine(shop, office.agents[1])->empty());
        CHECK(office.offers.mine(shop, office.agents[0])->size() == 1);
      },
      testing::office_migrations());
}

TEST_CASE("overtime with a template gives a shift to those who have none, unless rest or skills forbid it") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        plan_tuesday(office);
        auto wanted = offer_of(office, OfferKind::overtime, 16, 22, 3);
        wanted.shift = "Day";
        const auto evening = office.offers.create(office.planner(), wanted).value();
        // Wednesday at nine follows: eleven hours are just there.
        const auto taken = office.offers.take(office.agent(2), evening.id, {});
        REQUIRE(taken.has_value());
        REQUIRE(office.shifts(office.agents[2]).size() == 2);
        CHECK(office.shifts(office.agents[2])[0].start == at("2026-03-24", 16));
        wanted.start = at("2026-03-25", 20);
        wanted.end = at("2026-03-26", 0);
        wanted.skill_ids = {{32}};
        const auto night = office.offers.create(office.planner(), wanted).value();
        CHECK(office.offers.take(office.agent(0), night.id, {}).error().code == ErrorCode::not_found);
        CHECK(office.offers.mine(shop, office.agents[0])->size() == 1);
        CHECK(office.offers.take(office.agent(2), night.id, {}).error().reason == "works_then");
        office.put(
            {office.day(office.agents[2], "2026-03-26", 9), {office.agents[2], "2026-03-25", std::nullopt}});
        const auto tired = office.offers.take(office.agent(2), night.id, {});
        REQUIRE_FALSE(tired.has_value());
        CHECK(tired.error().reason == "breaks_rules");
        CHECK(tired.error().issues.front().what.find("rest_min") != std::string::npos);
      },
      testing::office_migrations());
}

TEST_CASE("voluntary time off ends a shift earlier, takes it off, and never cuts it in two") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        plan_tuesday(office);
        const auto afternoon =
            office.offers.create(office.planner(), offer_of(office, OfferKind::time_off, 15, 18, 2)).value();
        REQUIRE(office.offers.take(office.agent(0), afternoon.id, {}).has_value());
        CHECK(office.shifts(office.agents[0])[0].end == at("2026-03-24", 15));
        CHECK(office.offers.take(office.agent(2), afternoon.id, {}).error().reason == "no_shift");
        const auto noon =
            office.offers.create(office.planner(), offer_of(office, OfferKind::time_off, 12, 13)).value();
        CHECK(office.offers.take(office.agent(1), noon.id, {}).error().reason == "in_the_middle");
        const auto day =
            office.offers.create(office.planner(), offer_of(office, OfferKind::time_off, 8, 18)).value();
        REQUIRE(office.offers.take(office.agent(1), day.id, {}).has_value());
        CHECK(office.shifts(office.agents[1]).empty());
        CHECK(office.offers.close(office.planner(), afternoon.id)->state == OfferState::closed);
        CHECK(office.offers.close(office.planner(), afternoon.id).error().reason == "not_open");
        office.now = at("2026-03-24", 12);
        const auto all = office.offers.list(shop);
        CHECK(all->front().taken.size() == 1);
      },
      testing::office_migrations());
}

TEST_CASE("an offer that cannot be is refused at its place") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        auto wanted = offer_of(office, OfferKind::overtime, 19, 17);
        CHECK(office.offers.create(office.planner(), wanted).error().issues.front().where == "/end");
        wanted = offer_of(office, OfferKind::overtime, 17, 19);
        CHECK(office.offers.create(office.planner(), wanted).error().reason == "not_published");
        plan_tuesday(office);
        wanted.skill_ids = {{4'711}};
        wanted.team_id = TeamId{4'711};
        wanted.shift = "Night";
        const auto refused = office.offers.create(office.planner(), wanted);
        REQUIRE_FALSE(refused.has_value());
        REQUIRE(refused.error().issues.size() == 3);
        CHECK(refused.error().issues[0].where == "/skill_ids/0");
        CHECK(refused.error().issues[1].where == "/team_id");
        CHECK(refused.error().issues[2].where == "/shift");
        wanted = offer_of(office, OfferKind::time_off, 9, 10);
        wanted.start = at("2026-04-24", 9);
        wanted.end = at("2026-04-24", 10);
        CHECK(office.offers.create(office.planner(), wanted).error().issues.front().where == "/start");
        office.now = at("2026-03-24", 10);
        CHECK(office.offers.create(office.planner(), offer_of(office, OfferKind::time_off, 9, 11))
                  .error()
                  .issues.front()
                  .where == "/start");
        wanted.schedule_id = {4'711};
        CHECK(office.offers.create(office.planner(), wanted).error().issues.front().where == "/schedule_id");
      },
      testing::office_migrations());
}

}  // namespace rapport::workforce
