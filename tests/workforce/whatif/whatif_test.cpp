#include "workforce/whatif/whatif.h"

#include <doctest/doctest.h>

#include "live/codec.h"
#include "live/journal.h"
#include "platform/contract/json.h"
#include "support/databases.h"
#include "twin/engine.h"
#include "twin/validation.h"
#include "workforce/whatif/past_day.h"
#include "workforce/whatif/twin_day_store.h"
#include "workforce/whatif/twin_keeper.h"

namespace rapport::workforce {
namespace {

constexpr OrgId floor_org{7};
// 2026-03-02T00:00:00Z, a Monday.
constexpr Instant midnight{1'772'409'600'000'000};
constexpr Instant next_night = midnight + hours(26);

class OneFloor : public org::Directories {
 public:
  OneFloor() {
    auto made = std::make_shared<org::Directory>();
    made->org = floor_org;
    made->time_zone = "UTC";
    made->queues[QueueId{1}].name = "Billing";
    made->users[UserId{1}].name = "Mei";
    directory_ = made;
  }
  org::DirectoryPtr of(OrgId org) const override { return org == floor_org ? directory_ : nullptr; }
  std::vector<OrgId> all() const override { return {floor_org}; }
  Found by_chat_key(const std::string&) const override { return {}; }
  const org::Directory& only() const { return *directory_; }

 private:
  org::DirectoryPtr directory_;
};

twin::Scenario calls_of_two_days() {
  twin::Scenario scenario;
  scenario.start = midnight;
  scenario.duration_s = 2 * 86'400;
  twin::ScenarioQueue& queue = scenario.queues.emplace_back();
  queue.name = "calls";
  queue.channel = switchboard::Channel::voice;
  queue.arrivals.interval_s = 3'600;
  queue.arrivals.per_interval.assign(48, 0);
  for (std::size_t hour = 8; hour < 14; ++hour)
    queue.arrivals.per_interval[hour] = queue.arrivals.per_interval[24 + hour] = 40;
  queue.talk = twin::Exponential{240};
  queue.patience = twin::Exponential{200};
  twin::ScenarioAgents& agents = scenario.agents.emplace_back();
  agents.name = "agents";
  agents.count = 3;
  agents.queues = {"calls"};
  agents.shifts = {{8 * 3'600, 15 * 3'600, {}}, {32 * 3'600, 39 * 3'600, {}}};
  return scenario;
}

void fill_journal(database::Database& db) {
  std::vector<live::JournalRow> rows;
  const auto world = twin::resolve(calls_of_two_days());
  REQUIRE(world);
  const auto played = twin::run(*world, 1, [&](const twin::Observed& seen) {
    rows.push_back({floor_org, static_cast<std::int64_t>(rows.size()) + 1, seen.now,
                    live::encode_event(seen.event), live::decision_hash(seen.effects.list)});
  });
  REQUIRE(played);
  REQUIRE(db.write<void>([&](database::Session& sql) { return live::append(sql, rows); }).get());
}

std::vector<database::Migration> whatif_test_migrations() {
  auto all = live::journal_migrations();
  for (auto& step : twin_day_migrations())
    all.push_back(step);
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

twin::Variant one_agent_more() {
  return {"one more", {twin::AddAgents{"Mei", 1}}};
}

}  // namespace

TEST_CASE("a past day is compared with the same day changed, by the names people know") {
  tests::for_each_engine(
      [](database::Database& db) {
        fill_journal(db);
        const OneFloor floor;
        WhatIfWanted wanted;
        wanted.day = "2026-03-02";
        wanted.variants = {one_agent_more()};
        wanted.precision.emplace().runs_max = 6;
        double last = 0;
        const auto found =
            what_if(db, floor.only(), wanted, {[&](double done) { return last = done, true; }});
        if (!found) FAIL(found.error().detail);
        REQUIRE(found->day);
        CHECK(found->day->queues == std::vector<std::string>{"Billing"});
        CHECK(found->day->groups == std::vector<std::string>{"Mei", "agent 2", "agent 3"});
        const twin::ComparedVariant& variant = found->comparison.variants.at(0);
        CHECK(variant.queues.at(0).figures.at("service_level").difference.mean > 0.05);
        CHECK(variant.queues.at(0).figures.at("service_level").is_sure);
        CHECK(last > 0.1);
        CHECK(contract::encode(*found).find("\"service_level\"") != std::string::npos);
      },
      whatif_test_migrations());
}

TEST_CASE("what-if says what is wrong with what was asked") {
  tests::FreshDatabase fresh(database::Engine::sqlite, whatif_test_migrations());
  fill_journal(fresh.db());
  const OneFloor floor;
  WhatIfWanted wanted;
  wanted.variants = {one_agent_more()};
  const auto fault = [&] {
    const auto found = what_if(fresh.db(), floor.only(), wanted, {});
    REQUIRE(!found);
    return found.error().issues.empty() ? found.error().reason : found.error().issues[0].where;
  };
  CHECK(fault() == "/day");
  wanted.day = "2026-02-30";
  CHECK(fault() == "/day");
  wanted.day = "2026-01-05";
  CHECK(fault() == "empty_day");
  wanted.day = "2026-03-02";
  wanted.variants = {{"x", {twin::AddAgents{"Nobody", 1}}}};
  CHECK(fault() == "/variants/0/changes/0/group");
  wanted.day.reset();
  wanted.scenario = contract::Json{R"({"start":"2026-03-02T08:00:00Z"})"};
  CHECK(fault().starts_with("/scenario"));
}

TEST_CASE("every night the twin plays yesterday once, and keeps its errors and where the day ended") {
  tests::for_each_engine(
      [](database::Database& db) {
        fill_journal(db);
        const OneFloor floor;
        log::Log log({log::Level::error, false, ""});
        Instant now = midnight + hours(24) + minutes(30);
        TwinKeeper keeper({db, floor, log, [&] { return now; }});
        CHECK(keeper.turn().value() == 0);  // too early
        now = next_night;
        CHECK(keeper.turn().value() == 1);
        CHECK(keeper.turn().value() == 0);
        const Day monday = *parse_day("2026-03-02");
        const auto kept =
            db.read([&](database::Session& sql) -> Result<std::vector<std::pair<Day, std::string>>> {
              return twin_day_store::errors(sql, floor_org, monday - 5, monday + 5);
            });
        REQUIRE(kept);
        REQUIRE(kept->size() == 1);
        const auto errors = contract::decode<twin::ValidatedDay>((*kept)[0].second);
        REQUIRE(errors);
        CHECK(errors->queues.at(0).queue == "Billing");
        CHECK(errors->queues.at(0).figures.at("abandonment").actual > 0);
        // Tuesday is read from where Monday ended, and is the same as from the beginning.
        const auto end = db.read([&](database::Session& sql) -> Result<std::optional<twin::DayEnd>> {
          return twin_day_store::end_of(sql, floor_org, monday);
        });
        REQUIRE(end);
        REQUIRE(*end);
        CHECK((*end)->seq > 100);
        const auto tuesday = past_day(db, floor.only(), monday + 1);
        REQUIRE(tuesday);
        CHECK(tuesday->actual.total.offered > 100);
        now = now + hours(24);
        CHECK(keeper.turn().value() == 1);
        REQUIRE(db.write<void>([&](database::Session& sql) -> Result<void> {
                    twin_day_store::forget(sql, floor_org, monday + 1);
                    return {};
                  }).get());
        const auto whole = past_day(db, floor.only(), monday + 1);
        REQUIRE(whole);
        CHECK(twin::to_json(whole->actual) == twin::to_json(tuesday->actual));
        // A day without anybody is looked at once.
        now = now + hours(24);
        CHECK(keeper.turn().value() == 1);
        CHECK(keeper.turn().value() == 0);
      },
      whatif_test_migrations());
}

}  // namespace rapport::workforce
