#include "workforce/requests/time_off_store.h"

#include <fmt/format.h>

#include <limits>

#include "org/entity.h"
#include "platform/database/statement.h"

namespace rapport::workforce {
namespace {

TimeOffType time_off_type_from(TimeOffTypeId id, const std::string& body) {
  TimeOffType made;
  static_cast<TimeOffTypeFields&>(made) =
      contract::decode<TimeOffTypeFields>(body, {.ignores_unknown = true}).value_or(TimeOffTypeFields{});
  made.id = id;
  return made;
}

TimeOffRequest time_off_request_from(const std::string& body) {
  return contract::decode<TimeOffRequest>(body, {.ignores_unknown = true}).value_or(TimeOffRequest{});
}

}  // namespace

std::optional<TimeOffType> TimeOffTypes::find(database::Session& sql, OrgId org, Key id) const {
  const auto body = database::first<std::string>(
      sql, "select body from time_off_type where org = :org and id = :id", org, id);
  if (!body) return std::nullopt;
  return time_off_type_from(id, *body);
}
std::vector<TimeOffType> TimeOffTypes::list(database::Session& sql, OrgId org, Key after,
                                            std::int64_t limit) const {
  std::vector<TimeOffType> all;
  database::each<TimeOffTypeId, std::string>(
      sql, "select id, body from time_off_type where org = :org and id > :after order by id limit :limit",
      [&](TimeOffTypeId id, const std::string& body) { all.push_back(time_off_type_from(id, body)); }, org,
      after, limit);
  return all;
}
std::int64_t TimeOffTypes::count(database::Session& sql, OrgId org) const {
  return database::first<std::int64_t>(sql, "select count(*) from time_off_type where org = :org", org)
      .value_or(0);
}
Result<void> TimeOffTypes::check(org::Change& change, Key id, const Whole* before,
                                 const Fields& fields) const {
  if (!before || before->unit == fields.unit) return {};
  const auto used = database::first<std::int64_t>(
      change.sql, "select id from time_off_request where org = :org and type = :id limit 1", change.org(),
      id);
  if (used) return org::wrong({{"/unit", "has requests that were counted in the other unit"}});
  return {};
}
void TimeOffTypes::insert(org::Change& change, Key id, const Fields& fields) const {
  database::execute(change.sql,
                    "insert into time_off_type (org, id, name, body) values (:org, :id, :name, :body)",
                    change.org(), id, fields.name, contract::encode(fields));
}
void TimeOffTypes::update(org::Change& change, Key id, const Fields& fields) const {
  database::execute(change.sql,
                    "update time_off_type set name = :name, body = :body where org = :org and id = :id",
                    fields.name, contract::encode(fields), change.org(), id);
}
Result<void> TimeOffTypes::remove(org::Change& change, const Whole& whole) const {
  std::vector<Issue> uses;
  database::each<TimeOffRequestId>(
      change.sql, "select id from time_off_request where org = :org and type = :type order by id limit 10",
      [&](TimeOffRequestId id) {
        uses.push_back({fmt::format("/workforce/time-off-requests/{}", id.value), "is of this type"});
      },
      change.org(), whole.id);
  if (!uses.empty()) return org::in_use(kind, std::move(uses));
  database::execute(change.sql, "delete from time_off_allowance where org = :org and type = :id",
                    change.org(), whole.id);
  database::execute(change.sql, "delete from time_off_type where org = :org and id = :id", change.org(),
                    whole.id);
  return {};
}

namespace time_off_store {

Book book(database::Session& sql, OrgId org) {
  const auto row = database::first<std::int64_t, std::string>(
      sql, "select version, rules from time_off_book where org = :org", org);
  if (!row) return {};
  return {
      std::get<0>(*row),
      contract::decode<TimeOffRules>(std::get<1>(*row), {.ignores_unknown = true}).value_or(TimeOffRules{})};
}

void set_book(database::Session& sql, OrgId org, const Book& book) {
  database::execute(sql,
                    "insert into time_off_book (org, version, rules) values (:org, :version, :rules)"
                    " on conflict (org) do update set version = excluded.version, rules = excluded.rules",
                    org, book.version, contract::encode(book.rules));
}

void put_allowance(database::Session& sql, OrgId org, const TimeOffAllowance& allowance) {
  if (!allowance.amount) {
    database::execute(sql,
                      "delete from time_off_allowance where org = :org and agent = :agent"
                      " and type = :type and year = :year",
                      org, allowance.agent_id, allowance.time_off_type_id, allowance.year);
    return;
  }
  database::execute(sql,
                    "insert into time_off_allowance (org, agent, type, year, amount)"
                    " values (:org, :agent, :type, :year, :amount)"
                    " on conflict (org, agent, type, year) do update set amount = excluded.amount",
                    org, allowance.agent_id, allowance.time_off_type_id, allowance.year, *allowance.amount);
}

std::vector<TimeOffAllowance> allowances(database::Session& sql, OrgId org, AgentId agent) {
  std::vector<TimeOffAllowance> all;
  database::each<AgentId, TimeOffTypeId, std::int32_t, double>(
      sql,
      "select agent, type, year, amount from time_off_allowance where org = :org"
      " and (cast(:agent as bigint) = 0 or agent = :agent) order by agent, year, type",
      [&](AgentId whose, TimeOffTypeId type, std::int32_t year, double amount) {
        all.push_back({whose, type, year, amount});
      },
      org, agent);
  return all;
}

void put(database::Session& sql, OrgId org, const TimeOffRequest& request) {
  database::execute(sql,
                    "insert into time_off_request (org, id, agent, type, state, first_day, last_day, body)"
                    " values (:org, :id, :agent, :type, :state, :first, :last, :body)"
                    " on conflict (org, id) do update set state = excluded.state, body = excluded.body",
                    org, request.id, request.agent_id, request.time_off_type_id, request.state,
                    request.first_day, request.last_day, contract::encode(request));
}

std::optional<TimeOffRequest> find(database::Session& sql, OrgId org, TimeOffRequestId id) {
  const auto body = database::first<std::string>(
      sql, "select body from time_off_request where org = :org and id = :id", org, id);
  if (!body) return std::nullopt;
  return time_off_request_from(*body);
}

std::vector<TimeOffRequest> list(database::Session& sql, OrgId org, const Wanted& wanted) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  std::vector<TimeOffRequest> all;
  // Casts: PostgreSQL would take the literals' types.
  database::each<std::string>(
      sql,
      "select body from time_off_request where org = :org and (cast(:agent as bigint) = 0 or agent = :agent)"
      " and (cast(:state as bigint) < 0 or state = :state) and (cast(:from as text) = '' or last_day >= "
      ":from)"
      " and (cast(:to as text) = '' or first_day <= :to) and id < :before order by id desc limit :limit",
      [&](const std::string& body) { all.push_back(time_off_request_from(body)); }, org, wanted.agent,
      wanted.state ? static_cast<std::int64_t>(*wanted.state) : -1, wanted.from_day, wanted.to_day,
      wanted.before.value == 0 ? TimeOffRequestId{most} : wanted.before,
      wanted.limit == 0 ? std::int64_t{100'000} : wanted.limit);
  return all;
}

}  // namespace time_off_store
}  // namespace rapport::workforce
