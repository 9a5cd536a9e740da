// What may be said about a phone number.
#include "channels/voice/lines/phone_number.h"
#include "flows/entrance.h"
#include "org/entity.h"
#include "org/queue.h"
#include "platform/database/statement.h"
#include "platform/numbering/phone_number.h"

namespace rapport::lines {

using contract::Format;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<PhoneNumberFields>) {
  return {
      .fields = {
          {.name = "number",
           .doc = "with its country code (+861012345678), as its trunk's region writes it, or a "
                  "short one (95500)",
           .min_length = 1,
           .max_length = 40,
           .format = Format::line},
          {.name = "name",
           .doc = "for people",
           .max_length = org::name_length_max,
           .format = Format::line,
           .has_default = true},
          {.name = "is_active", .has_default = true},
          {.name = "trunk_id", .doc = "absent: whichever trunk the call comes from"},
          {.name = "queue_id", .doc = "where calls go: without a flow, or while it has no live version"},
          {.name = "flow_id", .doc = "what calls begin with; absent: the queue"},
          {.name = "priority",
           .doc = "higher is served earlier",
           .min = -1'000,
           .max = 1'000,
           .has_default = true},
          {.name = "language", .doc = "of what callers hear", .has_default = true},
          {.name = "greetings",
           .doc = "what callers hear first, by language: en, zh-CN",
           .max_length = 2'000,
           .max_items = 20,
           .has_default = true},
          {.name = "announcements",
           .doc = "said before anything else, to its end, with a flow or without: that calls are recorded; "
                  "by language: en, zh-CN",
           .max_length = 2'000,
           .max_items = 20,
           .has_default = true},
          {.name = "announcement_prompt_id", .doc = "an upload that is played instead of these texts"}}};
}

namespace {

bool is_taken(org::Change& change, ChannelId id, const std::string& number,
              const std::optional<TrunkId>& trunk) {
  return database::first<ChannelId>(change.sql,
                                    "select id from voice_number where org = :org and number = :number"
                                    " and coalesce(trunk, 0) = :trunk and id <> :id",
                                    change.org(), number, trunk.value_or(TrunkId{}), id)
      .has_value();
}

}  // namespace

Result<void> PhoneNumbers::check(org::Change& change, ChannelId id, const PhoneNumber*,
                                 const PhoneNumberFields& fields) const {
  std::vector<Issue> issues;
  std::string region;
  if (fields.trunk_id) {
    if (trunk_exists(change.sql, change.org(), *fields.trunk_id))
      region = region_of_trunk(change.sql, change.org(), *fields.trunk_id);
    else
      issues.push_back({"/trunk_id", "no such trunk"});
  }
  if (const auto number = numbering::one_spelling(fields.number, region); !number)
    issues.push_back({"/number", number.error().detail});
  else if (is_taken(change, id, *number, fields.trunk_id))
    issues.push_back({"/number", "this number leads somewhere already"});
  if (!org::queue_exists(change.sql, change.org(), fields.queue_id))
    issues.push_back({"/queue_id", "no such queue"});
  if (fields.flow_id && !flows::is_entrance_flow(change.sql, change.org(), *fields.flow_id))
    issues.push_back({"/flow_id", "no such flow for customers to begin with"});
  if (fields.announcement_prompt_id &&
      !(has_prompt && has_prompt(change.sql, change.org(), *fields.announcement_prompt_id)))
    issues.push_back({"/announcement_prompt_id", "no such prompt"});
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

}  // namespace rapport::lines
