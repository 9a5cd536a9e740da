// How long a page of a view takes with 10,000 open cases beside as many that are done, by every order and by
// the usual filters; what the counts of the views take; how many edits a second get through.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>

#include "cases/case_store.h"
#include "platform/database/database.h"
#include "support/arguments.h"
#include "support/figures.h"
#include "support/temporary_folder.h"

using namespace rapport;
using namespace rapport::cases;

namespace {

constexpr OrgId company{1};

const bench::Figures figures("cases");

const Instant noon{1'772'000'000'000'000};

Case a_case(std::int64_t i, std::mt19937& random) {
  Case made;
  made.id = {i};
  made.number = case_number(1'000 + i);
  made.subject = fmt::format("订单 {} has not arrived, and the parcel is lost", i);
  made.status = i % 2 == 0 ? CaseStatus::closed : static_cast<CaseStatus>(random() % 4);
  made.priority = static_cast<CasePriority>(random() % 4);
  made.customer_id = CustomerId{static_cast<std::int64_t>(1 + random() % 5'000)};
  if (random() % 3 != 0) made.assignee_id = UserId{static_cast<std::int64_t>(1 + random() % 50)};
  if (random() % 2 != 0) made.team_id = TeamId{static_cast<std::int64_t>(1 + random() % 8)};
  made.tags = {random() % 2 == 0 ? "parcel" : "refund", "tag " + std::to_string(random() % 40)};
  std::sort(made.tags.begin(), made.tags.end());
  made.fields = {{"order", "A-" + std::to_string(i)}};
  made.created_at = made.status_since = noon - minutes(static_cast<std::int64_t>(random() % 500'000));
  made.updated_at = made.touched_at = noon - minutes(static_cast<std::int64_t>(random() % 50'000));
  if (is_live(made.status)) {
    made.due_at = noon + minutes(static_cast<std::int64_t>(random() % 5'000) - 500);
    made.clocks.resolution = {ClockState::running, made.due_at, 3'600, made.due_at};
  } else {
    made.solved_at = made.closed_at = made.updated_at;
  }
  return made;
}

void fill(database::Database& database, std::int64_t cases) {
  std::mt19937 random(1);
  for (std::int64_t from = 1; from <= cases; from += 500) {
    auto written = database
                       .write<void>([&](database::Session& sql) -> Result<void> {
                         for (std::int64_t i = from; i < std::min(from + 500, cases + 1); ++i)
                           CaseStore::insert(sql, company, a_case(i, random), noon);
                         return {};
                       })
                       .get();
    if (!written) std::exit(1);
  }
}

void measure(const std::string& name, int rounds, const std::function<Result<std::size_t>()>& work) {
  std::vector<double> took;
  for (int i = 0; i < rounds; ++i) {
    const auto began = std::chrono::steady_clock::now();
    const auto done = work();
    if (!done) {
      fmt::print(stderr, "{}: {}\n", name, done.error().detail);
      std::exit(1);
    }
    took.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
  }
  std::sort(took.begin(), took.end());
  figures.report(name + "_p50", took[took.size() / 2], "ms");
  figures.report(name + "_p99", took[took.size() * 99 / 100], "ms");
}

}  // namespace

int main(int count, char** words) {
  bench::Arguments given(count, words);
  const bool is_quick = given.has("--quick");
  given.check_all_known();
  const int rounds = is_quick ? 20 : 200;
  constexpr std::int64_t cases = 20'000;  // half of them open
  const bench::TemporaryFolder folder;
  log::Log log({log::Level::error, false, ""});
  database::Options options;
  options.sqlite_file = folder.path() / "bench.db";
  auto steps = case_migrations();
  for (std::size_t i = 0; i < steps.size(); ++i)
    steps[i].version = static_cast<int>(i) + 1;
  auto database = std::move(database::Database::open(options, steps, log).value());
  const auto began = std::chrono::steady_clock::now();
  fill(*database, cases);
  figures.report("insert",
                 static_cast<double>(cases) /
                     std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count(),
                 "cases/s");

  CaseFilter open;
  open.is_open = true;
  const auto page = [&](const CaseFilter& filter, bool is_deep) {
    return [&database, filter, is_deep]() -> Result<std::size_t> {
      return database->read([&](database::Session& sql) -> Result<std::size_t> {
        std::optional<CaseMark> after;
        for (int i = 0; is_deep && i < 20; ++i) {
          const auto before = CaseStore::list(sql, company, UserId{7}, filter, after, 200);
          if (before.empty()) break;
          after = CaseStore::mark_of(before.back(), filter.sort);
        }
        return CaseStore::list(sql, company, UserId{7}, filter, after, 51).size();
      });
    };
  };
  const std::vector<std::pair<std::string, CaseSort>> orders = {{"due", CaseSort::due},
                                                                {"updated", CaseSort::updated},
                                                                {"created", CaseSort::created},
                                                                {"priority", CaseSort::priority}};
  for (const auto& [name, sort] : orders) {
    CaseFilter filter = open;
    filter.sort = sort;
    measure("page_open_by_" + name, rounds, page(filter, false));
  }
  CaseFilter mine = open;
  mine.is_mine = true;
  measure("page_mine", rounds, page(mine, false));
  CaseFilter tagged = open;
  tagged.tag = "tag 7";
  measure("page_tag", rounds, page(tagged, false));
  CaseFilter worded = open;
  worded.text = "order nobody made";
  measure("page_text_without_a_hit", rounds, page(worded, false));
  CaseFilter urgent = open;
  urgent.priorities = {CasePriority::urgent};
  urgent.statuses = {CaseStatus::fresh, CaseStatus::open};
  urgent.team_id = TeamId{3};
  measure("page_team_urgent", rounds, page(urgent, false));
  measure("walk_20_pages_of_200", is_quick ? 3 : 10, page(open, true));
  measure("count_open", rounds, [&]() -> Result<std::size_t> {
    return database->read([&](database::Session& sql) -> Result<std::size_t> {
      return static_cast<std::size_t>(CaseStore::count(sql, company, UserId{7}, open));
    });
  });
  return 0;
}
