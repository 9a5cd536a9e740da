#include "twin/recorded_flows.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "switchboard/flow/validate.h"
#include "twin/recorded_parts.h"

namespace rapport::twin {
namespace {

using switchboard::flow::StepKind;

constexpr std::size_t times_max = 200;  // of a step's times that are kept

}  // namespace

RecordedFlows::RecordedFlows(const SeenFlows& seen, const WrittenFlows& written) : seen_(seen) {
  for (const SeenEntry& entry : seen.entries) {
    add({entry.start.flow, entry.start.version}, written);
    for (const SeenAnswer& answer : entry.answers) {
      add(answer.flow, written);
      answers_[{answer.flow, answer.step}].push_back(&answer);
    }
  }
}

// With those that it passes customers on to, in their newest version of the day.
void RecordedFlows::add(const FlowVersion& flow, const WrittenFlows& written) {
  const auto program = seen_.programs.find(flow);
  if (program == seen_.programs.end() || versions_.count(flow) > 0) return;
  Version& version = versions_[flow];
  std::optional<WrittenFlow> known = written ? written(flow.first, flow.second) : std::nullopt;
  version.name = fmt::format(
      "{} v{}", known ? known->name.substr(0, 100) : fmt::format("flow {}", flow.first.value), flow.second);
  const bool is_taken = std::any_of(versions_.begin(), versions_.end(), [&](const auto& one) {
    return one.first != flow && one.second.name == version.name;
  });
  if (is_taken) version.name += fmt::format(" ({})", flow.first.value);
  // The journal's program is what was played; words that do not belong to it would be another's.
  if (known && switchboard::flow::check_flow(known->definition).program == program->second)
    version.written = std::move(known->definition);
  version.names = version.written ? names_of(*version.written) : names_of(program->second);
  for (const switchboard::flow::ProgramStep& step : program->second.steps) {
    if (!step.flow) continue;
    const FlowVersion* newest = nullptr;
    for (const auto& [key, other] : seen_.programs)
      if (key.first == step.flow) newest = &key;
    if (newest != nullptr) add(*newest, written);
  }
}

QueueId RecordedFlows::fallback_of(const SeenEntry& entry) const {
  const auto program = seen_.programs.find({entry.start.flow, entry.start.version});
  return program == seen_.programs.end() ? QueueId{} : program->second.fallback;
}

std::string RecordedFlows::text_of(const SeenAnswer& answer) const {
  switch (answer.gives) {
    case answer_leaves:
      return "leaves";
    case answer_timeout:
      return "timeout";
    case answer_invalid:
      return "invalid";
    case answer_waits:
      return "waits";
    default:
      break;
  }
  const std::vector<std::string>& exits =
      versions_.at(answer.flow).names.exits[static_cast<std::size_t>(answer.step)];
  const auto exit = static_cast<std::size_t>(answer.gives);
  return exit < exits.size() ? exits[exit] : "next";
}

std::vector<ScenarioValue> RecordedFlows::values_of(
    const FlowVersion& flow, const std::vector<switchboard::flow::Value64>& values) const {
  const std::vector<std::string>& names = versions_.at(flow).names.attributes;
  std::vector<ScenarioValue> out;
  for (const switchboard::flow::Value64& value : values) {
    if (value.attribute == switchboard::flow::language_target)
      out.push_back({"language", value.value});
    else if (static_cast<std::size_t>(value.attribute) < names.size())
      out.push_back({names[static_cast<std::size_t>(value.attribute)], value.value});
  }
  return out;
}

ScenarioEntry RecordedFlows::entry_of(const SeenEntry& entry) const {
  const FlowVersion flow{entry.start.flow, entry.start.version};
  const Version& version = versions_.at(flow);
  ScenarioEntry out;
  out.flow = version.name;
  const auto language = static_cast<std::size_t>(entry.start.language);
  if (language < version.names.languages.size()) out.language = version.names.languages[language];
  out.is_customer_known = entry.start.is_customer_known;
  out.values = values_of(flow, entry.start.values);
  for (const SeenAnswer& answer : entry.answers)
    out.answers.push_back({versions_.at(answer.flow).names.keys[static_cast<std::size_t>(answer.step)],
                           text_of(answer), seconds_in(answer.after), values_of(answer.flow, answer.values)});
  return out;
}

ScenarioFlowStep RecordedFlows::step_of(const FlowVersion& flow, std::size_t step, Instant day) const {
  ScenarioFlowStep out;
  out.step = versions_.at(flow).names.keys[step];
  const auto found = answers_.find({flow, static_cast<std::int32_t>(step)});
  if (found == answers_.end()) return out;
  const std::vector<const SeenAnswer*>& answers = found->second;
  std::map<std::string, std::int64_t> counts;
  std::vector<double> times;
  for (const SeenAnswer* answer : answers) {
    ++counts[text_of(*answer)];
    times.push_back(seconds_in(answer->after));
  }
  for (const auto& [gives, count] : counts)
    if (gives != "waits")
      out.gives.push_back({gives, static_cast<double>(count) / static_cast<double>(answers.size())});
  std::sort(times.begin(), times.end());
  Empirical takes;
  const std::size_t kept = std::min(times.size(), times_max);
  for (std::size_t i = 0; i < kept; ++i)
    takes.values_s.push_back(times[(2 * i + 1) * times.size() / (2 * kept)]);
  const StepKind kind = seen_.programs.at(flow).steps[step].kind;
  if (kind != StepKind::queue || counts.count("offered") > 0) out.takes = std::move(takes);
  if (kind == StepKind::queue) out.takes.reset();  // those are waits, not how long an answer takes
  if (kind != StepKind::hours) return out;
  // Open from when it was first seen so until it was seen closed.
  std::vector<const SeenAnswer*> in_time = answers;
  std::stable_sort(in_time.begin(), in_time.end(),
                   [](const SeenAnswer* a, const SeenAnswer* b) { return a->at < b->at; });
  bool is_open = false;
  for (const SeenAnswer* answer : in_time) {
    const bool opens = answer->gives == 1;
    const std::int64_t at =
        out.open.empty() && opens ? 0 : std::max<std::int64_t>((answer->at - day).us / 1'000'000, 0);
    if (opens && !is_open && (out.open.empty() || at > out.open.back().to_s))
      out.open.push_back({at, at + 1});
    if (!opens && is_open) out.open.back().to_s = std::max(at, out.open.back().from_s + 1);
    is_open = opens;
  }
  if (is_open) out.open.back().to_s = 3 * 86'400;
  return out;
}

std::vector<ScenarioFlow> RecordedFlows::flows(Instant day) const {
  std::vector<ScenarioFlow> out;
  for (const auto& [flow, version] : versions_) {
    ScenarioFlow& to = out.emplace_back();
    to.name = version.name;
    to.id = flow.first;
    to.version = flow.second;
    if (version.written)
      to.definition = version.written;
    else
      to.program = seen_.programs.at(flow);
    for (std::size_t step = 0; step < version.names.keys.size(); ++step)
      if (answers_.count({flow, static_cast<std::int32_t>(step)}) > 0)
        to.steps.push_back(step_of(flow, step, day));
  }
  return out;
}

std::vector<ScenarioId> RecordedFlows::ids() const {
  std::vector<ScenarioId> out;
  for (const auto& [flow, version] : versions_) {
    if (!out.empty() && out.back().id.value == flow.first.value) out.pop_back();
    out.push_back({{flow.first.value}, version.name});
  }
  return out;
}

void RecordedFlows::add_notes(std::vector<std::string>& notes) const {
  for (const auto& [flow, version] : versions_) {
    const auto& steps = seen_.programs.at(flow).steps;
    if (std::any_of(steps.begin(), steps.end(),
                    [](const auto& step) { return step.kind == StepKind::split; }))
      notes.push_back(fmt::format("the splits of {} divide the customers anew", version.name));
    if (!version.written)
      notes.push_back(
          fmt::format("{} is played without its words: its steps go by their numbers", version.name));
  }
}

}  // namespace rapport::twin
