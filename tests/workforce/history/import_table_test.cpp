#include "workforce/history/import_table.h"

#include <doctest/doctest.h>

namespace rapport::workforce {
namespace {

using switchboard::Channel;

// 2026-06-01T00:00:00Z, a Monday.
constexpr Instant june{1'780'272'000'000'000};

struct Importing {
  explicit Importing(const std::string& zone_name, Instant now = june)
      : zone(*Zone::named(zone_name)), table(find, zone, now) {}

  static std::optional<ImportedQueue> find(const std::string& name) {
    if (name == "billing") return ImportedQueue{{1}, Channel::voice};
    if (name == "支持") return ImportedQueue{{2}, Channel::chat};
    return std::nullopt;
  }
  void line(const std::string& text) {
    std::vector<std::string> fields(1);
    for (const char c : text) {
      if (c == ',')
        fields.emplace_back();
      else
        fields.back() += c;
    }
    const auto added = table.add(++number, fields);
    INFO((added ? "" : added.error().detail));
    REQUIRE(added.has_value());
  }
  ImportedHistory finish() { return table.finish().value(); }

  Zone zone;
  ImportTable table;
  std::int64_t number = 0;
};

// Of billing, by the quarter-hour in UTC.
std::vector<Figures> quarters_of(const ImportedHistory& made, const std::string& from, std::size_t count) {
  const auto day = parse_day(from.substr(0, 10));
  const std::int64_t first = std::int64_t{day->number} * quarters_a_day + std::stoi(from.substr(11, 2)) * 4;
  std::vector<Figures> all(count, unmeasured());
  for (const auto& each : made.days)
    if (each.key.queue == QueueId{1})
      lay_over(all, std::int64_t{each.key.day} * quarters_a_day - first, each.figures);
  return all;
}

}  // namespace

TEST_CASE("half hours of a queue become days, with no contacts around them and holes as holes") {
  Importing file("Asia/Shanghai");
  file.line("开始时间,队列,contacts,AHT,abandoned");
  file.line("2026/3/2 9:00,billing,12,180.5,2");
  file.line("2026-03-02 09:30,billing,10,200,");
  file.line("2026-03-02 11:00:00,billing,8,,0");
  file.line("2026-03-02T02:00:00Z,支持,5,300,0");
  file.line("2026-03-02T02:30:00Z,支持,5,300,0");
  const ImportedHistory made = file.finish();
  CHECK(made.refused == 0);
  REQUIRE(made.repairs.size() == 1);
  CHECK(made.repairs[0] == ImportNote{3, "2 interval(s) missing after this one: not measured"});
  CHECK(made.rows == 5);
  CHECK(made.calendar_days == 1);  // its rows lie in two days of UTC, for two queues
  CHECK(made.contacts == 40);
  const auto all = quarters_of(made, "2026-03-02T00", 20);  // 08:00 in Shanghai
  CHECK(all[0].contacts == 0);
  CHECK(all[4].contacts == 6);
  CHECK(all[5].contacts == 6);
  CHECK(all[4].answered == 5);
  CHECK(all[4].handle_s == doctest::Approx(180.5 * 5));
  CHECK(all[6].answered == 5);
  CHECK(std::isnan(all[8].contacts));
  CHECK(all[12].contacts == 4);
  CHECK(all[12].handled == 0);
  CHECK(all[14].contacts == 0);
  // The day there ends at 16:00 UTC.
  CHECK(quarters_of(made, "2026-03-02T15", 5)[3].contacts == 0);
  CHECK(std::isnan(quarters_of(made, "2026-03-02T16", 1)[0].contacts));
  CHECK(made.days.front().figures.step_min == 30);
}

TEST_CASE("rows that cannot be right are refused with their lines") {
  Importing file("Europe/Berlin");
  file.line("start,queue,channel,contacts,handle_s,answered");
  const char* wrong[] = {
      "yesterday,billing,,1,1,",           "2026-03-02T08:05,billing,,1,1,",
      "2026-03-02T08:00,nobody,,1,1,",     "2026-03-02T08:00,billing,pigeon,1,1,",
      "2026-03-02T08:00,billing,,-1,1,",   "2026-03-02T08:00,billing,,1.5,1,",
      "2026-03-02T08:00,billing,,many,1,", "2026-03-02T08:00,billing,,1,nan,",
      "2026-03-02T08:00,billing,,1,1,2",   "2027-03-02T08:00,billing,,1,1,",
      "2026-02-30T08:00,billing,,1,1,",    "2026-03-29T02:30,billing,,1,1,"};  // the clock goes forward
  for (const char* line : wrong)
    file.line(line);
  file.line("");
  const ImportedHistory made = file.finish();
  CHECK(made.rows == 0);
  CHECK(made.days.empty());
  REQUIRE(made.refusals.size() == std::size(wrong));
  for (std::size_t i = 0; i < made.refusals.size(); ++i)
    CHECK(made.refusals[i].line == static_cast<std::int64_t>(i) + 2);
  CHECK(made.refusals[4].what == "contacts: -1 is negative");
  Importing headless("UTC");
  CHECK(headless.table.add(1, {"start", "queue"}).error().reason == "bad_header");
  CHECK(Importing("UTC").table.finish().error().reason == "empty_table");
}

TEST_CASE("a table of one queue need not name it") {
  const Zone zone = Zone::named("UTC").value();
  const auto none = [](const std::string&) { return std::optional<ImportedQueue>(); };
  ImportTable table(none, zone, Instant{1'800'000'000'000'000},
                    ImportedQueue{QueueId{7}, switchboard::Channel::voice});
  REQUIRE(table.add(1, {"DateTime", "Calls"}));
  REQUIRE(table.add(2, {"2026-03-02T08:00:00Z", "3"}));
  const auto made = table.finish();
  REQUIRE(made);
  CHECK(made->refused == 0);
  REQUIRE(made->days.size() == 1);
  CHECK(made->days.front().key.queue == QueueId{7});
}

TEST_CASE("twins are dropped, contradictions and mixed lengths refused") {
  Importing file("UTC");
  file.line("start,queue,contacts");
  file.line("2026-03-02T08:00Z,billing,1");
  for (const char* line :
       {"2026-03-02T08:00:00Z,billing,1", "2026-03-02T08:00:00Z,billing,1", "2026-03-02T08:30:00Z,billing,2",
        "2026-03-02T08:30:00Z,billing,3", "2026-03-02T09:00:00Z,billing,4", "2026-03-02T09:30:00Z,billing,5",
        "2026-03-03T08:00:00Z,billing,4", "2026-03-03T09:00:00Z,billing,5", "2026-03-03T10:00:00Z,billing,5",
        "2026-03-03T11:00:00Z,billing,5"})
    file.line(line);
  const ImportedHistory made = file.finish();
  REQUIRE(made.repairs.size() == 1);
  CHECK(made.repairs[0].line == 4);
  REQUIRE(made.refusals.size() == 3);
  CHECK(made.refusals[0].line == 2);  // no seconds: no such time
  CHECK(made.refusals[1].line == 6);
  CHECK(made.refusals[2] ==
        ImportNote{9, "intervals of 60 minutes from here on this day, and of 30 elsewhere"});
  CHECK(made.rows == 4);
  Importing odd("UTC");
  odd.line("start,queue,contacts");
  odd.line("2026-03-02T08:00:00Z,billing,1");
  odd.line("2026-03-02T08:45:00Z,billing,1");
  CHECK(odd.finish().refusals.size() == 1);
}

TEST_CASE("the hour that the clock doubles is taken when it is there twice, else refused") {
  Importing file("Europe/Berlin");
  file.line("start,queue,contacts");
  for (const char* line :
       {"2025-10-26 01:30,billing,1", "2025-10-26 02:00,billing,2", "2025-10-26 02:30,billing,3",
        "2025-10-26 02:00,billing,4", "2025-10-26 02:30,billing,5", "2025-10-26 03:00,billing,6"})
    file.line(line);
  const ImportedHistory made = file.finish();
  CHECK(made.refused == 0);
  CHECK(made.repaired == 0);
  const auto all = quarters_of(made, "2025-10-25T23", 16);
  CHECK(all[4].contacts + all[5].contacts == 2);
  CHECK(all[8].contacts + all[9].contacts == 4);
  CHECK(all[12].contacts + all[13].contacts == 6);
  Importing once("Europe/Berlin");
  once.line("start,queue,contacts");
  once.line("2025-10-26 02:00,billing,2");
  once.line("2025-10-26T02:30+01:00,billing,2");
  once.line("2025-10-26T02:30:00+01:00,billing,2");
  const ImportedHistory unclear = once.finish();
  CHECK(unclear.refused == 2);
  CHECK(unclear.rows == 1);
}

TEST_CASE("a table that begins in the midst of a day does not say that nothing came before") {
  Importing file("UTC");
  file.line("start,queue,contacts");
  for (const char* line :
       {"2026-03-02T14:00:00Z,billing,1", "2026-03-02T15:00:00Z,billing,1", "2026-03-03T08:00:00Z,billing,1",
        "2026-03-03T09:00:00Z,billing,1", "2026-03-04T08:00:00Z,billing,1"})
    file.line(line);
  const ImportedHistory made = file.finish();
  CHECK(std::isnan(quarters_of(made, "2026-03-02T08", 1)[0].contacts));
  CHECK(quarters_of(made, "2026-03-03T07", 1)[0].contacts == 0);
  CHECK(quarters_of(made, "2026-03-03T20", 1)[0].contacts == 0);
  CHECK(std::isnan(quarters_of(made, "2026-03-04T20", 1)[0].contacts));
}

TEST_CASE("hours of a zone beside the half hour are cut without losing a contact") {
  Importing file("Asia/Kolkata");
  file.line("start,queue,contacts");
  file.line("2026-03-02 09:00,billing,7");
  file.line("2026-03-02 10:00,billing,9");
  const ImportedHistory made = file.finish();
  const auto all = quarters_of(made, "2026-03-02T03", 12);  // 09:00 there is 03:30
  double sum = 0;
  for (std::size_t i = 2; i < 6; ++i)
    sum += all[i].contacts;
  CHECK(sum == 7);
  CHECK(made.days.front().figures.step_min == 30);
}

TEST_CASE("finer intervals are added up to quarter-hours, and what lacks a part was not measured") {
  Importing file("UTC");
  file.line("DateTime,queue,Calls,abandoned");
  // From 08:05 on, without 08:20; 08:33 is astray.
  for (const char* line : {"2026-03-02T08:05:00Z,billing,1,0", "2026-03-02T08:10:00Z,billing,2,1",
                           "2026-03-02T08:15:00Z,billing,4,0", "2026-03-02T08:25:00Z,billing,8,0",
                           "2026-03-02T08:30:00Z,billing,16,2", "2026-03-02T08:33:00Z,billing,9,0",
                           "2026-03-02T08:35:00Z,billing,32,0", "2026-03-02T08:40:00Z,billing,64,1",
                           "2026-03-02T08:45:00Z,billing,128,0"})
    file.line(line);
  const ImportedHistory made = file.finish();
  REQUIRE(made.refusals.size() == 1);
  CHECK(made.refusals[0] == ImportNote{7, "start: no interval of 5 minutes begins then"});
  REQUIRE(made.repairs.size() == 2);
  CHECK(made.repairs[0] == ImportNote{2, "1 interval(s) missing after this one: not measured"});
  CHECK(made.repairs[1] ==
        ImportNote{4, "1 of the 3 intervals of this quarter-hour are missing: not measured"});
  CHECK(made.rows == 6);
  CHECK(made.contacts == 243);
  const auto quarters = quarters_of(made, "2026-03-02T08", 4);
  CHECK(quarters[0].contacts == 3);
  CHECK(quarters[0].abandoned == 1);
  CHECK(std::isnan(quarters[1].contacts));
  CHECK(quarters[2].contacts == 112);
  CHECK(quarters[2].abandoned == 3);
  CHECK(quarters[3].contacts == 128);
}

}  // namespace rapport::workforce
