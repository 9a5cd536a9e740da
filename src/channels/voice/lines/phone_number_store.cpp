// The only SQL for phone numbers.
#include <fmt/format.h>

#include "channels/voice/lines/phone_number.h"
#include "flows/entrance.h"
#include "org/entity.h"
#include "platform/database/statement.h"
#include "platform/numbering/phone_number.h"

namespace rapport::lines {
namespace {

PhoneNumber number_of(ChannelId id, const std::string& settings) {
  PhoneNumber number;
  static_cast<PhoneNumberFields&>(number) =
      contract::decode<PhoneNumberFields>(settings, {.ignores_unknown = true}).value_or(PhoneNumberFields{});
  number.id = id;
  return number;
}

// In its one spelling.
PhoneNumberFields spelled(org::Change& change, const PhoneNumberFields& fields) {
  PhoneNumberFields kept = fields;
  const std::string region =
      fields.trunk_id ? region_of_trunk(change.sql, change.org(), *fields.trunk_id) : "";
  if (auto number = numbering::one_spelling(fields.number, region)) kept.number = *number;
  return kept;
}

}  // namespace

std::optional<PhoneNumber> PhoneNumbers::find(database::Session& sql, OrgId org, ChannelId id) const {
  auto found = list(sql, org, ChannelId{id.value - 1}, 1);
  if (found.empty() || found.front().id != id) return std::nullopt;
  return std::move(found.front());
}

std::vector<PhoneNumber> PhoneNumbers::list(database::Session& sql, OrgId org, ChannelId after,
                                            std::int64_t limit) const {
  std::vector<PhoneNumber> all;
  database::each<ChannelId, std::string>(
      sql, "select id, settings from voice_number where org = :org and id > :after order by id limit :limit",
      [&](ChannelId id, const std::string& settings) { all.push_back(number_of(id, settings)); }, org, after,
      limit);
  return all;
}

std::int64_t PhoneNumbers::count(database::Session& sql, OrgId org) const {
  return *database::first<std::int64_t>(sql, "select count(*) from voice_number where org = :org", org);
}

void PhoneNumbers::insert(org::Change& change, ChannelId id, const PhoneNumberFields& fields) const {
  const PhoneNumberFields kept = spelled(change, fields);
  database::execute(change.sql,
                    "insert into voice_number (org, id, number, trunk, queue, settings)"
                    " values (:org, :id, :number, :trunk, :queue, :settings)",
                    change.org(), id, kept.number, kept.trunk_id, kept.queue_id, contract::encode(kept));
  flows::set_entrance(change, "number", std::to_string(id.value), kept.flow_id);
}

void PhoneNumbers::update(org::Change& change, ChannelId id, const PhoneNumberFields& fields) const {
  const PhoneNumberFields kept = spelled(change, fields);
  database::execute(change.sql,
                    "update voice_number set number = :number, trunk = :trunk, queue = :queue,"
                    " settings = :settings where org = :org and id = :id",
                    kept.number, kept.trunk_id, kept.queue_id, contract::encode(kept), change.org(), id);
  flows::set_entrance(change, "number", std::to_string(id.value), kept.flow_id);
}

Result<void> PhoneNumbers::remove(org::Change& change, const PhoneNumber& number) const {
  database::execute(change.sql, "delete from voice_number where org = :org and id = :id", change.org(),
                    number.id);
  flows::set_entrance(change, "number", std::to_string(number.id.value), std::nullopt);
  return {};
}

std::vector<Issue> numbers_with(const char* kind, database::Session& sql, OrgId org, std::int64_t id) {
  const bool is_queue = std::string_view(kind) == "queue";
  std::vector<Issue> uses;
  for (const PhoneNumber& number : phone_numbers.list(sql, org, {}, phone_numbers_max)) {
    const bool is_used =
        is_queue ? number.queue_id.value == id : number.flow_id && number.flow_id->value == id;
    if (is_used && uses.size() < 25)
      uses.push_back(
          {fmt::format("/phone-numbers/{}", number.id.value), fmt::format("the number {}", number.number)});
  }
  return uses;
}

std::vector<Issue> numbers_with_prompt(database::Session& sql, OrgId org, PromptId prompt) {
  std::vector<Issue> uses;
  for (const PhoneNumber& number : phone_numbers.list(sql, org, {}, phone_numbers_max))
    if (number.announcement_prompt_id == prompt)
      uses.push_back({fmt::format("/phone-numbers/{}", number.id.value),
                      fmt::format("the announcement of {}", number.number)});
  return uses;
}

std::vector<PhoneNumberOfOrg> active_phone_numbers(database::Session& sql) {
  std::vector<PhoneNumberOfOrg> all;
  database::each<OrgId, ChannelId, std::string>(sql,
                                                "select org, id, settings from voice_number order by org, id",
                                                [&](OrgId org, ChannelId id, const std::string& settings) {
                                                  PhoneNumber number = number_of(id, settings);
                                                  if (number.is_active)
                                                    all.push_back({org, std::move(number)});
                                                });
  return all;
}

}  // namespace rapport::lines
