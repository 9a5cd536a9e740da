#include "twin/recorded_day.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "twin/recorded_count.h"
#include "twin/recorded_customers.h"
#include "twin/recorded_flows.h"
#include "twin/recorded_notes.h"
#include "twin/recorded_people.h"
#include "twin/recorded_rules.h"
#include "twin/world.h"

namespace rapport::twin {
namespace {

// The seen day's legs that are played by where they came in, in order of time.
ByQueue sorted_legs(const SeenDay& seen, const RecordedDayOptions& options) {
  ByQueue out;
  for (std::size_t i = 0; i < seen.legs.size(); ++i)
    if (is_played(seen, seen.legs[i], options.to)) out[seen.legs[i].source].push_back(i);
  for (auto& [id, legs] : out)
    std::stable_sort(legs.begin(), legs.end(), [&](std::size_t a, std::size_t b) {
      return std::max(seen.legs[a].queued_at, options.from) < std::max(seen.legs[b].queued_at, options.from);
    });
  return out;
}

// Who began with a flow, by the queue that they came to, or would have.
ByQueue sorted_entries(const SeenDay& seen, const RecordedFlows& flows) {
  ByQueue out;
  for (std::size_t i = 0; i < seen.flows.entries.size(); ++i) {
    const SeenEntry& entry = seen.flows.entries[i];
    out[entry.legs.empty() ? flows.fallback_of(entry) : seen.legs[entry.legs.front()].source].push_back(i);
  }
  return out;
}

// Who is in the scenario: they worked, or are expected.
SeenDay with_those_there(SeenDay seen, const RecordedDayOptions& options) {
  std::erase_if(seen.agents, [&](const auto& one) {
    return shifts_of(one.second, options).empty() && options.expected.count(one.first) == 0;
  });
  return seen;
}

class Building {
 public:
  Building(SeenDay seen, const RecordedDayOptions& options)
      : seen_(with_those_there(std::move(seen), options)),
        options_(options),
        names_(options.names),
        rules_(seen_, names_),
        flows_(seen_.flows, options.flows),
        legs_(sorted_legs(seen_, options)),
        entries_(sorted_entries(seen_, flows_)),
        fits_(seen_, legs_),
        customers_(seen_, options, rules_, fits_, flows_) {}

  Result<RecordedDay> build() {
    const bool is_empty = seen_.flows.entries.empty() && legs_.empty();
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
    find_queues();
    add_agents();
    add_queues();
    link_transfers();
    add_flows();
    out_.notes = recorded_notes(seen_, options_, flows_, names_);
    auto world = resolve(scenario);
    if (!world) return tl::unexpected<Error>(std::move(world.error()));
    DayCount count = count_day(seen_, options_, entries_, *world);
    Outcome outcome{std::move(count.ledger), count.contacts, 0};
    out_.actual = make_report(*world, world->seed, outcome);
    out_.counted = std::move(outcome.ledger);
    out_.end = std::move(seen_.end);
    return std::move(out_);
  }

 private:
  struct Place {
    std::string queue;
    std::int64_t number;
  };
  void find_queues();
  void add_agents();
  void add_queues();
  void add_flows();
  void add_skills();
  ScenarioQueue queue_of(QueueId id, const SeenQueue& queue);
  std::vector<ScenarioContact> contacts_of(const std::string& queue, const std::vector<std::size_t>& legs,
                                           const std::vector<std::size_t>& entries);
  void link_transfers();
  std::vector<ScenarioSpan> open_of(const SeenQueue& queue) const;

  SeenDay seen_;
  const RecordedDayOptions& options_;
  RecordedNames names_;
  RecordedRules rules_;
  RecordedFlows flows_;
  ByQueue legs_, entries_;
  RecordedFits fits_;
  RecordedCustomers customers_;
  std::map<std::size_t, Place> places_;  // of who talked, by leg
  RecordedDay out_;
};

// Also those that are gone by now.
void Building::find_queues() {
  for (const auto& [queue, legs] : legs_) {
    seen_.queues[queue];
    for (const std::size_t i : legs)
      seen_.queues[seen_.legs[i].queue];
  }
  for (const auto& [queue, entries] : entries_)
    seen_.queues[queue];
}

void Building::add_agents() {
  RecordedPeople people(seen_, options_, names_, fits_);
  for (const auto& [id, agent] : seen_.agents) {
    out_.scenario.agents.push_back(people.agents_of(id, agent));
    out_.agents.push_back(id);
  }
}

void Building::add_flows() {
  ScenarioIds& ids = out_.scenario.ids;
  for (const auto& [id, queue] : seen_.queues)
    ids.queues.push_back({{id.value}, names_.queues.of(id.value)});
  for (const auto& [id, agent] : seen_.agents) {
    ids.agents.push_back({{id.value}, *rules_.agent_of(id)});
    for (const switchboard::AgentSkill& skill : agent.profile.skills)
      ids.skills.push_back({{skill.skill.value}, names_.skills.of(skill.skill.value)});
    for (const TeamId team : agent.profile.teams)
      ids.teams.push_back({{team.value}, names_.teams.of(team.value)});
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

// When the queue was open; nothing: always.
std::vector<ScenarioSpan> Building::open_of(const SeenQueue& queue) const {
  std::vector<ScenarioSpan> out;
  bool is_open = queue.rules.is_open;
  std::int64_t since = 0;
  bool is_ever_closed = !is_open;
  const std::int64_t end = options_.second_of(options_.to + options_.drain);
  for (const auto& [at, opens] : queue.openings) {
    if (opens == is_open) continue;
    if (is_open && options_.second_of(at) > since) out.push_back({since, options_.second_of(at)});
    is_open = opens;
    since = options_.second_of(at);
    is_ever_closed = is_ever_closed || !opens;
  }
  if (is_open && end > since) out.push_back({since, end});
  if (!is_ever_closed) out.clear();
  // Never open: one second when nobody comes any more.
  if (is_ever_closed && out.empty()) out.push_back({end, end + 1});
  return out;
}

std::vector<ScenarioContact> Building::contacts_of(const std::string& queue,
                                                   const std::vector<std::size_t>& legs,
                                                   const std::vector<std::size_t>& entries) {
  std::vector<std::pair<ScenarioContact, std::optional<std::size_t>>> made;  // with their last leg
  for (const std::size_t i : legs)
    made.emplace_back(customers_.contact_of(seen_.legs[i]), i);
  for (const std::size_t i : entries) {
    const SeenEntry& entry = seen_.flows.entries[i];
    made.emplace_back(customers_.contact_of(entry),
                      entry.legs.empty() ? std::nullopt : std::optional(entry.legs.back()));
  }
  std::stable_sort(made.begin(), made.end(),
                   [](const auto& a, const auto& b) { return a.first.at_s < b.first.at_s; });
  std::vector<ScenarioContact> out;
  for (auto& [contact, leg] : made) {
    if (leg) places_[*leg] = {queue, static_cast<std::int64_t>(out.size())};
    out.push_back(std::move(contact));
  }
  return out;
}

// Who was transferred comes when the conversation before has ended, whenever that is.
void Building::link_transfers() {
  for (const auto& [leg, place] : places_) {
    if (!seen_.legs[leg].origin) continue;
    const SeenLeg& origin = seen_.legs[*seen_.legs[leg].origin];
    const auto before = places_.find(*seen_.legs[leg].origin);
    if (before == places_.end() || !origin.ended_at) continue;
    for (ScenarioQueue& queue : out_.scenario.queues)
      if (queue.name == place.queue)
        (*queue.arrivals.contacts)[static_cast<std::size_t>(place.number)].transferred_from = {
            before->second.queue, before->second.number,
            seconds_in(seen_.legs[leg].queued_at - *origin.ended_at)};
  }
}

ScenarioQueue Building::queue_of(QueueId id, const SeenQueue& queue) {
  ScenarioQueue out;
  out.name = names_.queues.of(id.value);
  out.rules = rules_.rules_of(queue.rules);
  if (const auto known = options_.channels.find(id); known != options_.channels.end())
    out.channel = known->second;
  std::vector<std::size_t> legs;  // by themselves, not led by a flow
  for (const std::size_t i : legs_[id])
    if (!seen_.legs[i].entry && !seen_.legs[i].is_left) legs.push_back(i);
  if (!legs.empty()) out.channel = seen_.legs[legs.front()].channel;
  const std::vector<std::size_t>& entries = entries_[id];
  if (!entries.empty()) out.channel = seen_.flows.entries[entries.front()].channel;
  out.arrivals.contacts = contacts_of(out.name, legs, entries);
  const bool is_written =
      std::any_of(queue.gaps.begin(), queue.gaps.end(), [](const Lifetime& one) { return one.is_ended; });
  if (is_written) {
    const Survival every = kaplan_meier(queue.gaps);
    if (Distribution(every).mean_s() >= 1) out.messages.emplace().customer_every = every;
  }
  out_.fits.push_back(fits_.fit(out, id));
  out.open = open_of(queue);
  return out;
}

void Building::add_queues() {
  for (const auto& [id, queue] : seen_.queues) {
    out_.scenario.queues.push_back(queue_of(id, queue));
    out_.queues.push_back(id);
  }
  add_skills();
}

// Those that somebody has or needs.
void Building::add_skills() {
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

}  // namespace

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
