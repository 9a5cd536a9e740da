#include "channels/webchat/routing.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rapport::webchat {
namespace {

bool looks_like_email(const std::string& text) {
  const auto at = text.find('@');
  return at != std::string::npos && at > 0 && text.find('@', at + 1) == std::string::npos &&
         text.size() <= 254 && text.find('.', at + 2) != std::string::npos &&
         text.find_first_of(" \t\r\n<>,;") == std::string::npos;
}

// "zh" matches "zh-CN", not the other way round.
bool matches(const org::ChatRouting& rule, const Form& form, const std::string& language) {
  if (rule.field == "language") return language == rule.value || language.starts_with(rule.value + "-");
  const auto given = form.find(rule.field);
  return given != form.end() && given->second == rule.value;
}

}  // namespace

Result<void> check(const Form& form, const org::ChatChannel& channel) {
  std::vector<Issue> issues;
  const auto add = [&](const std::string& field, std::string what) {
    issues.push_back({"/form/" + field, std::move(what)});
  };
  if (channel.has_pre_chat) {
    for (const org::PreChatField& field : channel.pre_chat) {
      const auto given = form.find(field.name);
      const bool is_empty = given == form.end() || given->second.empty();
      if (is_empty) {
        if (field.is_required) add(field.name, "required");
        continue;
      }
      const std::string& value = given->second;
      if (field.kind == "email" && !looks_like_email(value)) add(field.name, "expected an e-mail address");
      const bool is_choice =
          std::find(field.options.begin(), field.options.end(), value) != field.options.end();
      if (field.kind == "select" && !is_choice) add(field.name, "expected one of the choices");
    }
  }
  for (const auto& entry : form) {
    const bool is_known = std::any_of(channel.pre_chat.begin(), channel.pre_chat.end(),
                                      [&](const auto& field) { return field.name == entry.first; });
    if (!is_known)
      add(entry.first, "expected no such field");
    else if (entry.second.size() > form_value_bytes_max)
      add(entry.first, fmt::format("expected at most {} bytes", form_value_bytes_max));
  }
  if (issues.empty()) return {};
  return fail(ErrorCode::invalid, "bad_form", "the form cannot be taken as it is", std::move(issues));
}

Route route(const org::ChatChannel& channel, const org::Directory& directory, const Form& form,
            const std::string& language) {
  Route to{channel.queue, {}};
  bool has_queue = false;
  std::vector<switchboard::SkillNeed> needs;
  for (const org::ChatRouting& rule : channel.routing) {
    if (!matches(rule, form, language)) continue;
    if (rule.queue && !std::exchange(has_queue, true)) to.queue = rule.queue;
    if (rule.skill)
      needs.push_back({rule.skill, static_cast<std::uint8_t>(std::clamp(rule.level_min, 1, 5))});
  }
  if (needs.empty()) return to;
  const auto queue = directory.queues.find(to.queue);
  if (queue != directory.queues.end()) to.steps = queue->second.rules.steps;
  if (to.steps.empty()) to.steps.push_back({{}, {}, {}, skill_wait});
  for (switchboard::Step& step : to.steps) {
    for (const switchboard::SkillNeed& need : needs) {
      const bool is_asked = std::any_of(step.skills.begin(), step.skills.end(),
                                        [&](const auto& known) { return known.skill == need.skill; });
      if (!is_asked) step.skills.push_back(need);
    }
  }
  return to;
}

std::string subject_of(const Form& form, const org::ChatChannel& channel) {
  std::string subject;
  for (const org::PreChatField& field : channel.pre_chat) {
    const auto given = form.find(field.name);
    if (given == form.end() || given->second.empty() || field.name == "name" || field.name == "email")
      continue;
    if (!subject.empty()) subject += " · ";
    subject += fmt::format("{}: {}", field.label, given->second);
  }
  return subject;
}

}  // namespace rapport::webchat
