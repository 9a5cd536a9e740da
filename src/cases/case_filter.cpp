#include "cases/case_filter.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/contract/json.h"

namespace rapport::cases {

using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<CaseFilter>) {
  return {
      .doc = "All that are given must hold.",
      .all_optional = true,
      .fields = {{.name = "is_open", .doc = "not solved, closed or merged"},
                 {.name = "statuses", .max_items = 6},
                 {.name = "priorities", .max_items = 4},
                 {.name = "is_mine", .doc = "of whoever asks"},
                 {.name = "is_followed", .doc = "by whoever asks"},
                 {.name = "tag", .max_length = 40},
                 {.name = "fields",
                  .doc = "custom fields of the type, each as KEY=VALUE on a line of its own; no value: empty",
                  .max_length = 2'000},
                 {.name = "text", .doc = "in the subject; or a number: C-1042", .max_length = 200},
                 {.name = "due_before", .doc = "the clock that runs out first"}}};
}

namespace {

// Adds one condition after the other, with its parameters numbered by name.
class FilterWriter {
 public:
  FilterWriter(CaseQuery& query, OrgId org) : query_(query) { add("where org = ", org); }

  template <class T>
  void add(const char* text, const T& value) {
    query_.where += text;
    query_.where += name();
    query_.values.push_back(database::Stored<T>::to(value));
  }
  template <class T>
  void given(const char* text, const std::optional<T>& value) {
    if (value) add(text, *value);
  }
  template <class E>
  void any_of(const char* column, const std::vector<E>& list) {
    if (list.empty()) return;
    query_.where += fmt::format(" and {} in (", column);
    for (std::size_t i = 0; i < list.size(); ++i)
      add(i == 0 ? "" : ", ", list[i]);
    query_.where += ')';
  }
  void text(const char* words) { query_.where += words; }

 private:
  std::string name() { return fmt::format(":p{}", query_.values.size()); }
  CaseQuery& query_;
};

void add_people(FilterWriter& writer, OrgId org, UserId me, const CaseFilter& filter) {
  writer.given(" and assignee = ", filter.assignee_id);
  if (filter.is_mine) writer.add(*filter.is_mine ? " and assignee = " : " and assignee <> ", me);
  if (filter.is_assigned) writer.text(*filter.is_assigned ? " and assignee <> 0" : " and assignee = 0");
  writer.given(" and team = ", filter.team_id);
  if (filter.person.empty())
    writer.given(" and customer = ", filter.customer_id);
  else
    writer.any_of("customer", filter.person);
  if (filter.is_followed) {
    writer.text(*filter.is_followed ? " and id in" : " and id not in");
    writer.add(" (select case_id from case_follower where org = ", org);
    writer.add(" and user_id = ", me);
    writer.text(")");
  }
}

// For LIKE, escaped.
std::string containing(const std::string& text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + '%';
}

// They are kept as JSON, in which a quotation mark of a value is never bare.
void add_fields(FilterWriter& writer, const std::string& lines) {
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    const std::string line = lines.substr(begin, end - begin);
    begin = end + 1;
    const std::size_t equals = std::min(line.find('='), line.size());
    if (equals == 0) continue;
    const std::string key = contract::encode(line.substr(0, equals)) + ":";
    const std::string value = line.substr(std::min(equals + 1, line.size()));
    writer.add(value.empty() ? " and fields not like " : " and fields like ",
               containing(value.empty() ? key : key + contract::encode(value)));
    writer.text(" escape '\\'");
  }
}

void add_text(FilterWriter& writer, const std::string& text) {
  if (const std::int64_t number = parse_case_number(text); number > 0)
    writer.add(" and number = ", number);
  else if (!text.empty()) {
    writer.add(" and lower(subject) like ", like_pattern(text));
    writer.text(" escape '\\'");
  }
}

}  // namespace

const char* sort_column(CaseSort sort) {
  switch (sort) {
    case CaseSort::due:
      return "due_us";
    case CaseSort::updated:
      return "updated_us";
    case CaseSort::created:
      return "created_us";
    case CaseSort::priority:
      return "priority";
  }
  return "id";
}

std::string like_pattern(const std::string& text) {
  std::string lower = containing(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

CaseQuery query_of(OrgId org, UserId me, const CaseFilter& filter, const std::optional<CaseMark>& after) {
  CaseQuery query;
  FilterWriter writer(query, org);
  if (filter.is_open) writer.text(*filter.is_open ? " and is_open = 1" : " and is_open = 0");
  writer.any_of("status", filter.statuses);
  writer.any_of("priority", filter.priorities);
  writer.given(" and type = ", filter.type_id);
  add_people(writer, org, me, filter);
  writer.given(" and parent = ", filter.parent_id);
  if (filter.interaction_id) {
    writer.add(" and id in (select case_id from case_link where org = ", org);
    writer.add(" and interaction = ", *filter.interaction_id);
    writer.text(")");
  }
  if (filter.tag) {
    writer.add(" and id in (select case_id from case_tag where org = ", org);
    writer.add(" and tag = ", *filter.tag);
    writer.text(")");
  }
  if (filter.fields) add_fields(writer, *filter.fields);
  if (filter.text) add_text(writer, *filter.text);
  if (filter.is_breached) writer.text(*filter.is_breached ? " and breached = 1" : " and breached = 0");
  writer.given(" and due_us < ", filter.due_before);
  writer.given(" and created_us >= ", filter.created_from);
  writer.given(" and created_us < ", filter.created_to);
  const bool is_rising = filter.sort == CaseSort::due;
  const char* column = sort_column(filter.sort);
  if (after) {
    writer.text(fmt::format(" and ({}, id) {}", column, is_rising ? ">" : "<").c_str());
    writer.add(" (", after->value);
    writer.add(", ", after->id);
    writer.text(")");
  }
  query.order =
      is_rising ? fmt::format(" order by {}, id", column) : fmt::format(" order by {} desc, id desc", column);
  return query;
}

}  // namespace rapport::cases
