#include "workforce/intraday/runs/schedule_moves.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "platform/contract/parameters.h"
#include "workforce/schedule/local_days.h"

namespace rapport::workforce::intraday {
namespace {

constexpr Duration call_in_notice = hours(1);
constexpr std::size_t call_in_agents_max = 40;
constexpr std::size_t call_in_tries_max = 40;  // of one agent
constexpr std::size_t call_in_shifts_max = 8;  // of one agent

bool allows(const schedule::Contract& contract, const std::string& shape) {
  return contract.shifts.empty() ||
         std::find(contract.shifts.begin(), contract.shifts.end(), shape) != contract.shifts.end();
}

}  // namespace

Result<void> ScheduleMoves::read(OrgId org) {
  std::set<ShiftPlanId> ids;
  for (const auto& [agent, shifts] : facts_.shifts)
    for (const TodaysShift& one : shifts)
      ids.insert(one.schedule_id);
  for (const ShiftPlanId id : ids) {
    auto plan = schedules_.find(org, id);
    if (!plan) return tl::unexpected<Error>(std::move(plan.error()));
    auto problem = schedules_.problem(org, id);
    if (!problem) return tl::unexpected<Error>(std::move(problem.error()));
    const auto shifts = schedules_.shifts(org, id, {}, "");
    if (!shifts) return tl::unexpected<Error>(shifts.error());
    Open& open = open_.emplace_back(Open{std::move(*plan), std::move(*problem), {}});
    for (const Shift& one : *shifts)
      open.shifts.shifts.push_back(planned(one));
  }
  return {};
}

std::optional<ScheduleMoves::Change> ScheduleMoves::change_of(ProposalKind kind,
                                                              const CandidateStep& step) const {
  if (!step.is || step.agent >= facts_.recorded.agents.size()) return std::nullopt;
  const AgentId agent = facts_.recorded.agents[step.agent];
  if (kind == ProposalKind::call_in) {
    for (const Open& open : open_) {
      Change change;
      change.open = &open;
      change.board.agent = fmt::format("{}", agent.value);
      change.board.day = text(facts_.day);
      schedule::PlannedShift put;
      put.start = at(step.is->from_s);
      put.end = at(step.is->to_s);
      for (const schedule::Template& shape : open.problem.shifts) {
        put.shift = shape.name;
        change.board.put = put;
        if (tried(change)) return change;
      }
    }
    return std::nullopt;
  }
  const auto shifts = facts_.shifts.find(agent);
  if (!step.was || shifts == facts_.shifts.end()) return std::nullopt;
  for (const TodaysShift& one : shifts->second) {
    const auto open = std::find_if(open_.begin(), open_.end(),
                                   [&](const Open& other) { return other.plan.id == one.schedule_id; });
    if (open == open_.end()) continue;
    Change change{&*open, {fmt::format("{}", agent.value), one.shift.day, planned(one.shift), false}};
    schedule::PlannedShift& put = *change.board.put;
    if (kind != ProposalKind::move_breaks) {
      if (put.end != at(step.was->to_s)) continue;
      put.end = at(step.is->to_s);
      std::erase_if(put.breaks, [&](const schedule::PlannedBreak& pause) { return pause.end > put.end; });
      return change;
    }
    for (schedule::PlannedBreak& pause : put.breaks) {
      if (pause.start != at(step.was->from_s) || pause.end != at(step.was->to_s)) continue;
      pause.start = at(step.is->from_s);
      pause.end = at(step.is->to_s);
      return change;
    }
  }
  return std::nullopt;
}

std::optional<BoardOutcome> ScheduleMoves::tried(const Change& change) const {
  auto outcome = try_on_board(change.open->problem, change.open->shifts, {change.board});
  if (!outcome || !outcome->caused.empty()) return std::nullopt;
  return std::move(*outcome);
}

bool ScheduleMoves::is_legal(ProposalKind kind, const CandidateStep& step) const {
  const auto change = change_of(kind, step);
  return change && tried(*change);
}

void ScheduleMoves::call_in(const Open& open, std::size_t agent, std::vector<CallIn>& to) const {
  const std::string name = fmt::format("{}", facts_.recorded.agents[agent].value);
  const auto of_agent = std::find_if(open.problem.agents.begin(), open.problem.agents.end(),
                                     [&](const schedule::Agent& one) { return one.name == name; });
  if (of_agent == open.problem.agents.end()) return;
  const auto contract =
      std::find_if(open.problem.contracts.begin(), open.problem.contracts.end(),
                   [&](const schedule::Contract& one) { return one.name == of_agent->contract; });
  if (contract == open.problem.contracts.end()) return;
  const schedule::LocalDays days(open.problem.time_zone, open.problem.first_day, open.problem.days);
  const auto today = days.index_of(text(facts_.day));
  if (!today) return;
  std::size_t tries = 0, found = 0;
  for (const schedule::Template& shape : open.problem.shifts) {
    const auto first = schedule::minutes_of_day(shape.from), last = schedule::minutes_of_day(shape.to);
    if (!allows(*contract, shape.name) || !first || !last) continue;
    const std::int64_t every = (shape.every_s > 0 ? shape.every_s : open.problem.grid_s) / 60;
    const std::int64_t longest = std::max(shape.length_s, shape.length_max_s);
    const std::int64_t longer = shape.length_step_s > 0 ? shape.length_step_s : open.problem.grid_s;
    for (std::int64_t minute = *first; minute <= *last; minute += std::max<std::int64_t>(every, 1)) {
      const auto start = days.at(*today, static_cast<std::int32_t>(minute));
      if (!start || *start < facts_.as_of + call_in_notice) continue;
      // The shortest, the longest, and what is between in steps of an hour at least.
      for (std::int64_t length = shape.length_s; length <= longest; length += std::max(longer, slot_s * 2)) {
        if (++tries > call_in_tries_max || found == call_in_shifts_max) return;
        schedule::PlannedShift put;
        put.shift = shape.name;
        put.start = *start;
        put.end = *start + seconds(length);
        const auto outcome = tried({&open, {name, text(facts_.day), put, true}});
        if (!outcome || outcome->after.empty()) continue;
        ++found;
        const auto second = [&](Instant moment) { return (moment - facts_.day_start).us / 1'000'000; };
        twin::ScenarioShift shift{second(put.start), second(put.end), {}};
        for (const schedule::PlannedBreak& pause : outcome->after.front().breaks)
          shift.breaks.push_back({second(pause.start), second(pause.end)});
        to.push_back({agent, std::move(shift)});
      }
    }
  }
}

std::vector<CallIn> ScheduleMoves::call_ins() const {
  std::vector<CallIn> out;
  std::size_t asked = 0;
  for (std::size_t a = 0; a < facts_.recorded.agents.size() && asked < call_in_agents_max; ++a) {
    const bool is_off = facts_.shifts.count(facts_.recorded.agents[a]) == 0;
    const std::vector<twin::ScenarioShift>& was = facts_.recorded.scenario.agents[a].shifts;
    const bool was_there = std::any_of(was.begin(), was.end(), [&](const twin::ScenarioShift& one) {
      return one.from_s < facts_.ahead.now_s;
    });
    if (!is_off || was_there) continue;
    ++asked;
    for (const Open& open : open_)
      call_in(open, a, out);
  }
  return out;
}

std::optional<ProposalEdit> ScheduleMoves::edit_of(const Candidate& candidate) const {
  ProposalEdit out;
  for (const CandidateStep& step : candidate.steps) {
    const auto change = change_of(candidate.kind, step);
    if (!change) return std::nullopt;
    if (!out.edits.empty() && out.schedule_id != change->open->plan.id) return std::nullopt;
    out.schedule_id = change->open->plan.id;
    out.version = change->open->plan.version;
    const schedule::PlannedShift& put = *change->board.put;
    ShiftEdit edit;
    contract::parse_id(change->board.agent, edit.agent_id.value);
    edit.day = change->board.day;
    edit.put = ShiftPut{put.shift, put.start, put.end, put.breaks};
    if (change->board.places_breaks) edit.put->breaks.reset();
    // Several breaks of one shift would be one edit.
    for (const ShiftEdit& other : out.edits)
      if (other.agent_id == edit.agent_id && other.day == edit.day) return std::nullopt;
    out.edits.push_back(std::move(edit));
  }
  if (out.edits.empty()) return std::nullopt;
  return out;
}

}  // namespace rapport::workforce::intraday
