// Directory: what everybody needs to know about one organisation without asking the database: names, queues,
// channels, settings. An immutable value, replaced as a whole after a committed change; any thread may hold
// one.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "org/hours.h"
#include "switchboard/model/rules.h"

namespace rapport::org {

struct DirectoryUser {
  UserId id;
  std::string name;
  std::string email;
  bool is_agent = false;  // may take interactions
  bool is_active = true;
  std::vector<TeamId> teams;
};

struct DirectoryQueue {
  QueueId id;
  std::string name;
  switchboard::Channel channel = switchboard::Channel::chat;
  switchboard::QueueRules rules;
  std::optional<Hours> hours;                                 // none: always open
  std::optional<double> service_level_target = std::nullopt;  // a share; none: as planners choose
};

// What visitors of a web site see, per language ("en", "zh-CN").
struct ChatTexts {
  std::string title;
  std::string greeting;
  std::string closed;
};
struct PreChatField {
  std::string name;
  std::string label;
  std::string label_zh;
  std::string kind;  // text, email, select
  std::vector<std::string> options;
  bool is_required = false;
};
// First match wins: the value of a pre-chat field, or a language, leads to a queue or asks for a skill.
struct ChatRouting {
  std::string field;  // a pre-chat field's name, or "language"
  std::string value;
  QueueId queue;  // 0: the channel's
  SkillId skill;  // 0: none
  std::int32_t level_min = 1;
};
struct ChatChannel {
  ChannelId id;
  std::string name;
  std::string key;  // public, in the page's script tag
  QueueId queue;
  bool is_active = true;
  std::vector<std::string> allowed_sites;  // origins; "https://*.example.com"; "*"
  std::string colour = "#1f6f5c";
  std::string position = "right";
  std::map<std::string, ChatTexts> texts;
  bool has_pre_chat = false;
  std::vector<PreChatField> pre_chat;
  std::vector<ChatRouting> routing;
  bool is_identity_required = false;
  std::string identity_secret;  // HMAC key for the host's visitor tokens; "" until made
};

struct Named {
  std::int64_t id = 0;
  std::string name;
  std::string name_zh;
};

struct Directory {
  OrgId org;
  std::string name;
  std::string slug;
  std::string time_zone;  // IANA
  switchboard::Settings settings;
  std::map<UserId, DirectoryUser> users;
  std::map<TeamId, std::string> teams;
  std::map<SkillId, std::string> skills;
  std::map<QueueId, DirectoryQueue> queues;
  std::vector<Named> presence_reasons, dispositions, decline_reasons;
  std::map<ChannelId, ChatChannel> channels;
};

using DirectoryPtr = std::shared_ptr<const Directory>;

// Where the newest ones are found. Any thread.
class Directories {
 public:
  virtual ~Directories() = default;
  virtual DirectoryPtr of(OrgId org) const = 0;  // null: no such organisation
  virtual std::vector<OrgId> all() const = 0;
  // The organisation and channel that a chat key names; null when there is none or it is switched off.
  struct Found {
    DirectoryPtr directory;
    const ChatChannel* channel = nullptr;  // inside *directory
  };
  virtual Found by_chat_key(const std::string& key) const = 0;
};

}  // namespace rapport::org
