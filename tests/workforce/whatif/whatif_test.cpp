#include "workforce/whatif/whatif.h"

#include <doctest/doctest.h>

#include "customers/migrations.h"
#include "flows/assists.h"
#include "flows/flow_store.h"
#include "live/codec.h"
#include "live/journal.h"
#include "org/migrations.h"
#include "platform/contract/json.h"
#include "platform/database/statement.h"
#include "support/databases.h"
#include "twin/engine.h"
#include "twin/validation.h"
#include "workforce/shifts/shift_store.h"
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

void fill_journal(database::Database& db, const twin::Scenario& scenario = calls_of_two_days()) {
  std::vector<live::JournalRow> rows;
  const auto world = twin::resolve(scenario);
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
  for (const auto& steps : {org::org_migrations(), customers::customer_migrations(), flows::flow_migrations(),
                            flows::assist_migrations(), shift_migrations(), twin_day_migrations()})
    all.insert(all.end(), steps.begin(), steps.end());
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

// A menu of two: the first waits in Billing, the second is told something and goes.
flows::Definition menu_flow(bool with_help) {
  using namespace switchboard::flow;
  flows::Definition flow;
  flow.languages = {"en"};
  flow.channels = {switchboard::Channel::voice};
  flow.start = "menu";
  flow.fallback_queue_id = QueueId{1};
  Menu menu;
  menu.text = {{"en", "What is it about?"}};
  menu.options = {{"person", "1", {{"en", "Somebody"}}, {}},
                  {"hours", "2", {{"en", "When are you open?"}}, {}}};
  flow.steps.push_back({"menu",
                        menu,
                        {{"person", "wait"}, {"hours", with_help ? "tell" : "wait"}, {"timeout", "wait"}},
                        "",
                        {}});
  flow.steps.push_back({"wait", Queue{QueueId{1}, "", {}, {}, 0}, {{"refused", "end"}}, "", {}});
  if (with_help)
    flow.steps.push_back({"tell", Say{{{"en", "From 8 to 18."}}, ""}, {{"next", "end"}}, "", {}});
  flow.steps.push_back({"end", End{}, {}, "", {}});
  return flow;
}

twin::Scenario calls_with_flow() {
  twin::Scenario scenario = calls_of_two_days();
  scenario.queues[0].flow = "Menu";
  scenario.flows.push_back(
      {"Menu", {}, {}, menu_flow(false), {}, {{"menu", {}, {{"person", 0.6}, {"hours", 0.4}}, {}, {}}}});
  return scenario;
}

void keep_flow(database::Database& db, const flows::Definition& draft) {
  const std::string live = contract::encode(menu_flow(false)), text = contract::encode(draft);
  REQUIRE(db.write<void>([&](database::Session& sql) -> Result<void> {
              database::execute(sql,
                                "insert into flow (org, id, name, draft, revision, live_version, changed_us,"
                                " purpose) values (:org, 1, 'Main menu', :draft, 2, 1, 0, 0)",
                                floor_org, text);
              database::execute(sql,
                                "insert into flow_version (org, flow, version, definition, note, by_user,"
                                " published_us) values (:org, 1, 1, :live, '', 1, 0)",
                                floor_org, live);
              return {};
            }).get());
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

TEST_CASE("a past day costs what is kept of its people, and what contacts are said to cost") {
  tests::FreshDatabase fresh(database::Engine::sqlite, whatif_test_migrations());
  fill_journal(fresh.db());
  REQUIRE(fresh.db()
              .write<void>([&](database::Session& sql) -> Result<void> {
                const std::string body = R"({"contract":"","cost_per_hour":40})";
                database::execute(sql,
                                  "insert into agent_planning (org, agent, body) values (:org, 1, :body)",
                                  floor_org, body);
                return {};
              })
              .get());
  const OneFloor floor;
  WhatIfWanted wanted;
  wanted.day = "2026-03-02";
  wanted.variants = {one_agent_more()};
  wanted.precision.emplace().runs_max = 4;
  auto found = what_if(fresh.db(), floor.only(), wanted, {});
  REQUIRE(found);
  auto cost = found->comparison.variants.at(0).cost;
  // Mei works seven hours; of the others nothing is known. One more of her costs as much again.
  CHECK(cost.at("agents").base.mean == doctest::Approx(7 * 40).epsilon(0.02));
  CHECK(cost.at("agents").difference.mean == doctest::Approx(7 * 40).epsilon(0.02));
  CHECK(cost.at("total").base.mean == cost.at("agents").base.mean);
  const double saved = cost.at("total").difference.mean;
  wanted.costs = {{.per_contact = 0, .per_abandon = 500}};
  found = what_if(fresh.db(), floor.only(), wanted, {});
  REQUIRE(found);
  cost = found->comparison.variants.at(0).cost;
  CHECK(cost.at("abandons").base.mean > cost.at("abandons").variant.mean);
  CHECK(cost.at("total").difference.mean < saved);
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
  wanted.costs.emplace();
  CHECK(fault() == "/costs");
}

TEST_CASE("a draft is tried against the day that its flow's live version had") {
  tests::for_each_engine(
      [](database::Database& db) {
        fill_journal(db, calls_with_flow());
        keep_flow(db, menu_flow(true));
        const OneFloor floor;
        WhatIfWanted wanted;
        wanted.day = "2026-03-02";
        twin::SwapFlow swap;
        swap.from.flow_id = FlowId{1};
        swap.to = twin::FlowNamed{{}, FlowId{1}, 0};
        wanted.variants = {{"tell the hours", {swap}}};
        wanted.precision.emplace().runs_max = 4;
        const auto found = what_if(db, floor.only(), wanted, {});
        if (!found)
          FAIL(found.error().detail, found.error().issues.empty() ? "" : found.error().issues[0].what);
        CHECK(found->day->flows == std::vector<std::string>{"Main menu v1"});
        const twin::ComparedVariant& variant = found->comparison.variants.at(0);
        CHECK(variant.notes ==
              std::vector<std::string>{
                  "Main menu (draft): the step tell was never met, and is answered as usual"});
        const twin::ComparedFigures& queue = variant.queues.at(0).figures;
        // Four in ten asked for the hours; they are the same in every run.
        CHECK(queue.at("entered_flow").base.mean == queue.at("entered_flow").variant.mean);
        CHECK(queue.at("served_in_flow").base.mean == 0);
        const double share = queue.at("served_in_flow").variant.mean / queue.at("entered_flow").base.mean;
        CHECK(share > 0.34);
        CHECK(share < 0.46);
        CHECK(queue.at("offered").base.mean - queue.at("served_in_flow").variant.mean ==
              queue.at("offered").variant.mean);
        CHECK(queue.at("service_level").difference.mean > 0.1);
        CHECK(queue.at("service_level").is_sure);
      },
      whatif_test_migrations());
}

TEST_CASE("a flow that is not there, or has faults, is said where the change names it") {
  tests::FreshDatabase fresh(database::Engine::sqlite, whatif_test_migrations());
  fill_journal(fresh.db(), calls_with_flow());
  flows::Definition broken = menu_flow(true);
  broken.steps[0].exits["hours"] = "nowhere";
  keep_flow(fresh.db(), broken);
  const OneFloor floor;
  WhatIfWanted wanted;
  wanted.day = "2026-03-02";
  const auto fault = [&](FlowId from, FlowId to, std::optional<std::int32_t> version) {
    twin::SwapFlow swap;
    swap.from.flow_id = from;
    swap.to = twin::FlowNamed{{}, to, version};
    wanted.variants = {{"x", {swap}}};
    const auto found = what_if(fresh.db(), floor.only(), wanted, {});
    REQUIRE(!found);
    return found.error().issues.empty() ? found.error().reason : found.error().issues[0].where;
  };
  CHECK(fault(FlowId{1}, FlowId{1}, 0) == "/variants/0/changes/0/to");  // its menu leads nowhere
  CHECK(fault(FlowId{1}, FlowId{1}, 9) == "/variants/0/changes/0/to");
  CHECK(fault(FlowId{1}, FlowId{5}, std::nullopt) == "/variants/0/changes/0/to");
  CHECK(fault(FlowId{1}, FlowId{1}, std::nullopt) == "/variants/0/changes/0/to");  // itself
  CHECK(fault(FlowId{2}, FlowId{1}, 1) == "/variants/0/changes/0/from");
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
