#include <doctest/doctest.h>

#include <algorithm>

#include "org/entity.h"
#include "org/migrations.h"
#include "support/databases.h"
#include "workforce/calendar/intervals.h"
#include "workforce/schedule/local_days.h"
#include "workforce/shifts/board.h"
#include "workforce/shifts/calendar_text.h"
#include "workforce/shifts/facts_store.h"
#include "workforce/shifts/schedules.h"
#include "workforce/shifts/shift_table.h"

namespace rapport::workforce {
namespace {

constexpr OrgId shop{7};
constexpr std::int64_t hour_s = 3'600;

class BerlinShop : public org::Directories {
 public:
  BerlinShop() {
    auto made = std::make_shared<org::Directory>();
    made->org = shop;
    made->name = "Shop";
    made->time_zone = "Europe/Berlin";
    made->users[{11}].is_active = true;
    directory_ = made;
  }
  org::DirectoryPtr of(OrgId org) const override { return org == shop ? directory_ : nullptr; }
  std::vector<OrgId> all() const override { return {shop}; }
  Found by_chat_key(const std::string&) const override { return {}; }

 private:
  org::DirectoryPtr directory_;
};

// Monday 2026-03-23 to the Sunday on which Berlin's clocks go forward.
schedule::Problem week() {
  schedule::Problem problem;
  problem.time_zone = "Europe/Berlin";
  problem.first_day = "2026-03-23";
  problem.days = 7;
  problem.skills = {"phone", "mail"};
  schedule::Template day;
  day.name = "Day";
  day.from = "07:00";
  day.to = "15:00";
  day.every_s = hour_s;
  day.length_s = 8 * hour_s;
  day.breaks = {{"Lunch", 1'800, false, 3 * hour_s, 5 * hour_s, 0}};
  problem.shifts = {day};
  schedule::Contract contract;
  contract.name = "Full";
  contract.paid_week_min_s = 15 * hour_s;
  contract.paid_week_max_s = 40 * hour_s;
  problem.contracts = {contract};
  for (const char* name : {"11", "12"}) {
    schedule::Agent agent;
    agent.name = name;
    agent.contract = "Full";
    agent.skills = {"phone"};
    problem.agents.push_back(agent);
  }
  problem.agents[1].skills.push_back("mail");
  schedule::Requirement phone{"Phone", {"phone"}, 10, 1, 0, {}}, mail{"Mail", {"mail"}, 20, 1, 0, {}};
  const schedule::LocalDays days(problem.time_zone, problem.first_day, 7);
  for (int i = 0; i < 4; ++i) {
    phone.points.push_back({*days.at(0, 9 * 60 + 30 * i), 1});
    mail.points.push_back({*days.at(0, 9 * 60 + 30 * i), 1});
  }
  problem.requirements = {phone, mail};
  return problem;
}

Instant at(const std::string& day, int hour) {
  return Zone::named("Europe/Berlin")->at(*parse_day(day), hour * 3'600);
}

BoardChange put(const std::string& agent, const std::string& day, int hour,
                std::int64_t length_s = 8 * hour_s) {
  schedule::PlannedShift shift;
  shift.shift = "Day";
  shift.start = at(day, hour);
  shift.end = shift.start + seconds(length_s);
  return {agent, day, shift, true};
}

schedule::Plan plan_of(const schedule::Problem& problem, const std::vector<BoardChange>& changes) {
  return try_on_board(problem, {}, changes).value().plan;
}

bool holds(const std::vector<schedule::Violation>& all, schedule::Rule rule) {
  return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.rule == rule; });
}

// What a calendar makes of it: unfolded lines, as the RFC has it.
std::vector<std::string> unfolded(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t from = 0;
  while (from < text.size()) {
    const auto end = text.find("\r\n", from);
    REQUIRE(end != std::string::npos);
    CHECK(end - from <= 75);
    const std::string line = text.substr(from, end - from);
    if (line.starts_with(' ')) {
      REQUIRE(!lines.empty());
      lines.back() += line.substr(1);
    } else {
      lines.push_back(line);
    }
    from = end + 2;
  }
  return lines;
}

bool has_line(const std::string& text, const std::string& wanted) {
  const auto lines = unfolded(text);
  return std::find(lines.begin(), lines.end(), wanted) != lines.end();
}

std::vector<database::Migration> shift_test_migrations() {
  auto all = org::org_migrations();
  for (auto& step : shift_migrations())
    all.push_back(step);
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

struct Office {
  explicit Office(database::Database& the_db) : db(the_db) {
    ShiftPlan plan;
    plan.id = {1};
    plan.name = "Week 13";
    plan.time_zone = "Europe/Berlin";
    plan.first_day = "2026-03-23";
    plan.days = 7;
    plan.version = 1;
    const auto kept = db.write<void>([&](database::Session& sql) -> Result<void> {
                          shift_store::insert(sql, shop, plan, contract::encode(week()));
                          return {};
                        }).get();
    REQUIRE(kept.has_value());
  }
  Result<EditOutcome> edit(std::vector<ShiftEdit> edits, const std::string& reason = "",
                           bool is_trial = false) {
    EditShifts wanted;
    wanted.edits = std::move(edits);
    wanted.force_reason = reason;
    wanted.is_trial = is_trial;
    return schedules.edit(by, {1}, wanted);
  }
  static ShiftEdit day(std::int64_t agent, const std::string& date, int hour) {
    return {{agent}, date, ShiftPut{"Day", at(date, hour), at(date, hour) + hours(8), std::nullopt}};
  }

  database::Database& db;
  live::IdSource ids{[this] { return now; }};
  BerlinShop directories;
  Instant now{at("2026-03-20", 8)};
  org::Changes changes{db, ids, [this] { return now; }};
  Schedules schedules{changes, directories};
  org::By by{shop, UserId{11}};
};

}  // namespace

TEST_CASE("a shift that is put gets its breaks and its paid time, and what it breaks is said once") {
  const auto problem = week();
  const auto first = try_on_board(problem, {}, {put("11", "2026-03-23", 9)});
  REQUIRE(first.has_value());
  REQUIRE(first->after.size() == 1);
  REQUIRE(first->after[0].breaks.size() == 1);
  CHECK(first->after[0].breaks[0].start == at("2026-03-23", 13));
  CHECK(first->after[0].paid_s == 7 * hour_s + 1'800);
  CHECK(first->caused.empty());  // the week's minimum was short before, and is less so now
  const auto close = try_on_board(problem, first->plan, {put("11", "2026-03-24", 7)});
  CHECK(close->caused.empty());
  const auto too_long = try_on_board(problem, first->plan, {put("11", "2026-03-24", 7, 9 * hour_s)});
  REQUIRE(too_long->caused.size() == 1);
  CHECK(too_long->caused[0].rule == schedule::Rule::template_fits);
  // Late and then early: eleven hours of rest are not there.
  const auto late = try_on_board(problem, {}, {put("11", "2026-03-23", 15)});
  const auto early = try_on_board(problem, late->plan, {put("11", "2026-03-24", 7)});
  CHECK(holds(early->caused, schedule::Rule::rest_min));
  const auto mended = try_on_board(problem, early->plan, {{"11", "2026-03-23", std::nullopt, true}});
  CHECK(holds(mended->cured, schedule::Rule::rest_min));
  CHECK(mended->after.empty());
}

TEST_CASE("a change that cannot be is refused at its place") {
  const auto problem = week();
  auto wrong_day = put("11", "2026-03-23", 9);
  wrong_day.day = "2026-03-24";
  auto backwards = put("12", "2026-03-25", 9, -hour_s);
  const auto refused = try_on_board(
      problem, {}, {put("99", "2026-03-23", 9), put("11", "2026-04-23", 9), wrong_day, backwards, backwards});
  REQUIRE_FALSE(refused.has_value());
  std::vector<std::string> places;
  for (const Issue& issue : refused.error().issues)
    places.push_back(issue.where);
  CHECK(places == std::vector<std::string>{"/edits/0/agent_id", "/edits/1/day", "/edits/2/put/start",
                                           "/edits/3/put/end", "/edits/4/put/end", "/edits/4/day"});
}

TEST_CASE("somebody who can do two things counts once, and where they are needed most") {
  const auto problem = week();
  const auto one = coverage_of(problem, plan_of(problem, {put("12", "2026-03-23", 9)}), 0, 1);
  REQUIRE(one.size() == 2);
  CHECK(one[0].under_hours == doctest::Approx(2));  // phone: nobody is left for it
  CHECK(one[1].under_hours == doctest::Approx(0));
  const auto both =
      coverage_of(problem, plan_of(problem, {put("12", "2026-03-23", 9), put("11", "2026-03-23", 9)}), 0, 1);
  CHECK(both[0].under_hours == doctest::Approx(0));
  CHECK(both[1].under_hours == doctest::Approx(0));
  CHECK(both[0].points.size() == 48);
  // Two shifts of eight hours less lunch, and four hours of both that are needed.
  CHECK(both[0].over_hours + both[1].over_hours == doctest::Approx(15 - 4));
  // The day on which the clock goes forward has 23 hours.
  CHECK(coverage_of(problem, {}, 6, 1)[0].points.size() == 46);
  const auto apart = coverage_on(problem, {}, {"2026-03-29", "2026-03-23", "2026-05-01"});
  REQUIRE(apart.size() == 2);
  CHECK(apart[0].points.size() == 48 + 46);
  CHECK(apart[0].points.front().start == at("2026-03-23", 0));
}

TEST_CASE(
    "a calendar's lines are escaped, folded between characters and in UTC across the change of clocks") {
  CalendarEvent event;
  event.uid = "1-11-2026-03-29@rapport";
  event.sequence = 4;
  event.start = at("2026-03-28", 9);
  event.end = at("2026-03-29", 9);
  event.summary =
      "Früh, spät; \\ und\r\nnochmal " + std::string(60, 'x') + "客户服务中心客户服务中心客户服务中心";
  const std::string text = calendar_text("Shop; Berlin", {event});
  CHECK(has_line(text, "DTSTART:20260328T080000Z"));
  CHECK(has_line(text, "DTEND:20260329T070000Z"));
  CHECK(has_line(text, "SEQUENCE:4"));
  CHECK(has_line(text, "X-WR-CALNAME:Shop\\; Berlin"));
  CHECK(has_line(text, "SUMMARY:Früh\\, spät\\; \\\\ und\\nnochmal " + std::string(60, 'x') +
                           "客户服务中心客户服务中心客户服务中心"));
  CHECK(unfolded(calendar_text("Empty", {})).back() == "END:VCALENDAR");
}

TEST_CASE(
    "a schedule is changed by hand within the rules, forced with a reason, and changes are taken back") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        const auto trial = office.edit({Office::day(11, "2026-03-23", 15)}, "", true);
        REQUIRE(trial.has_value());
        CHECK_FALSE(trial->is_kept);
        CHECK(office.schedules.shifts(shop, {1}, {}, "")->empty());
        CHECK(trial->coverage.empty());  // nobody asked for it
        EditShifts asked;
        asked.is_trial = asked.with_coverage = true;
        asked.edits = {Office::day(11, "2026-03-23", 9)};
        const auto effect = office.schedules.edit(office.by, {1}, asked);
        REQUIRE(effect.has_value());
        REQUIRE(effect->coverage.size() == 2);
        CHECK(effect->coverage[0].points.size() == 48);
        const auto as_it_is = office.schedules.coverage(shop, {1}, "2026-03-23");
        CHECK(effect->coverage[0].under_hours < as_it_is->front().under_hours);

        const auto first = office.edit({Office::day(11, "2026-03-23", 15)});
        REQUIRE(first.has_value());
        CHECK(first->is_kept);
        CHECK(first->version == 2);
        const auto refused = office.edit({Office::day(11, "2026-03-24", 7)});
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().reason == "breaks_rules");
        REQUIRE(refused.error().issues.size() == 1);
        CHECK(refused.error().issues[0].where == "/agents/11/2026-03-24");
        const auto forced = office.edit({Office::day(11, "2026-03-24", 7)}, "both agreed");
        REQUIRE(forced.has_value());
        CHECK(office.schedules.violations(shop, {1})->size() == 2);  // and 12 is short of hours
        EditShifts stale;
        stale.version = 2;
        stale.edits = {Office::day(12, "2026-03-23", 9)};
        CHECK(office.schedules.edit(office.by, {1}, stale).error().reason == "changed_meanwhile");

        CHECK(office.schedules.undo(office.by, {1}, "").has_value());
        CHECK(office.schedules.shifts(shop, {1}, {11}, "")->size() == 1);
        CHECK(office.schedules.undo(office.by, {1}, "").has_value());
        CHECK(office.schedules.shifts(shop, {1}, {}, "")->empty());
        CHECK(office.schedules.undo(office.by, {1}, "").error().reason == "nothing_to_undo");
        CHECK(office.schedules.find(OrgId{8}, {1}).error().code == ErrorCode::not_found);
      },
      shift_test_migrations());
}

TEST_CASE("agents see what is published, in their calendar too, and changes after it are listed") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        REQUIRE(
            office.edit({Office::day(11, "2026-03-23", 9), Office::day(11, "2026-03-24", 9)}).has_value());
        const Instant from = at("2026-03-20", 0), to = at("2026-04-20", 0);
        CHECK(office.schedules.mine(shop, {11}, from, to)->items.empty());
        const auto feed = office.schedules.make_feed(office.by);
        REQUIRE(feed.has_value());
        const std::string token = feed->path.substr(feed->path.rfind('/') + 1);
        CHECK_FALSE(has_line(*office.schedules.feed(token), "BEGIN:VEVENT"));

        CHECK(office.schedules.publish(office.by, {1}, "").error().reason ==
              "breaks_rules");  // 12 has no hours
        const auto published = office.schedules.publish(office.by, {1}, "12 joins later");
        REQUIRE(published.has_value());
        CHECK(published->state == PlanState::published);
        CHECK(office.schedules.remove(office.by, {1}).error().reason == "is_published");
        CHECK(office.schedules.undo(office.by, {1}, "").error().reason == "nothing_to_undo");
        CHECK(office.schedules.mine(shop, {11}, from, to)->items.size() == 2);
        CHECK(office.schedules.mine(shop, {12}, from, to)->items.empty());
        const std::string before = *office.schedules.feed(token);
        CHECK(has_line(before, "UID:1-11-2026-03-23@rapport"));
        CHECK(has_line(before, "SEQUENCE:2"));
        CHECK(has_line(before, "DTSTART:20260323T080000Z"));
        CHECK(has_line(before, "DESCRIPTION:13:00-13:30 Lunch"));

        REQUIRE(office.edit({Office::day(11, "2026-03-23", 10)}).has_value());
        const std::string after = *office.schedules.feed(token);
        CHECK(has_line(after, "UID:1-11-2026-03-23@rapport"));
        CHECK(has_line(after, "SEQUENCE:4"));
        CHECK(has_line(after, "DTSTART:20260323T090000Z"));
        const auto changes = office.schedules.changes_since_publishing(shop, {1});
        REQUIRE(changes->size() == 1);
        CHECK(changes->front().before.front().start == at("2026-03-23", 9));
        CHECK(changes->front().after.front().start == at("2026-03-23", 10));
        const auto mine = office.schedules.mine(shop, {11}, from, to);
        REQUIRE(mine->changes.size() == 1);
        CHECK(mine->changes[0].day == "2026-03-23");
        CHECK(mine->changes[0].before->start == at("2026-03-23", 9));
        CHECK(mine->changes[0].after->start == at("2026-03-23", 10));
        CHECK(office.schedules.mine(shop, {12}, from, to)->changes.empty());
        // Published: also the week's minimum refuses now.
        CHECK(office.edit({{{11}, "2026-03-23", std::nullopt}}).error().reason == "breaks_rules");

        const auto next = office.schedules.make_feed(office.by);
        CHECK(office.schedules.feed(token).error().code == ErrorCode::not_found);
        CHECK(office.schedules.feed(next->path.substr(next->path.rfind('/') + 1)).has_value());
        REQUIRE(office.schedules.remove_feed(office.by).has_value());
        CHECK_FALSE(office.schedules.feed(next->path.substr(next->path.rfind('/') + 1)).has_value());
      },
      shift_test_migrations());
}

TEST_CASE("a draft is filled by the solver within all rules, and the filling is one change to undo") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        const auto filled = office.schedules.fill(office.by, {{1}, 2}, {});
        INFO((filled ? "" : filled.error().detail));
        REQUIRE(filled.has_value());
        CHECK(filled->shifts >= 4);  // each of the two has fifteen hours at least
        CHECK(filled->bound <= filled->cost + 1e-6);
        CHECK(office.schedules.violations(shop, {1})->empty());
        CHECK(office.schedules.shifts(shop, {1}, {}, "")->size() == static_cast<std::size_t>(filled->shifts));
        const auto coverage = office.schedules.coverage(shop, {1}, "2026-03-23");
        for (const StaffCoverage& one : *coverage)
          CHECK(one.under_hours == doctest::Approx(0));
        REQUIRE(office.schedules.undo(office.by, {1}, "").has_value());
        CHECK(office.schedules.shifts(shop, {1}, {}, "")->empty());
        REQUIRE(office.schedules.fill(office.by, {{1}, 2}, {}).has_value());
        REQUIRE(office.schedules.publish(office.by, {1}, "").has_value());
        CHECK(office.schedules.fill(office.by, {{1}, 2}, {}).error().reason == "is_published");
      },
      shift_test_migrations());
}

TEST_CASE(
    "a filling that is cancelled or whose solver fails changes nothing, whatever was found until then") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        int asked = 0;
        const Progress soon{[&](double) { return ++asked < 12; }};
        CHECK(office.schedules.fill(office.by, {{1}, 600}, soon).error().reason == "cancelled");
        CHECK(office.schedules.shifts(shop, {1}, {}, "")->empty());
        Schedules failing(office.changes, office.directories,
                          [](const auto&, const auto&, const Progress&) -> Result<schedule::Solved> {
                            return fail(ErrorCode::internal, "solver_died",
                                        "the solver was ended by signal 6");
                          });
        CHECK(failing.fill(office.by, {{1}, 2}, {}).error().reason == "solver_died");
        CHECK(office.schedules.find(shop, {1})->version == 1);
      },
      shift_test_migrations());
}

TEST_CASE(
    "contracts and templates are kept, wrong ones refused at their place, and not removed while in use") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        const auto problem = week();
        auto contract = problem.contracts[0];
        contract.shifts = {"Day"};
        const auto unknown = org::create(office.changes, work_contracts, office.by, contract);
        REQUIRE_FALSE(unknown.has_value());
        CHECK(unknown.error().issues.front().where == "/shifts/0");
        auto shape = problem.shifts[0];
        shape.length_s = 0;
        CHECK(org::create(office.changes, shift_templates, office.by, shape).error().issues.front().where ==
              "/length_s");
        const auto kept = org::create(office.changes, shift_templates, office.by, problem.shifts[0]);
        REQUIRE(kept.has_value());
        CHECK(org::create(office.changes, shift_templates, office.by, problem.shifts[0])
                  .error()
                  .issues.front()
                  .where == "/name");
        const auto made = org::create(office.changes, work_contracts, office.by, contract);
        REQUIRE(made.has_value());
        CHECK(made->paid_week_min_s == 15 * hour_s);
        CHECK(org::remove(office.changes, shift_templates, office.by, kept->id).error().reason == "in_use");
        auto renamed = problem.shifts[0];
        renamed.name = "Early";
        CHECK(org::change(office.changes, shift_templates, office.by, kept->id, renamed).error().reason ==
              "in_use");
        REQUIRE(org::remove(office.changes, work_contracts, office.by, made->id).has_value());
        REQUIRE(org::remove(office.changes, shift_templates, office.by, kept->id).has_value());
        NewShiftPlan plan;
        plan.name = "Nobody";
        plan.first_day = "2026-03-30";
        plan.days = 7;
        CHECK(office.schedules.create(office.by, plan).error().reason == "nobody_planned");
      },
      shift_test_migrations());
}

TEST_CASE("a schedule goes out by the clock of its place: shifts, the roster, who is needed and there") {
  ScheduleShown shown;
  shown.plan.time_zone = "Europe/Berlin";
  shown.plan.first_day = "2026-03-28";
  shown.plan.days = 3;
  Shift night;
  night.agent_id = {11};
  night.day = "2026-03-28";
  night.shift = "Night";
  night.start = at("2026-03-28", 22);
  night.end = night.start + hours(8);  // the clock goes forward meanwhile
  night.paid_s = 27'000;
  night.breaks = {{"Meal", night.start + hours(4), night.start + hours(4) + minutes(30), false}};
  Shift day = night;
  day.agent_id = {12};
  day.day = "2026-03-30";
  day.start = at("2026-03-30", 9);
  day.end = at("2026-03-30", 17);
  day.breaks = {};
  shown.shifts = {night, day};
  shown.coverage = {{"Phone", {{at("2026-03-28", 22), 2, 1}}, 0, 0}};
  const auto sheets = schedule_sheets(
      shown, [](AgentId id) { return id.value == 11 ? std::string("=Ada") : std::string("Ben"); });
  REQUIRE(sheets.has_value());
  const std::string shifts = csv_bytes(sheets->at(0)), roster = csv_bytes(sheets->at(1));
  CHECK(shifts.find("2026-03-28,\"'=Ada\",Night,22:00,07:00,7.5,Meal 03:00-03:30\r\n") != std::string::npos);
  CHECK(roster.find("agent,2026-03-28,2026-03-29,2026-03-30\r\n") != std::string::npos);
  CHECK(roster.find("\"'=Ada\",22:00-07:00,,\r\n") != std::string::npos);
  CHECK(roster.find("Ben,,,09:00-17:00\r\n") != std::string::npos);
  CHECK(csv_bytes(sheets->at(2)).find("2026-03-28,22:00,Phone,2,1\r\n") != std::string::npos);
  shown.plan.time_zone = "Atlantis/Deep";
  CHECK_FALSE(schedule_sheets(shown, [](AgentId) { return std::string(); }).has_value());
}

}  // namespace rapport::workforce
