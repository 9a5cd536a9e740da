#include "workforce/adherence/watch/watch.h"

#include <doctest/doctest.h>

#include "conversations/record_store.h"
#include "org/migrations.h"
#include "support/databases.h"
#include "workforce/adherence/watch/watch_table.h"
#include "workforce/history/history_store.h"
#include "workforce/shifts/shift_store.h"

namespace rapport::workforce {
namespace {

using switchboard::Presence;

constexpr OrgId shop{7};
constexpr AgentId ada{11}, ben{12}, eve{13};
constexpr TeamId sales{3};
constexpr ReasonId training{21};

class WatchedShop : public org::Directories {
 public:
  WatchedShop() {
    auto made = std::make_shared<org::Directory>();
    made->org = shop;
    made->time_zone = "Europe/Berlin";
    for (const auto& [id, name] : {std::pair{ada, "Ada"}, std::pair{ben, "Ben"}, std::pair{eve, "=Eve"}}) {
      made->users[id].id = id;
      made->users[id].name = name;
    }
    made->users[ada].teams = {sales};
    made->teams[sales] = "Sales";
    made->presence_reasons = {{training.value, "Training", ""}};
    directory_ = made;
  }
  org::DirectoryPtr of(OrgId org) const override { return org == shop ? directory_ : nullptr; }
  std::vector<OrgId> all() const override { return {shop}; }
  Found by_chat_key(const std::string&) const override { return {}; }

 private:
  org::DirectoryPtr directory_;
};

std::vector<database::Migration> watch_test_migrations() {
  auto all = org::org_migrations();
  for (const auto& steps :
       {conversations::record_migrations(), history_migrations(), shift_migrations(), adherence_migrations()})
    all.insert(all.end(), steps.begin(), steps.end());
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

Instant at(const std::string& day, int hour, int minute = 0) {
  return Zone::named("Europe/Berlin")->at(*parse_day(day), hour * 3'600 + minute * 60);
}
const std::string monday = "2026-03-23", tuesday = "2026-03-24";

void for_each_watched(const std::function<void(database::Database&)>& body) {
  tests::for_each_engine(body, watch_test_migrations());
}

struct WatchedOffice {
  explicit WatchedOffice(database::Database& the_db) : db(the_db) {
    ShiftPlan plan;
    plan.id = {1};
    plan.name = "Week 13";
    plan.state = PlanState::published;
    plan.time_zone = "Europe/Berlin";
    plan.first_day = monday;
    plan.days = 7;
    write([&](database::Session& sql) {
      shift_store::insert(sql, shop, plan, "{}");
      plan.id = {2};
      plan.state = PlanState::draft;
      shift_store::insert(sql, shop, plan, "{}");
    });
  }
  void write(const std::function<void(database::Session&)>& work) {
    const auto done = db.write<void>([&](database::Session& sql) -> Result<void> {
                          work(sql);
                          return {};
                        }).get();
    INFO((done ? "" : done.error().detail));
    REQUIRE(done.has_value());
  }
  // Eight hours with half an hour of lunch after four.
  void shift(AgentId agent, const std::string& day, int hour, std::int64_t plan = 1) {
    Shift shift;
    shift.agent_id = agent;
    shift.day = day;
    shift.shift = "Day";
    shift.start = at(day, hour);
    shift.end = shift.start + hours(8);
    shift.breaks = {{"Lunch", shift.start + hours(4), shift.start + hours(4) + minutes(30), false}};
    write([&](database::Session& sql) { shift_store::put(sql, shop, {plan}, shift); });
  }
  void is(AgentId agent, Instant from, Presence presence, ReasonId reason = {}) {
    write([&](database::Session& sql) {
      presence_store::note(sql, shop, {agent, from, std::nullopt, presence, reason});
    });
  }
  AdherenceDay day(const std::string& of, const WatchedWho& who = {}) {
    auto shown = watch.day(shop, of, who);
    INFO((shown ? "" : shown.error().detail));
    REQUIRE(shown.has_value());
    return std::move(*shown);
  }

  database::Database& db;
  live::IdSource ids{[this] { return now; }};
  WatchedShop directories;
  Instant now{at(tuesday, 12)};
  org::Changes changes{db, ids, [this] { return now; }};
  Watch watch{changes, directories};
  org::By by{shop, UserId{99}};
};

}  // namespace

TEST_CASE("today is live: who is out, since when and why, by published shifts alone") {
  for_each_watched([](database::Database& db) {
    WatchedOffice office(db);
    office.is(ada, at(monday, 0), Presence::offline);
    office.shift(ada, tuesday, 9);
    office.shift(ben, tuesday, 9);
    office.shift(eve, tuesday, 9, 2);  // a draft
    office.is(ada, at(tuesday, 9, 20), Presence::available);
    office.is(ben, at(tuesday, 9), Presence::available);
    office.is(ben, at(tuesday, 11, 50), Presence::away, training);
    office.is(eve, at(tuesday, 11), Presence::available);
    const AdherenceDay day = office.day("");
    CHECK(day.day == tuesday);
    CHECK(day.from == at(tuesday, 0));
    REQUIRE(day.items.size() == 3);
    const AgentAdherence &unplanned = day.items[0], &late = day.items[1], &away = day.items[2];
    CHECK(late.name == "Ada");
    CHECK(late.figures.scheduled_s == 3 * 3'600);
    CHECK(late.figures.adherent_s == 3 * 3'600 - 1'200);
    CHECK(late.now->scheduled->name == "Day");
    CHECK(late.now->seen.presence == Presence::available);
    CHECK_FALSE(late.now->is_out);
    REQUIRE(late.deviations.size() == 1);
    CHECK(late.deviations[0].kind == DeviationKind::late);
    CHECK(late.scheduled.size() == 3);
    CHECK(away.name == "Ben");
    CHECK(away.now->is_out == true);
    CHECK(away.now->kind == DeviationKind::away);
    CHECK(away.now->out_since == at(tuesday, 11, 50));
    CHECK(unplanned.now->kind == DeviationKind::unscheduled);
    CHECK(unplanned.figures.unscheduled_s == 3'600);
    CHECK_FALSE(unplanned.figures.adherence.has_value());
    CHECK(day.whole.scheduled_s == 6 * 3'600);
    CHECK(office.day("", {{}, sales}).items.size() == 1);
    CHECK(office.day("", {ben, {}}).items.size() == 1);
    CHECK(office.watch.day(shop, "", {{77}, {}}).error().code == ErrorCode::not_found);
    CHECK(office.watch.day(shop, "2026-02-30", {}).error().code == ErrorCode::invalid);
  });
}

TEST_CASE("a change of the schedule, of what is tolerated or an excuse changes past days") {
  for_each_watched([](database::Database& db) {
    WatchedOffice office(db);
    office.is(ada, at(monday, 0), Presence::offline);
    office.shift(ada, monday, 9);
    office.is(ada, at(monday, 9, 30), Presence::available);
    office.is(ada, at(monday, 13), Presence::offline);
    office.is(ada, at(monday, 13, 30), Presence::available);
    office.is(ada, at(monday, 17), Presence::offline);
    const auto adherence = [&] { return *office.day(monday).items.at(0).figures.adherence; };
    CHECK_FALSE(office.day(monday).items.at(0).now.has_value());
    CHECK(adherence() == doctest::Approx(7.5 / 8));
    AdherenceSettings patient;
    patient.tolerance_s = 1'800;
    REQUIRE(office.watch.set_settings(office.by, patient).has_value());
    CHECK(adherence() == 1);
    REQUIRE(office.watch.set_settings(office.by, {}).has_value());
    const auto excused = office.watch.excuse(
        office.by, {{at(monday, 9), at(monday, 9, 30), ExcuseKind::system_fault, "no network"}, {ada}});
    REQUIRE(excused.has_value());
    CHECK(adherence() == 1);
    CHECK(office.day(monday).items.at(0).excuses.at(0).note == "no network");
    CHECK(office.day(monday).items.at(0).figures.excused_s == 1'800);
    REQUIRE(office.watch.remove_excuse(office.by, excused->at(0).id).has_value());
    CHECK(office.watch.remove_excuse(office.by, excused->at(0).id).error().code == ErrorCode::not_found);
    CHECK(adherence() < 1);
    office.shift(ada, monday, 9);
    office.write([](database::Session& sql) { shift_store::take_off(sql, shop, {1}, ada, monday); });
    CHECK(office.day(monday).items.at(0).figures.scheduled_s == 0);
    AdherenceSettings unknown;
    unknown.reasons = {{{training}, true, {}}, {{5}, false, {}}, {{training}, false, {}}};
    const auto refused = office.watch.set_settings(office.by, unknown);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().issues.size() == 2);
    CHECK_FALSE(office.watch.excuse(office.by, {{at(monday, 9), at(monday, 9), {}, {}}, {ada}}).has_value());
    CHECK_FALSE(
        office.watch.excuse(office.by, {{at(monday, 9), at(monday, 10), {}, {}}, {{77}}}).has_value());
  });
}

TEST_CASE("a night shift counts for the day on which it begins, and shows on both") {
  for_each_watched([](database::Database& db) {
    WatchedOffice office(db);
    office.is(ada, at(monday, 0), Presence::offline);
    office.shift(ada, monday, 22);
    office.is(ada, at(monday, 22), Presence::available);
    office.now = at(tuesday, 3);
    const AdherenceDay today = office.day("");
    REQUIRE(today.items.size() == 1);
    CHECK(today.items[0].figures.scheduled_s == 0);
    CHECK(today.items[0].figures.unscheduled_s == 0);
    // At work all through the break at two.
    CHECK_FALSE(today.items[0].now->is_out);
    CHECK(today.items[0].now->scheduled->duty == Duty::work);
    CHECK(today.items[0].deviations.size() == 1);
    CHECK(office.day(monday).items.at(0).figures.scheduled_s == 5 * 3'600);
  });
}

TEST_CASE("what is before the first record is not judged") {
  for_each_watched([](database::Database& db) {
    WatchedOffice office(db);
    office.shift(ada, monday, 9);
    office.shift(ben, tuesday, 9);
    CHECK(office.day(monday).items.at(0).figures.scheduled_s == 0);
    CHECK_FALSE(office.day(monday).recorded_since.has_value());
    office.is(ada, at(tuesday, 10), Presence::available);
    CHECK(office.day(monday).items.at(0).figures.scheduled_s == 0);
    const AdherenceDay day = office.day(tuesday);
    CHECK(day.recorded_since == at(tuesday, 10));
    CHECK(day.items.at(1).figures.scheduled_s == 2 * 3'600);
    CHECK(day.items.at(1).now->kind == DeviationKind::absent);
  });
}

TEST_CASE("many days add up, by agent and by day, and go out as tables without formulas") {
  for_each_watched([](database::Database& db) {
    WatchedOffice office(db);
    office.is(eve, at(monday, 0), Presence::offline);
    for (const std::string& day : {monday, tuesday}) {
      office.shift(eve, day, 1);
      office.is(eve, at(day, 1), Presence::available);
      office.is(eve, at(day, 7), Presence::offline);
    }
    office.now = at("2026-03-25", 12);
    const auto days = office.watch.days(shop, monday, "", {});
    REQUIRE(days.has_value());
    CHECK(days->to == "2026-03-25");
    REQUIRE(days->days.size() == 3);
    CHECK(days->days[2].figures.scheduled_s == 0);
    REQUIRE(days->items.size() == 1);
    CHECK(days->items[0].days.size() == 2);
    CHECK(days->whole.scheduled_s == 16 * 3'600);
    CHECK(days->whole.adherent_s == 2 * (5 * 3'600 + 1'800));
    CHECK(days->whole.deviations == 4);
    const auto deviations = office.watch.deviations(shop, monday, tuesday, {});
    REQUIRE(deviations->size() == 4);
    CHECK(deviations->at(1).deviation.kind == DeviationKind::left_early);
    const auto sheets = adherence_sheets(*days, *deviations);
    REQUIRE(sheets.size() == 3);
    CHECK(sheets[0].lines.size() == 3);
    CHECK(csv_bytes(sheets[0]).find(monday + ",\"'=Eve\",28800,19800,") != std::string::npos);
    CHECK(sheets[2].lines.size() == 5);
    CHECK_FALSE(office.watch.days(shop, "2026-01-01", "2026-12-31", {}).has_value());
    CHECK_FALSE(office.watch.days(shop, tuesday, monday, {}).has_value());
  });
}

}  // namespace rapport::workforce
