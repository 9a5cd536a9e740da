#include "workforce/staffing/runs/day_problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "platform/contract/json.h"
#include "twin/change.h"
#include "workforce/staffing/described.h"

namespace rapport::workforce::staffing {
namespace {

constexpr std::size_t mix_max = 12;        // sorts of customers of a queue; the rarest are as the rest
constexpr double dearer_per_skill = 0.05;  // of an hour's cost
constexpr std::size_t delays_max = 1'000;  // values of a law

class Making {
 public:
  Making(const twin::Scenario& day, const std::vector<ExpectedContacts>& expected,
         const DayProblemWanted& wanted)
      : day_(day), expected_(expected), wanted_(wanted) {}

  Result<DayProblem> make();

 private:
  void add_queue(const ExpectedContacts& expected);
  void add_mix(Queue& to, const std::vector<twin::ScenarioContact>& seen);
  std::vector<twin::ScenarioStep> without_agents(std::vector<twin::ScenarioStep> steps,
                                                 const std::string& queue);
  void keep_inside(twin::ScenarioBranch& branch, const std::string& queue);
  std::map<std::string, std::set<std::int32_t>> levels_asked() const;
  Group group_of(const twin::ScenarioAgents& agents,
                 const std::map<std::string, std::set<std::int32_t>>& asked) const;
  void add_groups();

  const twin::Scenario& day_;
  const std::vector<ExpectedContacts>& expected_;
  const DayProblemWanted& wanted_;
  std::set<std::string> queues_;
  DayProblem out_;
};

// A step that names somebody cannot mean anybody among agents whose number is what is looked for.
std::vector<twin::ScenarioStep> Making::without_agents(std::vector<twin::ScenarioStep> steps,
                                                       const std::string& queue) {
  const auto gone =
      std::erase_if(steps, [](const twin::ScenarioStep& step) { return step.agent.has_value(); });
  if (gone > 0) {
    std::string note = fmt::format("{}: steps that name an agent are left out", queue);
    if (std::find(out_.notes.begin(), out_.notes.end(), note) == out_.notes.end())
      out_.notes.push_back(std::move(note));
  }
  return steps;
}

void Making::keep_inside(twin::ScenarioBranch& branch, const std::string& queue) {
  if (!branch.overflow_to || queues_.contains(*branch.overflow_to)) return;
  out_.notes.push_back(
      fmt::format("{}: does not overflow to {}, which is not among the queues", queue, *branch.overflow_to));
  branch = {switchboard::BranchAction::wait, {}};
}

// What customers had of their own (a language, a segment's head start) is had by as many of those to come.
void Making::add_mix(Queue& to, const std::vector<twin::ScenarioContact>& seen) {
  std::map<std::string, std::pair<twin::ScenarioKind, std::size_t>> kinds;
  for (const twin::ScenarioContact& contact : seen) {
    twin::ScenarioKind kind;
    if (contact.priority && *contact.priority != to.priority) kind.priority = contact.priority;
    if (contact.steps) kind.steps = without_agents(*contact.steps, to.name);
    if (kind.steps && kind.steps->empty()) kind.steps.reset();
    if (!kind.priority && !kind.steps) continue;
    const std::string key = contract::encode(kind);
    auto& [known, count] = kinds[key];
    known = std::move(kind);
    ++count;
  }
  std::vector<std::pair<twin::ScenarioKind, std::size_t>> all;
  for (auto& [key, kind] : kinds)
    all.push_back(std::move(kind));
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (all.size() > mix_max) {
    out_.notes.push_back(fmt::format("{}: of {} sorts of customers the {} commonest are told apart", to.name,
                                     all.size(), mix_max));
    all.resize(mix_max);
  }
  for (auto& [kind, count] : all) {
    kind.name = fmt::format("{}", to.mix.size() + 1);
    kind.share = static_cast<double>(count) / static_cast<double>(seen.size());
    to.mix.push_back(std::move(kind));
  }
}

void Making::add_queue(const ExpectedContacts& expected) {
  const auto found = std::find_if(day_.queues.begin(), day_.queues.end(),
                                  [&](const twin::ScenarioQueue& one) { return one.name == expected.queue; });
  Queue& to = out_.problem.queues.emplace_back();
  static_cast<twin::ScenarioQueue&>(to) = *found;
  const std::vector<twin::ScenarioContact> seen =
      found->arrivals.contacts.value_or(std::vector<twin::ScenarioContact>{});
  to.arrivals = {};
  to.arrivals.per_interval = expected.contacts;
  to.arrivals.interval_s = std::int64_t{wanted_.interval_minutes} * 60;
  to.low_80 = expected.low_80;
  to.high_80 = expected.high_80;
  to.open = expected.open;
  to.mix.clear();
  to.rules.steps = without_agents(std::move(to.rules.steps), to.name);
  for (twin::ScenarioBranch* branch : {&to.rules.when_full, &to.rules.when_closed, &to.rules.when_unstaffed})
    keep_inside(*branch, to.name);
  if (!seen.empty()) add_mix(to, seen);
  const auto own = wanted_.promises.find(expected.queue);
  const QueuePromise& promise = own == wanted_.promises.end() ? wanted_.promise : own->second;
  to.target = promise.target;
  if (promise.within_s) to.rules.service_level_within_s = *promise.within_s;
}

// The levels that any rule asks for; between two of them one is as good as another.
std::map<std::string, std::set<std::int32_t>> Making::levels_asked() const {
  std::map<std::string, std::set<std::int32_t>> asked;
  const auto look = [&](const std::vector<twin::ScenarioStep>& steps) {
    for (const twin::ScenarioStep& step : steps)
      for (const twin::ScenarioNeed& need : step.skills)
        asked[need.skill].insert(need.level_min);
  };
  for (const Queue& queue : out_.problem.queues) {
    look(queue.rules.steps);
    for (const twin::ScenarioKind& kind : queue.mix)
      if (kind.steps) look(*kind.steps);
  }
  return asked;
}

Group Making::group_of(const twin::ScenarioAgents& agents,
                       const std::map<std::string, std::set<std::int32_t>>& asked) const {
  Group group;
  group.capacity = agents.capacity;
  group.answer_delay = agents.answer_delay;
  group.back_after = agents.back_after;
  group.teams = agents.teams;
  for (const std::string& queue : agents.queues)
    if (queues_.contains(queue)) group.queues.push_back(queue);
  for (const twin::ScenarioSkill& skill : agents.skills) {
    std::int32_t level = 1;
    if (const auto levels = asked.find(skill.skill); levels != asked.end())
      for (const std::int32_t one : levels->second)
        if (one <= skill.level) level = one;
    group.skills.push_back({skill.skill, level});
  }
  std::sort(group.skills.begin(), group.skills.end(),
            [](const auto& a, const auto& b) { return a.skill < b.skill; });
  std::sort(group.teams.begin(), group.teams.end());
  std::sort(group.queues.begin(), group.queues.end());
  return group;
}

std::string name_of(const Group& group) {
  std::string name;
  for (const twin::ScenarioSkill& skill : group.skills) {
    name += (name.empty() ? "" : " + ") + skill.skill;
    if (skill.level > 1) name += fmt::format(" {}", skill.level);
  }
  return name.empty() ? "Agents" : name;
}

void Making::add_groups() {
  struct Merged {
    Group group;
    std::vector<double> delays;
    double no_answers = 0;
    std::int32_t agents = 0;
  };
  std::map<std::string, Merged> all;
  const auto asked = levels_asked();
  for (const twin::ScenarioAgents& agents : day_.agents) {
    const Group group = group_of(agents, asked);
    if (group.queues.empty()) continue;
    const std::string key = contract::encode(group.capacity) + contract::encode(group.skills) +
                            contract::encode(group.teams) + contract::encode(group.queues);
    Merged& merged = all.try_emplace(key, Merged{group, {}, 0, 0}).first->second;
    if (const auto* own = std::get_if<twin::Empirical>(&agents.answer_delay))
      merged.delays.insert(merged.delays.end(), own->values_s.begin(), own->values_s.end());
    merged.no_answers += agents.no_answer_share * agents.count;
    merged.agents += agents.count;
  }
  std::set<std::string> names;
  for (auto& [key, merged] : all) {
    Group& group = merged.group;
    const std::string base = name_of(group);
    group.name = base;
    for (int n = 2; !names.insert(group.name).second; ++n)
      group.name = fmt::format("{} ({})", base, n);
    if (!merged.delays.empty()) {
      std::vector<double> delays;  // evenly taken, if there are too many
      const std::size_t step = merged.delays.size() / delays_max + 1;
      for (std::size_t i = 0; i < merged.delays.size(); i += step)
        delays.push_back(merged.delays[i]);
      group.answer_delay = twin::Empirical{std::move(delays)};
    }
    group.no_answer_share = merged.no_answers / std::max(merged.agents, 1);
    group.shrinkage = wanted_.shrinkage;
    group.max_occupancy = wanted_.max_occupancy;
    group.cost = 1 + dearer_per_skill * static_cast<double>(group.skills.size() + group.queues.size() - 1);
    out_.problem.groups.push_back(std::move(group));
  }
}

Result<DayProblem> Making::make() {
  Problem& problem = out_.problem;
  problem.name = wanted_.name;
  problem.time_zone = wanted_.time_zone;
  problem.start = wanted_.start;
  problem.interval_minutes = wanted_.interval_minutes;
  problem.window_minutes = wanted_.window_minutes;
  problem.replications = wanted_.replications;
  problem.confidence = wanted_.confidence;
  problem.silent_after_s = day_.silent_after_s;
  problem.drain_s = day_.drain_s;
  problem.skills = day_.skills;
  for (const ExpectedContacts& one : expected_) {
    const bool is_there = std::any_of(day_.queues.begin(), day_.queues.end(),
                                      [&](const auto& queue) { return queue.name == one.queue; });
    const bool has_contacts =
        std::any_of(one.contacts.begin(), one.contacts.end(), [](double n) { return n > 0; });
    if (is_there && has_contacts)
      queues_.insert(one.queue);
    else
      out_.notes.push_back(is_there ? fmt::format("{}: nobody is expected", one.queue)
                                    : fmt::format("{}: nobody came to it on the day whose handle times are "
                                                  "taken, so it is left out",
                                                  one.queue));
  }
  if (queues_.empty())
    return fail(ErrorCode::invalid, "bad_value", "no queue of the forecast had customers on that day",
                {{"/like_day", "choose a day on which the queues of the forecast had customers"}});
  for (const ExpectedContacts& one : expected_)
    if (queues_.contains(one.queue)) add_queue(one);
  add_groups();
  if (auto checked = check(problem); !checked) return tl::unexpected<Error>(checked.error());
  return std::move(out_);
}

// With the lengths that the forecast expects.
Result<twin::Scenario> scaled(const twin::Scenario& day, const std::vector<ExpectedContacts>& expected) {
  std::vector<twin::ScenarioChange> changes;
  for (const ExpectedContacts& one : expected) {
    const bool is_there = std::any_of(day.queues.begin(), day.queues.end(),
                                      [&](const auto& queue) { return queue.name == one.queue; });
    if (is_there && one.handle_factor != 1)
      changes.emplace_back(twin::ScaleHandleTime{{one.queue}, one.handle_factor});
  }
  return twin::changed(day, changes, "/handle_time");
}

}  // namespace

Result<DayProblem> problem_of_day(const twin::Scenario& day, const std::vector<ExpectedContacts>& expected,
                                  const DayProblemWanted& wanted) {
  const auto longer = scaled(day, expected);
  if (!longer) return tl::unexpected<Error>(longer.error());
  return Making(*longer, expected, wanted).make();
}

}  // namespace rapport::workforce::staffing
