// Special days: the holidays and events that planners know of, beside the public ones. The only SQL for the
// table special_day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "org/entity.h"
#include "platform/contract/describe.h"
#include "platform/database/migration.h"

namespace rapport::workforce {

using SpecialDayId = Id<struct SpecialDayTag>;

// holiday: fewer come, or it is closed. event: more or fewer come for another reason.
enum class SpecialDayKind : std::uint8_t { holiday, event };
BOOST_DESCRIBE_ENUM(SpecialDayKind, holiday, event)

struct SpecialDayFields {
  std::string date;  // "2026-12-24"
  std::string name;  // the same name is the same kind of day on other dates
  SpecialDayKind kind = SpecialDayKind::event;
  std::optional<double> factor;  // of an event that was not seen before
};
BOOST_DESCRIBE_STRUCT(SpecialDayFields, (), (date, name, kind, factor))
contract::Notes contract_notes(contract::Tag<SpecialDayFields>);

struct SpecialDay : SpecialDayFields {
  SpecialDayId id;
};
BOOST_DESCRIBE_STRUCT(SpecialDay, (SpecialDayFields), (id))

// As org/entity.h wants it.
struct SpecialDayStore {
  using Key = SpecialDayId;
  using Fields = SpecialDayFields;
  using Whole = SpecialDay;
  static constexpr const char* kind = "special_day";
  static constexpr const char* what = "special_days";
  static constexpr std::int64_t most = 5'000;

  std::optional<Whole> find(database::Session& sql, OrgId org, Key id) const;
  std::vector<Whole> list(database::Session& sql, OrgId org, Key after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(org::Change& change, Key id, const Whole* before, const Fields& fields) const;
  void insert(org::Change& change, Key id, const Fields& fields) const;
  void update(org::Change& change, Key id, const Fields& fields) const;
  Result<void> remove(org::Change& change, const Whole& whole) const;
};

}  // namespace rapport::workforce
