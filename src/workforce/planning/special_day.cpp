#include "workforce/planning/special_day.h"

#include "platform/database/statement.h"

namespace rapport::workforce {
namespace {

SpecialDay special_day(SpecialDayId id, const std::string& body) {
  SpecialDay made;
  static_cast<SpecialDayFields&>(made) =
      contract::decode<SpecialDayFields>(body, {.ignores_unknown = true}).value_or(SpecialDayFields{});
  made.id = id;
  return made;
}

}  // namespace

contract::Notes contract_notes(contract::Tag<SpecialDayFields>) {
  return {.doc = "A holiday or an event of the organisation's own.",
          .fields = {
              {.name = "date", .format = contract::Format::date},
              {.name = "name",
               .doc = "The same name is the same kind of day on other dates: its effect is learnt from them.",
               .min_length = 1,
               .max_length = 100,
               .format = contract::Format::line},
              {.name = "factor",
               .doc = "Of an event that was not seen before: how many times the usual contacts.",
               .min = 0.01,
               .max = 100}}};
}

std::optional<SpecialDay> SpecialDayStore::find(database::Session& sql, OrgId org, Key id) const {
  const auto body = database::first<std::string>(
      sql, "select body from special_day where org = :org and id = :id", org, id);
  if (!body) return std::nullopt;
  return special_day(id, *body);
}

std::vector<SpecialDay> SpecialDayStore::list(database::Session& sql, OrgId org, Key after,
                                              std::int64_t limit) const {
  std::vector<SpecialDay> all;
  database::each<SpecialDayId, std::string>(
      sql, "select id, body from special_day where org = :org and id > :after order by id limit :limit",
      [&](SpecialDayId id, const std::string& body) { all.push_back(special_day(id, body)); }, org, after,
      limit);
  return all;
}

std::int64_t SpecialDayStore::count(database::Session& sql, OrgId org) const {
  return database::first<std::int64_t>(sql, "select count(*) from special_day where org = :org", org)
      .value_or(0);
}

Result<void> SpecialDayStore::check(org::Change& change, Key id, const Whole*, const Fields& fields) const {
  const auto other = database::first<SpecialDayId>(
      change.sql,
      "select id from special_day where org = :org and date = :date and name = :name and id <> :id",
      change.org(), fields.date, fields.name, id);
  if (other) return org::wrong({{"/name", "there is one of this name on this day already"}});
  return {};
}

void SpecialDayStore::insert(org::Change& change, Key id, const Fields& fields) const {
  database::execute(
      change.sql,
      "insert into special_day (org, id, date, name, body) values (:org, :id, :date, :name, :body)",
      change.org(), id, fields.date, fields.name, contract::encode(fields));
}

void SpecialDayStore::update(org::Change& change, Key id, const Fields& fields) const {
  database::execute(
      change.sql,
      "update special_day set date = :date, name = :name, body = :body where org = :org and id = :id",
      fields.date, fields.name, contract::encode(fields), change.org(), id);
}

Result<void> SpecialDayStore::remove(org::Change& change, const Whole& whole) const {
  database::execute(change.sql, "delete from special_day where org = :org and id = :id", change.org(),
                    whole.id);
  return {};
}

}  // namespace rapport::workforce
