#include "twin/flow_change.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "platform/contract/json.h"
#include "twin/change.h"
#include "twin/scenario_described.h"
#include "twin/world_flow.h"

namespace rapport::twin {
namespace {

using Kinds = std::map<std::string, std::string>;  // by key

// Keys in their order, and what kind of step each is.
struct FlowOutline {
  FlowNames names;
  Kinds kinds;
};

FlowOutline outline_of(const ScenarioFlow& flow) {
  FlowOutline out;
  if (flow.definition) {
    out.names = names_of(*flow.definition);
    for (const auto& step : flow.definition->steps)
      out.kinds[step.id] = switchboard::flow::kind_of(step.does);
  } else if (flow.program) {
    out.names = names_of(*flow.program);
    for (std::size_t i = 0; i < out.names.keys.size(); ++i) {
      // The kinds of a definition are in the program's order.
      static constexpr const char* kinds[] = {
          "say",   "menu",     "collect",   "set",      "branch", "hours", "lookup", "webhook", "language",
          "queue", "callback", "voicemail", "transfer", "split",  "tag",   "end",    "record"};
      out.kinds[out.names.keys[i]] = kinds[static_cast<std::size_t>(flow.program->steps[i].kind)];
    }
  }
  return out;
}

class Swapping {
 public:
  Swapping(Scenario& scenario, const FlowSwap& with) : scenario_(scenario), with_(with) {}

  void run(const SwapFlow& change) {
    std::vector<std::string> old;
    for (const ScenarioFlow& flow : scenario_.flows)
      if (is_meant(flow, change.from)) old.push_back(flow.name);
    if (old.empty()) return with_.issue("from", "no flow of the day is this");
    const std::optional<std::size_t> to = target(change);
    if (!to) return;
    const std::string name = scenario_.flows[*to].name;
    std::erase(old, name);
    if (old.empty()) return with_.issue("to", "is the same flow");
    for (const ScenarioQueue& queue : scenario_.queues)
      if (begins_with(queue, old) && !is_for(scenario_.flows[*to], queue.channel))
        return with_.issue(change.to ? "to" : "flow",
                           fmt::format("the flow is not for the channel of {}", queue.name));
    inherit(find(old.front()), scenario_.flows[*to]);
    const auto swap = [&](std::string& flow) {
      if (std::find(old.begin(), old.end(), flow) != old.end()) flow = name;
    };
    for (ScenarioQueue& queue : scenario_.queues) {
      if (queue.flow) swap(*queue.flow);
      if (!queue.arrivals.contacts) continue;
      for (ScenarioContact& contact : *queue.arrivals.contacts)
        if (contact.flow) swap(contact.flow->flow);
    }
    for (ScenarioId& id : scenario_.ids.flows)
      swap(id.name);
  }

 private:
  // Whether any of its customers begins with one of these.
  static bool begins_with(const ScenarioQueue& queue, const std::vector<std::string>& flows) {
    const auto is_one = [&](const std::string& flow) {
      return std::find(flows.begin(), flows.end(), flow) != flows.end();
    };
    if (queue.flow && is_one(*queue.flow)) return true;
    const auto& contacts = queue.arrivals.contacts;
    return contacts && std::any_of(contacts->begin(), contacts->end(), [&](const ScenarioContact& contact) {
             return contact.flow && is_one(contact.flow->flow);
           });
  }
  static bool is_for(const ScenarioFlow& flow, switchboard::Channel channel) {
    if (flow.program) return (flow.program->channels >> static_cast<int>(channel) & 1) != 0;
    const auto& channels = flow.definition->channels;
    return std::find(channels.begin(), channels.end(), channel) != channels.end();
  }
  static bool is_meant(const ScenarioFlow& flow, const FlowNamed& named) {
    if (named.name) return flow.name == *named.name;
    return named.flow_id && flow.id == named.flow_id && (!named.version || flow.version == named.version);
  }
  ScenarioFlow& find(const std::string& name) {
    return *std::find_if(scenario_.flows.begin(), scenario_.flows.end(),
                         [&](const ScenarioFlow& flow) { return flow.name == name; });
  }

  std::optional<std::size_t> target(const SwapFlow& change) {
    if (change.to.has_value() == change.flow.has_value()) {
      with_.issue("to", "expected to or flow, not both");
      return std::nullopt;
    }
    if (change.to) {
      // The newest that is meant.
      std::optional<std::size_t> found;
      for (std::size_t i = 0; i < scenario_.flows.size(); ++i)
        if (is_meant(scenario_.flows[i], *change.to) &&
            (!found || scenario_.flows[*found].version < scenario_.flows[i].version))
          found = i;
      if (!found) with_.issue("to", "no flow of the day is this");
      return found;
    }
    auto read = contract::decode<ScenarioFlow>(change.flow->text);
    if (!read) {
      if (read.error().issues.empty()) with_.issue("flow", read.error().detail);
      for (const Issue& one : read.error().issues)
        with_.issue("flow" + one.where, one.what);
      return std::nullopt;
    }
    const std::string wanted = read->name;
    for (int i = 2; std::any_of(scenario_.flows.begin(), scenario_.flows.end(),
                                [&](const ScenarioFlow& one) { return one.name == read->name; });
         ++i)
      read->name = fmt::format("{} ({})", wanted, i);
    scenario_.flows.push_back(std::move(*read));
    return scenario_.flows.size() - 1;
  }

  void inherit(const ScenarioFlow& from, ScenarioFlow& to) {
    const FlowOutline before = outline_of(from), after = outline_of(to);
    std::set<std::string> said;
    for (const ScenarioFlowStep& step : to.steps)
      said.insert(step.step);
    std::map<std::string, std::vector<std::string>> left;  // by kind, steps that are not there any more
    for (const std::string& key : before.names.keys) {
      const auto same = after.kinds.find(key);
      if (same == after.kinds.end() || same->second != before.kinds.at(key))
        left[before.kinds.at(key)].push_back(key);
    }
    std::map<std::string, std::size_t> met;
    for (std::size_t i = 0; i < after.names.keys.size(); ++i) {
      const std::string& key = after.names.keys[i];
      const std::string& kind = after.kinds.at(key);
      const auto same = before.kinds.find(key);
      if (same != before.kinds.end() && same->second == kind) {
        if (said.count(key) == 0) take(from, key, to, key, after.names.exits[i]);
        continue;
      }
      const std::size_t place = met[kind]++;
      if (said.count(key) > 0) continue;
      if (place < left[kind].size()) {
        take(from, left[kind][place], to, key, after.names.exits[i]);
        note(fmt::format("{}: the step {} is answered as {} was", to.name, key, left[kind][place]));
      } else if (is_answered(kind)) {
        note(fmt::format("{}: the step {} was never met, and is answered as usual", to.name, key));
      }
    }
  }

  static bool is_answered(const std::string& kind) {
    static const std::set<std::string> by_itself = {"set", "branch", "queue", "split",
                                                    "tag", "end",    "record"};
    return by_itself.count(kind) == 0;
  }

  // The answers of `old`, but those that the step has no exit for.
  void take(const ScenarioFlow& from, const std::string& old, ScenarioFlow& to, const std::string& key,
            const std::vector<std::string>& exits) {
    ScenarioFlowStep step;
    for (const ScenarioFlowStep& one : from.steps)
      if (one.step == old) step = one;
    step.step = key;
    if (!step.like && old != key) step.like = old;
    static const std::set<std::string> always = {"timeout", "invalid", "leaves", "next"};
    double lost = 0;
    std::erase_if(step.gives, [&](const ScenarioShare& one) {
      const bool is_there =
          always.count(one.gives) > 0 || std::find(exits.begin(), exits.end(), one.gives) != exits.end();
      if (!is_there) lost += one.share;
      return !is_there;
    });
    if (lost > 0)
      note(fmt::format("{}: {:.0f} % of the answers at the step {} are gone, and fall to the others", to.name,
                       lost * 100, key));
    to.steps.push_back(std::move(step));
  }

  void note(std::string text) {
    if (with_.notes != nullptr) with_.notes->push_back(std::move(text));
  }

  Scenario& scenario_;
  const FlowSwap& with_;
};

}  // namespace

void swap_flow(Scenario& scenario, const SwapFlow& change, const FlowSwap& with) {
  Swapping(scenario, with).run(change);
}

}  // namespace rapport::twin
