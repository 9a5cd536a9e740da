#include "workforce/history/history.h"

#include <doctest/doctest.h>

#include "support/databases.h"
#include "workforce/history/history_keeper.h"
#include "workforce/history/presence_store.h"

namespace rapport::workforce {
namespace {

using switchboard::Channel;

constexpr OrgId shop{7};
constexpr QueueId support{11};
// 2026-03-02T08:00:00Z, a Monday.
constexpr Instant morning{1'772'438'400'000'000};

std::vector<database::Migration> history_test_migrations() {
  auto all = conversations::record_migrations();
  for (auto& step : history_migrations())
    all.push_back(step);
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

// One organisation with one queue, whose service level is 20 s.
class OneShop : public org::Directories {
 public:
  OneShop() {
    auto made = std::make_shared<org::Directory>();
    made->org = shop;
    made->time_zone = "Europe/Berlin";
    org::DirectoryQueue queue;
    queue.id = support;
    queue.name = "Support";
    queue.rules.service_level_within = seconds(20);
    made->queues[support] = queue;
    directory_ = made;
  }
  org::DirectoryPtr of(OrgId org) const override { return org == shop ? directory_ : nullptr; }
  std::vector<OrgId> all() const override { return {shop}; }
  Found by_chat_key(const std::string&) const override { return {}; }

 private:
  org::DirectoryPtr directory_;
};

struct Office {
  explicit Office(database::Database& the_db) : db(the_db) {}

  void project(const live::Released& released) {
    const auto done = db.write<void>([&](database::Session& sql) -> Result<void> {
                          if (auto kept = records.project(sql, released); !kept) return kept;
                          return closings.project(sql, released);
                        }).get();
    INFO((done ? "" : done.error().detail));
    REQUIRE(done.has_value());
  }
  // Queued then, accepted so many seconds later (0: never, they leave), handled for so long.
  void close(std::int64_t id, Instant queued, std::int64_t waited_s, std::int64_t handled_s) {
    live::Released arrived;
    arrived.org = shop;
    arrived.at = queued;
    switchboard::InteractionArrived event;
    event.interaction = {id};
    event.channel = Channel::chat;
    event.queue = support;
    arrived.event = event;
    project(arrived);
    switchboard::Leg leg;
    leg.queue = support;
    leg.queued_at = queued;
    leg.end = switchboard::LegEnd::abandoned;
    leg.ended_at = queued + seconds(30);
    if (waited_s > 0) {
      leg.agent = {5};
      leg.accepted_at = queued + seconds(waited_s);
      leg.ended_at = leg.accepted_at + seconds(handled_s - 10);
      leg.wrapped_at = leg.accepted_at + seconds(handled_s);
      leg.end = switchboard::LegEnd::completed;
    }
    switchboard::InteractionClosed closed;
    closed.interaction = {id};
    closed.channel = Channel::chat;
    closed.arrived_at = queued;
    closed.closed_at = queued + hours(30);
    closed.legs = {leg};
    live::Released released;
    released.org = shop;
    released.at = closed.closed_at;
    released.event = switchboard::TimerFired{};
    released.effects = {closed};
    project(released);
  }
  std::vector<HistoryPoint> points(Instant from, Instant to, std::int32_t interval_min = 15) {
    auto series = history.series(shop, {support, Channel::chat, from, to, interval_min});
    INFO((series ? "" : series.error().detail));
    REQUIRE(series.has_value());
    return series->points;
  }
  void keep(const history_store::StoredDay& day) {
    REQUIRE(db.write<void>([&](database::Session& sql) -> Result<void> {
                history_store::keep(sql, shop, day);
                return {};
              })
                .get()
                .has_value());
  }

  database::Database& db;
  Instant now = morning + hours(24 * 7);
  log::Log log{{log::Level::error, false, ""}};
  OneShop directories;
  conversations::RecordStore records{db};
  Closings closings;
  HistoryKeeper keeper{{db, records, directories, log, [this] { return now; }}};
  History history{db, directories, [this] { return now; }};
};

}  // namespace

TEST_CASE("closed conversations are counted where they were queued, each once") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        office.close(1, morning + minutes(1), 10, 100);
        office.close(2, morning + minutes(14), 30, 200);
        office.close(3, morning + minutes(15), 0, 0);
        CHECK(office.points(morning, morning + minutes(30))[0].contacts == std::nullopt);
        CHECK(*office.keeper.turn() == 3);
        CHECK(*office.keeper.turn() == 0);
        auto points = office.points(morning, morning + minutes(45));
        REQUIRE(points.size() == 3);
        CHECK(points[0] == HistoryPoint{morning, 2, 150, 2, 1, 0, 20});
        CHECK(points[1] == HistoryPoint{morning + minutes(15), 1, {}, 0, 0, 1, {}});
        CHECK(points[2] == HistoryPoint{morning + minutes(30), 0, {}, 0, 0, 0, {}});
        // One that closes late counts where it arrived.
        office.close(4, morning + minutes(2), 40, 120);
        CHECK(*office.keeper.turn() == 1);
        points = office.points(morning, morning + minutes(30), 30);
        REQUIRE(points.size() == 1);
        CHECK(points[0] == HistoryPoint{morning, 4, 140, 3, 1, 1, 26.7});
        const auto queues = office.history.queues(shop);
        REQUIRE(queues.has_value());
        REQUIRE(queues->size() == 1);
        CHECK(queues->front().queue == "Support");
        CHECK(queues->front().contacts == 4);
        CHECK(queues->front().first_day == "2026-03-02");
        CHECK(office.history.queues(OrgId{8})->empty());
      },
      history_test_migrations());
}

TEST_CASE("before what is recorded and after now nothing was measured; between, no contact is none") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        office.close(1, morning, 10, 100);
        REQUIRE(office.keeper.turn().has_value());
        office.now = morning + hours(24) + minutes(20);
        const auto days = office.points(morning - hours(24 + 9), morning + hours(24 * 2 + 15), 1'440);
        REQUIRE(days.size() == 4);  // from 23:00 UTC, midnight in Berlin
        CHECK(days[0].contacts == std::nullopt);
        CHECK(days[1].start == morning - hours(9));
        CHECK(days[1].contacts == std::nullopt);  // its first hour is of a UTC day before
        CHECK(days[2].contacts == std::nullopt);  // has not ended
        const auto next = office.points(morning + hours(24), morning + hours(25), 15);
        CHECK(next[0].contacts == 0);
        CHECK(next[1].contacts == std::nullopt);
        const auto wrong =
            office.history.series(shop, {support, Channel::chat, morning + seconds(1), morning, 20});
        REQUIRE_FALSE(wrong.has_value());
        CHECK(wrong.error().issues.size() == 3);
      },
      history_test_migrations());
}

TEST_CASE("an import lies over what is recorded, and shows it again where it holds nothing or is undone") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        office.close(1, morning, 10, 100);
        REQUIRE(office.keeper.turn().has_value());
        DayFigures half_hours = unmeasured_day(30);
        half_hours.contacts[32] = 9;  // 08:00
        half_hours.answered[32] = 8;
        half_hours.handle_s[32] = 800;
        office.keep({{support, Channel::chat, utc_day(morning), {50}}, half_hours});
        auto points = office.points(morning - minutes(15), morning + minutes(45));
        CHECK(points[0].contacts == 0);
        CHECK(points[1].contacts == 4.5);
        CHECK(points[1].handle_s == 100);
        CHECK(points[1].abandoned == std::nullopt);
        CHECK(points[2].contacts == 4.5);
        CHECK(points[3].contacts == 0);
        half_hours.contacts[32] = 20;
        office.keep({{support, Channel::chat, utc_day(morning), {60}}, half_hours});
        CHECK(office.points(morning, morning + minutes(30), 30)[0].contacts == 20);
        const auto removed = db.write<std::int64_t>([](database::Session& sql) -> Result<std::int64_t> {
                                 CHECK(history_store::recorded_under(sql, shop, {60}) == 1);
                                 return history_store::remove_layer(sql, shop, {60});
                               }).get();
        CHECK(*removed == 1);
        CHECK(office.points(morning, morning + minutes(30), 30)[0].contacts == 9);
      },
      history_test_migrations());
}

TEST_CASE("agents' presence is kept as spans without gaps") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        const auto change = [&](AgentId agent, Instant since, switchboard::Presence presence,
                                ReasonId reason) {
          live::Released released;
          released.org = shop;
          released.at = since;
          released.event = switchboard::TimerFired{};
          switchboard::AgentChanged changed;
          changed.agent = agent;
          changed.presence = presence;
          changed.reason = reason;
          changed.since = since;
          released.effects = {changed};
          office.project(released);
        };
        using enum switchboard::Presence;
        change({1}, morning, available, {});
        change({1}, morning, available, {});               // what will be next was said
        change({1}, morning + minutes(5), available, {});  // the same
        change({1}, morning + minutes(30), away, {4});
        change({2}, morning + minutes(10), available, {});
        const auto spans = [&](AgentId agent, Instant from, Instant to) {
          return *db.read([&](database::Session& sql) -> Result<std::vector<PresenceSpan>> {
            return presence_store::spans(sql, shop, agent, from, to);
          });
        };
        const auto all = spans({}, morning, morning + hours(1));
        REQUIRE(all.size() == 3);
        CHECK(all[0] == PresenceSpan{{1}, morning, morning + minutes(30), available, {}});
        CHECK(all[1] == PresenceSpan{{1}, morning + minutes(30), {}, away, {4}});
        CHECK(all[2].agent_id == AgentId{2});
        CHECK(spans({1}, morning + minutes(30), morning + hours(1)).size() == 1);
        CHECK(spans({1}, morning - hours(2), morning).empty());
        office.now = morning + presence_kept + hours(1);
        REQUIRE(office.keeper.turn().has_value());
        CHECK(spans({}, morning, morning + hours(1)).size() == 2);
      },
      history_test_migrations());
}

}  // namespace rapport::workforce
