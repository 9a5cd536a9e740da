#include "protection/erasing.h"

#include <fmt/format.h>

#include <algorithm>

#include "customers/customer_rows.h"
#include "org/entity.h"
#include "platform/contract/json.h"
#include "protection/holds.h"
#include "protection/sweep.h"
#include "switchboard/model/state.h"

namespace rapport::protection {
namespace {

constexpr std::int64_t unnamed_at_once = 200;

void note_unnamed(database::Session& sql, const Scope& scope, const Table& attachments, Instant now) {
  const std::string query = fmt::format(
      "insert into unnamed_file (digest, since_us) select distinct t.blob_key, cast(:now as bigint)"
      " from attachment t where {} on conflict do nothing",
      condition(attachments, scope));
  sql.statements().run(
      sql, query, {database::Value{now.us}, database::Value{scope.org.value}, database::Value{scope.id}});
}

std::string statement_for(const Table& table, const Scope& scope) {
  if (table.erased == WhenErased::removed)
    return fmt::format("delete from {} as t where {}", table.name, condition(table, scope));
  std::string list;
  for (const Blank& blank : table.blanks)
    list += fmt::format("{}{} = {}", list.empty() ? "" : ", ", blank.column, blank.to);
  return fmt::format("update {} as t set {} where {}", table.name, list, condition(table, scope));
}

Result<void> may_be_erased(database::Session& sql, const Scope& scope) {
  const CustomerId person{scope.id};
  if (const auto holds = holds_of(sql, scope.org, person); !holds.empty()) return under_hold(holds);
  const auto open = database::first<std::int64_t>(
      sql,
      expanded("select t.id from interaction t where t.org = :org and t.id in $interactions"
               " and t.state <> :closed order by t.id limit 1",
               scope),
      scope.org, person, switchboard::InteractionState::closed);
  if (open)
    return fail(ErrorCode::conflict, "open_conversation",
                fmt::format("conversation {} of this person is still open: end it first", *open));
  return {};
}

// The audit log keeps who did what to whom and when, without the words.
void clear_audit(database::Session& sql, const Scope& scope) {
  database::execute(
      sql,
      expanded("update audit as t set before_json = null, after_json = null where t.org = :org"
               " and ((t.kind = 'customer' and t.target in $rows)"
               " or (t.kind = 'case' and t.target in $cases)"
               " or (t.kind = 'customer_event' and t.target in (select e.id from customer_event e"
               " where e.org = :org and e.customer in $rows)))",
               scope),
      scope.org, CustomerId{scope.id});
}

std::vector<std::int64_t> ids_of(database::Session& sql, const Scope& scope, const char* query) {
  return database::all<std::int64_t>(sql, expanded(query, scope), scope.org, CustomerId{scope.id});
}

Result<Erased> erase_now(org::Change& change, const Scope& scope, std::vector<Found> swept_before) {
  database::Session& sql = change.sql;
  if (auto may = may_be_erased(sql, scope); !may) return tl::unexpected<Error>(std::move(may.error()));
  // SQLite: what is deleted from here on is overwritten, not only forgotten.
  if (sql.engine() == database::Engine::sqlite) sql.run("pragma secure_delete = on");
  const Identifying person = identifying(sql, scope);
  for (Found& found : swept_before) {
    Found since = find_named(sql, scope.org, *found.where, person, found.seen_until);
    clear_named(sql, scope.org, found);
    clear_named(sql, scope.org, since);
  }
  clear_audit(sql, scope);
  Erased made;
  for (const std::int64_t id : ids_of(sql, scope,
                                      "select t.id from interaction t where t.org = :org"
                                      " and t.id in $interactions"))
    made.interactions.push_back({id});
  made.recordings = ids_of(
      sql, scope, "select t.id from recording t where t.org = :org and t.interaction in $interactions");
  made.exports =
      ids_of(sql, scope, "select t.id from access_export t where t.org = :org and t.customer in $rows");
  std::vector<const Table*> of;
  for (const Table& table : tables())
    if (table.names == Names::customers && table.erased != WhenErased::stays) of.push_back(&table);
  made.told = {CustomerId{scope.id}, change.now, clear(sql, scope, of, change.now)};
  database::execute(sql,
                    "insert into erasure (org, customer, at_us, by_user) values (:org, :id, :now, :by)"
                    " on conflict (org, customer) do update set at_us = excluded.at_us,"
                    " by_user = excluded.by_user",
                    scope.org, CustomerId{scope.id}, change.now, change.by.user);
  change.audit({"erase", "customer", scope.id, "", contract::encode(made.told)});
  if (sql.engine() == database::Engine::sqlite) sql.run("pragma secure_delete = fast");
  return made;
}

}  // namespace

std::vector<ErasedTable> clear(database::Session& sql, const Scope& scope,
                               const std::vector<const Table*>& of, Instant now) {
  std::vector<ErasedTable> cleared;
  for (const Table* table : of) {
    if (table->name == "attachment") note_unnamed(sql, scope, *table, now);
    const std::size_t rows = sql.statements().run(sql, statement_for(*table, scope), values_of(scope));
    if (!table->then.empty()) sql.statements().run(sql, expanded(table->then, scope), values_of(scope));
    if (rows > 0) cleared.push_back({std::string(table->name), static_cast<std::int64_t>(rows)});
  }
  return cleared;
}

Result<Erased> erase(org::Changes& changes, const org::By& by, CustomerId customer) {
  // The long look, before the writer is asked; it is repeated there for what came meanwhile.
  struct Look {
    Scope scope;
    std::vector<Found> found;
  };
  auto look = changes.database().read([&](database::Session& sql) -> Result<Look> {
    const auto person = customers::person_of(sql, by.org, customer);
    if (!person) return org::no_such("customer", customer.value);
    Look made{scope_of_person(by.org, *person), {}};
    if (auto may = may_be_erased(sql, made.scope); !may) return tl::unexpected<Error>(std::move(may.error()));
    const Identifying who = identifying(sql, made.scope);
    for (const Swept& where : swept())
      made.found.push_back(find_named(sql, by.org, where, who, 0));
    return made;
  });
  if (!look) return tl::unexpected<Error>(std::move(look.error()));
  return changes.make<Erased>(by, "", [&](org::Change& change) -> Result<Erased> {
    const auto person = customers::person_of(change.sql, by.org, customer);
    if (!person) return org::no_such("customer", customer.value);
    if (person->value != look->scope.id)
      return fail(ErrorCode::conflict, "stale", "this person was joined or split just now: look again");
    return erase_now(change, look->scope, look->found);
  });
}

std::optional<Instant> erased_at(database::Session& sql, OrgId org, CustomerId person) {
  return database::first<Instant>(sql, "select at_us from erasure where org = :org and customer = :person",
                                  org, person);
}

Result<std::size_t> remove_unnamed(database::Database& database, files::Store& files, Instant now) {
  auto due = database.read([&](database::Session& sql) -> Result<std::vector<std::string>> {
    return database::all<std::string>(
        sql, "select digest from unnamed_file where since_us <= :before order by since_us limit :most",
        now - hours(1), unnamed_at_once);
  });
  if (!due) return tl::unexpected<Error>(std::move(due.error()));
  std::size_t removed = 0;
  for (const std::string& digest : *due) {
    auto done = database
                    .write<bool>([&](database::Session& sql) -> Result<bool> {
                      const bool is_named =
                          database::first<std::int64_t>(
                              sql, "select id from attachment where blob_key = :digest limit 1", digest)
                              .has_value();
                      if (!is_named)
                        if (auto gone = files.remove(digest); !gone)
                          return tl::unexpected<Error>(std::move(gone.error()));
                      database::execute(sql, "delete from unnamed_file where digest = :digest", digest);
                      return !is_named;
                    })
                    .get();
    if (!done) return tl::unexpected<Error>(std::move(done.error()));
    removed += *done ? 1 : 0;
  }
  return removed;
}

}  // namespace rapport::protection
