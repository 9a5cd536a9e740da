#include "live/journal.h"

#include <fmt/format.h>

#include <tuple>
#include <utility>

#include "platform/database/statement.h"

namespace rapport::live {
namespace {

constexpr int page_rows = 2'000;

std::int64_t last_seq(database::Session& sql, OrgId org) {
  return *database::first<std::int64_t>(sql, "select coalesce(max(seq), 0) from journal where org = :org",
                                        org);
}

}  // namespace

std::vector<database::Migration> journal_migrations() {
  return {{0, "journal",
           "create table journal (org bigint not null, seq bigint not null, at_us bigint not null, event "
           "text not null,"
           " decision_hash bigint not null, primary key (org, seq));"
           "create table snapshot (org bigint not null, seq bigint not null, at_us bigint not null, image "
           "text not null,"
           " primary key (org, seq))",
           ""}};
}

Result<void> try_to_write(database::Session& sql) {
  database::execute(sql, "insert into snapshot (org, seq, at_us, image) values (0, 0, 0, :image)",
                    std::string(16'384, 'x'));
  database::execute(sql, "delete from snapshot where org = 0");
  return {};
}

Result<void> append(database::Session& sql, const std::vector<JournalRow>& rows) {
  if (rows.empty()) return {};
  const OrgId org = rows.front().org;
  const std::int64_t last = last_seq(sql, org);
  if (last + 1 != rows.front().seq) {
    return fail(ErrorCode::conflict, "journal_moved",
                fmt::format("journal of organisation {} ends at {}, cannot append {}", org.value, last,
                            rows.front().seq));
  }
  for (const JournalRow& row : rows) {
    database::execute(sql,
                      "insert into journal (org, seq, at_us, event, decision_hash)"
                      " values (:org, :seq, :at, :event, :hash)",
                      row.org, row.seq, row.at, row.event, static_cast<std::int64_t>(row.decision_hash));
  }
  return {};
}

Result<void> read_journal(database::Database& database, OrgId org, std::int64_t after,
                          const std::function<bool(const JournalRow&)>& visit) {
  bool goes_on = true;
  while (goes_on) {
    using Columns = std::tuple<std::int64_t, Instant, std::string, std::int64_t>;
    auto page = database.read([&](database::Session& sql) -> Result<std::vector<Columns>> {
      return database::all<std::int64_t, Instant, std::string, std::int64_t>(
          sql,
          "select seq, at_us, event, decision_hash from journal where org = :org and seq > :after"
          " order by seq limit :most",
          org, after, page_rows);
    });
    if (!page) return tl::unexpected<Error>(page.error());
    for (auto& [seq, at, event, hash] : *page) {
      if (!visit({org, seq, at, std::move(event), static_cast<std::uint64_t>(hash)})) return {};
      after = seq;
    }
    goes_on = page->size() == static_cast<std::size_t>(page_rows);
  }
  return {};
}

Result<std::vector<OrgId>> journal_orgs(database::Database& database) {
  return database.read([](database::Session& sql) -> Result<std::vector<OrgId>> {
    return database::all<OrgId>(sql, "select distinct org from journal order by org");
  });
}

Result<void> save_snapshot(database::Session& sql, OrgId org, const SnapshotRow& snapshot) {
  if (last_seq(sql, org) < snapshot.seq) {
    return fail(
        ErrorCode::conflict, "snapshot_ahead",
        fmt::format("snapshot {} of organisation {} is ahead of its journal", snapshot.seq, org.value));
  }
  database::execute(sql,
                    "insert into snapshot (org, seq, at_us, image) values (:org, :seq, :at, :image)"
                    " on conflict (org, seq) do nothing",
                    org, snapshot.seq, snapshot.at, snapshot.image);
  database::execute(sql,
                    "delete from snapshot where org = :org and seq not in"
                    " (select seq from snapshot where org = :org order by seq desc limit 2)",
                    org);
  return {};
}

Result<std::optional<SnapshotRow>> newest_snapshot(database::Database& database, OrgId org) {
  return database.read([&](database::Session& sql) -> Result<std::optional<SnapshotRow>> {
    auto row = database::first<std::int64_t, Instant, std::string>(
        sql, "select seq, at_us, image from snapshot where org = :org order by seq desc limit 1", org);
    if (!row) return std::optional<SnapshotRow>{};
    auto& [seq, at, image] = *row;
    return std::optional<SnapshotRow>{{seq, at, std::move(image)}};
  });
}

}  // namespace rapport::live
