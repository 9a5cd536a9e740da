#include "workforce/history/import_store.h"

#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::workforce::import_store {
namespace {

HistoryImport import_from(const std::string& body) {
  return contract::decode<HistoryImport>(body, {.ignores_unknown = true}).value_or(HistoryImport{});
}

}  // namespace

void keep(database::Session& sql, OrgId org, const HistoryImport& made) {
  database::execute(sql,
                    "insert into history_import (org, id, at_us, is_undone, body) values (:org, :id, :at,"
                    " :is_undone, :body) on conflict (org, id) do update set is_undone = excluded.is_undone,"
                    " body = excluded.body",
                    org, made.id, made.at, made.is_undone, contract::encode(made));
}

std::optional<HistoryImport> find(database::Session& sql, OrgId org, HistoryImportId id) {
  const auto body = database::first<std::string>(
      sql, "select body from history_import where org = :org and id = :id", org, id);
  if (!body) return std::nullopt;
  return import_from(*body);
}

std::vector<HistoryImport> list(database::Session& sql, OrgId org, std::int64_t most) {
  std::vector<HistoryImport> all;
  for (const std::string& body : database::all<std::string>(
           sql, "select body from history_import where org = :org order by id desc limit :most", org, most))
    all.push_back(import_from(body));
  return all;
}

}  // namespace rapport::workforce::import_store
