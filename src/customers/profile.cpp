#include "customers/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rapport::customers {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

int number_of(std::string_view digits) {
  int number = 0;
  for (const char c : digits)
    number = number * 10 + (c - '0');
  return number;
}

bool is_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.size() > 30) return false;
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return is_digits(text);
  return is_digits(text.substr(0, point)) && is_digits(text.substr(point + 1));
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return is_digits(text) && text.size() <= 18;
}

bool is_time_of_day(std::string_view text) {
  return text.size() == 5 && text[2] == ':' && is_digits(text.substr(0, 2)) && is_digits(text.substr(3)) &&
         number_of(text.substr(0, 2)) < 24 && number_of(text.substr(3)) < 60;
}

tl::unexpected<Error> expected(std::string what) {
  return fail(ErrorCode::invalid, "bad_value", "expected " + what);
}

struct Weighed {
  std::string field;
  std::int32_t weight;
  std::string text, text_zh;
};

}  // namespace

const ProfileValue& better(const ProfileValue& a, const ProfileValue& b) {
  if (a.is_verified != b.is_verified) return a.is_verified ? a : b;
  if (a.at != b.at) return a.at > b.at ? a : b;
  return a.source_id > b.source_id ? a : b;
}

const StandardField* standard_field(std::string_view name) {
  const auto* found = std::find_if(standard_fields.begin(), standard_fields.end(),
                                   [&](const StandardField& field) { return field.name == name; });
  return found == standard_fields.end() ? nullptr : found;
}

Completeness completeness(const std::map<std::string, ProfileValue>& known,
                          const std::map<std::string, std::int32_t>& weights,
                          const std::vector<CustomField>& custom) {
  std::vector<Weighed> all;
  const auto add = [&](std::string field, std::int32_t usual, std::string text, std::string text_zh) {
    const auto said = weights.find(field);
    const std::int32_t weight = said == weights.end() ? usual : said->second;
    if (weight > 0) all.push_back({std::move(field), weight, std::move(text), std::move(text_zh)});
  };
  for (const StandardField& field : standard_fields)
    add(std::string(field.name), field.weight, std::string(field.question), std::string(field.question_zh));
  for (const CustomField& field : custom)
    add(field.name, field.weight, field.question, field.question_zh);

  Completeness found;
  std::int64_t whole = 0, there = 0;
  std::stable_sort(all.begin(), all.end(),
                   [](const Weighed& x, const Weighed& y) { return x.weight > y.weight; });
  for (const Weighed& field : all) {
    whole += field.weight;
    if (known.contains(field.field)) {
      there += field.weight;
      continue;
    }
    found.missing.push_back(field.field);
    if (!found.question && !(field.text.empty() && field.text_zh.empty()))
      found.question = AskNext{field.field, field.text.empty() ? field.text_zh : field.text,
                               field.text_zh.empty() ? field.text : field.text_zh};
  }
  found.percent = whole == 0 ? 100 : static_cast<std::int32_t>(there * 100 / whole);
  return found;
}

Result<std::string> checked(FieldType type, const std::vector<std::string>& choices,
                            const std::string& value) {
  switch (type) {
    case FieldType::text:
      if (value.size() > 2'000) return expected("at most 2000 bytes");
      return value;
    case FieldType::integer:
      if (!is_integer(value)) return expected("a whole number of at most 18 digits");
      return value;
    case FieldType::decimal:
      if (!is_decimal(value)) return expected("a number like 12.50");
      return value;
    case FieldType::date:
      if (!is_date(value)) return expected("a date like 1980-12-31");
      return value;
    case FieldType::boolean:
      if (value != "true" && value != "false") return expected("true or false");
      return value;
    case FieldType::choice:
      if (std::find(choices.begin(), choices.end(), value) == choices.end())
        return expected(fmt::format("one of the {} choices", choices.size()));
      return value;
  }
  return expected("another type");
}

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !is_digits(text.substr(0, 4)) ||
      !is_digits(text.substr(5, 2)) || !is_digits(text.substr(8, 2)))
    return false;
  const int year = number_of(text.substr(0, 4)), month = number_of(text.substr(5, 2)),
            day = number_of(text.substr(8, 2));
  constexpr std::array<int, 12> days{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1880 || month < 1 || month > 12 || day < 1 || day > days[static_cast<std::size_t>(month - 1)])
    return false;
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month != 2 || day < 29 || is_leap;
}

bool is_hours_of_day(std::string_view text) {
  return text.size() == 11 && text[5] == '-' && is_time_of_day(text.substr(0, 5)) &&
         is_time_of_day(text.substr(6));
}

contract::Notes contract_notes(contract::Tag<ProfileValue>) {
  return {.doc = "Of all rows of the person: the newest proven value, else the newest.",
          .fields = {{.name = "source_id", .doc = "the row of the customer that says so"}}};
}

contract::Notes contract_notes(contract::Tag<CustomFieldFields>) {
  return {
      .doc = "A field of customers that an organisation made up.",
      .fields = {
          {.name = "name",
           .doc = "how the API calls it; stays for ever",
           .min_length = 1,
           .max_length = 40,
           .format = contract::Format::line},
          {.name = "label", .min_length = 1, .max_length = 100, .format = contract::Format::line},
          {.name = "label_zh", .max_length = 100, .format = contract::Format::line, .has_default = true},
          {.name = "type", .has_default = true},
          {.name = "choices", .max_length = 100, .max_items = 200, .has_default = true},
          {.name = "weight",
           .doc = "in the completeness; 0: not counted",
           .min = 0,
           .max = 100,
           .has_default = true},
          {.name = "question",
           .doc = "with which an agent asks for it",
           .max_length = 300,
           .format = contract::Format::line,
           .has_default = true},
          {.name = "question_zh", .max_length = 300, .format = contract::Format::line, .has_default = true}}};
}

}  // namespace rapport::customers
