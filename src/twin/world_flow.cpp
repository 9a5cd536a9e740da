#include "twin/world_flow.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "switchboard/flow/interpreter.h"
#include "switchboard/flow/validate.h"
#include "twin/random.h"

namespace rapport::twin {
namespace {

namespace flow = switchboard::flow;
using flow::StepKind;

std::int32_t place_of(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<std::int32_t>(found - names.begin());
}

std::vector<std::string> exit_names(StepKind kind, std::size_t count) {
  std::vector<std::string> out;
  switch (kind) {
    case StepKind::menu:
      out = {"timeout", "invalid"};
      break;
    case StepKind::collect:
      out = {"timeout", "invalid", "done"};
      break;
    case StepKind::branch:
      out = {"else"};
      break;
    case StepKind::hours:
      out = {"closed", "open"};
      break;
    case StepKind::lookup:
      out = {"unknown", "found"};
      break;
    case StepKind::webhook:
      out = {"failed", "ok"};
      break;
    case StepKind::queue:
      out = {"refused", "waited", "offered"};
      break;
    case StepKind::callback:
      out = {"failed", "booked"};
      break;
    case StepKind::voicemail:
      out = {"nothing", "recorded"};
      break;
    case StepKind::transfer:
      out = {"failed", "done"};
      break;
    case StepKind::split:
    case StepKind::end:
      break;
    default:
      out = {"next"};
  }
  const std::size_t fixed = out.size();
  for (std::size_t i = fixed; i < count; ++i)
    out.push_back(fmt::format("{}", i - fixed + 1));
  return out;
}

// What an answer is where nothing is said of the step.
std::vector<std::int32_t> usual_answers(const WorldStep& step) {
  switch (step.kind) {
    case StepKind::menu: {
      std::vector<std::int32_t> options;
      for (std::size_t i = flow::exit_option; i < step.exits.size(); ++i)
        options.push_back(static_cast<std::int32_t>(i));
      return options;
    }
    case StepKind::collect:
      return {flow::exit_done};
    case StepKind::hours:
    case StepKind::webhook:
    case StepKind::callback:
    case StepKind::voicemail:
    case StepKind::transfer:
      return {1};  // open, ok, booked, recorded, done
    default:
      return {0};  // next, unknown, else, failed
  }
}

class FlowResolver {
 public:
  FlowResolver(const ScenarioFlow& from, const FlowNumbers& numbers, const std::string& where,
               std::vector<Issue>& issues)
      : from_(from), numbers_(numbers), where_(where), issues_(issues) {}

  WorldFlow run() {
    out_.name = from_.name;
    if (from_.definition.has_value() == from_.program.has_value()) {
      issue("", "needs exactly one of definition and program");
      return std::move(out_);
    }
    if (!take_program()) return std::move(out_);
    renumber();
    for (std::size_t i = 0; i < out_.program.steps.size(); ++i)
      add_step(i);
    for (std::size_t i = 0; i < from_.steps.size(); ++i)
      describe(from_.steps[i], fmt::format("/steps/{}", i));
    for (WorldStep& step : out_.steps)
      fill(step);
    return std::move(out_);
  }

 private:
  void issue(const std::string& at, std::string what) { issues_.push_back({where_ + at, std::move(what)}); }

  bool take_program() {
    if (from_.program) {
      if (!flow::is_sound(*from_.program)) {
        issue("/program", "is not sound");
        return false;
      }
      out_.program = *from_.program;
      names_ = names_of(*from_.program);
    } else {
      flow::Checked checked = flow::check_flow(*from_.definition);
      for (const flow::Problem& problem : checked.problems)
        issue("/definition", fmt::format("{}{}{}: {}", problem.step, problem.field.empty() ? "" : "/",
                                         problem.field, problem.what));
      if (!checked.program) return false;
      out_.program = std::move(*checked.program);
      names_ = names_of(*from_.definition);
    }
    if (out_.program.is_assist()) {
      issue("", "is for beside an agent: no customer begins with it");
      return false;
    }
    out_.languages = names_.languages;
    out_.attributes = names_.attributes;
    return true;
  }

  void renumber() {
    if (out_.program.fallback) out_.program.fallback = numbers_.queue(out_.program.fallback);
    for (flow::ProgramStep& step : out_.program.steps) {
      if (step.queue) step.queue = numbers_.queue(step.queue);
      if (step.agent) step.agent = numbers_.agent(step.agent);
      if (step.flow) step.flow = numbers_.flow(step.flow);
      for (switchboard::Step& circle : step.circles) {
        if (circle.team) circle.team = numbers_.team(circle.team);
        if (circle.agent) circle.agent = numbers_.agent(circle.agent);
        for (switchboard::SkillNeed& need : circle.skills)
          need.skill = numbers_.skill(need.skill);
      }
    }
  }

  void add_step(std::size_t i) {
    WorldStep& step = out_.steps.emplace_back();
    step.key = step.like = names_.keys[i];
    step.source = source_of(step.like);
    step.kind = out_.program.steps[i].kind;
    step.exits = names_.exits[i];
  }

  void describe(const ScenarioFlowStep& from, const std::string& at) {
    const std::int32_t place = place_of(names_.keys, from.step);
    if (place < 0) return issue(at + "/step", fmt::format("the flow has no step \"{}\"", from.step));
    WorldStep& step = out_.steps[static_cast<std::size_t>(place)];
    if (from.like) {
      step.like = *from.like;
      step.source = source_of(step.like);
    }
    double sum = 0;
    step.gives.clear();
    for (std::size_t i = 0; i < from.gives.size(); ++i) {
      const auto gives = WorldFlow::meaning(step, from.gives[i].gives);
      if (!gives) {
        issue(fmt::format("{}/gives/{}/gives", at, i),
              fmt::format("the step has no exit \"{}\"", from.gives[i].gives));
        continue;
      }
      step.gives.push_back({from.gives[i].share, *gives});
      sum += from.gives[i].share;
    }
    if (sum > 1 + 1e-9) issue(at + "/gives", "the shares are more than 1 together");
    if (from.takes) {
      std::string fault = fault_of(*from.takes);
      if (fault.empty())
        step.takes = Distribution(*from.takes);
      else
        issue(at + "/takes", std::move(fault));
    }
    for (const ScenarioOpen& span : from.open) {
      if (span.to_s <= span.from_s) issue(at + "/open", "to_s must be after from_s");
      step.open.emplace_back(seconds(span.from_s), seconds(span.to_s));
    }
    if (!from.open.empty() && step.kind != StepKind::hours) issue(at + "/open", "goes with hours only");
  }

  // What is left of 1 goes to the usual answers, evenly; at a queue, to waiting on.
  static void fill(WorldStep& step) {
    if (step.kind == StepKind::queue) return;
    double left = 1;
    for (const AnswerShare& one : step.gives)
      left -= one.share;
    const std::vector<std::int32_t> usual = usual_answers(step);
    if (left < 1e-9 || usual.empty()) return;
    for (const std::int32_t one : usual)
      step.gives.push_back({left / static_cast<double>(usual.size()), one});
  }

  const ScenarioFlow& from_;
  const FlowNumbers& numbers_;
  const std::string& where_;
  std::vector<Issue>& issues_;
  FlowNames names_;
  WorldFlow out_;
};

}  // namespace

std::optional<std::int32_t> WorldFlow::meaning(const WorldStep& step, const std::string& gives) {
  const bool is_asking = step.kind == StepKind::menu || step.kind == StepKind::collect;
  if (gives == "leaves") return answer_leaves;
  if (gives == "timeout" && step.kind != StepKind::queue) return answer_timeout;
  if (gives == "invalid" && is_asking) return answer_invalid;
  const std::int32_t exit = place_of(step.exits, gives);
  if (exit >= 0 && (!is_asking || exit >= flow::exit_option)) return exit;
  // What is said is heard, and ends end, by exits of no name.
  if (gives == "next" && (step.kind == StepKind::say || step.kind == StepKind::end)) return 0;
  return std::nullopt;
}

std::int32_t WorldFlow::language(const std::string& name_of_it) const {
  return std::max(place_of(languages, name_of_it), 0);
}

std::vector<flow::Value64> WorldFlow::values(const std::vector<ScenarioValue>& from) const {
  std::vector<flow::Value64> out;
  for (const ScenarioValue& one : from) {
    if (one.attribute == "language") {
      if (one.value >= 0 && one.value < program.languages) out.push_back({flow::language_target, one.value});
      continue;
    }
    const std::int32_t place = place_of(attributes, one.attribute);
    if (place >= 0 && flow::is_possible(program.attributes[static_cast<std::size_t>(place)], one.value))
      out.push_back({place, one.value});
  }
  return out;
}

const ScenarioAnswer* KnownEntry::answer(const std::string& step, std::uint32_t nth) const {
  for (const ScenarioAnswer& one : answers)
    if (one.step == step && nth-- == 0) return &one;
  return nullptr;
}

WorldFlow resolve_flow(const ScenarioFlow& from, const FlowNumbers& numbers, const std::string& where,
                       std::vector<Issue>& issues) {
  return FlowResolver(from, numbers, where, issues).run();
}

FlowNames names_of(const flow::Flow& flow_written) {
  FlowNames out;
  for (const flow::FlowStep& step : flow_written.steps) {
    out.keys.push_back(step.id);
    std::vector<std::string>& exits = out.exits.emplace_back();
    for (const flow::ExitName& exit : flow::exits_of(step.does))
      exits.push_back(exit.name);
  }
  for (const flow::Attribute& attribute : flow_written.attributes)
    out.attributes.push_back(attribute.name);
  out.languages = flow_written.languages;
  return out;
}

FlowNames names_of(const flow::Program& program) {
  FlowNames out;
  for (std::size_t i = 0; i < program.steps.size(); ++i) {
    out.keys.push_back(fmt::format("step {}", i + 1));
    out.exits.push_back(exit_names(program.steps[i].kind, program.steps[i].exits.size()));
  }
  for (std::size_t i = 0; i < program.attributes.size(); ++i)
    out.attributes.push_back(fmt::format("attribute {}", i + 1));
  for (std::int32_t i = 0; i < program.languages; ++i)
    out.languages.push_back(fmt::format("language {}", i + 1));
  return out;
}

}  // namespace rapport::twin
