#include "protection/scope.h"

#include <fmt/format.h>

namespace rapport::protection {
namespace {

void replace_all(std::string& text, std::string_view what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

database::Kind kind_of(const std::string& type) {
  if (type == "text" || type == "TEXT" || type == "character varying") return database::Kind::text;
  if (type == "real" || type == "double precision") return database::Kind::real;
  return database::Kind::integer;
}

}  // namespace

Scope scope_of_person(OrgId org, CustomerId person) {
  Scope scope{org, person.value, "(select c.id from customer c where c.org = :org and c.person = :id)", "",
              ""};
  scope.interactions =
      "(select i.id from interaction i where i.org = :org and i.customer in " + scope.rows + ")";
  scope.cases = "(select k.id from case_record k where k.org = :org and k.customer in " + scope.rows + ")";
  return scope;
}

Scope scope_of_interaction(OrgId org, InteractionId interaction) {
  return {org, interaction.value, "(null)", "(:id)", "(null)"};
}

Scope scope_of_case(OrgId org, CaseId of) {
  return {org, of.value, "(null)", "(null)", "(:id)"};
}

std::string expanded(std::string_view sql, const Scope& scope) {
  std::string text(sql);
  replace_all(text, "$interactions", scope.interactions);
  replace_all(text, "$cases", scope.cases);
  replace_all(text, "$rows", scope.rows);
  return text;
}

std::string condition(const Table& table, const Scope& scope) {
  return fmt::format("t.org = :org and ({})", expanded(table.reach, scope));
}

std::vector<Column> columns_of(database::Session& sql, std::string_view table) {
  const char* query = sql.engine() == database::Engine::sqlite
                          ? "select name, lower(type) from pragma_table_info(:table) order by cid"
                          : "select cast(column_name as text), cast(data_type as text) from"
                            " information_schema.columns where table_schema = current_schema()"
                            " and table_name = :table order by ordinal_position";
  std::vector<Column> columns;
  for (auto& [name, type] : database::all<std::string, std::string>(sql, query, std::string(table)))
    columns.push_back({std::move(name), kind_of(type)});
  return columns;
}

std::vector<std::string> tables_of(database::Session& sql) {
  return database::all<std::string>(
      sql,
      sql.engine() == database::Engine::sqlite
          ? "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
          : "select cast(table_name as text) from information_schema.tables where table_schema ="
            " current_schema() and table_type = 'BASE TABLE' order by table_name");
}

}  // namespace rapport::protection
