// Profile: what is known of a person over all their rows: of each field the newest proven value, then the
// newest; how complete that is, and what to ask for next. Values and pure rules; the tables are
// profile_store.h's.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "platform/contract/describe.h"

namespace rapport::customers {

using CompanyId = Id<struct CompanyTag>;
using CustomFieldId = Id<struct CustomFieldTag>;

struct ProfileValue {
  std::string value;
  bool is_verified = false;
  Instant at;
  CustomerId source_id;  // the row that says so
};
BOOST_DESCRIBE_STRUCT(ProfileValue, (), (value, is_verified, at, source_id))
contract::Notes contract_notes(contract::Tag<ProfileValue>);

// The one that counts of two.
const ProfileValue& better(const ProfileValue& a, const ProfileValue& b);

enum class FieldType : std::uint8_t { text, integer, decimal, date, choice, boolean };
BOOST_DESCRIBE_ENUM(FieldType, text, integer, decimal, date, choice, boolean)

struct CustomFieldFields {
  std::string name;  // in the API: a-z, 0-9, _
  std::string label, label_zh;
  FieldType type = FieldType::text;
  std::vector<std::string> choices;
  std::int32_t weight = 0;  // in the completeness; 0: not counted
  std::string question, question_zh;
};
BOOST_DESCRIBE_STRUCT(CustomFieldFields, (),
                      (name, label, label_zh, type, choices, weight, question, question_zh))
contract::Notes contract_notes(contract::Tag<CustomFieldFields>);
struct CustomField : CustomFieldFields {
  CustomFieldId id;
};
BOOST_DESCRIBE_STRUCT(CustomField, (CustomFieldFields), (id))

// A field that every customer has. Its weight is what an organisation that has not said otherwise gets.
struct StandardField {
  std::string_view name;
  std::int32_t weight;
  std::string_view question, question_zh;
};
inline constexpr std::array<StandardField, 11> standard_fields{{
    {"name", 20, "May I ask your name?", "请问怎么称呼您？"},
    {"email", 15, "At which e-mail address can we reach you?", "方便留一个邮箱地址吗？"},
    {"phone", 15, "At which number can we call you back, should we be cut off?",
     "万一通话中断，可以拨哪个号码联系您？"},
    {"address", 10, "Which address may we have on file for you?", "方便告诉我们您的地址吗？"},
    {"preferred_channel", 10, "How do you like to hear from us: by phone, e-mail or chat?",
     "您希望我们以什么方式联系您：电话、邮件还是在线聊天？"},
    {"language", 5, "Which language do you prefer?", "您希望使用哪种语言？"},
    {"birthday", 5, "May we note your date of birth?", "方便登记您的出生日期吗？"},
    {"company", 5, "Which company do you work for?", "请问您在哪家公司？"},
    {"salutation", 5, "How would you like to be addressed?", "您希望我们怎么称呼您？"},
    {"quiet_hours", 5, "Is there a time at which we should not call you?", "有哪些时间不方便接电话？"},
    {"household", 0, "", ""},
}};
const StandardField* standard_field(std::string_view name);

struct AskNext {
  std::string field;
  std::string text, text_zh;
};
BOOST_DESCRIBE_STRUCT(AskNext, (), (field, text, text_zh))

struct Completeness {
  std::int32_t percent = 0;
  std::vector<std::string> missing;  // heaviest first
  std::optional<AskNext> question;   // the one worth asking next
};
BOOST_DESCRIBE_STRUCT(Completeness, (), (percent, missing, question))

// `weights`: what the organisation says otherwise, by field; 0 does not count. Fields of equal weight come in
// the order of the lists.
Completeness completeness(const std::map<std::string, ProfileValue>& known,
                          const std::map<std::string, std::int32_t>& weights,
                          const std::vector<CustomField>& custom);

// Whether a field can have this value, brought to its form ("1.50" stays text, "yes" is no boolean). invalid,
// with what is expected.
Result<std::string> checked(FieldType type, const std::vector<std::string>& choices,
                            const std::string& value);
// 1980-12-31, of a day that there is, not before 1880.
bool is_date(std::string_view text);
// "22:00-08:00".
bool is_hours_of_day(std::string_view text);

}  // namespace rapport::customers
