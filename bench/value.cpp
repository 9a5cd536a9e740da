// How many customers a second are computed again: one after the other as they are touched, and all of them
// when a segment has changed; what an arrival pays for being looked up.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <random>

#include "conversations/record_store.h"
#include "customers/customer_rows.h"
#include "customers/customer_store.h"
#include "customers/profile_store.h"
#include "org/migrations.h"
#include "platform/database/statement.h"
#include "support/arguments.h"
#include "support/figures.h"
#include "support/temporary_folder.h"
#include "value/value_keeper.h"

using namespace rapport;

namespace {

constexpr OrgId company{1};
constexpr Instant noon{1'772'000'000'000'000};

const bench::Figures figures("value");

std::vector<database::Migration> steps() {
  auto all = org::org_migrations();
  for (auto part :
       {customers::customer_migrations(), conversations::record_migrations(), customers::person_migrations(),
        customers::touched_migrations(), value::value_migrations()})
    for (database::Migration& step : part)
      all.push_back(std::move(step));
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

// A third has never bought; the others up to nine times, and have been talked with up to twice.
void add_customer(database::Session& sql, std::int64_t i, std::mt19937& random) {
  customers::Customer fresh;
  fresh.id = {i};
  fresh.name = fmt::format("Customer {}", i);
  fresh.created_at = noon - hours(24 * 900);
  customers::CustomerStore::add(sql, company, "company_id", std::to_string(i), fresh);
  const auto purchases = static_cast<std::int64_t>(random() % 3 == 0 ? 0 : 1 + random() % 9);
  for (std::int64_t each = 0; each < purchases; ++each) {
    customers::CustomerEvent event;
    event.id = {i * 10 + each};
    event.source_id = {i};
    event.external_id = fmt::format("{}-{}", i, each);
    event.kind = "purchase";
    event.at = noon - hours(static_cast<std::int64_t>(random() % 20'000));
    event.amount = fmt::format("{}.{:02}", random() % 2'000, random() % 100);
    event.currency = "CNY";
    customers::upsert_event(sql, company, event);
  }
  for (std::int64_t each = static_cast<std::int64_t>(random() % 3); each > 0; --each) {
    const Instant at = noon - hours(static_cast<std::int64_t>(random() % 9'000));
    database::execute(
        sql,
        "insert into interaction (org, id, channel, state, outcome, customer, queue, agent,"
        " arrived_us, accepted_us, closed_us, disposition, previous_interaction, legs) values (:org,"
        " :id, 1, 5, 1, :customer, 1, 1, :at, :at, :closed, 0, 0, '')",
        company, i * 10 + each, i, at, at + minutes(7));
  }
}

double seconds_since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

std::size_t turn_until_done(value::ValueKeeper& keeper) {
  std::size_t computed = 0;
  for (;;) {
    const auto done = keeper.turn();
    if (!done) std::exit(1);
    computed += done->computed;
    if (!done->has_more) return computed;
  }
}

void add_segments(database::Session& sql, live::IdSource& ids,
                  std::initializer_list<const char*> conditions) {
  const org::By who{company, {}};
  org::Change change(sql, who, noon, ids);
  for (const char* condition : conditions) {
    value::SegmentFields fields;
    fields.name = condition;
    fields.condition = condition;
    fields.head_start_min = 10;
    value::segments.insert(change, change.new_id<value::SegmentId>(), fields);
  }
}

}  // namespace

int main(int count, char** words) {
  bench::Arguments given(count, words);
  const bool is_quick = given.has("--quick");
  const auto customers_wanted =
      static_cast<std::int64_t>(given.number("--customers", is_quick ? 5'000 : 1'000'000));
  given.check_all_known();
  const bench::TemporaryFolder folder;
  log::Log log({log::Level::error, false, ""});
  database::Options options;
  options.sqlite_file = folder.path() / "bench.db";
  auto database = std::move(database::Database::open(options, steps(), log).value());
  live::IdSource ids([] { return noon; });
  const auto write = [&](const std::function<void(database::Session&)>& work) {
    auto written = database
                       ->write<void>([&](database::Session& sql) -> Result<void> {
                         work(sql);
                         return {};
                       })
                       .get();
    if (!written) std::exit(1);
  };
  std::mt19937 random(1);
  for (std::int64_t from = 1; from <= customers_wanted; from += 1'000)
    write([&](database::Session& sql) {
      for (std::int64_t i = from; i < std::min(from + 1'000, customers_wanted + 1); ++i)
        add_customer(sql, i, random);
    });
  value::ValueKeeper keeper(*database, log, [] { return noon; });
  figures.report_load("begin");
  const auto rate = [&](const char* what) {
    const auto began = std::chrono::steady_clock::now();
    const std::size_t computed = turn_until_done(keeper);
    const double took = seconds_since(began);
    figures.report(std::string(what) + "_customers", static_cast<double>(computed), "customers");
    figures.report(what, static_cast<double>(computed) / took, "customers/s");
  };
  rate("first_look");
  write([&](database::Session& sql) {
    add_segments(sql, ids,
                 {"spent >= 5000", "stage in ('loyal', 'active') and recency >= 4", "contacts >= 2"});
  });
  rate("segments_of_figures");
  write(
      [&](database::Session& sql) { add_segments(sql, ids, {"language == 'en' or has_marketing_consent"}); });
  rate("segments_of_profile");

  // One purchase, until its segment is known.
  bench::Latencies latencies;
  for (int i = 0; i < (is_quick ? 50 : 500); ++i) {
    const auto customer =
        static_cast<std::int64_t>(1 + random() % static_cast<std::uint64_t>(customers_wanted));
    write([&](database::Session& sql) { customers::touch(sql, company, {customer}); });
    const auto began = std::chrono::steady_clock::now();
    (void)turn_until_done(keeper);
    latencies.add(seconds_since(began) * 1'000);
  }
  figures.report("one_touched_p50", latencies.at(0.5), "ms");
  figures.report("one_touched_p99", latencies.at(0.99), "ms");
  figures.report_load("end");
  return 0;
}
