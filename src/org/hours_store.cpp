#include "org/hours_store.h"

#include "org/entity.h"
#include "platform/database/statement.h"

namespace rapport::org {

using contract::Format;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<WeeklyInterval>) {
  return {.fields = {{.name = "day", .doc = "1 Monday to 7 Sunday", .min = 1, .max = 7},
                     {.name = "from", .format = Format::time_of_day},
                     {.name = "to", .doc = "24:00 is the end of the day", .format = Format::time_of_day}}};
}

Notes contract_notes(Tag<HolidayFields>) {
  return {
      .name = "Holiday",
      .doc = "Without times: closed all day.",
      .fields = {{.name = "date", .format = Format::date},
                 {.name = "name", .max_length = name_length_max, .format = Format::line, .has_default = true},
                 {.name = "from", .format = Format::time_of_day},
                 {.name = "to", .format = Format::time_of_day}}};
}

Notes contract_notes(Tag<HoursFields>) {
  return {.fields = {{.name = "name", .min_length = 1, .max_length = name_length_max, .format = Format::line},
                     {.name = "time_zone", .doc = "IANA: Asia/Shanghai", .max_length = 64},
                     {.name = "weekly", .max_items = 100},
                     {.name = "holidays", .max_items = 1'000, .has_default = true}}};
}

Notes contract_notes(Tag<HoursPlan>) {
  return {.name = "Hours"};
}

Hours hours_of(const HoursPlan& plan) {
  Hours hours{plan.id, plan.name, plan.time_zone, plan.weekly, {}};
  for (const HolidayFields& holiday : plan.holidays)
    hours.holidays.push_back(
        {holiday.date, holiday.name, holiday.from.value_or(""), holiday.to.value_or("")});
  return hours;
}

std::optional<HoursPlan> HoursPlans::find(database::Session& sql, OrgId org, HoursId id) const {
  auto found = list(sql, org, HoursId{id.value - 1}, 1);
  if (found.empty() || found.front().id != id) return std::nullopt;
  return std::move(found.front());
}

std::vector<HoursPlan> HoursPlans::list(database::Session& sql, OrgId org, HoursId after,
                                        std::int64_t limit) const {
  std::vector<HoursPlan> all;
  database::each<HoursId, std::string>(
      sql, "select id, plan from hours where org = :org and id > :after order by id limit :limit",
      [&](HoursId id, const std::string& plan) {
        HoursPlan hours;
        static_cast<HoursFields&>(hours) =
            contract::decode<HoursFields>(plan, {.ignores_unknown = true}).value_or(HoursFields{});
        hours.id = id;
        all.push_back(std::move(hours));
      },
      org, after, limit);
  return all;
}

std::int64_t HoursPlans::count(database::Session& sql, OrgId org) const {
  return *database::first<std::int64_t>(sql, "select count(*) from hours where org = :org", org);
}

Result<void> HoursPlans::check(Change&, HoursId id, const HoursPlan*, const HoursFields& fields) const {
  HoursPlan plan;
  static_cast<HoursFields&>(plan) = fields;
  plan.id = id;
  return org::check(hours_of(plan));
}

void HoursPlans::insert(Change& change, HoursId id, const HoursFields& fields) const {
  database::execute(change.sql, "insert into hours (org, id, name, plan) values (:org, :id, :name, :plan)",
                    change.org(), id, fields.name, contract::encode(fields));
}

void HoursPlans::update(Change& change, HoursId id, const HoursFields& fields) const {
  database::execute(change.sql, "update hours set name = :name, plan = :plan where org = :org and id = :id",
                    fields.name, contract::encode(fields), change.org(), id);
}

Result<void> HoursPlans::remove(Change& change, const HoursPlan& hours) const {
  std::vector<Issue> uses = change.uses_elsewhere(kind, hours.id.value);
  database::each<QueueId, std::string>(
      change.sql, "select id, name from queue where org = :org and hours = :hours order by id limit 50",
      [&](QueueId id, const std::string& name) {
        uses.push_back({fmt::format("/queues/{}", id.value), fmt::format("the queue {} keeps them", name)});
      },
      change.org(), hours.id);
  if (!uses.empty()) return in_use(kind, std::move(uses));
  database::execute(change.sql, "delete from hours where org = :org and id = :id", change.org(), hours.id);
  return {};
}

}  // namespace rapport::org
