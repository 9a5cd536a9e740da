#include "twin/recorded_day.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "twin/arithmetic.h"
#include "twin/crew.h"
#include "twin/day_recorder.h"
#include "twin/naming.h"
#include "twin/recorded_flows.h"
#include "twin/survival.h"
#include "twin/world.h"

namespace rapport::twin {
namespace {

using switchboard::Presence;

constexpr std::size_t values_max = 2'000;    // of an empirical distribution of a queue
constexpr std::size_t own_values_max = 200;  // of an agent
constexpr std::size_t own_values_min = 20;   // fewer: all agents' together
constexpr std::size_t seen_min = 30;         // fewer conversations: the channel's together
constexpr std::size_t left_min = 5;          // fewer who left: the channel's together
constexpr double shrink = 20;                // conversations that an agent's pace starts with
constexpr double for_ever_s = 366.0 * 86'400;

double to_s(Duration d) {
  return static_cast<double>(d.us) * 1e-6;
}

// Sorted; of many every so many.
Empirical empirical(std::vector<double> values, std::size_t max) {
  std::sort(values.begin(), values.end());
  if (values.size() <= max) return {std::move(values)};
  Empirical out;
  for (std::size_t i = 0; i < max; ++i)
    out.values_s.push_back(values[(2 * i + 1) * values.size() / (2 * max)]);
  return out;
}

class Building {
 public:
  Building(SeenDay seen, const RecordedDayOptions& options)
      : seen_(std::move(seen)),
        options_(options),
        queue_names_(options.names.queues, "queue"),
        agent_names_(options.names.agents, "agent"),
        skill_names_(options.names.skills, "skill"),
        team_names_(options.names.teams, "team"),
        flows_(seen_.flows, options.flows) {}

  Result<RecordedDay> build() {
    std::erase_if(seen_.agents, [&](const auto& one) {
      return shifts_of(one.second).empty() && options_.expected.count(one.first) == 0;
    });
    const bool is_empty =
        seen_.flows.entries.empty() && std::none_of(seen_.legs.begin(), seen_.legs.end(),
                                                    [&](const SeenLeg& leg) { return is_played(leg); });
    if ((is_empty && options_.expected.empty()) || seen_.agents.empty())
      return fail(ErrorCode::not_found, "empty_day",
                  is_empty ? "nobody came on that day" : "nobody worked on that day");
    Scenario& scenario = out_.scenario;
    scenario.name = options_.name;
    scenario.start = options_.from;
    scenario.duration_s = (options_.to - options_.from).us / 1'000'000;
    scenario.drain_s = options_.drain.us / 1'000'000;
    scenario.interval_s = options_.interval.us / 1'000'000;
    scenario.silent_after_s = std::max<std::int64_t>(seen_.settings.silent_after.us / 1'000'000, 1);
    sort_legs();
    fit_stretches();
    fit_paces();
    add_agents();
    add_queues();
    add_flows();
    add_notes();
    auto world = resolve(scenario);
    if (!world) return tl::unexpected<Error>(std::move(world.error()));
    Outcome outcome{Ledger(*world), 0, 0};
    outcome.ledger = counted(*world, outcome.contacts);
    out_.actual = make_report(*world, world->seed, outcome);
    out_.counted = std::move(outcome.ledger);
    out_.end = std::move(seen_.end);
    return std::move(out_);
  }

 private:
  bool is_played(const SeenLeg& leg) const {
    const Instant at = leg.entry ? seen_.flows.entries[*leg.entry].at : leg.queued_at;
    return at < options_.to;
  }
  std::int64_t second_of(Instant at) const {
    return std::max<std::int64_t>((at - options_.from).us / 1'000'000, 0);
  }

  void sort_legs();
  void fit_stretches();
  void fit_paces();
  void add_agents();
  void add_queues();
  void add_flows();
  void add_notes();
  std::vector<ScenarioShift> shifts_of(const SeenAgent& agent) const;
  ScenarioAgents agents_of(AgentId id, const SeenAgent& agent);
  ScenarioRules rules_of(const switchboard::QueueRules& rules);
  ScenarioBranch branch_of(const switchboard::Branch& branch);
  std::vector<ScenarioStep> steps_of(const std::vector<switchboard::Step>& steps);
  std::optional<std::string> agent_of(AgentId id);
  ScenarioQueue queue_of(QueueId id, const SeenQueue& queue);
  ScenarioContact contact_of(const SeenLeg& leg);
  ScenarioContact contact_of(const SeenEntry& entry);
  void fit_laws(ScenarioQueue& to, QueueId id);
  double talk_s(const SeenLeg& leg) const;
  double pace_of(AgentId agent) const;
  Ledger counted(const World& world, std::int64_t& contacts) const;

  SeenDay seen_;
  const RecordedDayOptions& options_;
  Naming queue_names_, agent_names_, skill_names_, team_names_;
  RecordedFlows flows_;
  std::map<QueueId, std::vector<std::size_t>> entries_;  // by the queue they come in at
  std::map<QueueId, std::vector<std::size_t>> legs_;     // by where they came in, in order of time
  std::map<QueueId, StretchFit> stretches_;
  std::map<AgentId, double> paces_;
  Law answer_delay_ = Constant{0}, back_after_ = Constant{60};
  double no_answer_share_ = 0;
  RecordedDay out_;
};

void Building::sort_legs() {
  for (std::size_t i = 0; i < seen_.legs.size(); ++i) {
    const SeenLeg& leg = seen_.legs[i];
    if (!is_played(leg)) continue;
    seen_.queues[leg.source];  // also one that is gone by now
    seen_.queues[leg.queue];
    legs_[leg.source].push_back(i);
  }
  for (std::size_t i = 0; i < seen_.flows.entries.size(); ++i) {
    const SeenEntry& entry = seen_.flows.entries[i];
    const QueueId queue =
        entry.legs.empty() ? flows_.fallback_of(entry) : seen_.legs[entry.legs.front()].source;
    seen_.queues[queue];
    entries_[queue].push_back(i);
  }
  for (auto& [id, legs] : legs_)
    std::stable_sort(legs.begin(), legs.end(), [&](std::size_t a, std::size_t b) {
      return std::max(seen_.legs[a].queued_at, options_.from) <
             std::max(seen_.legs[b].queued_at, options_.from);
    });
}

void Building::fit_stretches() {
  for (const auto& [id, legs] : legs_) {
    std::vector<Conversation> conversations;
    for (const std::size_t i : legs)
      if (seen_.legs[i].ended_at) conversations.push_back(seen_.legs[i].conversation);
    stretches_[id] = fit_stretch(conversations);
  }
}

// Undisturbed, and as of an agent of pace 1; of one that goes on, so far.
double Building::talk_s(const SeenLeg& leg) const {
  const double stretch = stretches_.at(leg.source).stretch;
  const double whole = to_s(leg.ended_at.value_or(seen_.last) - *leg.accepted_at);
  // What its customer was silent for is part of it, and stretched by nothing.
  const double heard = work_s(leg.conversation, 0);
  return (whole - heard + work_s(leg.conversation, stretch)) / pace_of(leg.agent);
}

double Building::pace_of(AgentId agent) const {
  const auto found = paces_.find(agent);
  return found == paces_.end() ? 1 : found->second;
}

// An agent's geometric mean against that of the queues' others, drawn towards 1 while there is little of it.
void Building::fit_paces() {
  std::map<AgentId, std::pair<double, double>> sums;  // of the logarithms' distances, and how many
  for (const auto& [id, legs] : legs_) {
    double sum = 0, count = 0;
    std::vector<std::pair<AgentId, double>> logs;
    for (const std::size_t i : legs) {
      const SeenLeg& leg = seen_.legs[i];
      if (!leg.ended_at || talk_s(leg) <= 0) continue;
      logs.emplace_back(leg.agent, natural_log(talk_s(leg)));
      sum += logs.back().second;
      ++count;
    }
    for (const auto& [agent, log] : logs) {
      sums[agent].first += log - sum / count;
      ++sums[agent].second;
    }
  }
  for (const auto& [agent, sum] : sums)
    paces_[agent] = std::clamp(exponential_of(sum.first / (sum.second + shrink)), 0.2, 5.0);
}

std::vector<ScenarioShift> Building::shifts_of(const SeenAgent& agent) const {
  std::vector<ScenarioShift> out;
  const std::int64_t end = second_of(options_.to + options_.drain);
  const auto close = [&](std::int64_t at) {
    if (out.empty() || out.back().to_s != 0) return;
    ScenarioShift& shift = out.back();
    shift.to_s = at;
    if (!shift.breaks.empty() && shift.breaks.back().to_s == 0) shift.breaks.back().to_s = at;
    std::erase_if(shift.breaks, [](const ScenarioSpan& pause) { return pause.to_s <= pause.from_s; });
    if (shift.to_s <= shift.from_s) out.pop_back();
  };
  for (const SeenPresence& one : agent.presences) {
    const std::int64_t at = std::min(second_of(one.at), end);
    const bool is_there = !out.empty() && out.back().to_s == 0;
    if (one.presence == Presence::offline) {
      close(at);
      continue;
    }
    if (at >= end) break;
    if (!is_there) out.push_back({std::max(at, out.empty() ? 0 : out.back().to_s), 0, {}});
    std::vector<ScenarioSpan>& breaks = out.back().breaks;
    const bool is_on_break = !breaks.empty() && breaks.back().to_s == 0;
    if (one.presence == Presence::away && !is_on_break) breaks.push_back({at, 0});
    if (one.presence != Presence::away && is_on_break)
      breaks.back().to_s = std::max(at, breaks.back().from_s);
    std::erase_if(breaks,
                  [](const ScenarioSpan& pause) { return pause.to_s != 0 && pause.to_s <= pause.from_s; });
  }
  close(end);
  const std::int64_t day = second_of(options_.to);
  std::erase_if(out, [&](const ScenarioShift& shift) { return shift.from_s >= day; });
  return out;
}

std::optional<std::string> Building::agent_of(AgentId id) {
  if (seen_.agents.count(id) == 0) return std::nullopt;
  return agent_names_.of(id.value) + "/1";
}

std::vector<ScenarioStep> Building::steps_of(const std::vector<switchboard::Step>& steps) {
  std::vector<ScenarioStep> out;
  for (const switchboard::Step& step : steps) {
    ScenarioStep& to = out.emplace_back();
    to.lasts_s = step.lasts.us / 1'000'000;
    if (step.agent) to.agent = agent_of(step.agent);
    if (step.agent && !to.agent) {  // nobody: over at once, as it was
      out.pop_back();
      continue;
    }
    if (step.team) to.team = team_names_.of(step.team.value);
    for (const switchboard::SkillNeed& need : step.skills)
      to.skills.push_back({skill_names_.of(need.skill.value), need.level_min});
  }
  return out;
}

ScenarioBranch Building::branch_of(const switchboard::Branch& branch) {
  ScenarioBranch out{branch.action, {}};
  if (branch.action != switchboard::BranchAction::overflow) return out;
  if (seen_.queues.count(branch.overflow_to) == 0) return {switchboard::BranchAction::refuse, {}};
  out.overflow_to = queue_names_.of(branch.overflow_to.value);
  return out;
}

ScenarioRules Building::rules_of(const switchboard::QueueRules& rules) {
  ScenarioRules out;
  out.order = rules.order;
  out.choice = rules.choice;
  out.weight = rules.weight;
  out.offer_timeout_s = std::max<std::int64_t>(rules.offer_timeout.us / 1'000'000, 1);
  out.auto_accept = rules.auto_accept;
  out.wrap_up_limit_s = rules.wrap_up_limit.us / 1'000'000;
  out.disposition_required = rules.disposition_required;
  out.waiting_max = rules.waiting_max;
  out.when_full = branch_of(rules.when_full);
  out.when_closed = branch_of(rules.when_closed);
  out.when_unstaffed = branch_of(rules.when_unstaffed);
  out.wait_limit_s = rules.wait_limit.us / 1'000'000;
  out.steps = steps_of(rules.steps);
  out.sticky_window_s = rules.sticky_window.us / 1'000'000;
  out.sticky_wait_s = rules.sticky_wait.us / 1'000'000;
  out.transfer_head_start_min = rules.transfer_head_start_min;
  out.service_level_within_s = rules.service_level_within.us / 1'000'000;
  const switchboard::CallbackRules callbacks = rules.callbacks();
  out.callback_mode = callbacks.mode;
  out.dials_max = callbacks.dials_max;
  out.retry_after_s = callbacks.retry_after.us / 1'000'000;
  out.ring_limit_s = std::max<std::int64_t>(callbacks.ring_limit.us / 1'000'000, 1);
  return out;
}

void Building::add_agents() {
  std::vector<double> delays, absences;
  double offers = 0, no_answers = 0;
  for (const auto& [id, agent] : seen_.agents) {
    delays.insert(delays.end(), agent.answer_delays_s.begin(), agent.answer_delays_s.end());
    absences.insert(absences.end(), agent.absences_s.begin(), agent.absences_s.end());
    offers += static_cast<double>(agent.offers);
    no_answers += static_cast<double>(agent.no_answers);
  }
  if (!delays.empty()) answer_delay_ = empirical(std::move(delays), own_values_max);
  if (!absences.empty()) back_after_ = empirical(std::move(absences), own_values_max);
  if (offers > 0) no_answer_share_ = no_answers / offers;
  for (const auto& [id, agent] : seen_.agents) {
    out_.scenario.agents.push_back(agents_of(id, agent));
    out_.agents.push_back(id);
  }
}

ScenarioAgents Building::agents_of(AgentId id, const SeenAgent& agent) {
  ScenarioAgents out;
  out.name = agent_names_.of(id.value);
  for (const switchboard::AgentSkill& skill : agent.profile.skills)
    out.skills.push_back({skill_names_.of(skill.skill.value), skill.level});
  for (const TeamId team : agent.profile.teams)
    out.teams.push_back(team_names_.of(team.value));
  for (const QueueId queue : agent.profile.queues)
    if (seen_.queues.count(queue) > 0) out.queues.push_back(queue_names_.of(queue.value));
  out.capacity = capacity_of(agent.profile);
  out.shifts = shifts_of(agent);
  if (out.shifts.empty()) {
    const std::int64_t after = second_of(options_.to + options_.drain) + 1;
    out.shifts.push_back({after, after + 1, {}});
  }
  const bool is_enough = agent.answer_delays_s.size() >= own_values_min;
  out.answer_delay = is_enough ? Law(empirical(agent.answer_delays_s, own_values_max)) : answer_delay_;
  out.back_after = back_after_;
  out.no_answer_share = (static_cast<double>(agent.no_answers) + shrink * no_answer_share_) /
                        (static_cast<double>(agent.offers) + shrink);
  if (const auto pace = paces_.find(id); pace != paces_.end()) out.pace = pace->second;
  return out;
}

// What was seen of them in the queues and with an agent, all together.
ScenarioContact Building::contact_of(const SeenEntry& entry) {
  SeenLeg whole;
  whole.source = whole.queue = flows_.fallback_of(entry);
  whole.queued_at = entry.at;
  Duration waited;
  bool has_left = false;
  for (const std::size_t i : entry.legs) {
    const SeenLeg& leg = seen_.legs[i];
    if (leg.accepted_at) whole = leg;
    has_left = has_left || (leg.fate == Fate::abandoned && !leg.is_unlike);
    if (!leg.is_called_back) waited = waited + (leg.left_at.value_or(seen_.last) - leg.queued_at);
  }
  whole.priority = entry.priority;
  whole.steps.clear();
  whole.last_agent = entry.last_agent;
  whole.last_contact_ended = entry.last_contact_ended;
  whole.is_called_back = false;
  ScenarioContact out = contact_of(whole);
  out.at_s = std::max(0.0, to_s(entry.at - options_.from));
  if (out.last_agent)
    out.last_contact_ended_s =
        std::max<std::int64_t>((entry.at - entry.last_contact_ended).us / 1'000'000, 0);
  out.patience_s.reset();
  out.patience_over_s.reset();
  if (has_left)
    out.patience_s = to_s(waited);
  else if (!entry.legs.empty())
    out.patience_over_s = to_s(waited);
  out.flow = flows_.entry_of(entry);
  return out;
}

void Building::add_flows() {
  ScenarioIds& ids = out_.scenario.ids;
  for (const auto& [id, queue] : seen_.queues)
    ids.queues.push_back({{id.value}, queue_names_.of(id.value)});
  for (const auto& [id, agent] : seen_.agents) {
    ids.agents.push_back({{id.value}, *agent_of(id)});
    for (const switchboard::AgentSkill& skill : agent.profile.skills)
      ids.skills.push_back({{skill.skill.value}, skill_names_.of(skill.skill.value)});
    for (const TeamId team : agent.profile.teams)
      ids.teams.push_back({{team.value}, team_names_.of(team.value)});
  }
  for (std::vector<ScenarioId>* list : {&ids.skills, &ids.teams}) {
    const auto by_id = [](const ScenarioId& a, const ScenarioId& b) { return a.id < b.id; };
    std::sort(list->begin(), list->end(), by_id);
    list->erase(std::unique(list->begin(), list->end(),
                            [](const ScenarioId& a, const ScenarioId& b) { return a.id == b.id; }),
                list->end());
  }
  ids.flows = flows_.ids();
  out_.scenario.flows = flows_.flows(options_.from);
}

ScenarioContact Building::contact_of(const SeenLeg& leg) {
  ScenarioContact out;
  out.at_s = std::max(0.0, to_s(leg.queued_at - options_.from));
  out.priority = leg.priority;
  if (!leg.steps.empty()) out.steps = steps_of(leg.steps);
  if (leg.last_agent) out.last_agent = agent_of(leg.last_agent);
  if (out.last_agent)
    out.last_contact_ended_s =
        std::max<std::int64_t>((leg.queued_at - leg.last_contact_ended).us / 1'000'000, 0);
  if (leg.ended_at) {
    out.talk_s = talk_s(leg);
    const double wrap_up = to_s(leg.wrapped_at.value_or(seen_.last) - *leg.ended_at) / pace_of(leg.agent);
    (leg.wrapped_at ? out.wrap_up_s : out.wrap_up_over_s) = std::max(0.0, wrap_up);
  } else if (leg.accepted_at) {
    out.talk_over_s = std::max(0.0, talk_s(leg));
  }
  const double waited = to_s(leg.left_at.value_or(seen_.last) - leg.queued_at);
  if (leg.is_called_back)
    out.patience_s = for_ever_s;
  else if (leg.fate == Fate::abandoned)
    out.patience_s = waited;
  else
    out.patience_over_s = std::max(0.0, waited);
  return out;
}

void Building::fit_laws(ScenarioQueue& to, QueueId id) {
  std::vector<double> talks, wraps, channel_talks, channel_wraps;
  std::vector<Lifetime> lifetimes, channel_lifetimes;
  QueueFit& fit = out_.fits.emplace_back();
  fit.queue = to.name;
  std::size_t left = 0, channel_left = 0;
  for (const auto& [source, legs] : legs_) {
    for (const std::size_t i : legs) {
      const SeenLeg& leg = seen_.legs[i];
      if (leg.channel != to.channel) continue;
      const bool is_own = source == id;
      if (leg.ended_at && leg.wrapped_at) {
        const double talk = talk_s(leg), wrap = to_s(*leg.wrapped_at - *leg.ended_at) / pace_of(leg.agent);
        channel_talks.push_back(talk);
        channel_wraps.push_back(wrap);
        if (is_own) talks.push_back(talk), wraps.push_back(wrap);
      }
      const bool has_left = leg.fate == Fate::abandoned && !leg.is_unlike && !leg.is_called_back;
      const Lifetime one{to_s(leg.left_at.value_or(seen_.last) - leg.queued_at), has_left};
      channel_lifetimes.push_back(one);
      channel_left += has_left ? 1 : 0;
      if (!is_own) continue;
      lifetimes.push_back(one);
      left += has_left ? 1 : 0;
    }
  }
  fit.contacts = static_cast<std::int64_t>(lifetimes.size());
  fit.abandoned = static_cast<std::int64_t>(left);
  fit.conversations = static_cast<std::int64_t>(talks.size());
  fit.stretch = to.stretch = stretches_.at(id).stretch;
  fit.stretch_half_width = stretches_.at(id).half_width;
  if (!talks.empty()) {
    double sum = 0;
    for (std::size_t i = 0; i < talks.size(); ++i)
      sum += talks[i] + wraps[i];
    fit.handle_s = sum / static_cast<double>(talks.size());
  }
  if (talks.size() < seen_min) talks = channel_talks, wraps = channel_wraps;
  to.talk = talks.empty() ? Law(Lognormal{300, 0.8}) : Law(empirical(std::move(talks), values_max));
  to.wrap_up = wraps.empty() ? Law(Constant{0}) : Law(empirical(std::move(wraps), values_max));
  if (left < left_min && channel_left > left) lifetimes = channel_lifetimes, left = channel_left;
  if (left == 0) return;
  const Survival survival = kaplan_meier(std::move(lifetimes));
  const auto half =
      std::find_if(survival.shares.begin(), survival.shares.end(), [](double s) { return s <= 0.5; });
  if (half != survival.shares.end())
    fit.patience_p50_s = survival.times_s[static_cast<std::size_t>(half - survival.shares.begin())];
  to.patience = survival;
}

ScenarioQueue Building::queue_of(QueueId id, const SeenQueue& queue) {
  ScenarioQueue out;
  out.name = queue_names_.of(id.value);
  out.rules = rules_of(queue.rules);
  std::vector<ScenarioContact>& contacts = out.arrivals.contacts.emplace();
  const std::vector<std::size_t>& legs = legs_[id];
  if (const auto known = options_.channels.find(id); known != options_.channels.end())
    out.channel = known->second;
  for (const std::size_t i : legs) {
    const SeenLeg& leg = seen_.legs[i];
    if (leg.entry || leg.is_left) continue;
    if (contacts.empty()) out.channel = leg.channel;
    contacts.push_back(contact_of(leg));
  }
  const auto entries = entries_.find(id);
  if (entries != entries_.end()) {
    out.channel = seen_.flows.entries[entries->second.front()].channel;
    for (const std::size_t i : entries->second)
      contacts.push_back(contact_of(seen_.flows.entries[i]));
    std::stable_sort(contacts.begin(), contacts.end(),
                     [](const ScenarioContact& a, const ScenarioContact& b) { return a.at_s < b.at_s; });
  }
  const bool is_written =
      std::any_of(queue.gaps.begin(), queue.gaps.end(), [](const Lifetime& one) { return one.is_ended; });
  if (is_written) {
    const Survival every = kaplan_meier(queue.gaps);
    if (Distribution(every).mean_s() >= 1) out.messages.emplace().customer_every = every;
  }
  stretches_.try_emplace(id);
  fit_laws(out, id);
  bool is_open = queue.rules.is_open;
  std::int64_t since = 0;
  bool is_ever_closed = !is_open;
  const std::int64_t end = second_of(options_.to + options_.drain);
  for (const auto& [at, opens] : queue.openings) {
    if (opens == is_open) continue;
    if (is_open && second_of(at) > since) out.open.push_back({since, second_of(at)});
    is_open = opens;
    since = second_of(at);
    is_ever_closed = is_ever_closed || !opens;
  }
  if (is_open && end > since) out.open.push_back({since, end});
  if (!is_ever_closed) out.open.clear();
  // Never open: one second when nobody comes any more.
  if (is_ever_closed && out.open.empty()) out.open.push_back({end, end + 1});
  return out;
}

void Building::add_queues() {
  for (const auto& [id, queue] : seen_.queues) {
    out_.scenario.queues.push_back(queue_of(id, queue));
    out_.queues.push_back(id);
  }
  std::set<std::string> skills;
  const auto needed = [&](const std::vector<ScenarioStep>& steps) {
    for (const ScenarioStep& step : steps)
      for (const ScenarioNeed& need : step.skills)
        skills.insert(need.skill);
  };
  std::set<std::string> teams;
  for (const ScenarioAgents& agents : out_.scenario.agents) {
    for (const ScenarioSkill& skill : agents.skills)
      skills.insert(skill.skill);
    teams.insert(agents.teams.begin(), agents.teams.end());
  }
  // A team that nobody present is in: nobody of it could have been asked.
  const auto drop_teams = [&](std::vector<ScenarioStep>& steps) {
    std::erase_if(steps, [&](const ScenarioStep& step) { return step.team && teams.count(*step.team) == 0; });
  };
  for (ScenarioQueue& queue : out_.scenario.queues) {
    drop_teams(queue.rules.steps);
    needed(queue.rules.steps);
    for (ScenarioContact& contact : *queue.arrivals.contacts) {
      if (!contact.steps) continue;
      drop_teams(*contact.steps);
      needed(*contact.steps);
    }
  }
  out_.scenario.skills.assign(skills.begin(), skills.end());
}

void Building::add_notes() {
  const auto note = [&](std::int64_t count, const char* what) {
    if (count > 0) out_.notes.push_back(fmt::format("{}: {}", count, what));
  };
  const auto count = [&](auto is_it) {
    return static_cast<std::int64_t>(
        std::count_if(seen_.legs.begin(), seen_.legs.end(),
                      [&](const SeenLeg& leg) { return is_played(leg) && is_it(leg); }));
  };
  note(seen_.open_conversations, "conversations that were going on when the day began are left out");
  note(count([&](const SeenLeg& leg) { return leg.queued_at < options_.from; }),
       "who waited when the day began come at its beginning, their wait before does not count");
  note(count([](const SeenLeg& leg) { return leg.is_transfer && !leg.entry; }),
       "transfers come at the time they came, whatever changes before them");
  note(count([](const SeenLeg& leg) { return leg.is_from_flow && !leg.entry; }),
       options_.plays_flows
           ? "customers who were in a flow when the day began come when they reached their queue"
           : "customers who came through a flow come when they reached their queue; the flow itself is not "
             "played");
  flows_.add_notes(out_.notes);
  note(count([](const SeenLeg& leg) { return leg.is_called_back && !leg.entry; }),
       "callbacks that no flow booked wait like calls without impatience; the dialling is not played again");
  note(count([](const SeenLeg& leg) { return leg.is_unlike; }),
       "customers who left their queue for a flow, a transfer or another place count as having left");
  note(seen_.consults, "consults; the second agent's time is left out");
  for (const auto& [id, queue] : seen_.queues)
    if (queue.has_changed)
      out_.notes.push_back(fmt::format("the rules of {} changed in the day; the first ones are played",
                                       queue_names_.of(id.value)));
  for (const auto& [id, agent] : seen_.agents)
    if (agent.has_changed_profile)
      out_.notes.push_back(fmt::format("the profile of {} changed in the day; the first one is played",
                                       agent_names_.of(id.value)));
}

Ledger Building::counted(const World& world, std::int64_t& contacts) const {
  Ledger ledger(world);
  std::map<QueueId, std::size_t> queues;
  for (const auto& [id, queue] : seen_.queues)
    queues.emplace(id, queues.size());
  for (const SeenLeg& leg : seen_.legs) {
    if (!is_played(leg)) continue;
    ++contacts;
    const Instant arrived = std::max(leg.queued_at, options_.from);
    ledger.contact({queues.at(leg.queue), arrived, std::max(arrived, leg.left_at.value_or(seen_.last)),
                    leg.fate, leg.offered_at != leg.queued_at});
    if (leg.entry && leg.is_called_back) ledger.called_back(queues.at(leg.queue), arrived);
  }
  for (const auto& [queue, entries] : entries_) {
    for (const std::size_t i : entries) {
      const SeenEntry& entry = seen_.flows.entries[i];
      ledger.entered_flow(queues.at(queue), entry.at);
      if (entry.legs.empty()) ++contacts;
      if (entry.end == EntryEnd::served) ledger.served_in_flow(queues.at(queue), entry.at);
      if (entry.end == EntryEnd::left) ledger.left_in_flow(queues.at(queue), entry.at);
      if (entry.end == EntryEnd::refused)
        ledger.contact({queues.at(queue), entry.at, entry.at, Fate::refused, false});
    }
  }
  std::map<AgentId, std::size_t> agents;
  for (const auto& [id, agent] : seen_.agents)
    agents.emplace(id, agents.size());
  Crew crew(world, ledger);
  for (const SeenWork& work : seen_.work) {
    const auto agent = agents.find(work.agent);
    if (agent == agents.end()) continue;
    using Piece = SeenWork::What;
    switch (work.what) {
      case Piece::presence:
        crew.set_presence(agent->second, work.presence, work.at);
        break;
      case Piece::begin:
        crew.begin(agent->second, work.leg, queues.at(work.queue), work.at);
        break;
      case Piece::wrap_up:
        crew.wrap_up(agent->second, work.leg, work.at);
        break;
      case Piece::silent:
      case Piece::resumed:
        crew.set_silent(agent->second, work.leg, work.what == Piece::silent, work.at);
        break;
      case Piece::finish:
        crew.finish(agent->second, work.leg, work.at);
        break;
    }
  }
  crew.settle_all(std::max(seen_.last, options_.to));
  return ledger;
}

}  // namespace

ScenarioCapacity capacity_of(const switchboard::AgentProfile& profile) {
  ScenarioCapacity out;
  out.units = profile.units;
  ScenarioChannels& c = out.channels;
  ScenarioChannel* by_channel[] = {&c.voice, &c.chat, &c.message, &c.email, &c.task, &c.voicemail};
  for (std::size_t i = 0; i < switchboard::channel_count; ++i) {
    const switchboard::ChannelCapacity& capacity = profile.channels[i];
    *by_channel[i] = {capacity.at_once_max, capacity.units, capacity.is_interruptible};
  }
  return out;
}

Result<RecordedDay> record_day(const ReplaySource& source, const RecordedDayOptions& options) {
  auto seen = see_day(source, {options.from, options.to, options.drain, options.plays_flows});
  if (!seen) return tl::unexpected<Error>(std::move(seen.error()));
  return Building(std::move(*seen), options).build();
}

Scenario inputs_of(const Scenario& recorded) {
  Scenario out = recorded;
  for (ScenarioQueue& queue : out.queues) {
    if (!queue.arrivals.contacts) continue;
    for (ScenarioContact& contact : *queue.arrivals.contacts) {
      contact.talk_s.reset();
      contact.wrap_up_s.reset();
      contact.talk_over_s.reset();
      contact.wrap_up_over_s.reset();
      if (contact.patience_s != for_ever_s) contact.patience_s.reset();
      contact.patience_over_s.reset();
    }
  }
  return out;
}

}  // namespace rapport::twin
