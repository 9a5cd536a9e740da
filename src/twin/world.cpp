#include "twin/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <utility>

namespace rapport::twin {

Duration from_seconds(double s) {
  return {static_cast<std::int64_t>(std::floor(s * 1e6 + 0.5))};
}

namespace {

std::uint8_t level_of(std::int32_t level) {
  return static_cast<std::uint8_t>(level);  // 1-5 by the scenario's limits
}

class Resolver {
 public:
  explicit Resolver(const Scenario& scenario) : scenario_(scenario) {}

  Result<World> run();

 private:
  using Numbers = std::map<std::string, std::int64_t, std::less<>>;

  void issue(std::string where, std::string what) { issues_.push_back({std::move(where), std::move(what)}); }
  void name_everything();
  void define(Numbers& numbers, const std::string& name, const std::string& where, const char* what);
  std::int64_t find(const Numbers& numbers, const std::string& name, const std::string& where,
                    const char* what);
  void resolve_times(World& world);
  WorldQueue queue(const ScenarioQueue& from, const std::string& where);
  switchboard::QueueRules rules(const ScenarioRules& from, const std::string& where);
  switchboard::Branch branch(const ScenarioBranch& from, const std::string& where);
  std::vector<switchboard::Step> steps(const std::vector<ScenarioStep>& from, const std::string& where);
  AgentId agent(const std::string& name, const std::string& where);
  KnownCustomer known(const ScenarioContact& from, const std::string& where);
  void add_flows();
  FlowNumbers flow_numbers(const std::string& where);
  std::optional<std::size_t> flow(const std::string& name, const ScenarioQueue& of, const std::string& where);
  std::size_t entry(const ScenarioEntry& from, const ScenarioQueue& of, const std::string& where);
  Distribution law(const Law& from, const std::string& where);
  void add_known(WorldQueue& to, const ScenarioQueue& from, const std::string& where);
  void add_kinds(WorldQueue& to, const ScenarioQueue& from, const std::string& where);
  Arrivals arrivals(const ScenarioArrivals& from, const std::string& where);
  WorldGroup group(const ScenarioAgents& from, const std::string& where);
  switchboard::AgentProfile profile(const ScenarioAgents& from, const std::string& where);
  std::vector<QueueId> served(const std::vector<std::string>& names, const std::string& where);
  std::vector<Span> spans(const std::vector<ScenarioSpan>& from, const std::string& where);

  const Scenario& scenario_;
  Numbers skills_, teams_, queues_, groups_, flows_;
  std::vector<WorldFlow> resolved_flows_;
  std::vector<KnownEntry> entries_;
  std::vector<AgentId> first_agents_;  // by group
  std::vector<Issue> issues_;
};

void Resolver::define(Numbers& numbers, const std::string& name, const std::string& where, const char* what) {
  const auto number = static_cast<std::int64_t>(numbers.size()) + 1;
  if (!numbers.emplace(name, number).second)
    issue(where, fmt::format("{} \"{}\" is there twice", what, name));
}

std::int64_t Resolver::find(const Numbers& numbers, const std::string& name, const std::string& where,
                            const char* what) {
  const auto found = numbers.find(name);
  if (found != numbers.end()) return found->second;
  issue(where, fmt::format("no {} is called \"{}\"", what, name));
  return 0;
}

void Resolver::name_everything() {
  for (std::size_t i = 0; i < scenario_.skills.size(); ++i)
    define(skills_, scenario_.skills[i], fmt::format("/skills/{}", i), "skill");
  for (std::size_t i = 0; i < scenario_.queues.size(); ++i)
    define(queues_, scenario_.queues[i].name, fmt::format("/queues/{}/name", i), "queue");
  for (std::size_t i = 0; i < scenario_.flows.size(); ++i)
    define(flows_, scenario_.flows[i].name, fmt::format("/flows/{}/name", i), "flow");
  std::int64_t next = 1;
  for (std::size_t i = 0; i < scenario_.agents.size(); ++i) {
    const ScenarioAgents& group = scenario_.agents[i];
    define(groups_, group.name, fmt::format("/agents/{}/name", i), "group");
    first_agents_.push_back({next});
    next += group.count;
    for (const std::string& team : group.teams)
      teams_.emplace(team, static_cast<std::int64_t>(teams_.size()) + 1);
  }
  if (next - 1 > agents_max) issue("/agents", fmt::format("{} agents; at most {}", next - 1, agents_max));
}

void Resolver::resolve_times(World& world) {
  world.start = scenario_.start;
  world.duration = seconds(scenario_.duration_s);
  world.warm_up = seconds(scenario_.warm_up_s);
  world.drain = seconds(scenario_.drain_s);
  world.interval = seconds(scenario_.interval_s);
  if (scenario_.warm_up_s >= scenario_.duration_s) issue("/warm_up_s", "must be less than duration_s");
  if (scenario_.duration_s / std::max<std::int64_t>(scenario_.interval_s, 1) > intervals_max)
    issue("/interval_s", fmt::format("more than {} intervals in duration_s", intervals_max));
}

std::vector<Span> Resolver::spans(const std::vector<ScenarioSpan>& from, const std::string& where) {
  std::vector<Span> out;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from[i].to_s <= from[i].from_s)
      issue(fmt::format("{}/{}/to_s", where, i), "must be after from_s");
    else if (!out.empty() && seconds(from[i].from_s) < out.back().to)
      issue(fmt::format("{}/{}/from_s", where, i), "must not be before the end of the one before");
    out.push_back({seconds(from[i].from_s), seconds(from[i].to_s)});
  }
  return out;
}

AgentId Resolver::agent(const std::string& name, const std::string& where) {
  const std::size_t slash = name.rfind('/');
  std::int32_t number = 0;
  if (slash != std::string::npos) {
    const char* end = name.data() + name.size();
    const auto read = std::from_chars(name.data() + slash + 1, end, number);
    if (read.ec != std::errc() || read.ptr != end) number = 0;
  }
  if (number < 1) {
    issue(where, "an agent is GROUP/NUMBER, numbers from 1");
    return {};
  }
  const std::int64_t group = find(groups_, name.substr(0, slash), where, "group");
  if (group == 0) return {};
  const auto index = static_cast<std::size_t>(group - 1);
  if (number > scenario_.agents[index].count) {
    issue(where, fmt::format("the group has {} agents", scenario_.agents[index].count));
    return {};
  }
  return {first_agents_[index].value + number - 1};
}

std::vector<switchboard::Step> Resolver::steps(const std::vector<ScenarioStep>& from,
                                               const std::string& where) {
  std::vector<switchboard::Step> out;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const std::string at = fmt::format("{}/{}", where, i);
    switchboard::Step step;
    step.lasts = seconds(from[i].lasts_s);
    if (from[i].agent) step.agent = agent(*from[i].agent, at + "/agent");
    if (from[i].team) step.team = {find(teams_, *from[i].team, at + "/team", "team of any group")};
    for (std::size_t k = 0; k < from[i].skills.size(); ++k) {
      const ScenarioNeed& need = from[i].skills[k];
      const SkillId skill{find(skills_, need.skill, fmt::format("{}/skills/{}/skill", at, k), "skill")};
      for (const switchboard::SkillNeed& other : step.skills)
        if (other.skill == skill && skill) issue(fmt::format("{}/skills/{}/skill", at, k), "is there twice");
      step.skills.push_back({skill, level_of(need.level_min)});
    }
    out.push_back(std::move(step));
  }
  return out;
}

switchboard::Branch Resolver::branch(const ScenarioBranch& from, const std::string& where) {
  switchboard::Branch out{from.action, {}};
  const bool is_overflow = from.action == switchboard::BranchAction::overflow;
  if (is_overflow != from.overflow_to.has_value())
    issue(where + "/overflow_to", is_overflow ? "names the queue to overflow to" : "goes with overflow only");
  if (from.overflow_to) out.overflow_to = {find(queues_, *from.overflow_to, where + "/overflow_to", "queue")};
  return out;
}

switchboard::QueueRules Resolver::rules(const ScenarioRules& from, const std::string& where) {
  switchboard::QueueRules out;
  out.order = from.order;
  out.choice = from.choice;
  out.weight = from.weight;
  out.offer_timeout = seconds(from.offer_timeout_s);
  out.auto_accept = from.auto_accept;
  out.wrap_up_limit = seconds(from.wrap_up_limit_s);
  out.disposition_required = from.disposition_required;
  if (from.disposition_required) out.dispositions = {DispositionId{1}};
  out.waiting_max = from.waiting_max;
  out.when_full = branch(from.when_full, where + "/when_full");
  out.when_closed = branch(from.when_closed, where + "/when_closed");
  out.when_unstaffed = branch(from.when_unstaffed, where + "/when_unstaffed");
  out.wait_limit = seconds(from.wait_limit_s);
  out.steps = steps(from.steps, where + "/steps");
  out.sticky_window = seconds(from.sticky_window_s);
  out.sticky_wait = seconds(from.sticky_wait_s);
  out.transfer_head_start_min = from.transfer_head_start_min;
  out.service_level_within = seconds(from.service_level_within_s);
  switchboard::CallbackRules callbacks;
  callbacks.mode = from.callback_mode;
  callbacks.dials_max = from.dials_max;
  callbacks.retry_after = seconds(from.retry_after_s);
  callbacks.ring_limit = seconds(from.ring_limit_s);
  if (!(callbacks == switchboard::CallbackRules{})) out.callback = callbacks;
  return out;
}

Arrivals Resolver::arrivals(const ScenarioArrivals& from, const std::string& where) {
  const int given = (from.per_hour ? 1 : 0) + (from.per_interval.empty() ? 0 : 1) + (from.at_s ? 1 : 0) +
                    (from.contacts ? 1 : 0);
  const bool is_mixed = given == 2 && from.contacts && !from.per_interval.empty();
  if (given != 1 && !is_mixed)
    issue(where,
          "needs exactly one of per_hour, per_interval, at_s and contacts, or contacts and per_interval");
  Arrivals out;
  if (from.per_hour) out.pieces.push_back({{}, *from.per_hour / 3600});
  for (std::size_t i = 0; i < from.per_interval.size(); ++i)
    out.pieces.push_back({seconds(from.interval_s) * static_cast<std::int64_t>(i),
                          from.per_interval[i] / static_cast<double>(from.interval_s)});
  if (!from.per_interval.empty())
    out.pieces.push_back({seconds(from.interval_s) * static_cast<std::int64_t>(from.per_interval.size()), 0});
  if (from.at_s) {
    for (const double at : *from.at_s)
      out.times.push_back(from_seconds(at));
    if (!std::is_sorted(out.times.begin(), out.times.end()))
      issue(where + "/at_s", "must be in order of time");
  }
  if (from.contacts) {
    for (const ScenarioContact& contact : *from.contacts)
      out.times.push_back(from_seconds(contact.at_s));
    if (!std::is_sorted(out.times.begin(), out.times.end()))
      issue(where + "/contacts", "must be in order of time");
  }
  return out;
}

void Resolver::add_kinds(WorldQueue& to, const ScenarioQueue& from, const std::string& where) {
  to.kinds.push_back({1, from.priority, {}, law(from.talk, where + "/talk")});
  for (std::size_t i = 0; i < from.mix.size(); ++i) {
    const ScenarioKind& kind = from.mix[i];
    CustomerKind& out = to.kinds.emplace_back();
    out.share = kind.share;
    out.priority = kind.priority.value_or(from.priority);
    if (kind.steps) out.steps = steps(*kind.steps, fmt::format("{}/mix/{}/steps", where, i));
    out.talk = kind.talk ? law(*kind.talk, fmt::format("{}/mix/{}/talk", where, i)) : to.kinds.front().talk;
    to.kinds.front().share -= kind.share;
  }
  if (to.kinds.front().share < -1e-9) issue(where + "/mix", "the shares are more than 1 together");
}

KnownCustomer Resolver::known(const ScenarioContact& from, const std::string& where) {
  const auto known_length = [](const std::optional<double>& s) {
    return s ? std::optional<Duration>(from_seconds(*s)) : std::nullopt;
  };
  KnownCustomer out;
  out.priority = from.priority;
  if (from.steps) out.steps = steps(*from.steps, where + "/steps");
  if (from.last_agent) out.last_agent = agent(*from.last_agent, where + "/last_agent");
  out.last_contact_ended = seconds(from.last_contact_ended_s);
  out.talk = known_length(from.talk_s);
  out.wrap_up = known_length(from.wrap_up_s);
  out.patience = known_length(from.patience_s);
  out.talk_over = known_length(from.talk_over_s).value_or(Duration{});
  out.wrap_up_over = known_length(from.wrap_up_over_s).value_or(Duration{});
  out.patience_over = known_length(from.patience_over_s).value_or(Duration{});
  return out;
}

Distribution Resolver::law(const Law& from, const std::string& where) {
  std::string fault = fault_of(from);
  if (fault.empty()) return Distribution(from);
  issue(where, std::move(fault));
  return {};
}

void Resolver::add_known(WorldQueue& to, const ScenarioQueue& from, const std::string& where) {
  if (!from.arrivals.contacts) return;
  const std::vector<ScenarioContact>& contacts = *from.arrivals.contacts;
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    const std::string at = fmt::format("{}/arrivals/contacts/{}", where, i);
    to.known.push_back(known(contacts[i], at));
    if (contacts[i].flow) to.known.back().entry = entry(*contacts[i].flow, from, at + "/flow/flow");
    to.known.back().number =
        static_cast<std::uint64_t>(contacts[i].number.value_or(static_cast<std::int64_t>(i)));
  }
}

WorldQueue Resolver::queue(const ScenarioQueue& from, const std::string& where) {
  WorldQueue out;
  out.name = from.name;
  out.source = source_of(from.name);
  out.id = {queues_.find(from.name)->second};
  out.channel = from.channel;
  out.rules = rules(from.rules, where + "/rules");
  out.arrivals = arrivals(from.arrivals, where + "/arrivals");
  add_kinds(out, from, where);
  add_known(out, from, where);
  if (from.flow) out.flow = flow(*from.flow, from, where + "/flow");
  out.wrap_up = law(from.wrap_up, where + "/wrap_up");
  if (from.patience) out.patience = law(*from.patience, where + "/patience");
  out.stretch = from.stretch;
  out.cost_per_contact = from.cost_per_contact;
  out.cost_per_abandon = from.cost_per_abandon;
  if (const auto& offer = from.callback_offer) {
    out.callback_offer = CallbackOffer{seconds(offer->from_s), seconds(offer->after_s), offer->share,
                                       offer->reached, law(offer->ring, where + "/callback_offer/ring")};
    if (from.channel != switchboard::Channel::voice)
      issue(where + "/callback_offer", "goes with the channel voice only");
  }
  if (from.messages && from.messages->customer_every)
    out.customer_every = law(*from.messages->customer_every, where + "/messages/customer_every");
  if (from.messages && from.messages->agent_every)
    out.agent_every = law(*from.messages->agent_every, where + "/messages/agent_every");
  // A cadence of nothing would be messages without end.
  if (out.customer_every && out.customer_every->mean_s() < 1)
    issue(where + "/messages/customer_every", "the mean must be at least 1 s");
  if (out.agent_every && out.agent_every->mean_s() < 1)
    issue(where + "/messages/agent_every", "the mean must be at least 1 s");
  out.open = spans(from.open, where + "/open");
  out.rules.is_open = out.open.empty();
  return out;
}

std::vector<QueueId> Resolver::served(const std::vector<std::string>& names, const std::string& where) {
  std::vector<QueueId> out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string at = fmt::format("{}/{}", where, i);
    const QueueId queue{find(queues_, names[i], at, "queue")};
    if (queue && std::find(out.begin(), out.end(), queue) != out.end()) issue(at, "is there twice");
    out.push_back(queue);
  }
  return out;
}

switchboard::AgentProfile Resolver::profile(const ScenarioAgents& from, const std::string& where) {
  switchboard::AgentProfile out;
  for (std::size_t i = 0; i < from.skills.size(); ++i) {
    const std::string at = fmt::format("{}/skills/{}/skill", where, i);
    const SkillId skill{find(skills_, from.skills[i].skill, at, "skill")};
    for (const switchboard::AgentSkill& other : out.skills)
      if (other.skill == skill && skill) issue(at, "is there twice");
    out.skills.push_back({skill, level_of(from.skills[i].level)});
  }
  for (const std::string& team : from.teams)
    out.teams.push_back({teams_.find(team)->second});
  out.queues = served(from.queues, where + "/queues");
  out.units = from.capacity.units;
  const ScenarioChannels& c = from.capacity.channels;
  const ScenarioChannel* by_channel[] = {&c.voice, &c.chat, &c.message, &c.email, &c.task, &c.voicemail};
  for (std::size_t i = 0; i < switchboard::channel_count; ++i)
    out.channels[i] = {by_channel[i]->at_once_max, by_channel[i]->units, by_channel[i]->is_interruptible};
  return out;
}

WorldGroup Resolver::group(const ScenarioAgents& from, const std::string& where) {
  WorldGroup out;
  out.name = from.name;
  out.source = source_of(from.name);
  out.count = from.count;
  out.profile = profile(from, where);
  for (std::size_t i = 0; i < from.assignments.size(); ++i) {
    const ScenarioAssignment& one = from.assignments[i];
    const std::string at = fmt::format("{}/assignments/{}", where, i);
    if (i > 0 && one.from_s < from.assignments[i - 1].from_s)
      issue(at + "/from_s", "must be in order of time");
    out.assignments.push_back({seconds(one.from_s), out.profile});
    out.assignments.back().profile.queues = served(one.queues, at + "/queues");
  }
  std::vector<ScenarioSpan> shifts;
  for (const ScenarioShift& shift : from.shifts)
    shifts.push_back({shift.from_s, shift.to_s});
  const std::vector<Span> whole = spans(shifts, where + "/shifts");
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const std::string at = fmt::format("{}/shifts/{}/breaks", where, i);
    const Shift& shift = out.shifts.emplace_back(Shift{whole[i], spans(from.shifts[i].breaks, at)});
    for (std::size_t k = 0; k < shift.breaks.size(); ++k)
      if (shift.breaks[k].from < shift.span.from || shift.breaks[k].to > shift.span.to)
        issue(fmt::format("{}/{}", at, k), "must lie within its shift");
  }
  out.answer_delay = law(from.answer_delay, where + "/answer_delay");
  out.no_answer_share = from.no_answer_share;
  out.back_after = law(from.back_after, where + "/back_after");
  out.pace = from.pace;
  out.cost_per_hour = from.cost_per_hour;
  return out;
}

// Numbers that nobody of the world has.
std::int64_t nobodys(std::int64_t id) {
  constexpr std::int64_t beyond = 1'000'000'000;
  return id > beyond ? id : beyond + id;
}

FlowNumbers Resolver::flow_numbers(const std::string& where) {
  const auto name_of = [](const std::vector<ScenarioId>& ids, std::int64_t id) -> const std::string* {
    for (const ScenarioId& one : ids)
      if (one.id.value == id) return &one.name;
    return nullptr;
  };
  const auto number = [this, where, name_of](const std::vector<ScenarioId>& ids, const Numbers& numbers,
                                             std::int64_t id, const char* what) -> std::int64_t {
    if (ids.empty() && id <= static_cast<std::int64_t>(numbers.size())) return id;
    const std::string* name = name_of(ids, id);
    const auto found = name == nullptr ? numbers.end() : numbers.find(*name);
    if (found != numbers.end()) return found->second;
    if (name != nullptr)
      issue("/ids", fmt::format("no {} is called \"{}\"", what, *name));
    else
      issue(where, fmt::format("nothing says which {} {} is", what, id));
    return nobodys(id);
  };
  const auto known_or_nobodys = [name_of](const std::vector<ScenarioId>& ids, const Numbers& numbers,
                                          std::int64_t id) -> std::int64_t {
    if (ids.empty() && id <= static_cast<std::int64_t>(numbers.size())) return id;
    const std::string* name = name_of(ids, id);
    const auto found = name == nullptr ? numbers.end() : numbers.find(*name);
    return found == numbers.end() ? nobodys(id) : found->second;
  };
  const ScenarioIds& ids = scenario_.ids;
  FlowNumbers out;
  out.queue = [this, number, &ids](QueueId id) {
    return QueueId{number(ids.queues, queues_, id.value, "queue")};
  };
  out.flow = [this, known_or_nobodys, &ids](FlowId id) {
    return FlowId{known_or_nobodys(ids.flows, flows_, id.value)};
  };
  out.skill = [this, known_or_nobodys, &ids](SkillId id) {
    return SkillId{known_or_nobodys(ids.skills, skills_, id.value)};
  };
  out.team = [this, known_or_nobodys, &ids](TeamId id) {
    return TeamId{known_or_nobodys(ids.teams, teams_, id.value)};
  };
  out.agent = [this, where, name_of, &ids](AgentId id) {
    const std::string* name = name_of(ids.agents, id.value);
    return name == nullptr ? AgentId{nobodys(id.value)} : agent(*name, "/ids/agents");
  };
  return out;
}

void Resolver::add_flows() {
  for (std::size_t i = 0; i < scenario_.flows.size(); ++i) {
    const std::string where = fmt::format("/flows/{}", i);
    resolved_flows_.push_back(resolve_flow(scenario_.flows[i], flow_numbers(where), where, issues_));
  }
}

std::optional<std::size_t> Resolver::flow(const std::string& name, const ScenarioQueue& of,
                                          const std::string& where) {
  const std::int64_t number = find(flows_, name, where, "flow");
  if (number == 0) return std::nullopt;
  const auto at = static_cast<std::size_t>(number - 1);
  const switchboard::flow::Program& program = resolved_flows_[at].program;
  if (!program.steps.empty() && (program.channels >> static_cast<int>(of.channel) & 1) == 0)
    issue(where, fmt::format("the flow \"{}\" is not for this channel", name));
  return at;
}

std::size_t Resolver::entry(const ScenarioEntry& from, const ScenarioQueue& of, const std::string& where) {
  entries_.push_back({flow(from.flow, of, where).value_or(0), from.language, from.is_customer_known,
                      from.values, from.answers});
  return entries_.size() - 1;
}

Result<World> Resolver::run() {
  World world;
  world.name = scenario_.name;
  world.seed = static_cast<std::uint64_t>(scenario_.seed);
  resolve_times(world);
  world.settings.silent_after = seconds(scenario_.silent_after_s);
  world.settings.why_agents_max = 1;  // explanations cost time and decide nothing
  name_everything();
  if (!issues_.empty())
    return fail(ErrorCode::invalid, "bad_scenario", "the scenario contradicts itself", issues_);
  add_flows();
  double contacts = 0;
  for (std::size_t i = 0; i < scenario_.queues.size(); ++i) {
    world.queues.push_back(queue(scenario_.queues[i], fmt::format("/queues/{}", i)));
    world.is_stretched = world.is_stretched || world.queues.back().stretch > 0;
    contacts += expected_arrivals(world.queues.back().arrivals, world.duration);
  }
  if (contacts > contacts_max)
    issue("/queues", fmt::format("{:.0f} contacts expected; at most {:.0f}", contacts, contacts_max));
  for (std::size_t i = 0; i < scenario_.agents.size(); ++i) {
    world.groups.push_back(group(scenario_.agents[i], fmt::format("/agents/{}", i)));
    world.groups.back().first = first_agents_[i];
    world.agents += world.groups.back().count;
  }
  world.flows = std::move(resolved_flows_);
  world.entries = std::move(entries_);
  if (!issues_.empty())
    return fail(ErrorCode::invalid, "bad_scenario", "the scenario contradicts itself", issues_);
  return world;
}

}  // namespace

Result<World> resolve(const Scenario& scenario) {
  return Resolver(scenario).run();
}

}  // namespace rapport::twin
