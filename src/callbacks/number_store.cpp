#include "callbacks/number_store.h"

#include "platform/database/statement.h"

namespace rapport::callbacks {

std::vector<database::Migration> callback_migrations() {
  return {{0, "numbers of callbacks",
           "create table callback_number (org bigint not null, interaction bigint not null, number text not "
           "null, primary key (org, interaction))",
           ""}};
}

Result<void> NumberStore::keep(OrgId org, InteractionId interaction, const std::string& number) {
  return database_
      .write<void>([&](database::Session& sql) -> Result<void> {
        database::execute(sql,
                          "insert into callback_number (org, interaction, number) values (:org, :id, :number)"
                          " on conflict (org, interaction) do update set number = excluded.number",
                          org, interaction, number);
        return {};
      })
      .get();
}

Result<std::optional<std::string>> NumberStore::number(OrgId org, InteractionId interaction) {
  return database_.read([&](database::Session& sql) -> Result<std::optional<std::string>> {
    return database::first<std::string>(
        sql, "select number from callback_number where org = :org and interaction = :id", org, interaction);
  });
}

}  // namespace rapport::callbacks
