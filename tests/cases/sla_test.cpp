#include "cases/sla.h"

#include <doctest/doctest.h>

#include <random>

#include "platform/contract/instant_text.h"
#include "platform/contract/parameters.h"

namespace rapport::cases {
namespace {

Instant at(const std::string& text) {
  return contract::parse_instant(text).value();
}
std::string text(std::optional<Instant> instant) {
  return instant ? contract::format_instant(*instant).substr(0, 16) : "never";
}

org::Hours weekdays(const char* zone, const char* from = "09:00", const char* to = "18:00") {
  org::Hours hours{{}, "weekdays", zone, {}, {}};
  for (int day = 1; day <= 5; ++day)
    hours.weekly.push_back({day, from, to});
  return hours;
}

std::string shown(const CaseClock& clock) {
  std::string line(contract::name_of(clock.state));
  if (clock.due_at) line += " due " + text(clock.due_at);
  if (clock.left_s) line += " left " + std::to_string(*clock.left_s / 60) + "m";
  return line;
}

struct Line {
  const char* at;
  MomentKind kind;
  CaseStatus status = CaseStatus::fresh;
};

CaseClocks clocks(const std::vector<Line>& lines, const CaseTargets& targets, const char* now,
                  std::optional<org::Hours> hours = weekdays("UTC")) {
  std::vector<Moment> moments;
  for (const Line& line : lines)
    moments.push_back({at(line.at), line.kind, line.status});
  BusinessTime time(std::move(hours));
  return clocks_of(moments, targets, time, at(now));
}

using enum MomentKind;

// 2026-03-02 is a Monday.
TEST_CASE("the first reply is owed in business hours only") {
  const CaseTargets targets{120, {}, {}};
  const std::vector<Line> opened_late = {{"2026-03-06T17:00:00Z", opened}};
  CHECK(shown(clocks(opened_late, targets, "2026-03-06T17:30:00Z").first_reply) ==
        "running due 2026-03-09T10:00 left 90m");
  CHECK(shown(clocks(opened_late, targets, "2026-03-08T12:00:00Z").first_reply) ==
        "running due 2026-03-09T10:00 left 60m");
  CHECK(shown(clocks(opened_late, targets, "2026-03-09T10:00:00Z").first_reply) ==
        "running due 2026-03-09T10:00 left 0m");
  CHECK(shown(clocks(opened_late, targets, "2026-03-09T10:01:00Z").first_reply) ==
        "breached due 2026-03-09T10:00 left 0m");
  auto answered = opened_late;
  answered.push_back({"2026-03-09T09:30:00Z", agent_reply});
  CHECK(shown(clocks(answered, targets, "2026-03-20T12:00:00Z").first_reply) == "met due 2026-03-09T10:00");
  answered.back().at = "2026-03-09T10:30:00Z";
  CHECK(shown(clocks(answered, targets, "2026-03-20T12:00:00Z").first_reply) ==
        "breached due 2026-03-09T10:00");
}

TEST_CASE("a reply after closing time, to what was due at closing time, is late") {
  const CaseTargets targets{60, {}, {}};
  const auto late = clocks({{"2026-03-02T17:00:00Z", opened}, {"2026-03-02T20:00:00Z", agent_reply}}, targets,
                           "2026-03-03T12:00:00Z");
  CHECK(shown(late.first_reply) == "breached due 2026-03-02T18:00");
}

TEST_CASE("waiting for the customer stops the clocks, their reply starts them again") {
  const CaseTargets targets{60, 60, 480};
  std::vector<Line> lines = {{"2026-03-02T09:00:00Z", opened},
                             {"2026-03-02T09:30:00Z", agent_reply},
                             {"2026-03-02T10:00:00Z", status, CaseStatus::waiting_customer}};
  const auto waiting = clocks(lines, targets, "2026-03-04T12:00:00Z");
  CHECK(shown(waiting.resolution) == "paused left 420m");
  CHECK(text(waiting.resolution.breach_at) == "2026-03-05T10:00");
  CHECK(shown(waiting.next_reply) == "none");
  CHECK_FALSE(due_of(waiting));
  lines.push_back({"2026-03-04T17:30:00Z", customer_reply});
  lines.push_back({"2026-03-04T17:30:00Z", status, CaseStatus::open});
  const auto back = clocks(lines, targets, "2026-03-04T17:45:00Z");
  CHECK(shown(back.resolution) == "running due 2026-03-05T15:30 left 405m");
  CHECK(shown(back.next_reply) == "running due 2026-03-05T09:30 left 45m");
  CHECK(text(due_of(back)) == "2026-03-05T09:30");
  // Several messages of theirs are one wait, from the first on.
  lines.push_back({"2026-03-05T09:10:00Z", customer_reply});
  CHECK(shown(clocks(lines, targets, "2026-03-05T09:20:00Z").next_reply) ==
        "running due 2026-03-05T09:30 left 10m");
  lines.push_back({"2026-03-05T09:25:00Z", agent_reply});
  CHECK(shown(clocks(lines, targets, "2026-03-05T09:26:00Z").next_reply) == "met due 2026-03-05T09:30");
}

TEST_CASE("solving meets the resolution in time, opening again lets it go on") {
  const CaseTargets targets{{}, {}, 120};
  std::vector<Line> lines = {{"2026-03-02T09:00:00Z", opened},
                             {"2026-03-02T10:00:00Z", status, CaseStatus::solved}};
  CHECK(clocks(lines, targets, "2026-03-09T10:00:00Z").resolution.state == ClockState::met);
  lines.push_back({"2026-03-09T09:00:00Z", status, CaseStatus::open});
  CHECK(shown(clocks(lines, targets, "2026-03-09T09:30:00Z").resolution) ==
        "running due 2026-03-09T10:00 left 30m");
  lines[1].at = "2026-03-02T12:00:00Z";
  CHECK(clocks({lines[0], lines[1]}, targets, "2026-03-09T10:00:00Z").resolution.state ==
        ClockState::breached);
}

TEST_CASE("nothing is owed where nothing was promised") {
  const auto none = clocks({{"2026-03-02T09:00:00Z", opened}}, {}, "2026-03-09T10:00:00Z");
  CHECK(none == CaseClocks{});
}

TEST_CASE("another promise is simply another answer") {
  const std::vector<Line> lines = {{"2026-03-02T09:00:00Z", opened}};
  CHECK(shown(clocks(lines, {480, {}, {}}, "2026-03-02T12:00:00Z").first_reply) ==
        "running due 2026-03-02T17:00 left 300m");
  CHECK(shown(clocks(lines, {60, {}, {}}, "2026-03-02T12:00:00Z").first_reply) ==
        "breached due 2026-03-02T10:00 left 0m");
}

TEST_CASE("holidays, clock changes, midnight and the whole week round") {
  const CaseTargets two_hours{120, {}, {}};
  org::Hours hours = weekdays("Europe/Berlin");
  hours.holidays = {{"2026-03-30", "closed", "", ""}, {"2026-03-31", "short", "09:00", "10:00"}};
  // Summer time begins on Sunday 2026-03-29; Friday 17:00 there is 16:00 UTC, Wednesday 09:00 is 07:00 UTC.
  CHECK(shown(clocks({{"2026-03-27T16:30:00Z", opened}}, two_hours, "2026-03-27T16:30:00Z", hours)
                  .first_reply) == "running due 2026-04-01T07:30 left 120m");
  org::Hours nights{{}, "nights", "Europe/Berlin", {}, {}};
  for (int day = 1; day <= 7; ++day) {
    nights.weekly.push_back({day, "22:00", "24:00"});
    nights.weekly.push_back({day, "00:00", "04:00"});
  }
  // The hour from 02:00 to 03:00 is not there in that night: five hours of business instead of six.
  CHECK(shown(clocks({{"2026-03-28T21:00:00Z", opened}}, {300, {}, {}}, "2026-03-28T21:00:00Z", nights)
                  .first_reply) == "running due 2026-03-29T02:00 left 300m");
  CHECK(shown(clocks({{"2026-03-28T21:00:00Z", opened}}, {300, {}, {}}, "2026-03-28T21:00:00Z", std::nullopt)
                  .first_reply) == "running due 2026-03-29T02:00 left 300m");
  org::Hours never{{}, "never", "UTC", {}, {}};
  CHECK(shown(clocks({{"2026-03-28T21:00:00Z", opened}}, two_hours, "2026-03-30T21:00:00Z", never)
                  .first_reply) == "running left 120m");
}

// --- against a counter that looks at every single minute ---

constexpr Duration a_minute = minutes(1);

struct Naive {
  org::Hours hours;
  Duration between(Instant from, Instant to) const {
    Duration sum;
    for (Instant t = from; t < to; t = t + a_minute)
      if (org::is_open(hours, t)) sum = sum + a_minute;
    return sum;
  }
};

org::Hours any_hours(std::mt19937& random) {
  const char* zones[] = {"UTC",          "Europe/Berlin",      "Asia/Shanghai", "America/New_York",
                         "Asia/Kolkata", "Australia/Lord_Howe"};
  const auto pick = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
  org::Hours hours{{}, "any", zones[pick(6)], {}, {}};
  for (int day = 1; day <= 7; ++day) {
    if (pick(4) == 0) continue;
    const int from = pick(20), to = from + 1 + pick(24 - from - 1 > 0 ? 24 - from - 1 : 1);
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    hours.weekly.push_back({day, two(from) + ":00", two(to) + ":" + (to == 24 ? "00" : "30")});
    if (to == 24) hours.weekly.back().to = "24:00";
  }
  hours.holidays = {{"2026-03-27", "closed", "", ""}, {"2026-04-02", "short", "10:00", "11:15"}};
  return hours;
}

TEST_CASE("business time is what counting every minute gives, over clock changes and holidays") {
  std::mt19937 random(42);
  for (int round = 0; round < 20; ++round) {
    const org::Hours hours = any_hours(random);
    REQUIRE(org::check(hours));
    BusinessTime time(hours);
    const Naive naive{hours};
    for (int i = 0; i < 3; ++i) {
      const Instant from =
          at("2026-03-25T00:00:00Z") + a_minute * static_cast<std::int64_t>(random() % 4'000);
      const Instant to = from + a_minute * static_cast<std::int64_t>(random() % 8'000);
      INFO("round " << round << " " << hours.time_zone << " " << text(from) << " to " << text(to));
      const Duration counted = naive.between(from, to);
      CHECK(time.between(from, to) == counted);
      if (counted.us == 0) continue;
      const auto reached = time.after(from, counted);
      REQUIRE(reached);
      CHECK(*reached <= to);
      CHECK(naive.between(from, *reached) == counted);
      CHECK(naive.between(from, *reached - a_minute) < counted);
    }
  }
}

TEST_CASE("clocks are what a counter of minutes says, for any timeline") {
  std::mt19937 random(7);
  for (int round = 0; round < 25; ++round) {
    const org::Hours hours = any_hours(random);
    BusinessTime time(hours);
    const std::int32_t limit = 30 + static_cast<std::int32_t>(random() % 600);
    std::vector<Moment> moments{{at("2026-03-26T08:00:00Z"), opened, CaseStatus::fresh}};
    const CaseStatus some[] = {CaseStatus::open, CaseStatus::waiting_customer, CaseStatus::waiting_other};
    for (int i = 0; i < 5; ++i)
      moments.push_back({moments.back().at + a_minute * static_cast<std::int64_t>(1 + random() % 900), status,
                         some[random() % 3]});
    const Instant now = moments.back().at + a_minute * static_cast<std::int64_t>(random() % 900);
    std::int32_t used = 0;
    bool is_late = false;
    CaseStatus current = CaseStatus::fresh;
    std::size_t next = 1;
    for (Instant t = moments.front().at; t < now; t = t + a_minute) {
      while (next < moments.size() && moments[next].at <= t)
        current = moments[next++].status;
      if (current == CaseStatus::waiting_customer) continue;
      // Used up, and still not done: late from the moment after.
      if (used >= limit) is_late = true;
      if (org::is_open(hours, t)) ++used;
    }
    const CaseClock clock = clocks_of(moments, {{}, {}, limit}, time, now).resolution;
    INFO("round " << round << " " << hours.time_zone << " used " << used << " of " << limit << " "
                  << shown(clock));
    CHECK((clock.state == ClockState::breached) == is_late);
    if (!is_late) CHECK(clock.left_s == (limit - used) * 60);
  }
}

}  // namespace
}  // namespace rapport::cases
