// The only SQL for the tables `time_off_type`, `time_off_book`, `time_off_allowance` and `time_off_request`.
// Stateless; within reads and transactions of the caller's.
#pragma once

#include <optional>
#include <vector>

#include "org/changes.h"
#include "workforce/requests/time_off.h"

namespace rapport::workforce {

// As org/entity.h wants them.
struct TimeOffTypes {
  using Key = TimeOffTypeId;
  using Fields = TimeOffTypeFields;
  using Whole = TimeOffType;
  static constexpr const char* kind = "time_off_type";
  static constexpr const char* what = "";
  static constexpr std::int64_t most = time_off_types_max;
  std::optional<Whole> find(database::Session& sql, OrgId org, Key id) const;
  std::vector<Whole> list(database::Session& sql, OrgId org, Key after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(org::Change& change, Key id, const Whole* before, const Fields& fields) const;
  void insert(org::Change& change, Key id, const Fields& fields) const;
  void update(org::Change& change, Key id, const Fields& fields) const;
  Result<void> remove(org::Change& change, const Whole& whole) const;
};
inline constexpr TimeOffTypes time_off_types{};

namespace time_off_store {

// The book's version grows with every request and rule that changes: who has judged by an older one judges
// again.
struct Book {
  std::int64_t version = 0;
  TimeOffRules rules;
};
Book book(database::Session& sql, OrgId org);
void set_book(database::Session& sql, OrgId org, const Book& book);

void put_allowance(database::Session& sql, OrgId org, const TimeOffAllowance& allowance);
// agent 0: of everybody.
std::vector<TimeOffAllowance> allowances(database::Session& sql, OrgId org, AgentId agent);

struct Wanted {
  AgentId agent;                      // 0: anybody's
  std::optional<RequestState> state;  // absent: any
  std::string from_day, to_day;       // that touch these days; "": any
  TimeOffRequestId before;            // 0: from the newest on
  std::int64_t limit = 0;             // 0: all
};
void put(database::Session& sql, OrgId org, const TimeOffRequest& request);
std::optional<TimeOffRequest> find(database::Session& sql, OrgId org, TimeOffRequestId id);
// The newest first.
std::vector<TimeOffRequest> list(database::Session& sql, OrgId org, const Wanted& wanted);

}  // namespace time_off_store
}  // namespace rapport::workforce
