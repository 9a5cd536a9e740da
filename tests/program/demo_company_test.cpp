// The demo company as planners find it: schedules that break no rule, a yesterday that can be played again.
#include "program/demo_company.h"
#include "live/codec.h"
#include "program/demo_organisation.h"
#include "support/program/house.h"
#include "workforce/staffing/runs/forecast_requirements.h"
#include "workforce/whatif/journal_steps.h"
#include "workforce/whatif/past_day.h"

namespace rapport::program::testing {

TEST_CASE("the demo company's schedules keep every rule, and its yesterday replays decision by decision") {
  in_a_house([](House& house) {
    house.stop();
    house.start([](Server::Parts& parts) {
      const auto made = make_demo_company(parts);
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

    // Who opens the demo finds it at rest.
    const auto open = parts.loop.read<std::size_t>(
        org, [](const switchboard::Switchboard& board, Instant) { return board.open_interactions(); });
    CHECK(*open == 0);
  });
}

}  // namespace rapport::program::testing
