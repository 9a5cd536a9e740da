#include "workforce/intraday/proposals.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "workforce/intraday/shortage.h"
#include "workforce/intraday/support/morning.h"
#include "workforce/intraday/trial.h"

namespace rapport::workforce::intraday {
namespace {

constexpr std::int64_t ten = 10 * 3'600;

struct Looked {
  twin::RecordedDay recorded;
  DayAhead ahead;
  DayOutlook outlook;
  std::vector<Candidate> candidates;
  std::vector<Tried> tried;

  const Candidate* candidate(ProposalKind kind) const {
    for (const Candidate& one : candidates)
      if (one.kind == kind) return &one;
    return nullptr;
  }
  const Proposal* proposal(ProposalKind kind) const {
    for (const Tried& one : tried)
      if (one.proposal.kind == kind) return &one.proposal;
    return nullptr;
  }
};

// At ten o'clock of a day that goes on as its forecast says.
Looked at_ten(const twin::Scenario& scenario, CandidateFacts facts = {}) {
  if (!facts.is_legal) facts.is_legal = [](ProposalKind, const CandidateStep&) { return true; };
  const PlayedDay day = played_day(scenario, 2);
  Looked out{morning_of(day, ten), {}, {}, {}, {}};
  out.ahead = day_ahead(out.recorded, facts_of(scenario, out.recorded, ten));
  OutlookOptions options;
  options.runs = 12;
  auto outlook = outlook_of(out.recorded, out.ahead, options);
  REQUIRE(outlook);
  out.outlook = std::move(*outlook);
  out.candidates = candidates_of(out.ahead, out.outlook, facts);
  TrialOptions trial;
  trial.runs_max = 30;
  auto tried = try_candidates(out.recorded, out.ahead, out.candidates, trial);
  if (!tried) FAIL(tried.error().detail, tried.error().issues.empty() ? "" : tried.error().issues[0].what);
  out.tried = std::move(*tried);
  return out;
}

// Half of the agents have their lunch at noon, together: it breaks down then.
twin::Scenario lunch_together() {
  twin::Scenario scenario = office_day(60, 3);
  twin::ScenarioAgents lunching = scenario.agents[0];
  lunching.name = "lunching";
  lunching.shifts[0].breaks = {{12 * 3'600, 13 * 3'600}};
  scenario.agents.push_back(lunching);
  return scenario;
}

}  // namespace

TEST_CASE("lunches that fall together are moved apart, and that is surely better") {
  const Looked looked = at_ten(lunch_together());
  const std::vector<Shortage> shortages = shortages_of(looked.outlook, ten);
  REQUIRE(shortages.size() == 1);
  CHECK(shortages[0].worst.from_s >= 12 * 3'600 - slot_s);
  CHECK(shortages[0].worst.to_s <= 13 * 3'600 + slot_s);
  const Candidate* candidate = looked.candidate(ProposalKind::move_breaks);
  REQUIRE(candidate != nullptr);
  REQUIRE(candidate->steps.size() == 1);  // the small step first
  CHECK(candidate->steps[0].was->from_s == 12 * 3'600);
  const twin::ScenarioSpan to = *candidate->steps[0].is;
  CHECK(to.to_s - to.from_s == 3'600);
  CHECK((to.to_s <= shortages[0].around.from_s || to.from_s >= shortages[0].around.to_s));
  const Proposal* proposal = looked.proposal(ProposalKind::move_breaks);
  REQUIRE(proposal != nullptr);
  REQUIRE(!proposal->effects.empty());
  CHECK(proposal->queue == "calls");
  const EffectFigure& level = *proposal->effects[0].service_level;
  CAPTURE(level.difference);
  CAPTURE(level.half_width);
  CAPTURE(level.before);
  CAPTURE(proposal->effects[0].abandonment->difference);
  CAPTURE(proposal->effects[0].abandonment->half_width);
  CHECK(level.is_sure);
  CHECK(level.difference > 0.01);
  CHECK(level.difference == doctest::Approx(level.after - level.before).epsilon(0.001));
  CHECK(proposal->hours == doctest::Approx(0).epsilon(0.02));
  CHECK(proposal->gain > 3);
  CHECK(proposal->steps.at(0).agent.starts_with("agent"));
  CHECK(proposal->steps[0].from == looked.ahead.scenario.start + hours(12));
}

TEST_CASE("what the rules forbid is not even tried") {
  CandidateFacts facts;
  int asked = 0;
  facts.is_legal = [&](ProposalKind, const CandidateStep& step) {
    ++asked;
    CHECK(step.was.has_value());
    CHECK(step.is.has_value());
    return false;
  };
  const Looked looked = at_ten(lunch_together(), facts);
  CHECK(asked > 0);
  CHECK(looked.candidate(ProposalKind::move_breaks) == nullptr);
  CHECK(looked.candidate(ProposalKind::extend_shift) == nullptr);
}

TEST_CASE("a day with too few agents asks for longer shifts, for those who are off, and offers callbacks") {
  twin::Scenario scenario = office_day(70, 4);
  twin::ScenarioAgents early = scenario.agents[0];
  early.name = "early";
  early.count = 2;
  early.shifts = {{8 * 3'600, 13 * 3'600, {}}};
  scenario.agents.push_back(early);
  twin::ScenarioAgents off = scenario.agents[0];
  off.name = "off";
  off.count = 1;
  off.shifts = {{30 * 3'600, 31 * 3'600, {}}};
  scenario.agents.push_back(off);
  const PlayedDay probe = played_day(scenario, 2);
  const twin::RecordedDay recorded = morning_of(probe, ten);
  CandidateFacts facts;
  const std::size_t last = recorded.agents.size() - 1;
  facts.call_ins = {{last, {12 * 3'600, 18 * 3'600, {}}}, {last, {17 * 3'600, 18 * 3'600, {}}}};
  const Looked looked = at_ten(scenario, facts);
  const Candidate* longer = looked.candidate(ProposalKind::extend_shift);
  REQUIRE(longer != nullptr);
  CHECK(longer->steps.at(0).was->to_s == 13 * 3'600);
  CHECK(longer->steps[0].is->to_s == 14 * 3'600);
  const Candidate* called = looked.candidate(ProposalKind::call_in);
  REQUIRE(called != nullptr);
  CHECK(called->steps.at(0).agent == last);
  CHECK(called->steps[0].is->from_s == 12 * 3'600);  // covers more of it
  const Proposal* proposal = looked.proposal(ProposalKind::call_in);
  REQUIRE(proposal != nullptr);
  CHECK(proposal->hours == doctest::Approx(6).epsilon(0.05));
  CHECK(proposal->effects.at(0).service_level->difference > 0.05);
  const Proposal* callbacks = looked.proposal(ProposalKind::offer_callbacks);
  REQUIRE(callbacks != nullptr);
  CHECK(callbacks->after_s);
  CHECK(callbacks->effects.at(0).abandonment->difference < 0);
  // What helps most for an hour of somebody's time is first.
  for (std::size_t i = 1; i < looked.tried.size(); ++i) {
    const auto rank = [&](std::size_t at) {
      const Proposal& one = looked.tried[at].proposal;
      return one.gain / (std::max(0.0, one.hours) + 0.25);
    };
    if (looked.tried[i].proposal.kind != ProposalKind::send_home) CHECK(rank(i - 1) >= rank(i));
  }
  CHECK(looked.proposal(ProposalKind::send_home) == nullptr);
}

TEST_CASE("agents of another queue who have time join the one that misses its target") {
  twin::Scenario scenario = office_day(60, 4);
  scenario.skills = {"billing"};
  scenario.queues[0].rules.steps = {{{}, {}, {{"billing", 1}}, 0}};
  scenario.agents[0].skills = {{"billing", 3}};
  twin::ScenarioQueue other = scenario.queues[0];
  other.name = "orders";
  other.rules.steps.clear();
  for (double& expected : other.arrivals.per_interval)
    expected /= 15;
  scenario.queues.push_back(other);
  twin::ScenarioAgents skilled = scenario.agents[0], unskilled = scenario.agents[0];
  skilled.name = "skilled";
  skilled.queues = {"orders"};
  skilled.count = 2;
  unskilled = skilled;
  unskilled.name = "unskilled";
  unskilled.skills.clear();
  scenario.agents.push_back(skilled);
  scenario.agents.push_back(unskilled);
  const Looked looked = at_ten(scenario);
  const Candidate* joins = looked.candidate(ProposalKind::join_queue);
  REQUIRE(joins != nullptr);
  for (const Candidate& one : looked.candidates)
    if (one.kind == ProposalKind::join_queue)
      for (const CandidateStep& step : one.steps)
        CHECK(!looked.ahead.scenario.agents[step.agent].skills.empty());
  const Proposal* proposal = looked.proposal(ProposalKind::join_queue);
  REQUIRE(proposal != nullptr);
  CHECK(proposal->queue == "calls");
  CHECK(proposal->effects.at(0).service_level->difference > 0.03);
}

TEST_CASE("where there are agents to spare they may go home, and nobody waits for it") {
  const Looked looked = at_ten(office_day(10, 6));
  CHECK(shortages_of(looked.outlook, ten).empty());
  const Proposal* home = looked.proposal(ProposalKind::send_home);
  REQUIRE(home != nullptr);
  CHECK(!home->queue_id);
  CHECK(home->hours < -1);
  REQUIRE(home->steps.size() == 1);
  CHECK(home->steps[0].new_to < home->steps[0].to);
  CHECK(home->steps[0].new_to >= looked.ahead.scenario.start + seconds(ten));
  for (const Tried& one : looked.tried)
    CHECK(one.proposal.kind == ProposalKind::send_home);
}

}  // namespace rapport::workforce::intraday
