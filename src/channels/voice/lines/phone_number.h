// Phone numbers: what customers call, and where that leads.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "channels/voice/lines/limits.h"
#include "channels/voice/lines/trunk.h"
#include "org/changes.h"
#include "org/user.h"
#include "phrases/utterance.h"
#include "platform/contract/describe.h"

namespace rapport::lines {

struct PhoneNumberFields {
  std::string number;  // kept in one spelling, see platform/numbering
  std::string name;
  bool is_active = true;
  std::optional<TrunkId> trunk_id;  // absent: from any trunk of the organisation
  QueueId queue_id;
  std::optional<FlowId> flow_id;  // what calls begin with instead of the queue
  std::int32_t priority = 0;
  org::Language language = org::Language::en;
  std::map<std::string, std::string> greetings;  // by language: "en", "zh-CN"
  // Said to every caller before anything else, to its end: that calls are recorded. The prompt before the
  // texts.
  std::map<std::string, std::string> announcements;
  std::optional<PromptId> announcement_prompt_id;
};
BOOST_DESCRIBE_STRUCT(PhoneNumberFields, (),
                      (number, name, is_active, trunk_id, queue_id, flow_id, priority, language, greetings,
                       announcements, announcement_prompt_id))
contract::Notes contract_notes(contract::Tag<PhoneNumberFields>);

struct PhoneNumber : PhoneNumberFields {
  ChannelId id;
};
BOOST_DESCRIBE_STRUCT(PhoneNumber, (PhoneNumberFields), (id))

// Whether there is such a prompt: they are kept elsewhere.
using HasPrompt = bool (*)(database::Session&, OrgId, PromptId);

struct PhoneNumbers {
  using Key = ChannelId;
  using Fields = PhoneNumberFields;
  using Whole = PhoneNumber;
  static constexpr const char* kind = "phone_number";
  static constexpr const char* what = "phone_numbers";
  static constexpr std::int64_t most = phone_numbers_max;

  HasPrompt has_prompt = nullptr;  // only for what changes

  std::optional<PhoneNumber> find(database::Session& sql, OrgId org, ChannelId id) const;
  std::vector<PhoneNumber> list(database::Session& sql, OrgId org, ChannelId after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(org::Change& change, ChannelId id, const PhoneNumber* before,
                     const PhoneNumberFields& fields) const;
  void insert(org::Change& change, ChannelId id, const PhoneNumberFields& fields) const;
  void update(org::Change& change, ChannelId id, const PhoneNumberFields& fields) const;
  Result<void> remove(org::Change& change, const PhoneNumber& number) const;
};
inline constexpr PhoneNumbers phone_numbers{};

// Numbers that announce this prompt: for who wants to remove it.
std::vector<Issue> numbers_with_prompt(database::Session& sql, OrgId org, PromptId prompt);

struct PhoneNumberOfOrg {
  OrgId org;
  PhoneNumber number;
};
// Where numbers use a queue ("queue") or a flow ("flow"): for whoever wants to remove it.
std::vector<Issue> numbers_with(const char* kind, database::Session& sql, OrgId org, std::int64_t id);
std::vector<PhoneNumberOfOrg> active_phone_numbers(database::Session& sql);

}  // namespace rapport::lines
