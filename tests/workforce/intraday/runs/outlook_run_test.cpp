#include "workforce/intraday/runs/outlook_run.h"

#include <doctest/doctest.h>

#include "conversations/record_store.h"
#include "live/codec.h"
#include "live/journal.h"
#include "org/migrations.h"
#include "platform/contract/json.h"
#include "support/databases.h"
#include "twin/engine.h"
#include "workforce/intraday/runs/outlook_keeper.h"
#include "workforce/planning/kept_forecast.h"
#include "workforce/requests/migrations.h"
#include "workforce/requests/shift_offers.h"
#include "workforce/whatif/twin_day_store.h"

namespace rapport::workforce::intraday {
namespace {

constexpr OrgId lively_org{7};
// 2026-03-02T00:00:00Z, a Monday.
constexpr Instant monday{1'772'409'600'000'000};

class LivelyFloor : public org::Directories {
 public:
  LivelyFloor() {
    auto made = std::make_shared<org::Directory>();
    made->org = lively_org;
    made->time_zone = "UTC";
    org::DirectoryQueue& queue = made->queues[QueueId{1}];
    queue.name = "Billing";
    queue.channel = switchboard::Channel::voice;
    org::Hours hours;
    hours.name = "Office";
    hours.time_zone = "UTC";
    for (int day = 1; day <= 7; ++day)
      hours.weekly.push_back({day, "08:00", "18:00"});
    queue.hours = hours;
    for (std::int64_t agent = 1; agent <= 6; ++agent)
      made->users[UserId{agent}].name = "Agent " + std::to_string(agent);
    directory_ = made;
  }
  org::DirectoryPtr of(OrgId org) const override { return org == lively_org ? directory_ : nullptr; }
  std::vector<OrgId> all() const override { return {lively_org}; }
  Found by_chat_key(const std::string&) const override { return {}; }

 private:
  org::DirectoryPtr directory_;
};

std::vector<database::Migration> outlook_test_migrations() {
  auto all = org::org_migrations();
  for (const auto& more : {live::journal_migrations(), conversations::record_migrations(),
                           twin_day_migrations(), shift_migrations(), request_migrations(),
                           planning_migrations(), intraday_migrations(), history_migrations()})
    all.insert(all.end(), more.begin(), more.end());
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

// Shifts of five to ten hours from 8 or 13 o'clock, with an hour for lunch three to six hours after they
// begin.
schedule::Problem lively_week() {
  schedule::Problem problem;
  problem.time_zone = "UTC";
  problem.first_day = "2026-03-02";
  problem.days = 7;
  problem.skills = {"phone"};
  problem.requirements = {schedule::Requirement{"Phone", {"phone"}, 10, 1, 0, {}}};
  schedule::Template day;
  day.name = "Day";
  day.from = "08:00";
  day.to = "13:00";
  day.every_s = 5 * 3'600;
  day.length_s = 5 * 3'600;
  day.length_max_s = 10 * 3'600;
  day.length_step_s = 3'600;
  day.breaks = {{"Lunch", 3'600, false, 3 * 3'600, 8 * 3'600, 6 * 3'600}};
  problem.shifts = {day};
  schedule::Contract contract;
  contract.name = "Full";
  problem.contracts = {contract};
  for (const char* name : {"1", "2", "3", "4", "5", "6"}) {
    schedule::Agent agent;
    agent.name = name;
    agent.contract = "Full";
    agent.skills = {"phone"};
    problem.agents.push_back(agent);
  }
  return problem;
}

// Calls from 8 to 18 o'clock, sixty an hour. Four agents work from 8 on, a fifth is planned from 13 o'clock,
// a sixth is off. With `lunch_hour` all four have lunch then.
struct LivelyDay {
  explicit LivelyDay(database::Database& the_db, int the_lunch_hour = 0)
      : db(the_db), lunch_hour(the_lunch_hour) {
    twin::Scenario scenario;
    scenario.start = monday;
    scenario.duration_s = 86'400;
    twin::ScenarioQueue& queue = scenario.queues.emplace_back();
    queue.name = "calls";
    queue.channel = switchboard::Channel::voice;
    queue.arrivals.per_interval.assign(48, 0);
    for (std::size_t s = 16; s < 36; ++s)
      queue.arrivals.per_interval[s] = 30;
    queue.talk = twin::Exponential{240};
    queue.patience = twin::Exponential{200};
    twin::ScenarioAgents& early = scenario.agents.emplace_back();
    early.name = "early";
    early.count = 4;
    early.queues = {"calls"};
    early.shifts = {{8 * 3'600, 18 * 3'600, {}}};
    scenario.agents.push_back(early);
    scenario.agents[1].name = "late";
    scenario.agents[1].count = 1;
    scenario.agents[1].shifts = {{13 * 3'600, 18 * 3'600, {}}};
    scenario.agents.push_back(scenario.agents[1]);
    scenario.agents[2].name = "off";
    scenario.agents[2].shifts = {{30 * 3'600, 31 * 3'600, {}}};
    const auto world = twin::resolve(scenario);
    REQUIRE(world);
    std::vector<live::JournalRow> rows;
    const auto played = twin::run(*world, 1, [&](const twin::Observed& seen) {
      if (seen.now < now)
        rows.push_back({lively_org, static_cast<std::int64_t>(rows.size()) + 1, seen.now,
                        live::encode_event(seen.event), live::decision_hash(seen.effects.list)});
    });
    REQUIRE(played);
    REQUIRE(db.write<void>([&](database::Session& sql) { return live::append(sql, rows); }).get());
  }
  void write(const std::function<void(database::Session&)>& what) {
    REQUIRE(db.write<void>([&](database::Session& sql) -> Result<void> {
                what(sql);
                return {};
              }).get());
  }
  void publish_shifts() {
    write([this](database::Session& sql) {
      ShiftPlan plan;
      plan.id = {1};
      plan.name = "Week 10";
      plan.time_zone = "UTC";
      plan.first_day = "2026-03-02";
      plan.days = 7;
      plan.version = 1;
      shift_store::insert(sql, lively_org, plan, contract::encode(lively_week()));
      for (std::int64_t agent = 1; agent <= 5; ++agent) {
        Shift shift;
        shift.agent_id = {agent};
        shift.day = "2026-03-02";
        shift.shift = "Day";
        shift.start = monday + hours(agent == 5 ? 13 : 8);
        shift.end = monday + hours(18);
        if (agent < 5 && lunch_hour > 0)
          shift.breaks = {{"Lunch", monday + hours(lunch_hour), monday + hours(lunch_hour + 1), false}};
        shift_store::put(sql, lively_org, plan.id, shift);
      }
      shift_store::set_published(sql, lively_org, plan.id, monday, 2);
    });
  }
  void keep_forecast(double per_hour, double changed) {
    write([&](database::Session& sql) {
      KeptForecast forecast;
      forecast.id = {3};
      forecast.title = "March";
      forecast.made_at = monday - hours(24);
      forecast.from = "2026-03-01";
      forecast.days = 3;
      forecast.interval_min = 60;
      forecast.time_zone = "UTC";
      kept_forecasts::StoredSeries series;
      series.head.queue_id = {1};
      series.head.channel = switchboard::Channel::voice;
      series.whole.queue = "Billing";
      series.whole.channel = "voice";
      for (int hour = 0; hour < 72; ++hour) {
        const bool is_open = hour % 24 >= 8 && hour % 24 < 18;
        ForecastPoint point{monday + hours(hour - 24), is_open ? per_hour : 0};
        point.handle_s = 240;
        series.whole.points.push_back(point);
      }
      series.whole.days.push_back({"2026-03-02", 600, 0, 0, 540, 660, 0, 0});
      kept_forecasts::insert(sql, lively_org, forecast, {series});
      kept_forecasts::change(sql, lively_org, {forecast.id, {1}, switchboard::Channel::voice},
                             {monday + hours(17), changed, std::nullopt});
    });
  }
  Result<Outlook> outlook() { return make_outlook(parts, lively_org, {0.8, 20}, 1, {}); }

  database::Database& db;
  int lunch_hour;
  LivelyFloor floor;
  Instant now = monday + hours(12) + minutes(3);
  live::IdSource ids{[this] { return now; }};
  org::Changes changes{db, ids, [this] { return now; }};
  Schedules schedules{changes, floor};
  History history{db, floor, [this] { return now; }};
  IntradayParts parts{floor, history, schedules, [this] { return now; }};
};

const OutlookNote* note_of(const Outlook& outlook, NoteKind kind) {
  for (const OutlookNote& note : outlook.notes)
    if (note.kind == kind) return &note;
  return nullptr;
}

}  // namespace

TEST_CASE("today's outlook is made of the journal, the kept forecast and the published shifts") {
  tests::for_each_engine(
      [](database::Database& db) {
        LivelyDay day(db);
        day.publish_shifts();
        day.keep_forecast(60, 10);
        const auto found = day.outlook();
        if (!found) FAIL(found.error().detail);
        CHECK(found->day == "2026-03-02");
        CHECK(found->as_of == monday + hours(12));  // the last five minutes that are whole
        REQUIRE(found->queues.size() == 1);
        const QueueOutlook& billing = found->queues[0];
        CHECK(billing.queue == "Billing");
        CHECK(billing.queue_id == QueueId{1});
        CHECK(billing.source == ForecastSource::kept);
        CHECK(billing.so_far.offered > 200);
        REQUIRE(billing.points.size() == 48);
        CHECK(billing.points[20].forecast == 30);  // of an hour's sixty
        CHECK(billing.points[34].forecast == 5);   // changed by hand
        CHECK(billing.points[20].planned == 4);
        CHECK(billing.points[27].there == 5);  // the fifth comes at one
        CHECK(billing.points[36].contacts.mean == 0);
        const double expected = (30 * 10 + 10) * billing.reforecast_factor;
        CHECK(billing.rest.offered.mean == doctest::Approx(expected).epsilon(0.1));
        CHECK(billing.rest.service_level);
        CHECK(found->total.so_far.offered == billing.so_far.offered);
        CHECK(note_of(*found, NoteKind::unplanned) == nullptr);
        CHECK(contract::decode<Outlook>(contract::encode(*found)).has_value());
      },
      outlook_test_migrations());
}

TEST_CASE("without a forecast the same weekdays before are taken, and without these today's own rate") {
  tests::FreshDatabase fresh(database::Engine::sqlite, outlook_test_migrations());
  LivelyDay day(fresh.db());
  const auto alone = day.outlook();
  REQUIRE(alone);
  CHECK(alone->queues[0].source == ForecastSource::today);
  CHECK(note_of(*alone, NoteKind::today_rate) != nullptr);
  REQUIRE(note_of(*alone, NoteKind::unplanned) != nullptr);
  CHECK(note_of(*alone, NoteKind::unplanned)->names.size() == 4);
  CHECK(alone->queues[0].points[37].contacts.mean == 0);  // it closes at six
  day.write([](database::Session& sql) {
    for (int week = 1; week <= 2; ++week) {
      history_store::StoredDay stored;
      stored.key = {{1}, switchboard::Channel::voice, utc_day(monday - hours(24 * 7 * week)), {}};
      for (std::size_t quarter = 32; quarter < 72; ++quarter) {
        stored.figures.contacts[quarter] = 15;
        stored.figures.answered[quarter] = 15;
        stored.figures.handle_s[quarter] = 15 * 240;
      }
      history_store::keep(sql, lively_org, stored);
    }
  });
  const auto weekdays = day.outlook();
  REQUIRE(weekdays);
  CHECK(weekdays->queues[0].source == ForecastSource::weekdays);
  CHECK(weekdays->queues[0].points[30].forecast == 30);
}

TEST_CASE("a proposal is a change of the schedule within its rules, made and undone as one") {
  tests::for_each_engine(
      [](database::Database& db) {
        LivelyDay day(db, 13);
        day.publish_shifts();
        day.keep_forecast(60, 60);
        const auto found = day.outlook();
        if (!found)
          FAIL(found.error().detail, found.error().issues.empty() ? "" : found.error().issues[0].what);
        CHECK(found->queues[0].points[26].planned == 1);  // the other four have lunch
        const auto of_kind = [&](ProposalKind kind) -> const OutlookProposal* {
          for (const OutlookProposal& one : found->proposals)
            if (one.kind == kind) return &one;
          return nullptr;
        };
        const OutlookProposal* breaks = of_kind(ProposalKind::move_breaks);
        REQUIRE(breaks != nullptr);
        REQUIRE(breaks->edit);
        CHECK(breaks->edit->schedule_id == ShiftPlanId{1});
        CHECK(breaks->edit->edits.size() == breaks->steps.size());
        const OutlookProposal* called = of_kind(ProposalKind::call_in);
        REQUIRE(called != nullptr);
        CHECK(called->steps.at(0).agent == "Agent 6");
        CHECK(called->steps[0].new_from == monday + hours(13));
        REQUIRE(called->edit);
        // The same as overtime that whoever may and wants to can take.
        CHECK(breaks->offers.empty());
        REQUIRE(called->offers.size() == 1);
        const NewShiftOffer& overtime = called->offers[0];
        CHECK(overtime.kind == OfferKind::overtime);
        CHECK(overtime.schedule_id == ShiftPlanId{1});
        CHECK(overtime.start == called->steps[0].new_from);
        CHECK(overtime.end == called->steps[0].new_to);
        CHECK(overtime.places == 1);
        CHECK(overtime.shift == "Day");
        ShiftOffers offers(day.schedules, day.floor);
        const auto offered = offers.create({lively_org, UserId{1}}, overtime);
        if (!offered) FAIL(offered.error().detail);
        CHECK(offered->state == OfferState::open);
        // Those that help on top of each other are changes of one schedule here: one edit.
        REQUIRE(found->together);
        CHECK(found->together->parts.size() >= 2);
        REQUIRE(found->together->edits.size() == 1);
        std::size_t edits = 0;
        for (const std::int32_t part : found->together->parts)
          edits += found->proposals.at(static_cast<std::size_t>(part)).edit->edits.size();
        CHECK(found->together->edits[0].edits.size() == edits);
        EditShifts all;
        all.edits = found->together->edits[0].edits;
        all.version = found->together->edits[0].version;
        const auto at_once = day.schedules.edit({lively_org, UserId{1}}, ShiftPlanId{1}, all);
        if (!at_once) FAIL(at_once.error().detail);
        CHECK(at_once->is_kept);
        CHECK(at_once->caused.empty());
        REQUIRE(day.schedules.undo({lively_org, UserId{1}}, ShiftPlanId{1}, ""));
        EditShifts edit;
        edit.edits = breaks->edit->edits;
        edit.version = at_once->version + 1;  // undoing is a version, too
        const org::By planner{lively_org, UserId{1}};
        const auto kept = day.schedules.edit(planner, breaks->edit->schedule_id, edit);
        if (!kept) FAIL(kept.error().detail);
        CHECK(kept->is_kept);
        CHECK(kept->caused.empty());
        const auto after = day.outlook();
        REQUIRE(after);
        const double moved = static_cast<double>(breaks->steps.size());
        CHECK(after->queues[0].points[26].planned == doctest::Approx(1 + moved));
        CHECK(after->queues[0].rest.abandonment->mean < found->queues[0].rest.abandonment->mean);
        CHECK(day.schedules.undo(planner, breaks->edit->schedule_id, "").has_value());
      },
      outlook_test_migrations());
}

TEST_CASE("while somebody looks an outlook is made every quarter of an hour, and otherwise none") {
  tests::FreshDatabase fresh(database::Engine::sqlite, outlook_test_migrations());
  LivelyDay day(fresh.db());
  log::Log log({log::Level::error, false, ""});
  OutlookKeeper keeper(day.parts, log);
  CHECK(keeper.turn() == 0);  // nobody looks
  const auto first = keeper.look(lively_org);
  CHECK(!first.outlook);
  CHECK(first.is_making);
  CHECK(keeper.turn() == 1);
  CHECK(keeper.turn() == 0);  // is fresh
  const auto second = keeper.look(lively_org);
  REQUIRE(second.outlook);
  CHECK(second.outlook->service_level_target == 0.8);
  // Asked for with another target: the next ones have it, too.
  REQUIRE(keeper.make(lively_org, {0.9, 5}, 1, {}));
  day.now = day.now + minutes(16);
  CHECK(keeper.turn() == 1);
  CHECK(keeper.look(lively_org).outlook->service_level_target == 0.9);
  CHECK(keeper.look(lively_org).outlook->as_of == monday + hours(12) + minutes(15));
  day.now = day.now + minutes(31);
  CHECK(keeper.turn() == 0);  // nobody has looked for half an hour
  // What fails is said, and not tried again at once.
  CHECK(keeper.look(OrgId{99}).is_making);
  CHECK(keeper.turn() == 0);
  REQUIRE(keeper.look(OrgId{99}).failure);
  CHECK(!keeper.look(OrgId{99}).is_making);
}

}  // namespace rapport::workforce::intraday
