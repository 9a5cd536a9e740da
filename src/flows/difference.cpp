#include "flows/difference.h"

#include <map>
#include <set>

#include "platform/contract/json.h"

namespace rapport::flows {
namespace {

using switchboard::flow::FlowStep;

template <class T>
bool is_same(const T& a, const T& b) {
  return contract::encode(a) == contract::encode(b);
}

std::vector<std::string> changed_fields(const FlowStep& a, const FlowStep& b) {
  std::vector<std::string> fields;
  if (!is_same(a.does, b.does)) fields.emplace_back("does");
  std::set<std::string> exits;
  for (const auto& exit : a.exits)
    exits.insert(exit.first);
  for (const auto& exit : b.exits)
    exits.insert(exit.first);
  for (const std::string& exit : exits) {
    const auto before = a.exits.find(exit);
    const auto after = b.exits.find(exit);
    const bool is_there = before != a.exits.end() && after != b.exits.end();
    if (!is_there || before->second != after->second) fields.push_back("exits/" + exit);
  }
  if (a.note != b.note) fields.emplace_back("note");
  return fields;
}

}  // namespace

std::vector<StepDifference> difference(const Definition& from, const Definition& to) {
  std::vector<StepDifference> all;
  std::vector<std::string> whole;
  if (!is_same(from.languages, to.languages)) whole.emplace_back("languages");
  if (!is_same(from.channels, to.channels)) whole.emplace_back("channels");
  if (from.start != to.start) whole.emplace_back("start");
  if (from.fallback_queue_id != to.fallback_queue_id) whole.emplace_back("fallback_queue_id");
  if (!is_same(from.attributes, to.attributes)) whole.emplace_back("attributes");
  if (!is_same(from.tests, to.tests)) whole.emplace_back("tests");
  if (!whole.empty()) all.push_back({"", "changed", whole});

  std::map<std::string, const FlowStep*> before;
  for (const FlowStep& step : from.steps)
    before[step.id] = &step;
  std::set<std::string> after;
  for (const FlowStep& step : to.steps) {
    after.insert(step.id);
    const auto known = before.find(step.id);
    if (known == before.end()) {
      all.push_back({step.id, "added", {}});
      continue;
    }
    std::vector<std::string> fields = changed_fields(*known->second, step);
    const bool is_moved = !is_same(known->second->place, step.place);
    if (!fields.empty())
      all.push_back({step.id, "changed", std::move(fields)});
    else if (is_moved)
      all.push_back({step.id, "moved", {}});
  }
  for (const FlowStep& step : from.steps)
    if (!after.contains(step.id)) all.push_back({step.id, "removed", {}});
  return all;
}

}  // namespace rapport::flows
