// Business hours as administrators keep them. The rules are in hours.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "org/changes.h"
#include "org/hours.h"
#include "org/limits.h"
#include "platform/contract/describe.h"

namespace rapport::org {

BOOST_DESCRIBE_STRUCT(WeeklyInterval, (), (day, from, to))
contract::Notes contract_notes(contract::Tag<WeeklyInterval>);

struct HolidayFields {
  std::string date;
  std::string name;
  std::optional<std::string> from, to;  // absent: closed all day
};
BOOST_DESCRIBE_STRUCT(HolidayFields, (), (date, name, from, to))
contract::Notes contract_notes(contract::Tag<HolidayFields>);

struct HoursFields {
  std::string name;
  std::string time_zone;
  std::vector<WeeklyInterval> weekly;
  std::vector<HolidayFields> holidays;
};
BOOST_DESCRIBE_STRUCT(HoursFields, (), (name, time_zone, weekly, holidays))
contract::Notes contract_notes(contract::Tag<HoursFields>);
struct HoursPlan : HoursFields {
  HoursId id;
};
BOOST_DESCRIBE_STRUCT(HoursPlan, (HoursFields), (id))
contract::Notes contract_notes(contract::Tag<HoursPlan>);

struct HoursPlans {
  using Key = HoursId;
  using Fields = HoursFields;
  using Whole = HoursPlan;
  static constexpr const char* kind = "hours";
  static constexpr const char* what = "hours";
  static constexpr std::int64_t most = hours_max;

  std::optional<HoursPlan> find(database::Session& sql, OrgId org, HoursId id) const;
  std::vector<HoursPlan> list(database::Session& sql, OrgId org, HoursId after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(Change& change, HoursId id, const HoursPlan* before, const HoursFields& fields) const;
  void insert(Change& change, HoursId id, const HoursFields& fields) const;
  void update(Change& change, HoursId id, const HoursFields& fields) const;
  Result<void> remove(Change& change, const HoursPlan& hours) const;
};
inline constexpr HoursPlans hours_plans{};

Hours hours_of(const HoursPlan& plan);

}  // namespace rapport::org
