// Channels: the configured entrances. Today there is one kind, the chat of a web site.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "org/changes.h"
#include "org/directory.h"
#include "org/limits.h"
#include "platform/contract/describe.h"
#include "platform/crypto/vault.h"

namespace rapport::org {

enum class ChannelKind : std::uint8_t { webchat };
BOOST_DESCRIBE_ENUM(ChannelKind, webchat)
enum class ChatPosition : std::uint8_t { right, left };
BOOST_DESCRIBE_ENUM(ChatPosition, right, left)
enum class ChatFieldKind : std::uint8_t { text, email, select };
BOOST_DESCRIBE_ENUM(ChatFieldKind, text, email, select)

BOOST_DESCRIBE_STRUCT(ChatTexts, (), (title, greeting, closed))
contract::Notes contract_notes(contract::Tag<ChatTexts>);

struct ChatField {
  std::string name;
  std::string label;
  std::string label_zh;
  ChatFieldKind kind = ChatFieldKind::text;
  std::vector<std::string> options;
  bool is_required = false;
};
BOOST_DESCRIBE_STRUCT(ChatField, (), (name, label, label_zh, kind, options, is_required))
contract::Notes contract_notes(contract::Tag<ChatField>);

struct PreChat {
  bool is_on = false;
  std::vector<ChatField> fields;
};
BOOST_DESCRIBE_STRUCT(PreChat, (), (is_on, fields))
contract::Notes contract_notes(contract::Tag<PreChat>);

struct ChatRoute {
  std::string field;  // a pre-chat field's name, or "language"
  std::string value;
  std::optional<QueueId> queue_id;
  std::optional<SkillId> skill_id;
  std::int32_t level_min = 1;
};
BOOST_DESCRIBE_STRUCT(ChatRoute, (), (field, value, queue_id, skill_id, level_min))
contract::Notes contract_notes(contract::Tag<ChatRoute>);

struct LanguageSkill {
  std::string language;
  SkillId skill_id;
  std::int32_t level_min = 1;
};
BOOST_DESCRIBE_STRUCT(LanguageSkill, (), (language, skill_id, level_min))
contract::Notes contract_notes(contract::Tag<LanguageSkill>);

struct Webchat {
  std::vector<std::string> allowed_sites;
  std::string colour = "#1f6f5c";
  ChatPosition position = ChatPosition::right;
  std::map<std::string, ChatTexts> texts;
  PreChat pre_chat;
  std::vector<ChatRoute> routing;
  std::vector<LanguageSkill> language_skills;
  bool is_identity_required = false;
};
BOOST_DESCRIBE_STRUCT(Webchat, (),
                      (allowed_sites, colour, position, texts, pre_chat, routing, language_skills,
                       is_identity_required))
contract::Notes contract_notes(contract::Tag<Webchat>);

struct ChannelFields {
  std::string name;
  ChannelKind kind = ChannelKind::webchat;
  QueueId queue_id;
  bool is_active = true;
  Webchat webchat;
};
BOOST_DESCRIBE_STRUCT(ChannelFields, (), (name, kind, queue_id, is_active, webchat))
contract::Notes contract_notes(contract::Tag<ChannelFields>);
struct Channel : ChannelFields {
  ChannelId id;
  std::string key;  // public, made by us, never changes
  bool has_secret = false;
};
BOOST_DESCRIBE_STRUCT(Channel, (ChannelFields), (id, key, has_secret))
contract::Notes contract_notes(contract::Tag<Channel>);

struct ChannelSecret {
  std::string secret;
};
BOOST_DESCRIBE_STRUCT(ChannelSecret, (), (secret))
contract::Notes contract_notes(contract::Tag<ChannelSecret>);

struct Channels {
  using Key = ChannelId;
  using Fields = ChannelFields;
  using Whole = Channel;
  static constexpr const char* kind = "channel";
  static constexpr const char* what = "channels";
  static constexpr std::int64_t most = channels_max;

  std::string key = {};  // of a new channel; "": a random one

  std::optional<Channel> find(database::Session& sql, OrgId org, ChannelId id) const;
  std::vector<Channel> list(database::Session& sql, OrgId org, ChannelId after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(Change& change, ChannelId id, const Channel* before, const ChannelFields& fields) const;
  void insert(Change& change, ChannelId id, const ChannelFields& fields) const;
  void update(Change& change, ChannelId id, const ChannelFields& fields) const;
  Result<void> remove(Change& change, const Channel& channel) const;
};

// A new HMAC key for visitor tokens; the one before stops working. Shown once.
Result<ChannelSecret> make_channel_secret(Changes& changes, const crypto::Vault& vault, const By& who,
                                          ChannelId id);
// "" when there is none.
Result<std::string> channel_secret(database::Session& sql, const crypto::Vault& vault, OrgId org,
                                   ChannelId id);
ChatChannel chat_channel_of(const Channel& channel);

}  // namespace rapport::org
