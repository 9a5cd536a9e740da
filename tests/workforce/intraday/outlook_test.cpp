#include "workforce/intraday/outlook.h"

#include <doctest/doctest.h>

#include <cmath>

#include "workforce/intraday/support/morning.h"

namespace rapport::workforce::intraday {
namespace {

DayOutlook looked(const twin::RecordedDay& recorded, const DayAhead& ahead, std::int32_t runs = 20) {
  OutlookOptions options;
  options.runs = runs;
  auto found = outlook_of(recorded, ahead, options);
  if (!found) FAIL(found.error().detail, found.error().issues.empty() ? "" : found.error().issues[0].where);
  return std::move(*found);
}

}  // namespace

TEST_CASE("so far is as it was, the rest is played, and the whole is both") {
  const twin::Scenario scenario = office_day(60, 5);
  const PlayedDay day = played_day(scenario, 3);
  const std::int64_t noon = 12 * 3'600;
  const twin::RecordedDay recorded = morning_of(day, noon);
  const DayAhead ahead = day_ahead(recorded, facts_of(scenario, recorded, noon));
  const DayOutlook outlook = looked(recorded, ahead);
  REQUIRE(outlook.queues.size() == 1);
  const QueueOutlook& calls = outlook.queues[0];
  CHECK(calls.queue == "calls");
  CHECK(calls.so_far.offered == recorded.actual.total.offered);
  CHECK(calls.so_far.answered == recorded.actual.total.answered);
  CHECK(calls.so_far.waiting == recorded.actual.total.open_at_end);
  REQUIRE(calls.so_far.service_level);
  CHECK(*calls.so_far.service_level == doctest::Approx(*recorded.actual.total.service_level).epsilon(1e-5));
  // 360 are to come in the afternoon, as the forecast says and the morning has it.
  CHECK(calls.rest.offered.mean == doctest::Approx(360).epsilon(0.12));
  CHECK(calls.rest.offered.p10 < calls.rest.offered.mean);
  CHECK(calls.rest.offered.p90 > calls.rest.offered.mean);
  CHECK(calls.whole.offered.mean ==
        doctest::Approx(calls.rest.offered.mean + static_cast<double>(calls.so_far.offered)));
  REQUIRE(calls.points.size() == 48);
  double contacts = 0;
  for (const OutlookPoint& point : calls.points)
    contacts += point.contacts.mean;
  CHECK(contacts == doctest::Approx(calls.whole.offered.mean));
  const OutlookPoint& ten = calls.points[20];
  CHECK(ten.start == scenario.start + hours(10));
  REQUIRE(ten.actual_contacts);
  CHECK(static_cast<double>(*ten.actual_contacts) == ten.contacts.mean);
  CHECK(ten.contacts.p10 == ten.contacts.p90);
  CHECK(ten.planned == 5);
  CHECK(ten.there == doctest::Approx(5));
  CHECK(ten.forecast == 30);
  const OutlookPoint& three = calls.points[30];
  CHECK(!three.actual_contacts);
  CHECK(three.reforecast == doctest::Approx(30 * calls.reforecast_factor).epsilon(1e-4));
  CHECK(three.there == 5);
  REQUIRE(three.service_level);
  CHECK(three.service_level->p10 <= three.service_level->mean);
  CHECK(calls.points[10].service_level.has_value() == false);  // nobody comes at five
}

TEST_CASE("what became of a day lies within what was looked for at noon, most of the time") {
  const twin::Scenario scenario = office_day(60, 5);
  int inside = 0, days = 0;
  double error = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const PlayedDay day = played_day(scenario, seed);
    const twin::RecordedDay recorded = morning_of(day, 12 * 3'600);
    const DayAhead ahead = day_ahead(recorded, facts_of(scenario, recorded, 12 * 3'600));
    const DayOutlook outlook = looked(recorded, ahead, 30);
    const auto& whole = outlook.queues[0].whole.service_level;
    REQUIRE(whole);
    const double became = *day.report.total.service_level;
    ++days;
    inside += became >= whole->p10 && became <= whole->p90 ? 1 : 0;
    error += whole->mean - became;
  }
  CAPTURE(inside);
  CHECK(inside >= 7);  // of 12; 80 % of them on average
  CHECK(std::abs(error / days) < 0.03);
}

TEST_CASE("the played morning stands at now about as the real one does") {
  const twin::Scenario scenario = office_day(70, 5);
  const PlayedDay day = played_day(scenario, 5);
  const twin::RecordedDay recorded = morning_of(day, 11 * 3'600);
  const DayOutlook outlook = looked(recorded, day_ahead(recorded, facts_of(scenario, recorded, 11 * 3'600)));
  const OutlookNearness& near = outlook.queues[0].nearness;
  CHECK(near.busy > 3);
  CHECK(std::abs(near.busy - near.busy_played) < 0.5);
  CHECK(std::abs(near.waiting - near.waiting_played) < 1.5);
}

TEST_CASE("a busier morning makes a busier afternoon") {
  const twin::Scenario planned = office_day(60, 5);
  const PlayedDay day = played_day(office_day(90, 5), 2);
  const twin::RecordedDay recorded = morning_of(day, 12 * 3'600);
  DayAheadFacts facts = facts_of(planned, recorded, 12 * 3'600);
  facts.queues[0].day_spread = 0.2;
  const DayAhead ahead = day_ahead(recorded, facts);
  CHECK(ahead.queues[0].factor > 1.25);
  CHECK(ahead.queues[0].factor < 1.6);
  CHECK(ahead.queues[0].spread < 0.2);
  CHECK(looked(recorded, ahead).queues[0].rest.offered.mean > 430);
}

TEST_CASE("without a forecast the day's own rate goes on until the queue closes") {
  const twin::Scenario scenario = office_day(60, 5);
  const PlayedDay day = played_day(scenario, 3);
  const twin::RecordedDay recorded = morning_of(day, 12 * 3'600);
  DayAheadFacts facts = facts_of(scenario, recorded, 12 * 3'600);
  facts.queues[0].source = ForecastSource::none;
  facts.queues[0].forecast.clear();
  facts.queues[0].open.emplace() = {{8 * 3'600, 16 * 3'600}};
  const DayAhead ahead = day_ahead(recorded, facts);
  REQUIRE(!ahead.notes.empty());
  bool is_said = false;
  for (const OutlookNote& note : ahead.notes)
    is_said =
        is_said || (note.kind == NoteKind::today_rate && note.names == std::vector<std::string>{"calls"});
  CHECK(is_said);
  const DayOutlook outlook = looked(recorded, ahead);
  CHECK(outlook.queues[0].source == ForecastSource::today);
  const double per_hour = static_cast<double>(outlook.queues[0].so_far.offered) / 4;
  CHECK(outlook.queues[0].rest.offered.mean == doctest::Approx(4 * per_hour).epsilon(0.1));
  CHECK(outlook.queues[0].points[33].contacts.mean == 0);  // closed at four
}

TEST_CASE("a queue is served by its agents who have the channel and the skills that its steps ask for") {
  twin::Scenario scenario = office_day(60, 1);
  twin::ScenarioQueue& queue = scenario.queues[0];
  twin::ScenarioAgents& agent = scenario.agents[0];
  CHECK(serves(agent, queue));
  queue.rules.steps = {{{}, {}, {{"billing", 3}}, 0}};
  CHECK(!serves(agent, queue));
  agent.skills = {{"billing", 2}};
  CHECK(!serves(agent, queue));
  agent.skills = {{"billing", 3}};
  CHECK(serves(agent, queue));
  agent.skills.clear();
  queue.rules.steps[0].lasts_s = 30;  // then everybody will do
  CHECK(serves(agent, queue));
  agent.capacity.channels.voice.at_once_max = 0;
  CHECK(!serves(agent, queue));
  agent.capacity.channels.voice.at_once_max = 1;
  agent.queues.clear();
  CHECK(!serves(agent, queue));
  CHECK(could_serve(agent, queue));
}

TEST_CASE("whoever is still to come is counted in, and whoever does not come is missed") {
  twin::Scenario scenario = office_day(60, 3);
  twin::ScenarioAgents late = scenario.agents[0];
  late.name = "late";
  late.count = 2;
  late.shifts = {{13 * 3'600, 18 * 3'600, {}}};
  scenario.agents.push_back(late);
  const PlayedDay day = played_day(scenario, 4);
  const std::int64_t noon = 12 * 3'600;
  const twin::RecordedDay recorded = morning_of(day, noon);
  DayAheadFacts facts = facts_of(scenario, recorded, noon);
  const DayOutlook with = looked(recorded, day_ahead(recorded, facts));
  CHECK(with.queues[0].points[25].there == 3);
  CHECK(with.queues[0].points[26].there == 5);
  for (AgentAhead& agent : facts.agents)
    if (agent.planned.at(0).from_s > noon) agent.planned.clear();
  const DayOutlook without = looked(recorded, day_ahead(recorded, facts));
  CHECK(without.queues[0].points[26].there == 3);
  CHECK(without.queues[0].rest.service_level->p90 < with.queues[0].rest.service_level->p10);
}

}  // namespace rapport::workforce::intraday
