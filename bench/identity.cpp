// Who is who among a million: how long a look takes when somebody arrives, and how often it is right. The
// population is made up (identity/people.h); half of those who arrive are in it already, the others are
// strangers who share a name, a household's telephone or somebody's former number.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "customers/resolution.h"
#include "identity/people.h"
#include "org/migrations.h"
#include "support/arguments.h"
#include "support/figures.h"
#include "support/temporary_folder.h"

using namespace rapport;
using namespace rapport::bench;

namespace {

using Clock = std::chrono::steady_clock;

constexpr OrgId shop{1};
constexpr Instant today{1'772'000'000'000'000};

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

const Figures figures("identity");

std::vector<database::Migration> migrations() {
  auto all = org::org_migrations();
  for (auto steps :
       {customers::customer_migrations(), customers::person_migrations(), customers::touched_migrations()})
    for (database::Migration& step : steps)
      all.push_back(std::move(step));
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

struct Counts {
  std::int64_t duplicates = 0;     // who arrived again and can be known
  std::int64_t found_certain = 0;  // of them
  std::int64_t found_either = 0;
  std::int64_t certain = 0, certain_right = 0;  // all that was said
  std::int64_t likely = 0, likely_right = 0;
};

struct Bench {
  explicit Bench(database::Database& the_database) : database(the_database) {}

  database::Database& database;
  People people{42};
  std::vector<MadePerson> all;
  Counts counts;
  std::vector<double> looks, adds;

  void fill(std::int64_t count) {
    constexpr std::int64_t batch = 1'000;
    all.reserve(static_cast<std::size_t>(count));
    for (std::int64_t first = 0; first < count; first += batch) {
      const std::int64_t last = std::min(first + batch, count);
      while (static_cast<std::int64_t>(all.size()) < last)
        all.push_back(people.next(all));
      auto done = database.write<void>([&](database::Session& sql) -> Result<void> {
        for (std::int64_t i = first; i < last; ++i)
          customers::CustomerStore::add(sql, shop, "company_number", fmt::format("{}", i),
                                        customer_of(all[static_cast<std::size_t>(i)], {i + 1}, today));
        return {};
      });
      if (auto result = done.get(); !result) {
        fmt::print(stderr, "identity: {}\n", result.error().detail);
        std::exit(1);
      }
    }
  }

  // Comes, is looked at, and is gone again.
  void arrive(const MadePerson& person, CustomerId truth, bool can_be_known) {
    std::vector<customers::Match> found;
    (void)database
        .write<void>([&](database::Session& sql) -> Result<void> {
          const CustomerId id{1'000'000'000};
          const auto added = Clock::now();
          customers::CustomerStore::add(sql, shop, "chat_contact", "x", customer_of(person, id, today));
          adds.push_back(ms_since(added));
          const auto began = Clock::now();
          found = customers::matches_of(sql, shop, id, today);
          looks.push_back(ms_since(began));
          return fail(ErrorCode::conflict, "undone", "only looked");
        })
        .get();
    bool is_certain = false, is_likely = false;
    for (const customers::Match& match : found) {
      const bool is_right = truth && match.person == truth;
      if (match.verdict.decision == customers::Decision::certain) {
        ++counts.certain;
        counts.certain_right += is_right;
        is_certain |= is_right;
      } else {
        ++counts.likely;
        counts.likely_right += is_right;
        is_likely |= is_right;
      }
    }
    if (!can_be_known) return;
    ++counts.duplicates;
    counts.found_certain += is_certain;
    counts.found_either += is_certain || is_likely;
  }
};

double at(std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  return sorted[std::min(sorted.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

double share(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 1 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

int main(int argc, char** argv) {
  bench::Arguments given(argc, argv);
  const bool is_quick = given.has("--quick");
  given.check_all_known();
  const std::int64_t count = is_quick ? 3'000 : 1'000'000;
  const int arrivals = is_quick ? 200 : 10'000;
  const TemporaryFolder folder;
  log::Log log({log::Level::warning, false, ""});
  database::Options options;
  options.sqlite_file = folder.path() / "bench.db";
  auto database = database::Database::open(options, migrations(), log);
  if (!database) {
    fmt::print(stderr, "identity: {}\n", database.error().detail);
    return 1;
  }
  Bench bench(**database);
  const auto began = Clock::now();
  bench.fill(count);
  figures.report("customers", static_cast<double>(count), "1");
  figures.report("filled", ms_since(began) / 1'000, "s");
  std::uintmax_t bytes = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder.path()))
    bytes += file.file_size();
  figures.report("disk_per_customer", static_cast<double>(bytes) / static_cast<double>(count), "B");
  for (int i = 0; i < arrivals; ++i) {
    const std::size_t who = bench.people.below(bench.all.size());
    if (i % 2 == 0) {
      const auto again = bench.people.again(bench.all[who]);
      bench.arrive(again.person, {static_cast<std::int64_t>(who) + 1}, again.shares);
    } else {
      bench.arrive(bench.people.stranger(bench.all[who]), {}, false);
    }
  }
  std::sort(bench.looks.begin(), bench.looks.end());
  std::sort(bench.adds.begin(), bench.adds.end());
  figures.report("match_p50", at(bench.looks, 0.5), "ms");
  figures.report("match_p99", at(bench.looks, 0.99), "ms");
  figures.report("match_max", bench.looks.back(), "ms");
  figures.report("add_p50", at(bench.adds, 0.5), "ms");
  figures.report("add_p99", at(bench.adds, 0.99), "ms");
  const Counts& counts = bench.counts;
  figures.report("certain_precision", share(counts.certain_right, counts.certain), "1");
  figures.report("certain_recall", share(counts.found_certain, counts.duplicates), "1");
  figures.report("likely_precision", share(counts.likely_right, counts.likely), "1");
  figures.report("certain_or_likely_recall", share(counts.found_either, counts.duplicates), "1");
  figures.report("duplicates", static_cast<double>(counts.duplicates), "1");
  return 0;
}
