#include "org/named.h"

#include "org/entity.h"
#include "org/uses.h"
#include "platform/database/statement.h"

namespace rapport::org {
namespace {

contract::FieldNotes name_notes() {
  return {.name = "name", .min_length = 1, .max_length = name_length_max, .format = contract::Format::line};
}

}  // namespace

contract::Notes contract_notes(contract::Tag<TeamFields>) {
  return {.fields = {name_notes()}};
}
contract::Notes contract_notes(contract::Tag<SkillFields>) {
  return {.fields = {name_notes()}};
}
contract::Notes contract_notes(contract::Tag<WordingFields>) {
  return {.fields = {name_notes(),
                     {.name = "name_zh",
                      .doc = "Chinese; empty: `name` is shown",
                      .max_length = name_length_max,
                      .format = contract::Format::line,
                      .has_default = true}}};
}

std::vector<NamedRow> named_rows(database::Session& sql, OrgId org, NamedKind kind, std::int64_t after,
                                 std::int64_t limit) {
  std::vector<NamedRow> rows;
  database::each<std::int64_t, std::string, std::string>(
      sql,
      "select id, name, name_zh from named where org = :org and kind = :kind and id > :after order by id"
      " limit :limit",
      [&](std::int64_t id, std::string name, std::string name_zh) {
        rows.push_back({id, std::move(name), std::move(name_zh)});
      },
      org, kind, after, limit);
  return rows;
}

std::optional<NamedRow> named_row(database::Session& sql, OrgId org, NamedKind kind, std::int64_t id) {
  auto rows = named_rows(sql, org, kind, id - 1, 1);
  if (rows.empty() || rows.front().id != id) return std::nullopt;
  return std::move(rows.front());
}

bool is_there(database::Session& sql, OrgId org, NamedKind kind, std::int64_t id) {
  return database::first<std::int64_t>(
             sql, "select id from named where org = :org and kind = :kind and id = :id", org, kind, id)
      .has_value();
}

std::int64_t named_count(database::Session& sql, OrgId org, NamedKind kind) {
  return *database::first<std::int64_t>(sql, "select count(*) from named where org = :org and kind = :kind",
                                        org, kind);
}

void insert_named(Change& change, NamedKind kind, const NamedRow& row) {
  database::execute(change.sql,
                    "insert into named (org, kind, id, name, name_zh) values (:org, :kind, :id, :name, :zh)",
                    change.org(), kind, row.id, row.name, row.name_zh);
}

void update_named(Change& change, NamedKind kind, const NamedRow& row) {
  database::execute(change.sql,
                    "update named set name = :name, name_zh = :zh where org = :org and kind = :kind and id = "
                    ":id",
                    row.name, row.name_zh, change.org(), kind, row.id);
}

Result<void> remove_named(Change& change, NamedKind kind, std::int64_t id) {
  static constexpr const char* names[] = {"team", "skill", "presence_reason", "disposition",
                                          "decline_reason"};
  std::vector<Issue> uses = uses_of_named(change.sql, change.org(), kind, id);
  if (!uses.empty()) return in_use(names[static_cast<std::size_t>(kind)], std::move(uses));
  database::execute(change.sql, "delete from named where org = :org and kind = :kind and id = :id",
                    change.org(), kind, id);
  return {};
}

}  // namespace rapport::org
