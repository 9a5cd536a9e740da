// What may be said about a channel, and how the chat reads it.
#include <algorithm>
#include <set>

#include "org/channel.h"
#include "org/entity.h"
#include "org/named.h"
#include "org/queue.h"

namespace rapport::org {
namespace {

// "https://www.example.com", with a port or with "*." in front of the host; or "*".
bool is_site(const std::string& site) {
  if (site == "*") return true;
  const std::size_t scheme = site.rfind("https://", 0) == 0 ? 8 : site.rfind("http://", 0) == 0 ? 7 : 0;
  if (scheme == 0 || site.size() == scheme) return false;
  std::string host = site.substr(scheme);
  if (host.rfind("*.", 0) == 0) host.erase(0, 2);
  return !host.empty() && host.find_first_of("/?#@* \t\"'<>\\") == std::string::npos;
}

bool is_field_name(const std::string& name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

void check_form(const Webchat& chat, std::vector<Issue>& issues) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < chat.pre_chat.fields.size(); ++i) {
    const ChatField& field = chat.pre_chat.fields[i];
    const std::string where = fmt::format("/webchat/pre_chat/fields/{}", i);
    if (!is_field_name(field.name)) issues.push_back({where + "/name", "expected letters, digits, _ and -"});
    if (!names.insert(field.name).second) issues.push_back({where + "/name", "this name is there twice"});
    if (field.kind == ChatFieldKind::select && field.options.empty())
      issues.push_back({where + "/options", "a select needs options"});
  }
  for (std::size_t i = 0; i < chat.routing.size(); ++i)
    if (chat.routing[i].field != "language" && !names.contains(chat.routing[i].field))
      issues.push_back({fmt::format("/webchat/routing/{}/field", i), "no such field in pre_chat"});
}

void check_routes(Change& change, const Webchat& chat, std::vector<Issue>& issues) {
  const auto check_skill = [&](SkillId skill, const std::string& where) {
    if (!is_there(change.sql, change.org(), NamedKind::skill, skill.value))
      issues.push_back({where + "/skill_id", "no such skill"});
  };
  for (std::size_t i = 0; i < chat.routing.size(); ++i) {
    const ChatRoute& route = chat.routing[i];
    const std::string where = fmt::format("/webchat/routing/{}", i);
    if (route.queue_id && !queue_exists(change.sql, change.org(), *route.queue_id))
      issues.push_back({where + "/queue_id", "no such queue"});
    if (route.skill_id) check_skill(*route.skill_id, where);
    if (!route.queue_id && !route.skill_id) issues.push_back({where, "needs a queue_id or a skill_id"});
  }
  for (std::size_t i = 0; i < chat.language_skills.size(); ++i)
    check_skill(chat.language_skills[i].skill_id, fmt::format("/webchat/language_skills/{}", i));
}

const char* name_of(ChatFieldKind kind) {
  switch (kind) {
    case ChatFieldKind::text:
      return "text";
    case ChatFieldKind::email:
      return "email";
    case ChatFieldKind::select:
      return "select";
  }
  return "text";
}

}  // namespace

Result<void> Channels::check(Change& change, ChannelId, const Channel*, const ChannelFields& fields) const {
  std::vector<Issue> issues;
  if (!queue_exists(change.sql, change.org(), fields.queue_id))
    issues.push_back({"/queue_id", "no such queue"});
  for (std::size_t i = 0; i < fields.webchat.allowed_sites.size(); ++i)
    if (!is_site(fields.webchat.allowed_sites[i]))
      issues.push_back({fmt::format("/webchat/allowed_sites/{}", i),
                        "expected an origin such as https://www.example.com, https://*.example.com, or *"});
  check_form(fields.webchat, issues);
  check_routes(change, fields.webchat, issues);
  if (!issues.empty()) return wrong(std::move(issues));
  return {};
}

ChatChannel chat_channel_of(const Channel& channel) {
  const Webchat& chat = channel.webchat;
  ChatChannel made;
  made.id = channel.id;
  made.name = channel.name;
  made.key = channel.key;
  made.queue = channel.queue_id;
  made.is_active = channel.is_active;
  made.allowed_sites = chat.allowed_sites;
  made.colour = chat.colour;
  made.position = chat.position == ChatPosition::left ? "left" : "right";
  made.texts = chat.texts;
  made.has_pre_chat = chat.pre_chat.is_on;
  for (const ChatField& field : chat.pre_chat.fields)
    made.pre_chat.push_back(
        {field.name, field.label, field.label_zh, name_of(field.kind), field.options, field.is_required});
  for (const ChatRoute& route : chat.routing)
    made.routing.push_back({route.field, route.value, route.queue_id.value_or(QueueId{}),
                            route.skill_id.value_or(SkillId{}), route.level_min});
  // Languages come after what the visitor has chosen in the form.
  for (const LanguageSkill& language : chat.language_skills)
    made.routing.push_back({"language", language.language, {}, language.skill_id, language.level_min});
  made.is_identity_required = chat.is_identity_required;
  return made;
}

}  // namespace rapport::org
