// Scope: whose rows of a table are meant, as SQL: those of a person, of one conversation, of one case.
// Values; any thread.
#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "cases/case.h"
#include "platform/database/session.h"
#include "platform/database/statement.h"
#include "protection/register.h"

namespace rapport::protection {

struct Scope {
  OrgId org;
  std::int64_t id = 0;                    // of the person, the conversation, the case
  std::string rows, interactions, cases;  // what stands for $rows … ; "" where nothing of it is meant
};
Scope scope_of_person(OrgId org, CustomerId person);
Scope scope_of_interaction(OrgId org, InteractionId interaction);
Scope scope_of_case(OrgId org, CaseId of);

// The condition for rows `t` of the table; its parameters are :org and :id, in this order.
std::string condition(const Table& table, const Scope& scope);
std::string expanded(std::string_view sql, const Scope& scope);
inline std::vector<database::Value> values_of(const Scope& scope) {
  return {database::Value{scope.org.value}, database::Value{scope.id}};
}

struct Column {
  std::string name;
  database::Kind kind = database::Kind::text;
};
// As the database has them, in their order.
std::vector<Column> columns_of(database::Session& sql, std::string_view table);
// All tables of the schema, sorted.
std::vector<std::string> tables_of(database::Session& sql);

}  // namespace rapport::protection
