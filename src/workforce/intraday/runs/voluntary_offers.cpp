#include "workforce/intraday/runs/voluntary_offers.h"

#include <algorithm>
#include <optional>
#include <string>

namespace rapport::workforce::intraday {
namespace {

using twin::ScenarioAgents;

template <class Name>
std::vector<std::string> names_of(const std::vector<Name>& from) {
  if constexpr (std::is_same_v<Name, std::string>)
    return from;
  else {
    std::vector<std::string> out;
    for (const auto& one : from)
      out.push_back(one.skill);
    return out;
  }
}

void keep_common(std::optional<std::vector<std::string>>& common, const std::vector<std::string>& more) {
  if (!common) {
    common = more;
    return;
  }
  std::erase_if(*common, [&](const std::string& one) {
    return std::find(more.begin(), more.end(), one) == more.end();
  });
}

// What all who serve any of the queues have in common.
struct Common {
  std::vector<SkillId> skills;
  std::optional<TeamId> team;
};

Common common_of(const twin::Scenario& scenario, const std::vector<std::size_t>& queues) {
  std::optional<std::vector<std::string>> skills, teams;
  for (const ScenarioAgents& agent : scenario.agents) {
    const bool serves_any = std::any_of(queues.begin(), queues.end(),
                                        [&](std::size_t q) { return serves(agent, scenario.queues[q]); });
    if (!serves_any) continue;
    keep_common(skills, names_of(agent.skills));
    keep_common(teams, names_of(agent.teams));
  }
  Common out;
  for (const twin::ScenarioId& one : scenario.ids.skills)
    if (skills && std::find(skills->begin(), skills->end(), one.name) != skills->end())
      out.skills.push_back({one.id.value});
  for (const twin::ScenarioId& one : scenario.ids.teams)
    if (!out.team && teams && std::find(teams->begin(), teams->end(), one.name) != teams->end())
      out.team = TeamId{one.id.value};
  return out;
}

std::vector<std::size_t> queues_of(const Candidate& candidate, const twin::Scenario& scenario) {
  if (candidate.queue) return {*candidate.queue};
  std::vector<std::size_t> out;
  for (std::size_t q = 0; q < scenario.queues.size(); ++q)
    if (std::any_of(candidate.steps.begin(), candidate.steps.end(), [&](const CandidateStep& step) {
          return serves(scenario.agents[step.agent], scenario.queues[q]);
        }))
      out.push_back(q);
  return out;
}

}  // namespace

std::vector<NewShiftOffer> voluntary_offers(const Candidate& candidate, const ProposalEdit& edit,
                                            const IntradayFacts& facts) {
  const bool is_called = candidate.kind == ProposalKind::call_in;
  const bool is_home = candidate.kind == ProposalKind::send_home;
  if (!is_called && !is_home && candidate.kind != ProposalKind::extend_shift) return {};
  const Common common = common_of(facts.recorded.scenario, queues_of(candidate, facts.recorded.scenario));
  std::vector<NewShiftOffer> out;
  for (std::size_t i = 0; i < candidate.steps.size() && i < edit.edits.size(); ++i) {
    const CandidateStep& step = candidate.steps[i];
    if (!step.is || (!is_called && !step.was)) continue;
    const auto at = [&](std::int64_t s) { return facts.day_start + seconds(s); };
    NewShiftOffer offer;
    offer.kind = is_home ? OfferKind::time_off : OfferKind::overtime;
    offer.schedule_id = edit.schedule_id;
    offer.start = at(is_called ? step.is->from_s : is_home ? step.is->to_s : step.was->to_s);
    offer.end = at(is_home ? step.was->to_s : step.is->to_s);
    if (is_called && edit.edits[i].put) offer.shift = edit.edits[i].put->shift;
    offer.skill_ids = common.skills;
    offer.team_id = common.team;
    const auto same = std::find_if(out.begin(), out.end(), [&](const NewShiftOffer& one) {
      return one.start == offer.start && one.end == offer.end && one.shift == offer.shift;
    });
    if (same == out.end())
      out.push_back(std::move(offer));
    else
      ++same->places;
  }
  return out;
}

}  // namespace rapport::workforce::intraday
