// The demo company as planners find it: schedules that break no rule, a yesterday that can be played again.
#include "program/demo_company.h"
#include "live/codec.h"
#include "program/demo_organisation.h"
#include "support/program/house.h"
#include "workforce/history/history_store.h"
#include "workforce/intraday/runs/facts_reader.h"
#include "workforce/staffing/runs/forecast_requirements.h"
#include "workforce/whatif/journal_steps.h"
#include "workforce/whatif/past_day.h"

namespace rapport::program::testing {

TEST_CASE("the demo company's schedules keep every rule, and its yesterday replays decision by decision") {
  in_a_house([](House& house) {
    house.stop();
    house.start([](Server::Parts& parts) {
      const auto made = make_demo_company(parts, demo_time_zone);
      INFO((made ? std::string() : made.error().detail));
      REQUIRE(made.has_value());
    });
    Server::Parts& parts = house.parts();
    const OrgId org = parts.org.admin().organisation_by_slug(demo_slug)->id;

    const auto plans = parts.schedules.list(org, workforce::ShiftPlanId{1LL << 62}, 100);
    REQUIRE(plans.has_value());
    REQUIRE(plans->size() == 4);
    int published = 0;
    for (const workforce::ShiftPlan& plan : *plans) {
      if (plan.state != workforce::PlanState::published) continue;
      ++published;
      CHECK(parts.schedules.violations(org, plan.id)->empty());
      CHECK(parts.schedules.shifts(org, plan.id, {}, "")->size() > 80);
    }
    CHECK(published == 3);

    // What agents have asked for and are offered: some of each.
    const auto asked_for = parts.time_off.list(org, {});
    REQUIRE(asked_for.has_value());
    const auto in_state = [&](workforce::RequestState state) {
      return std::count_if(asked_for->begin(), asked_for->end(),
                           [&](const workforce::TimeOffRequest& one) { return one.state == state; });
    };
    CHECK(in_state(workforce::RequestState::approved) == 3);
    CHECK(in_state(workforce::RequestState::waiting) == 2);
    CHECK(in_state(workforce::RequestState::declined) == 1);
    const auto rounds = parts.bids.list(org);
    REQUIRE(rounds->size() == 1);
    CHECK(parts.bids.look(org, rounds->front().id)->wishes.size() == 2);
    const auto offers = parts.shift_offers.list(org);
    REQUIRE(offers->size() == 2);
    const auto swaps = parts.swaps.list(org);
    REQUIRE(swaps->size() >= 2);
    const auto swap_in = [&](workforce::SwapState state) {
      return std::count_if(swaps->begin(), swaps->end(),
                           [&](const workforce::ShiftSwap& one) { return one.state == state; });
    };
    CHECK(swap_in(workforce::SwapState::waiting) == 1);
    CHECK(swap_in(workforce::SwapState::open) == 1);

    workforce::JournalSteps steps(parts.database, org);
    const auto replayed = twin::replay(
        {[&] { return steps.next(); },
         [](const switchboard::Effects& effects) { return live::decision_hash(effects.list); }, nullptr});
    REQUIRE(replayed.has_value());
    CHECK(!replayed->difference);
    CHECK(replayed->events > 5'000);

    const auto zone = workforce::Zone::named("Asia/Shanghai");
    const workforce::Day yesterday = zone->local(house.now()).day - 1;
    const auto day = workforce::past_day(parts.database, *parts.org.directories().of(org), yesterday);
    INFO((day ? std::string() : day.error().detail));
    REQUIRE(day.has_value());
    CHECK(day->actual.contacts > 500);
    CHECK(day->actual.total.service_level.value_or(0) > 0.3);
    // Some came by the flows of the telephone and of the second chat, and some needed nobody but them.
    CHECK(day->scenario.flows.size() == 2);
    CHECK(day->actual.total.entered_flow.value_or(0) > 200);
    CHECK(day->actual.total.served_in_flow.value_or(0) > 10);
    CHECK(day->actual.total.left_in_flow.value_or(0) > 10);
    // From the history to what is asked of the staffing search, as a planner goes.
    const workforce::ForecastServices forecasts{parts.org.admin().changes(), parts.history};
    workforce::ForecastWanted ahead;
    ahead.title = "ahead";
    ahead.days = 2;
    const auto made = workforce::make_forecast(forecasts, org, contract::encode(ahead), {});
    INFO((made ? std::string() : made.error().detail));
    REQUIRE(made.has_value());
    workforce::staffing::ForecastRequirementsWanted asked;
    asked.name = "two days";
    asked.days = 2;
    parts.database.read([&](database::Session& sql) -> Result<bool> {
      asked.forecast_id =
          workforce::kept_forecasts::list(sql, org, workforce::ForecastId{1LL << 62}, 1).at(0).id;
      return true;
    });
    const auto planned = workforce::staffing::problem_of_forecast(forecasts, org, asked);
    INFO((planned ? std::string() : planned.error().detail));
    REQUIRE(planned.has_value());
    CHECK(planned->problem.queues.size() == 5);
    CHECK(planned->problem.queues[0].arrivals.per_interval.size() == 96);
    CHECK(planned->problem.groups.size() >= 4);
    for (const auto& queue : planned->problem.queues)  // Sales has a target of its own
      CHECK(queue.target.service_level == (queue.name == "销售 · Sales" ? 0.9 : asked.service_level));

    // This morning is played as well: who came until the last whole quarter of an hour, as the history has
    // them.
    const workforce::Day today = yesterday + 1;
    const Instant midnight = zone->start_of(today);
    std::int64_t of_history = 0;
    parts.database.read([&](database::Session& sql) -> Result<bool> {
      const auto directory = parts.org.directories().of(org);
      for (const auto& [id, queue] : directory->queues)
        for (const auto& row : workforce::history_store::days(
                 sql, org,
                 {id, queue.channel, workforce::utc_day(midnight), workforce::utc_day(house.now())}))
          for (std::size_t i = 0; i < row.figures.contacts.size(); ++i) {
            const Instant begin = workforce::quarter_start(
                std::int64_t{row.key.day} * workforce::quarters_a_day + static_cast<std::int64_t>(i));
            if (begin >= midnight) of_history += std::max(row.figures.contacts[i], 0);
          }
      return true;
    });
    CHECK(of_history > 150);
    struct Seen {
      switchboard::QueueFigures today;
      std::size_t open = 0, there = 0;
    };
    const auto seen = parts.loop.read<Seen>(org, [](const switchboard::Switchboard& board, Instant at) {
      Seen found;
      found.open = board.open_interactions();
      board.each_queue(at, [&](const switchboard::QueueView& queue) {
        found.today.arrived += queue.today.arrived;
        found.today.answered += queue.today.answered;
        found.today.answered_within += queue.today.answered_within;
        found.today.abandoned += queue.today.abandoned;
      });
      board.each_agent([&](const switchboard::AgentView& agent) {
        found.there += agent.is_connected || agent.presence != switchboard::Presence::offline ? 1 : 0;
      });
      return found;
    });
    CHECK(seen->today.arrived == of_history);
    CHECK(seen->today.answered + seen->today.abandoned == of_history);
    CHECK(seen->today.answered > of_history * 3 / 4);
    CHECK(seen->today.answered_within > of_history / 3);
    // Who opens the demo finds it at rest, and nobody at a desk but themselves.
    CHECK(seen->open == 0);
    CHECK(seen->there == 0);
    const auto facts = workforce::intraday::read_facts(
        {parts.org.directories(), parts.history, parts.schedules, [&] { return house.now(); }}, org, {});
    INFO((facts ? std::string() : facts.error().detail));
    REQUIRE(facts.has_value());
    CHECK(facts->recorded.actual.contacts == of_history);  // without those whom a flow has answered
  });
}

}  // namespace rapport::program::testing
