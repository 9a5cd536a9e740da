#include "switchboard/flow/program.h"

#include <algorithm>

#include "switchboard/flow/channels.h"
#include "switchboard/flow/definition.h"

namespace rapport::switchboard::flow {
namespace {

constexpr Duration span_max = hours(24 * 31);

bool is_span(Duration duration) {
  return duration.us >= 0 && duration <= span_max;
}

// The exits that running the kind may ask for.
std::size_t exits_needed(const ProgramStep& step) {
  switch (step.kind) {
    case StepKind::say:
    case StepKind::set:
    case StepKind::language:
    case StepKind::tag:
    case StepKind::record:
      return 1;
    case StepKind::transfer:
    case StepKind::menu:
      return 2;
    case StepKind::collect:
    case StepKind::queue:
      return 3;
    case StepKind::branch:
      return 1 + step.cases.size();
    case StepKind::hours:
    case StepKind::lookup:
    case StepKind::webhook:
    case StepKind::callback:
    case StepKind::voicemail:
      return 2;
    case StepKind::split:
      return step.percents.size();
    case StepKind::end:
      return 0;
  }
  return 0;
}

bool is_sound(const Code& code) {
  return code.instructions.size() <= instructions_max && code.texts.size() <= instructions_max &&
         std::all_of(code.instructions.begin(), code.instructions.end(), [](const Instruction& instruction) {
           return static_cast<std::int64_t>(instruction.op) < op_count;
         });
}

bool is_sound(const Program& program, const ProgramStep& step) {
  if (static_cast<std::size_t>(step.kind) >= step_kind_count) return false;
  if (step.exits.size() < exits_needed(step) || step.exits.size() > exits_max + 4) return false;
  const auto steps = static_cast<std::int32_t>(program.steps.size());
  const auto attributes = static_cast<std::int32_t>(program.attributes.size());
  for (const std::int32_t exit : step.exits)
    if (exit < -1 || exit >= steps) return false;
  for (const Put& put : step.puts)
    if (put.target < language_target || (step.kind == StepKind::set && put.target >= attributes) ||
        !is_sound(put.code))
      return false;
  if (!std::all_of(step.cases.begin(), step.cases.end(), [](const Code& code) { return is_sound(code); }))
    return false;
  if (step.kind == StepKind::collect &&
      (step.attribute < 0 || step.attribute >= attributes ||
       program.attributes[static_cast<std::size_t>(step.attribute)].type != ValueType::text))
    return false;
  if (step.kind == StepKind::transfer && !step.is_asked && (step.agent.value > 0) == (step.flow.value > 0))
    return false;
  return step.tries >= 1 && step.tries <= 10 && is_span(step.lasts) && is_span(step.first) &&
         is_span(step.every) && is_span(step.wait_max) && step.puts.size() <= exits_max &&
         step.percents.size() <= exits_max && step.circles.size() <= steps_max &&
         (step.every.us == 0 || step.every >= seconds(1)) &&
         std::all_of(step.percents.begin(), step.percents.end(),
                     [](std::int32_t percent) { return percent >= 0 && percent <= 100; }) &&
         std::all_of(step.circles.begin(), step.circles.end(), [](const Step& circle) {
           return circle.skills.size() <= step_skills_max && is_span(circle.lasts) &&
                  circle.agent.value >= 0 && circle.team.value >= 0 &&
                  std::all_of(circle.skills.begin(), circle.skills.end(), [](const SkillNeed& need) {
                    return need.skill.value > 0 && need.level_min >= 1 && need.level_min <= 5;
                  });
         });
}

}  // namespace

bool is_possible(const ProgramAttribute& attribute, std::int64_t value) {
  switch (attribute.type) {
    case ValueType::boolean:
      return value == 0 || value == 1;
    case ValueType::integer:
      return true;
    case ValueType::choice:
      return value >= 0 && value < attribute.choices;
    case ValueType::text:
      return value >= 0;
  }
  return false;
}

bool is_sound(const Program& program) {
  if (program.steps.empty() || program.steps.size() > steps_of_flow_max) return false;
  if (program.attributes.size() > attributes_max) return false;
  if (program.languages < 1 || program.languages > static_cast<std::int32_t>(languages_max)) return false;
  if (program.start < 0 || program.start >= static_cast<std::int32_t>(program.steps.size())) return false;
  for (const ProgramAttribute& attribute : program.attributes)
    if (attribute.choices < 0 || attribute.choices > static_cast<std::int32_t>(choices_max) ||
        !is_possible(attribute, attribute.initial))
      return false;
  if (program.is_assist() && !std::all_of(program.steps.begin(), program.steps.end(),
                                          [](const ProgramStep& step) { return can_assist(step.kind); }))
    return false;
  return std::all_of(program.steps.begin(), program.steps.end(),
                     [&program](const ProgramStep& step) { return is_sound(program, step); });
}

}  // namespace rapport::switchboard::flow
