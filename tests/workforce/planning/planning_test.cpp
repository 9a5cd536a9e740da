#include "workforce/planning/forecasts.h"

#include <doctest/doctest.h>

#include "conversations/record_store.h"
#include "org/migrations.h"
#include "platform/contract/json.h"
#include "platform/database/statement.h"
#include "support/databases.h"
#include "workforce/planning/forecast_table.h"
#include "workforce/planning/reforecast.h"

namespace rapport::workforce {
namespace {

using switchboard::Channel;

constexpr OrgId planned_shop{7};
constexpr QueueId calls{11};
// 2026-03-02T08:00:00Z, a Monday.
constexpr Instant planned_morning{1'772'438'400'000'000};

std::vector<database::Migration> planning_test_migrations() {
  auto all = org::org_migrations();
  for (auto& step : conversations::record_migrations())
    all.push_back(step);
  for (auto& step : history_migrations())
    all.push_back(step);
  for (auto& step : planning_migrations())
    all.push_back(step);
  for (auto& step : intraday_migrations())
    all.push_back(step);
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

class PlannedShop : public org::Directories {
 public:
  PlannedShop() {
    auto made = std::make_shared<org::Directory>();
    made->org = planned_shop;
    made->time_zone = "Etc/UTC";
    org::DirectoryQueue queue;
    queue.id = calls;
    queue.name = "Calls";
    made->queues[calls] = queue;
    directory_ = made;
  }
  org::DirectoryPtr of(OrgId org) const override { return org == planned_shop ? directory_ : nullptr; }
  std::vector<OrgId> all() const override { return {planned_shop}; }
  Found by_chat_key(const std::string&) const override { return {}; }

 private:
  org::DirectoryPtr directory_;
};

struct PlanningOffice {
  explicit PlanningOffice(database::Database& the_db) : db(the_db) {}

  // So many weeks before that Monday: 08:00 to 12:00, more on Mondays.
  void remember(std::int32_t weeks) { remember(weeks, {1}); }
  // Busy and quiet days, as a whole, in turn.
  void remember(std::int32_t weeks, const std::vector<double>& factors) {
    for (std::int32_t back = 1; back <= 7 * weeks; ++back)
      keep(planned_morning - hours(24 * back), factors[static_cast<std::size_t>(back) % factors.size()]);
  }
  void keep(Instant morning, double factor) {
    history_store::StoredDay day;
    day.key = {calls, Channel::voice, utc_day(morning), {}};
    const int of_week = weekday(Day{utc_day(morning)});
    for (std::size_t quarter = 32; of_week <= 5 && quarter < 48; ++quarter) {
      day.figures.contacts[quarter] = static_cast<std::int32_t>((of_week == 1 ? 30 : 20) * factor) +
                                      static_cast<std::int32_t>(quarter % 3);
      day.figures.answered[quarter] = day.figures.contacts[quarter];
      day.figures.handle_s[quarter] = day.figures.contacts[quarter] * 180;
    }
    REQUIRE(db.write<void>([&](database::Session& sql) -> Result<void> {
                history_store::keep(sql, planned_shop, day);
                return {};
              })
                .get()
                .has_value());
  }
  ForecastId made(const ForecastWanted& wanted) {
    const auto result = make_forecast(services, planned_shop, contract::encode(wanted), {});
    INFO((result ? "" : result.error().detail));
    REQUIRE(result.has_value());
    const auto all = db.read([](database::Session& sql) -> Result<std::vector<KeptForecast>> {
      return kept_forecasts::list(sql, planned_shop, {}, 1);
    });
    REQUIRE(all->size() == 1);
    CHECK(*result == "{\"forecast_id\":\"" + std::to_string(all->front().id.value) + "\"}");
    return all->front().id;
  }
  void change(const ForecastKey& key, const ForecastChange& by_hand) {
    REQUIRE(db.write<void>([&](database::Session& sql) -> Result<void> {
                kept_forecasts::change(sql, planned_shop, key, by_hand);
                return {};
              })
                .get()
                .has_value());
  }

  database::Database& db;
  Instant now = planned_morning - hours(8);
  PlannedShop directories;
  live::IdSource ids{[this] { return now; }};
  org::Changes changes{db, ids, [this] { return now; }};
  History history{db, directories, [this] { return now; }};
  ForecastServices services{changes, history};
};

}  // namespace

TEST_CASE("a forecast is made from the history, kept, changed by hand and held against what came") {
  tests::for_each_engine(
      [](database::Database& db) {
        PlanningOffice office(db);
        office.remember(9);
        ForecastWanted wanted;
        wanted.title = "next week";
        wanted.days = 7;
        const ForecastId id = office.made(wanted);
        const auto whole = whole_forecast(office.services, planned_shop, id);
        REQUIRE(whole.has_value());
        CHECK(whole->title == "next week");
        CHECK(whole->from == "2026-03-02");
        REQUIRE(whole->series.size() == 1);
        CHECK(whole->series[0].queue == "Calls");
        CHECK(whole->series[0].origins > 8);
        const ForecastKey key{id, calls, Channel::voice};
        auto shown = forecast_series(office.services, planned_shop, key);
        REQUIRE(shown.has_value());
        REQUIRE(shown->points.size() == 7 * 48);
        CHECK(shown->points[16].contacts == doctest::Approx(61).epsilon(0.1));
        CHECK(*shown->points[16].handle_s == doctest::Approx(180).epsilon(0.01));
        CHECK(shown->points[48 + 16].contacts == doctest::Approx(41).epsilon(0.1));
        CHECK(shown->points[5 * 48 + 16].contacts == 0);
        CHECK_FALSE(shown->error.has_value());
        // The Monday comes, a tenth busier; one interval was changed by hand.
        office.change(key, {planned_morning, 66, {}});
        office.keep(planned_morning, 1.1);
        office.now = planned_morning + hours(16);
        shown = forecast_series(office.services, planned_shop, key);
        REQUIRE(shown.has_value());
        CHECK(shown->points[16].changed_contacts == 66);
        CHECK(shown->points[16].actual_contacts == 68);
        CHECK_FALSE(shown->points[48 + 16].actual_contacts.has_value());
        REQUIRE(shown->error.has_value());
        CHECK(shown->error->points == 48);
        CHECK(shown->error->bias < -0.05);
        CHECK(shown->error->wape < 0.15);
        office.change(key, {planned_morning, {}, {}});
        CHECK_FALSE(
            forecast_series(office.services, planned_shop, key)->points[16].changed_contacts.has_value());
        CHECK(
            forecast_series(office.services, planned_shop, {id, QueueId{12}, Channel::voice}).error().code ==
            ErrorCode::not_found);
        CHECK(whole_forecast(office.services, OrgId{8}, id).error().code == ErrorCode::not_found);
      },
      planning_test_migrations());
}

TEST_CASE("special days are kept once a name and day, and move the forecast") {
  tests::for_each_engine(
      [](database::Database& db) {
        PlanningOffice office(db);
        office.remember(9);
        const org::By planner{planned_shop, UserId{3}};
        const auto fair = org::create(office.changes, SpecialDayStore{}, planner,
                                      {"2026-03-04", "fair", SpecialDayKind::event, 2});
        INFO((fair ? "" : fair.error().detail));
        REQUIRE(fair.has_value());
        CHECK(org::create(office.changes, SpecialDayStore{}, planner,
                          {"2026-03-04", "fair", SpecialDayKind::event, {}})
                  .error()
                  .issues.front()
                  .where == "/name");
        ForecastWanted wanted;
        wanted.days = 5;
        wanted.from = "2026-03-02";
        auto shown =
            forecast_series(office.services, planned_shop, {office.made(wanted), calls, Channel::voice});
        REQUIRE(shown.has_value());
        CHECK(shown->days[2].contacts > 1.6 * shown->days[3].contacts);
        REQUIRE(org::remove(office.changes, SpecialDayStore{}, planner, fair->id).has_value());
        shown = forecast_series(office.services, planned_shop, {office.made(wanted), calls, Channel::voice});
        CHECK(shown->days[2].contacts < 1.2 * shown->days[3].contacts);
      },
      planning_test_migrations());
}

TEST_CASE("an old history is forecast from its own end on, or from a day within it") {
  tests::for_each_engine(
      [](database::Database& db) {
        PlanningOffice office(db);
        office.remember(9);
        office.now = planned_morning + hours(24 * 365 * 12);
        for (const std::optional<std::string>& from : {std::optional<std::string>(), {"2026-02-09"}}) {
          ForecastWanted wanted;
          wanted.title = "Old";
          wanted.from = from;
          wanted.days = 7;
          const ForecastId id = office.made(wanted);
          const auto whole = whole_forecast(office.services, planned_shop, id);
          REQUIRE(whole);
          CHECK(whole->from == from.value_or("2026-03-02"));
          REQUIRE(whole->series.size() == 1);
          CHECK(whole->series.front().history_days == (from ? 30 : 45));
          CHECK(whole->series.front().contacts > 0);
        }
        ForecastWanted late;
        late.title = "Late";
        late.from = "2038-01-04";
        const auto none = make_forecast(office.services, planned_shop, contract::encode(late), {});
        REQUIRE_FALSE(none);
        CHECK(none.error().reason == "no_history");
      },
      planning_test_migrations());
}

TEST_CASE("wishes that cannot be are refused, and only so many forecasts are kept") {
  tests::for_each_engine(
      [](database::Database& db) {
        PlanningOffice office(db);
        ForecastWanted wanted;
        wanted.queue_ids = {QueueId{12}};
        CHECK(check(office.services, planned_shop, wanted).error().code == ErrorCode::not_found);
        wanted.queue_ids = {calls};
        wanted.interval_min = 20;
        wanted.holidays = {"CN", "XX"};
        const auto refused = check(office.services, planned_shop, wanted);
        REQUIRE(refused.error().issues.size() == 2);
        CHECK(refused.error().issues[0].where == "/interval_min");
        CHECK(refused.error().issues[1].where == "/holidays/1");
        CHECK(make_forecast(office.services, planned_shop, "{}", {}).error().reason == "no_history");
        REQUIRE(db.write<void>([&](database::Session& sql) -> Result<void> {
                    for (std::int64_t i = 1; i <= 4; ++i) {
                      KeptForecast kept;
                      kept.id = {i};
                      kept_forecasts::insert(sql, planned_shop, kept, {});
                    }
                    kept_forecasts::forget(sql, planned_shop, 2);
                    CHECK(kept_forecasts::list(sql, planned_shop, {}, 10).size() == 2);
                    CHECK(kept_forecasts::list(sql, planned_shop, {}, 10).front().id == ForecastId{4});
                    CHECK(kept_forecasts::list(sql, planned_shop, ForecastId{4}, 10).size() == 1);
                    return {};
                  })
                    .get()
                    .has_value());
      },
      planning_test_migrations());
}

TEST_CASE(
    "the rest of a day is forecast again from its morning, with what goes on and what was changed by hand") {
  tests::for_each_engine(
      [](database::Database& db) {
        PlanningOffice office(db);
        office.remember(12, {1, 1.3, 0.8, 1.1, 0.7, 1.25, 0.9, 1, 1.35, 0.75, 1.15});
        ForecastWanted wanted;
        wanted.days = 7;
        const ForecastKey key{office.made(wanted), calls, Channel::voice};
        const Day monday{utc_day(planned_morning)};
        const auto again = [&](Day day) {
          const auto made = reforecast(office.services, planned_shop, key, day);
          INFO((made ? "" : made.error().detail));
          REQUIRE(made.has_value());
          return *made;
        };
        CHECK_FALSE(again(monday - 1).has_value());
        const auto before = again(monday);
        REQUIRE(before.has_value());
        CHECK_FALSE(before->known_to.has_value());
        CHECK(before->day.contacts == doctest::Approx(before->planned));
        CHECK(before->tested_days > 20);
        // Half as many again as on other Mondays, until ten and a bit.
        office.keep(planned_morning, 1.5);
        office.now = planned_morning + hours(2) + minutes(10);
        const auto morning = again(monday);
        CHECK(morning->known_to == planned_morning + hours(2));
        CHECK(morning->came > 1.3 * morning->planned_so_far);
        CHECK(morning->day.contacts > 1.15 * morning->planned);
        CHECK(morning->day.low_95 >= morning->came);
        int passed = 0, coming = 0;
        for (const ReforecastPoint& point : morning->points) {
          if (point.start < planned_morning || point.start >= planned_morning + hours(4)) continue;
          if (point.actual_contacts) {
            ++passed;
            CHECK(point.contacts == *point.actual_contacts);
            CHECK(point.high_95 == point.low_95);
          } else {
            ++coming;
            CHECK(point.contacts > 1.1 * point.planned);
            CHECK(point.low_80 < point.contacts);
            CHECK(point.high_80 > point.contacts);
          }
        }
        CHECK(passed == 4);
        CHECK(coming == 4);
        // A conversation that goes on has come, too.
        live::Released arrived;
        arrived.org = planned_shop;
        arrived.at = planned_morning + minutes(95);
        switchboard::InteractionArrived event;
        event.interaction = {5};
        event.channel = Channel::voice;
        event.queue = calls;
        arrived.event = event;
        conversations::RecordStore records{db};
        REQUIRE(db.write<void>([&](database::Session& sql) { return records.project(sql, arrived); })
                    .get()
                    .has_value());
        CHECK(again(monday)->came == doctest::Approx(morning->came + 1));
        // Who has planned for it by hand is not surprised.
        for (const ReforecastPoint& point : morning->points)
          office.change(key, {point.start, point.planned * 1.5, {}});
        CHECK(again(monday)->day.contacts < 1.1 * again(monday)->planned);
        // One that was made before tests were kept.
        REQUIRE(db.write<void>([](database::Session& sql) -> Result<void> {
                    database::execute(sql, "update kept_forecast_series set basis = ''");
                    return {};
                  })
                    .get()
                    .has_value());
        CHECK(again(monday)->tested_days == 0);
        CHECK(again(monday)->day.high_80 > again(monday)->day.contacts);
      },
      planning_test_migrations());
}

TEST_CASE("a forecast goes out as tables, by hand where it was changed") {
  ForecastSeriesShown series;
  series.head.queue = "=Calls";
  series.head.method = "combination";
  series.days = {{"2026-03-02", 10, 9, 11, 8, 12, 7, 13}};
  ShownPoint point;
  point.start = planned_morning;
  point.contacts = 10;
  point.handle_s = 180;
  point.changed_contacts = 12.345;
  point.actual_contacts = 11;
  series.points = {point};
  const auto sheets = forecast_sheets(std::vector<ForecastSeriesShown>{series});
  REQUIRE(sheets.size() == 3);
  const std::string csv = csv_bytes(sheets[0]);
  CHECK(csv.find(",\"'=Calls\",voice,12.35,180,0,0,0,0,0,0,11\r\n") != std::string::npos);
  CHECK(sheets[1].lines.size() == 2);
  CHECK(sheets[2].lines.size() == 2);
  for (const TableSheet& sheet : sheets)
    for (const TableLine& line : sheet.lines)
      CHECK(line.size() == sheet.lines[0].size());
}

}  // namespace rapport::workforce
