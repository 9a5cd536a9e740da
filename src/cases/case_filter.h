// Which cases a list, a saved view or a dry run means, and the SQL that says so. Pure; the values travel as
// parameters, so the number of different texts stays small.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/page.h"
#include "cases/case.h"
#include "platform/contract/describe.h"
#include "platform/database/statement.h"

namespace rapport::cases {

enum class CaseSort : std::uint8_t { due, updated, created, priority };
BOOST_DESCRIBE_ENUM(CaseSort, due, updated, created, priority)

struct CaseFilter {
  std::optional<bool> is_open;  // not solved, closed or merged
  std::vector<CaseStatus> statuses;
  std::vector<CasePriority> priorities;
  std::optional<CaseTypeId> type_id;
  std::optional<UserId> assignee_id;
  std::optional<bool> is_mine;  // of whoever asks
  std::optional<bool> is_assigned;
  std::optional<bool> is_followed;  // by whoever asks
  std::optional<TeamId> team_id;
  std::optional<CustomerId> customer_id;
  std::optional<InteractionId> interaction_id;
  std::optional<CaseId> parent_id;
  std::optional<std::string> tag;
  std::optional<std::string> fields;  // of the type: "KEY=VALUE", one a line
  std::optional<std::string> text;    // in the subject, or a number
  std::optional<bool> is_breached;
  std::optional<Instant> due_before;
  std::optional<Instant> created_from, created_to;
  CaseSort sort = CaseSort::due;
  // All rows of the person that customer_id is one of, where the asker knows them; not of the contract.
  std::vector<CustomerId> person = {};
};
BOOST_DESCRIBE_STRUCT(CaseFilter, (),
                      (is_open, statuses, priorities, type_id, assignee_id, is_mine, is_assigned, is_followed,
                       team_id, customer_id, interaction_id, parent_id, tag, fields, text, is_breached,
                       due_before, created_from, created_to, sort))
contract::Notes contract_notes(contract::Tag<CaseFilter>);

// Where a page ends: the value it is sorted by, and the case.
struct CaseMark {
  std::int64_t value = 0;
  CaseId id;
};
BOOST_DESCRIBE_STRUCT(CaseMark, (), (value, id))

struct CaseQuery {
  std::string where;                    // "where org = :org and …", without order
  std::string order;                    // "order by due_us, id limit :limit"
  std::vector<database::Value> values;  // of `where`, in order of the names
};

// `me` is who asks. `after`: the last one of the page before. Due and priority: the most pressing first;
// updated and created: the newest first.
CaseQuery query_of(OrgId org, UserId me, const CaseFilter& filter, const std::optional<CaseMark>& after);

const char* sort_column(CaseSort sort);
// For `lower(…) like :pattern escape '\'`: these words somewhere, whatever case their Latin letters have.
std::string like_pattern(const std::string& text);

}  // namespace rapport::cases
