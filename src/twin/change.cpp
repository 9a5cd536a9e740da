#include "twin/change.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "platform/contract/json.h"
#include "twin/arrival_changes.h"
#include "twin/changing.h"
#include "twin/flow_change.h"
#include "twin/scenario_described.h"

namespace rapport::twin {

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

void Changing::note_transferred(const std::vector<ScenarioQueue*>& of, ScenarioSpan span) {
  if (notes_ == nullptr) return;
  for (const ScenarioQueue* one : of)
    if (const std::int64_t count = transferred_in(*one, span); count > 0)
      notes_->push_back(
          fmt::format("{}: {} were transferred there, and follow those they were before", one->name, count));
}

void Changing::on(const ScaleArrivals& change) {
  const std::int64_t to_s = change.to_s.value_or(scenario_.duration_s);
  if (!is_span(change.from_s, to_s)) return;
  const std::vector<ScenarioQueue*> scaled_ones = queues(change.queues);
  note_transferred(scaled_ones, {change.from_s, to_s});
  for (ScenarioQueue* of : scaled_ones)
    follow_copies(scenario_, of->name,
                  scale_arrivals(*of, change.factor, {change.from_s, to_s}, scenario_.duration_s));
}

void Changing::on(const MoveArrivals& change) {
  if (!is_span(change.from_s, change.to_s)) return;
  const std::vector<ScenarioQueue*> moved = queues(change.queues);
  note_transferred(moved, {change.from_s, change.to_s});
  for (ScenarioQueue* of : moved)
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
