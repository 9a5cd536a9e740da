#include "protection/retention.h"

#include <fmt/format.h>

#include <array>

#include "cases/case.h"
#include "platform/contract/json.h"
#include "platform/contract/parameters.h"
#include "protection/erasing.h"
#include "protection/exporting.h"
#include "switchboard/model/state.h"

namespace rapport::protection {
namespace {

constexpr Duration keeper_looks_every = hours(1);
constexpr std::int64_t things_at_once = 100;    // of one transaction
constexpr std::size_t things_a_round = 20'000;  // of one kind and organisation; the rest comes with the next

constexpr std::string_view held_rows =
    "(select c.id from legal_hold h join customer d on d.org = h.org and d.id = h.target"
    " join customer c on c.org = d.org and c.person = d.person where h.org = :org and h.kind = 0)";
constexpr std::string_view held_cases =
    "(select h.target from legal_hold h where h.org = :org and h.kind = 1)";

// The ids whose time is up: parameters :org and :before.
std::string due_query(RetainedKind kind) {
  switch (kind) {
    case RetainedKind::messages:
      return fmt::format(
          "select t.id from interaction t where t.org = :org and t.state = {} and t.closed_us < :before"
          " and t.customer not in {} and t.id not in (select l.interaction from case_link l where l.org = "
          ":org"
          " and l.case_id in {}) and (exists (select 1 from message m where m.org = t.org"
          " and m.interaction = t.id and m.body <> '{}') or exists (select 1 from flow_value v where"
          " v.org = t.org and v.interaction = t.id) or exists (select 1 from callback_number n where"
          " n.org = t.org and n.interaction = t.id))",
          static_cast<int>(switchboard::InteractionState::closed), held_rows, held_cases, erased_words);
    case RetainedKind::cases:
      return fmt::format(
          "select t.id from case_record t where t.org = :org and t.status = {} and t.closed_us < :before"
          " and t.customer not in {} and t.id not in {} and t.subject <> '{}'",
          static_cast<int>(cases::CaseStatus::closed), held_rows, held_cases, erased_words);
    case RetainedKind::events:
      return fmt::format(
          "select t.id from customer_event t where t.org = :org and t.at_us < :before and t.customer not in "
          "{}",
          held_rows);
    case RetainedKind::searches:
      return "select t.id from article_search t where t.org = :org and t.at_us < :before";
    case RetainedKind::audit:
      return "select t.id from audit t where t.org = :org and t.at_us < :before";
  }
  return "";
}

std::vector<const Table*> tables_named(std::initializer_list<std::string_view> names) {
  std::vector<const Table*> found;
  for (const std::string_view name : names)
    found.push_back(find_table(name));
  return found;
}

void remove_due(database::Session& sql, OrgId org, RetainedKind kind, std::int64_t id, Instant now) {
  switch (kind) {
    case RetainedKind::messages:
      clear(sql, scope_of_interaction(org, {id}),
            tables_named({"message", "attachment", "entrance", "flow_value", "callback_number"}), now);
      return;
    case RetainedKind::cases:
      clear(sql, scope_of_case(org, {id}),
            tables_named({"attachment", "case_file", "case_record", "case_tag", "case_event"}), now);
      return;
    case RetainedKind::events:
      database::execute(sql, "delete from customer_event where org = :org and id = :id", org, id);
      return;
    case RetainedKind::searches:
      database::execute(sql, "delete from article_search where org = :org and id = :id", org, id);
      return;
    case RetainedKind::audit:
      database::execute(sql, "delete from audit where org = :org and id = :id", org, id);
      return;
  }
}

Instant kept_since(std::int32_t days, Instant now) {
  return now - hours(24 * static_cast<std::int64_t>(days));
}

// Nothing of the sweep that the audit log is told of its own kind would ever end.
struct Went {
  RetainedKind kind = RetainedKind::messages;
  std::int64_t things = 0;
};
BOOST_DESCRIBE_STRUCT(Went, (), (kind, things))

}  // namespace

std::int32_t days_of(const ProtectionSettings& settings, RetainedKind kind) {
  switch (kind) {
    case RetainedKind::messages:
      return settings.messages_kept_days;
    case RetainedKind::cases:
      return settings.cases_kept_days;
    case RetainedKind::events:
      return settings.events_kept_days;
    case RetainedKind::searches:
      return settings.searches_kept_days;
    case RetainedKind::audit:
      return settings.audit_kept_days;
  }
  return 0;
}

std::vector<Due> due_now(database::Session& sql, OrgId org, const ProtectionSettings& settings, Instant now) {
  std::vector<Due> all;
  for (int i = 0; i < retained_kinds; ++i) {
    const auto kind = static_cast<RetainedKind>(i);
    const std::int32_t days = days_of(settings, kind);
    std::int64_t things = 0;
    if (days > 0)
      things = *database::first<std::int64_t>(
          sql, fmt::format("select count(*) from ({} limit :most) as counted", due_query(kind)), org,
          kept_since(days, now), due_count_max);
    all.push_back({kind, days, things});
  }
  return all;
}

void Keeper::start() {
  rounds_.start(keeper_looks_every, [this] {
    if (auto gone = turn(); !gone)
      parts_.log.warning("what is kept no longer could not be removed", {{"reason", gone.error().reason}});
    return keeper_looks_every;
  });
}

void Keeper::stop() {
  rounds_.stop();
}

Result<std::size_t> Keeper::turn() {
  org::Changes& changes = parts_.changes;
  auto orgs = changes.database().read(
      [](database::Session& sql) -> Result<std::vector<OrgId>> { return organisations_with_settings(sql); });
  if (!orgs) return tl::unexpected<Error>(orgs.error());
  std::size_t all = 0;
  for (const OrgId org : *orgs) {
    auto gone = sweep(org);
    if (!gone) return gone;
    all += *gone;
  }
  if (parts_.others) {
    auto gone = parts_.others();
    if (!gone) return gone;
    all += *gone;
  }
  for (auto gone : {remove_unnamed(changes.database(), parts_.files, changes.now()),
                    remove_old_exports(changes.database(), parts_.exports, changes.now())}) {
    if (!gone) return gone;
    all += *gone;
  }
  return all;
}

Result<std::size_t> Keeper::sweep(OrgId org) {
  org::Changes& changes = parts_.changes;
  std::size_t all = 0;
  for (int i = 0; i < retained_kinds; ++i) {
    const auto kind = static_cast<RetainedKind>(i);
    for (std::size_t gone = 0; gone < things_a_round;) {
      auto due = changes.database().read([&](database::Session& sql) -> Result<std::vector<std::int64_t>> {
        const std::int32_t days = days_of(settings_of(sql, org), kind);
        if (days == 0) return std::vector<std::int64_t>{};
        return database::all<std::int64_t>(sql, due_query(kind) + " order by t.id limit :most", org,
                                           kept_since(days, changes.now()), things_at_once);
      });
      if (!due) return tl::unexpected<Error>(due.error());
      if (due->empty()) break;
      auto done = changes.make<void>({org, {}}, "", [&](org::Change& change) -> Result<void> {
        for (const std::int64_t id : *due)
          remove_due(change.sql, org, kind, id, change.now);
        change.audit({"expire", "protection_settings", org.value, "",
                      contract::encode(Went{kind, static_cast<std::int64_t>(due->size())})});
        return {};
      });
      if (!done) return tl::unexpected<Error>(done.error());
      gone += due->size();
      all += due->size();
      if (due->size() < static_cast<std::size_t>(things_at_once)) break;
    }
  }
  if (all > 0) parts_.log.info("what is kept no longer was removed", {{"org", org.value}, {"things", all}});
  return all;
}

}  // namespace rapport::protection
