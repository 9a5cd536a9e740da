#include "protection/sweep.h"

#include <fmt/format.h>

namespace rapport::protection {
namespace {

constexpr std::size_t anywhere_bytes_min = 5;  // shorter ones are found in everything
constexpr std::int64_t page_rows = 2'000;

void add_value(Identifying& person, std::string value) {
  if (value.empty()) return;
  if (value.size() > 1 && value.front() == '+') person.anywhere.push_back(value.substr(1));
  person.as_value.insert(std::move(value));
}

void add_identifier(Identifying& person, const std::optional<std::string>& value) {
  if (!value || value->empty()) return;
  if (value->size() >= anywhere_bytes_min) person.anywhere.push_back(*value);
  add_value(person, *value);
}

// Calls with everything that stands between two quotation marks.
template <class OnValue>
bool any_quoted(std::string_view text, OnValue&& on_value) {
  std::size_t at = 0;
  while ((at = text.find('"', at)) != std::string_view::npos) {
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != '"')
      end += text[end] == '\\' ? 2 : 1;
    if (end >= text.size()) return false;
    if (on_value(std::string(text.substr(at + 1, end - at - 1)))) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

Identifying identifying(database::Session& sql, const Scope& person) {
  Identifying made;
  using Text = std::optional<std::string>;
  const CustomerId id{person.id};
  for (const auto& [name, email, phone, external_id] : database::all<std::string, Text, Text, Text>(
           sql,
           expanded("select t.name, t.email, t.phone, t.external_id from customer t where t.org = :org"
                    " and t.id in $rows",
                    person),
           person.org, id)) {
    add_value(made, name);
    for (const Text& each : {email, phone, external_id})
      add_identifier(made, each);
  }
  for (const std::string& value : database::all<std::string>(
           sql,
           expanded("select t.value from customer_identity t where t.org = :org and t.customer in $rows",
                    person),
           person.org, id))
    add_identifier(made, value);
  for (const auto& [field, value] : database::all<std::string, std::string>(
           sql,
           expanded(
               "select t.field, t.value from customer_value t where t.org = :org and t.customer in $rows",
               person),
           person.org, id))
    if (field == "address" || field == "email" || field == "phone") add_identifier(made, value);
  for (const char* list : {"select t.id from customer t where t.org = :org and t.id in $rows",
                           "select t.id from interaction t where t.org = :org and t.id in $interactions",
                           "select t.id from case_record t where t.org = :org and t.id in $cases"})
    for (const std::int64_t each : database::all<std::int64_t>(sql, expanded(list, person), person.org, id))
      made.ids.insert(std::to_string(each));
  return made;
}

bool names(const Identifying& person, std::string_view text, bool with_ids) {
  for (const std::string& each : person.anywhere)
    if (text.find(each) != std::string_view::npos) return true;
  if (person.as_value.contains(std::string(text))) return true;
  return any_quoted(text, [&](const std::string& value) {
    return person.as_value.contains(value) || (with_ids && person.ids.contains(value));
  });
}

Found find_named(database::Session& sql, OrgId org, const Swept& where, const Identifying& person,
                 std::int64_t after) {
  Found found{&where, {}, after};
  std::string columns;
  std::vector<database::Kind> kinds{database::Kind::integer};
  for (const std::string_view column : where.columns) {
    columns += fmt::format(", coalesce({}, '')", column);
    kinds.push_back(database::Kind::text);
  }
  // The log of changes keeps ids for good: they say nothing by themselves.
  const bool with_ids = where.table == "webhook_delivery";
  const std::string query = fmt::format(
      "select id{} from {} where org = :org and id > :after order by id limit :most", columns, where.table);
  for (std::int64_t rows = page_rows; rows == page_rows;) {
    rows = 0;
    sql.statements().fetch(
        sql, query,
        {database::Value{org.value}, database::Value{found.seen_until}, database::Value{page_rows}}, kinds,
        [&](std::vector<database::Value>& row) {
          ++rows;
          found.seen_until = std::get<std::int64_t>(row[0]);
          for (std::size_t i = 1; i < row.size(); ++i) {
            if (!names(person, std::get<std::string>(row[i]), with_ids)) continue;
            found.rows.push_back(found.seen_until);
            break;
          }
          return true;
        });
  }
  return found;
}

void clear_named(database::Session& sql, OrgId org, const Found& found) {
  const std::string statement =
      fmt::format("update {} {} where org = :org and id = :id", found.where->table, found.where->action);
  for (const std::int64_t id : found.rows)
    database::execute(sql, statement, org, id);
}

}  // namespace rapport::protection
