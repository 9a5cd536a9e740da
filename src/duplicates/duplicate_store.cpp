#include "duplicates/duplicate_store.h"

#include <fmt/format.h>

#include <tuple>

#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::duplicates {
namespace {

constexpr std::int64_t pairs_per_interaction_max = 20;

using PairColumns = std::tuple<DuplicateId, InteractionId, InteractionId, Certainty, SameThing, std::string,
                               Instant, std::optional<Instant>>;
#define PAIR_COLUMNS "id, first_one, second_one, certainty, thing, grounds, found_us, apart_us"

template <class... Parameters>
std::vector<Pair> select_pairs(database::Session& sql, std::string_view query,
                               const Parameters&... parameters) {
  std::vector<Pair> found;
  for (const PairColumns& row :
       database::all<DuplicateId, InteractionId, InteractionId, Certainty, SameThing, std::string, Instant,
                     std::optional<Instant>>(sql, query, parameters...)) {
    const auto& [id, first, second, certainty, thing, grounds, found_at, apart_at] = row;
    found.push_back({id, first, second, certainty, thing,
                     contract::decode<std::vector<Ground>>(grounds).value_or(std::vector<Ground>{}), found_at,
                     apart_at});
  }
  return found;
}

}  // namespace

std::vector<database::Migration> duplicate_migrations() {
  return {
      {0, "two contacts of one customer",
       "create table duplicate (org bigint not null, id bigint not null, first_one bigint not null, "
       "second_one bigint not null, certainty integer not null, thing integer not null, grounds text not "
       "null, found_us bigint not null, apart_us bigint, apart_by bigint not null, primary key (org, id));"
       "create unique index duplicate_pair on duplicate (org, first_one, second_one);"
       "create index duplicate_second on duplicate (org, second_one)",
       ""}};
}

Result<bool> DuplicateStore::keep(OrgId org, const Pair& pair) {
  const std::string grounds = contract::encode(pair.grounds);
  const auto known = database_.read([&](database::Session& sql) -> Result<bool> {
    return database::first<DuplicateId>(
               sql,
               "select id from duplicate where org = :org and first_one = :first and second_one = :second "
               "and certainty = :certainty and thing = :thing and grounds = :grounds",
               org, pair.first, pair.second, pair.certainty, pair.thing, grounds)
        .has_value();
  });
  if (!known) return known;
  if (*known) return false;
  return database_
      .write<bool>([&](database::Session& sql) -> Result<bool> {
        database::execute(
            sql,
            "insert into duplicate (org, id, first_one, second_one, certainty, thing, grounds, found_us, "
            "apart_us, apart_by) values (:org, :id, :first, :second, :certainty, :thing, :grounds, :found, "
            "null, 0) on conflict (org, first_one, second_one) do update set certainty = excluded.certainty, "
            "thing = excluded.thing, grounds = excluded.grounds",
            org, pair.id, pair.first, pair.second, pair.certainty, pair.thing, grounds, pair.found_at);
        return true;
      })
      .get();
}

Result<Pair> DuplicateStore::find(OrgId org, DuplicateId id) {
  return database_.read([&](database::Session& sql) -> Result<Pair> {
    auto found =
        select_pairs(sql, "select " PAIR_COLUMNS " from duplicate where org = :org and id = :id", org, id);
    if (found.empty())
      return fail(ErrorCode::not_found, "unknown_duplicate", fmt::format("no duplicate {}", id.value));
    return std::move(found.front());
  });
}

Result<std::vector<Pair>> DuplicateStore::of_interaction(OrgId org, InteractionId id) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<Pair>> {
    return select_pairs(
        sql,
        "select " PAIR_COLUMNS
        " from duplicate where org = :org and id in (select id from duplicate where org = :org"
        " and first_one = :one union all select id from duplicate where org = :org and"
        " second_one = :one) order by id desc limit :most",
        org, id, pairs_per_interaction_max);
  });
}

Result<void> DuplicateStore::set_apart(OrgId org, DuplicateId id, std::optional<Instant> at, UserId by) {
  return database_
      .write<void>([&](database::Session& sql) -> Result<void> {
        database::execute(sql,
                          "update duplicate set apart_us = :at, apart_by = :by where org = :org and id = :id",
                          at, by, org, id);
        return {};
      })
      .get();
}

}  // namespace rapport::duplicates
