#include "twin/change.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "platform/contract/json.h"
#include "twin/arrival_changes.h"
#include "twin/flow_change.h"
#include "twin/scenario_described.h"

namespace rapport::twin {
namespace {

class Changing {
 public:
  Changing(Scenario& scenario, std::vector<std::string>* notes) : scenario_(scenario), notes_(notes) {}

  void apply(const ScenarioChange& change, std::string where) {
    where_ = std::move(where);
    std::visit([this](const auto& one) { on(one); }, change);
  }
  std::vector<Issue> issues;

 private:
  void issue(const std::string& member, std::string what) {
    issues.push_back({where_ + "/" + member, std::move(what)});
  }

  void on(const LearnSkill& change);
  void on(const LoseSkill& change);
  void on(const JoinQueue& change);
  void on(const LeaveQueue& change);
  void on(const AddAgents& change);
  void on(const RemoveAgents& change);
  void on(const MoveShifts& change);
  void on(const SetShifts& change);
  void on(const MoveBreaks& change);
  void on(const BeAbsent& change);
  void on(const ChangeRules& change);
  void on(const OfferCallbacks& change);
  void on(const ChangeOpening& change);
  void on(const ScaleArrivals& change);
  void on(const MoveArrivals& change);
  void on(const AddArrivals& change);
  void on(const ScaleHandleTime& change);
  void on(const ScalePatience& change);
  void on(const SwapFlow& change);

  ScenarioQueue* queue(const std::string& name, const std::string& member = "queue");
  std::vector<ScenarioQueue*> queues(const std::vector<std::string>& names);
  ScenarioAgents* group(const std::string& name, const std::string& member);
  bool has_skill(const std::string& name);
  bool is_span(std::int64_t from_s, std::int64_t to_s);
  // Those groups; the last ones of a group that changes only in part become a group of their own.
  template <class Who>
  std::vector<std::size_t> picked(const Who& change);
  std::size_t split(std::size_t group, std::int32_t count);
  // Every "GROUP/NUMBER" in the scenario becomes what `name` says; nothing: whoever it was is gone.
  template <class Name>
  void rename_agents(Name name);

  Scenario& scenario_;
  std::vector<std::string>* notes_;
  std::string where_;
};

// Changes what the group serves from then on.
template <class Change>
void reassign(ScenarioAgents& group, std::int64_t from_s, Change change) {
  std::vector<ScenarioAssignment>& later = group.assignments;
  if (from_s == 0) change(group.queues);
  if (from_s > 0) {
    const auto after = std::find_if(later.begin(), later.end(),
                                    [&](const ScenarioAssignment& one) { return one.from_s >= from_s; });
    if (after == later.end() || after->from_s > from_s)
      later.insert(after, {from_s, after == later.begin() ? group.queues : std::prev(after)->queues});
  }
  for (ScenarioAssignment& one : later)
    if (one.from_s >= from_s) change(one.queues);
}

ScenarioQueue* Changing::queue(const std::string& name, const std::string& member) {
  for (ScenarioQueue& one : scenario_.queues)
    if (one.name == name) return &one;
  issue(member, fmt::format("no queue is called \"{}\"", name));
  return nullptr;
}

std::vector<ScenarioQueue*> Changing::queues(const std::vector<std::string>& names) {
  std::vector<ScenarioQueue*> out;
  if (names.empty())
    for (ScenarioQueue& one : scenario_.queues)
      out.push_back(&one);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (ScenarioQueue* one = queue(names[i], fmt::format("queues/{}", i))) out.push_back(one);
  return out;
}

ScenarioAgents* Changing::group(const std::string& name, const std::string& member) {
  for (ScenarioAgents& one : scenario_.agents)
    if (one.name == name) return &one;
  issue(member, fmt::format("no group is called \"{}\"", name));
  return nullptr;
}

bool Changing::has_skill(const std::string& name) {
  if (std::find(scenario_.skills.begin(), scenario_.skills.end(), name) != scenario_.skills.end())
    return true;
  issue("skill", fmt::format("no skill is called \"{}\"", name));
  return false;
}

bool Changing::is_span(std::int64_t from_s, std::int64_t to_s) {
  if (to_s > from_s) return true;
  issue("to_s", "must be after from_s");
  return false;
}

template <class Who>
std::vector<std::size_t> Changing::picked(const Who& change) {
  std::vector<std::size_t> out;
  std::int32_t left = change.count.value_or(0);
  for (std::size_t i = 0; i < change.agents.size(); ++i) {
    const ScenarioAgents* found = group(change.agents[i], fmt::format("agents/{}", i));
    if (found == nullptr) continue;
    const auto at = static_cast<std::size_t>(found - scenario_.agents.data());
    if (!change.count) {
      out.push_back(at);
    } else if (left > 0) {
      const std::int32_t taken = std::min(left, found->count);
      left -= taken;
      out.push_back(taken == found->count ? at : split(at, taken));
    }
  }
  if (left > 0 && out.size() == change.agents.size())
    issue("count", fmt::format("these groups have {} agents less", left));
  return out;
}

std::size_t Changing::split(std::size_t group, std::int32_t count) {
  ScenarioAgents part = scenario_.agents[group];
  const std::string before = part.name;
  for (int i = 2;; ++i) {
    part.name = fmt::format("{} ({})", before, i);
    const auto is_it = [&](const ScenarioAgents& one) { return one.name == part.name; };
    if (std::none_of(scenario_.agents.begin(), scenario_.agents.end(), is_it)) break;
  }
  part.count = count;
  const std::int32_t kept = scenario_.agents[group].count -= count;
  rename_agents([&](const std::string& of, std::int32_t number) -> std::optional<std::string> {
    if (of != before || number <= kept) return fmt::format("{}/{}", of, number);
    return fmt::format("{}/{}", part.name, number - kept);
  });
  scenario_.agents.push_back(std::move(part));
  return scenario_.agents.size() - 1;
}

template <class Name>
void Changing::rename_agents(Name name) {
  const auto renamed = [&](const std::string& agent) -> std::optional<std::string> {
    const std::size_t slash = agent.rfind('/');
    std::int32_t number = 0;
    if (slash == std::string::npos ||
        std::from_chars(agent.data() + slash + 1, agent.data() + agent.size(), number).ec != std::errc())
      return agent;  // resolve() says what is wrong with it
    return name(agent.substr(0, slash), number);
  };
  const auto in_steps = [&](std::vector<ScenarioStep>& steps) {
    std::erase_if(steps, [&](ScenarioStep& step) {
      if (!step.agent) return false;
      step.agent = renamed(*step.agent);
      return !step.agent;
    });
  };
  std::erase_if(scenario_.ids.agents, [&](ScenarioId& one) {
    const std::optional<std::string> now = renamed(one.name);
    one.name = now.value_or("");
    return !now;
  });
  for (ScenarioQueue& queue : scenario_.queues) {
    in_steps(queue.rules.steps);
    for (ScenarioKind& kind : queue.mix)
      if (kind.steps) in_steps(*kind.steps);
    if (!queue.arrivals.contacts) continue;
    for (ScenarioContact& contact : *queue.arrivals.contacts) {
      if (contact.steps) in_steps(*contact.steps);
      if (contact.last_agent) contact.last_agent = renamed(*contact.last_agent);
    }
  }
}

void Changing::on(const LearnSkill& change) {
  if (!has_skill(change.skill)) return;
  for (const std::size_t at : picked(change)) {
    std::vector<ScenarioSkill>& skills = scenario_.agents[at].skills;
    std::erase_if(skills, [&](const ScenarioSkill& one) { return one.skill == change.skill; });
    skills.push_back({change.skill, change.level});
  }
}

void Changing::on(const LoseSkill& change) {
  if (!has_skill(change.skill)) return;
  for (const std::size_t at : picked(change))
    std::erase_if(scenario_.agents[at].skills,
                  [&](const ScenarioSkill& one) { return one.skill == change.skill; });
}

void Changing::on(const JoinQueue& change) {
  if (queue(change.queue) == nullptr) return;
  for (const std::size_t at : picked(change))
    reassign(scenario_.agents[at], change.from_s, [&](std::vector<std::string>& of) {
      if (std::find(of.begin(), of.end(), change.queue) == of.end()) of.push_back(change.queue);
    });
}

void Changing::on(const LeaveQueue& change) {
  if (queue(change.queue) == nullptr) return;
  for (const std::size_t at : picked(change))
    reassign(scenario_.agents[at], change.from_s,
             [&](std::vector<std::string>& of) { std::erase(of, change.queue); });
}

void Changing::on(const AddAgents& change) {
  if (ScenarioAgents* of = group(change.group, "group")) of->count += change.count;
}

void Changing::on(const RemoveAgents& change) {
  ScenarioAgents* of = group(change.group, "group");
  if (of == nullptr) return;
  if (change.count > of->count) return issue("count", fmt::format("the group has {} agents", of->count));
  const std::int32_t kept = of->count -= change.count;
  rename_agents([&](const std::string& group_name, std::int32_t number) -> std::optional<std::string> {
    if (group_name == change.group && number > kept) return std::nullopt;
    return fmt::format("{}/{}", group_name, number);
  });
  if (kept == 0)
    std::erase_if(scenario_.agents, [&](const ScenarioAgents& one) { return one.name == change.group; });
}

void Changing::on(const MoveShifts& change) {
  for (const std::size_t at : picked(change)) {
    for (ScenarioShift& shift : scenario_.agents[at].shifts) {
      if (shift.from_s + change.by_s < 0) return issue("by_s", "a shift would begin before the day does");
      shift.from_s += change.by_s;
      shift.to_s += change.by_s;
      for (ScenarioSpan& pause : shift.breaks)
        pause = {pause.from_s + change.by_s, pause.to_s + change.by_s};
    }
  }
}

void Changing::on(const SetShifts& change) {
  for (const std::size_t at : picked(change))
    scenario_.agents[at].shifts = change.shifts;
}

void Changing::on(const MoveBreaks& change) {
  std::int64_t moved = 0;
  for (const std::size_t at : picked(change)) {
    for (ScenarioShift& shift : scenario_.agents[at].shifts) {
      for (ScenarioSpan& pause : shift.breaks) {
        if (pause.from_s < change.from_s || (change.to_s && pause.from_s >= *change.to_s)) continue;
        const std::int64_t length = pause.to_s - pause.from_s;
        pause.from_s = std::clamp(pause.from_s + change.by_s, shift.from_s, shift.to_s - length);
        pause.to_s = pause.from_s + length;
        ++moved;
      }
      std::sort(shift.breaks.begin(), shift.breaks.end(),
                [](const ScenarioSpan& a, const ScenarioSpan& b) { return a.from_s < b.from_s; });
    }
  }
  if (moved == 0 && issues.empty()) issue("from_s", "none of their breaks begins there");
}

void Changing::on(const BeAbsent& change) {
  if (!is_span(change.from_s, change.to_s)) return;
  for (const std::size_t at : picked(change)) {
    std::vector<ScenarioShift>& shifts = scenario_.agents[at].shifts;
    if (shifts.empty()) shifts.push_back({0, scenario_.duration_s, {}});
    for (ScenarioShift& shift : shifts) {
      ScenarioSpan away{std::max(change.from_s, shift.from_s), std::min(change.to_s, shift.to_s)};
      if (away.from_s >= away.to_s) continue;
      std::vector<ScenarioSpan> breaks;  // what it touches is part of it
      for (const ScenarioSpan& pause : shift.breaks) {
        if (pause.to_s < away.from_s || pause.from_s > away.to_s)
          breaks.push_back(pause);
        else
          away = {std::min(away.from_s, pause.from_s), std::max(away.to_s, pause.to_s)};
      }
      breaks.push_back(away);
      std::sort(breaks.begin(), breaks.end(),
                [](const ScenarioSpan& a, const ScenarioSpan& b) { return a.from_s < b.from_s; });
      shift.breaks = std::move(breaks);
    }
  }
}

void Changing::on(const ChangeRules& change) {
  ScenarioQueue* of = queue(change.queue);
  if (of == nullptr) return;
  ScenarioRules rules = of->rules;  // what is not named stays
  const auto read = contract::decode_value(contract::type_of<ScenarioRules>(), &rules, change.rules.text, {});
  if (read) {
    of->rules = std::move(rules);
    return;
  }
  if (read.error().issues.empty()) issue("rules", read.error().detail);
  for (const Issue& one : read.error().issues)
    issue("rules" + one.where, one.what);
}

void Changing::on(const OfferCallbacks& change) {
  ScenarioQueue* of = queue(change.queue);
  if (of == nullptr) return;
  if (of->channel != switchboard::Channel::voice) return issue("queue", "only calls can be called back");
  of->callback_offer = change.offer;
}

void Changing::on(const ChangeOpening& change) {
  if (ScenarioQueue* of = queue(change.queue)) of->open = change.open;
}

void Changing::on(const ScaleArrivals& change) {
  const std::int64_t to_s = change.to_s.value_or(scenario_.duration_s);
  if (!is_span(change.from_s, to_s)) return;
  for (ScenarioQueue* of : queues(change.queues))
    scale_arrivals(*of, change.factor, {change.from_s, to_s}, scenario_.duration_s);
}

void Changing::on(const MoveArrivals& change) {
  if (!is_span(change.from_s, change.to_s)) return;
  for (ScenarioQueue* of : queues(change.queues))
    move_arrivals(*of, {change.from_s, change.to_s}, change.by_s, scenario_.duration_s);
}

void Changing::on(const AddArrivals& change) {
  if (!is_span(change.from_s, change.to_s)) return;
  if (change.to_s > scenario_.duration_s) return issue("to_s", "is after the end of the day");
  if (ScenarioQueue* of = queue(change.queue))
    add_arrivals(*of, change.contacts, {change.from_s, change.to_s}, scenario_.duration_s);
}

void Changing::on(const ScaleHandleTime& change) {
  for (ScenarioQueue* of : queues(change.queues)) {
    of->talk = scaled(of->talk, change.factor);
    of->wrap_up = scaled(of->wrap_up, change.factor);
    for (ScenarioKind& kind : of->mix)
      if (kind.talk) kind.talk = scaled(*kind.talk, change.factor);
    if (!of->arrivals.contacts) continue;
    for (ScenarioContact& contact : *of->arrivals.contacts) {
      if (contact.talk_s) *contact.talk_s *= change.factor;
      if (contact.talk_over_s) *contact.talk_over_s *= change.factor;
      if (contact.wrap_up_over_s) *contact.wrap_up_over_s *= change.factor;
      if (contact.wrap_up_s) *contact.wrap_up_s *= change.factor;
    }
  }
}

void Changing::on(const ScalePatience& change) {
  for (ScenarioQueue* of : queues(change.queues)) {
    if (of->patience) of->patience = scaled(*of->patience, change.factor);
    if (!of->arrivals.contacts) continue;
    for (ScenarioContact& contact : *of->arrivals.contacts) {
      if (contact.patience_s) *contact.patience_s *= change.factor;
      if (contact.patience_over_s) *contact.patience_over_s *= change.factor;
    }
  }
}

void Changing::on(const SwapFlow& change) {
  swap_flow(
      scenario_, change,
      {[this](const std::string& member, std::string what) { issue(member, std::move(what)); }, notes_});
}

}  // namespace

Result<Scenario> changed(const Scenario& scenario, const std::vector<ScenarioChange>& changes,
                         const std::string& where, std::vector<std::string>* notes) {
  Scenario out = scenario;
  Changing changing(out, notes);
  for (std::size_t i = 0; i < changes.size(); ++i)
    changing.apply(changes[i], fmt::format("{}/{}", where, i));
  if (changing.issues.empty() && out.agents.empty())
    changing.issues.push_back({where, "nobody would be left to work"});
  if (!changing.issues.empty())
    return fail(ErrorCode::invalid, "bad_change", "a change cannot be made", std::move(changing.issues));
  return out;
}

}  // namespace rapport::twin
