#include "workforce/queueing/queue_day.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <random>

#include "workforce/queueing/erlang_a.h"
#include "workforce/queueing/erlang_c.h"
#include "workforce/queueing/states.h"
#include "workforce/queueing/waits.h"

namespace rapport::workforce {
namespace {

QueueDay day_of(std::vector<QueueInterval> intervals, std::optional<double> patience_s = {}) {
  QueueDay day;
  day.intervals = std::move(intervals);
  day.patience_s = patience_s;
  return day;
}

// The same day played: agents with names, of whom the last ones go, each call in the order in which it came.
struct Played {
  double arrived = 0, in_time = 0, waited_s = 0, abandoned = 0, waiting_at_end = 0, busy_s = 0;
};

std::vector<Played> played(const QueueDay& day, int days) {
  struct Waiting {
    double since, leaves;
    std::size_t interval;
  };
  constexpr double never = std::numeric_limits<double>::infinity();
  std::mt19937_64 random(7);
  const auto exponential = [&](double mean) {
    return -mean * std::log1p(-std::uniform_real_distribution<double>(0, 1)(random));
  };
  std::vector<Played> out(day.intervals.size());
  for (int each = 0; each < days; ++each) {
    std::vector<bool> is_busy;  // by agent
    std::deque<Waiting> line;
    double now = 0, end = 0;
    for (std::size_t i = 0; i < day.intervals.size() || !line.empty(); ++i) {
      const bool is_after = i >= day.intervals.size();
      const QueueInterval& at = day.intervals[std::min(i, day.intervals.size() - 1)];
      end = is_after ? never : end + at.length_s;
      // Who goes has nothing to do with who is busy.
      std::shuffle(is_busy.begin(), is_busy.end(), random);
      is_busy.resize(static_cast<std::size_t>(at.agents));
      const auto hang_up = [&] {
        for (auto one = line.begin(); one != line.end();) {
          const bool is_gone = one->leaves <= now;
          if (is_gone) {
            out[one->interval].abandoned += 1;
            out[one->interval].waited_s += one->leaves - one->since;
          }
          one = is_gone ? line.erase(one) : one + 1;
        }
      };
      const auto take = [&] {
        hang_up();
        for (std::size_t agent = 0; agent < is_busy.size() && !line.empty(); ++agent) {
          if (is_busy[agent]) continue;
          const Waiting next = line.front();
          line.pop_front();
          is_busy[agent] = true;
          out[next.interval].waited_s += now - next.since;
          out[next.interval].in_time += now - next.since <= day.within_s;
        }
      };
      take();
      while (now < end && (!is_after || !line.empty())) {
        const auto busy = std::count(is_busy.begin(), is_busy.end(), true);
        const double arrivals = is_after ? 0 : at.arrivals / at.length_s;
        const double rate = arrivals + static_cast<double>(busy) / at.handle_s;
        const double next = now + (rate > 0 ? exponential(1 / rate) : never);
        if (!is_after) out[i].busy_s += static_cast<double>(busy) * (std::min(next, end) - now);
        now = std::min(next, end);
        if (next >= end) break;
        if (std::uniform_real_distribution<double>(0, rate)(random) < arrivals) {
          const double patience = day.patience_s ? exponential(*day.patience_s) : never;
          line.push_back({now, now + patience, i});
          out[i].arrived += 1;
        } else {
          auto which = std::uniform_int_distribution<std::ptrdiff_t>(0, busy - 1)(random);
          for (std::size_t agent = 0; agent < is_busy.size(); ++agent)
            if (is_busy[agent] && which-- == 0) is_busy[agent] = false;
        }
        take();
      }
      hang_up();
      if (!is_after) out[i].waiting_at_end += static_cast<double>(line.size());
    }
  }
  return out;
}

}  // namespace

TEST_CASE("a day of which every interval is the same becomes Erlang A, or C") {
  const Load load{100.0 / 1'800, 180};
  const std::vector<QueueInterval> same(8, {1'800, 100, 180, 14});
  const auto c = figures_of_day(day_of(same)), a = figures_of_day(day_of(same, 300));
  REQUIRE(c);
  REQUIRE(a);
  const QueueFigures patient = erlang_c(load, 14, 20), hasty = erlang_a(load, 300, 14, 20);
  for (const auto& [found, expected] :
       {std::pair{c->intervals.back().figures, patient}, std::pair{a->intervals.back().figures, hasty}}) {
    CHECK(found.service_level == doctest::Approx(expected.service_level).epsilon(1e-6));
    CHECK(found.asa_s == doctest::Approx(expected.asa_s).epsilon(1e-5));
    CHECK(found.p_wait == doctest::Approx(expected.p_wait).epsilon(1e-6));
    CHECK(found.p_abandon == doctest::Approx(expected.p_abandon).epsilon(1e-5));
    CHECK(found.occupancy == doctest::Approx(expected.occupancy).epsilon(1e-6));
  }
  // It began empty.
  CHECK(c->intervals.front().figures.service_level > patient.service_level);
}

TEST_CASE("what an overloaded interval leaves behind is there in the next") {
  const auto found =
      figures_of_day(day_of({{1'800, 200, 180, 14}, {1'800, 60, 180, 14}, {1'800, 60, 180, 14}}));
  REQUIRE(found);
  // 20 Erlang for 14 agents: 60 calls more than they can serve, and then the fluid.
  CHECK(found->intervals[0].waiting_at_end == doctest::Approx(60).epsilon(0.2));
  CHECK(found->intervals[1].waiting_at_start == found->intervals[0].waiting_at_end);
  CHECK(found->intervals[1].figures.service_level < 0.6);
  CHECK(found->intervals[2].figures.service_level > 0.95);
  CHECK(found->intervals[2].waiting_at_end < 0.5);
  // Nobody is lost: everything that came is served, and in all the time, with what is left to do after it.
  const double worked = found->total.occupancy * 14 * 5'400;
  CHECK(worked < 320 * 180);
  CHECK(worked > 320 * 180 - 9 * 180);
}

TEST_CASE(
    "the day agrees with the same day played, with agents who come and go and handle times that change") {
  for (const std::optional<double> patience : {std::optional<double>(), std::optional<double>(150)}) {
    QueueDay day = day_of(
        {{900, 30, 200, 6}, {900, 50, 180, 9}, {900, 44, 240, 14}, {900, 30, 200, 7}, {900, 8, 200, 3}},
        patience);
    day.within_s = 60;
    const auto found = figures_of_day(day);
    REQUIRE(found);
    constexpr int days = 1'200;
    const std::vector<Played> seen = played(day, days);
    for (std::size_t i = 0; i < seen.size(); ++i) {
      INFO("interval ", i, ", patience ", patience.value_or(0));
      const IntervalFigures& at = found->intervals[i];
      CHECK(seen[i].arrived / days == doctest::Approx(day.intervals[i].arrivals).epsilon(0.03));
      CHECK(std::abs(at.figures.service_level - seen[i].in_time / seen[i].arrived) < 0.03);
      CHECK(std::abs(at.figures.asa_s - seen[i].waited_s / seen[i].arrived) < 1 + 0.1 * at.figures.asa_s);
      CHECK(std::abs(at.figures.p_abandon - seen[i].abandoned / seen[i].arrived) < 0.02);
      CHECK(std::abs(at.waiting_at_end - seen[i].waiting_at_end / days) < 0.1 + 0.1 * at.waiting_at_end);
      CHECK(std::abs(at.figures.occupancy - seen[i].busy_s / days / at.figures.agents / 900) < 0.02);
    }
  }
}

TEST_CASE("a line waits through the night, and who does not wait is gone") {
  const auto patient = figures_of_day(day_of({{1'800, 100, 180, 0}, {1'800, 0, 180, 20}}));
  REQUIRE(patient);
  CHECK(patient->intervals[0].waiting_at_end == doctest::Approx(100).epsilon(1e-9));
  CHECK(patient->intervals[0].figures.service_level == doctest::Approx(0.0).epsilon(0.01));
  CHECK(patient->intervals[0].figures.asa_s == doctest::Approx(900 + 50.0 * 9 - 9 * 20 / 2.0).epsilon(0.1));
  CHECK(patient->intervals[1].waiting_at_end < 0.01);
  const auto closed = figures_of_day(day_of({{1'800, 100, 180, 0}}, 60));
  REQUIRE(closed);
  CHECK(closed->total.p_abandon == doctest::Approx(1));
  CHECK(closed->total.asa_s == doctest::Approx(60));
  CHECK(closed->intervals[0].waiting_at_end == doctest::Approx(100.0 / 1'800 * 60).epsilon(1e-6));
  const auto never = figures_of_day(day_of({{1'800, 100, 180, 0}}));
  CHECK(never->total.asa_s == doctest::Approx(900).epsilon(1e-3));
}

TEST_CASE("chances sum to 1, and many agents are counted in steps that change little") {
  const QueueRates rates{5, 1.0 / 180, 1.0 / 300, 900};
  QueueStates exact(880), coarse(880);
  coarse.count_in_steps_of(4);
  exact.advance(rates, 400);
  coarse.advance(rates, 400);
  CHECK(exact.sum() == doctest::Approx(1).epsilon(1e-12));
  CHECK(coarse.sum() == doctest::Approx(1).epsilon(1e-12));
  CHECK(coarse.means(900).busy == doctest::Approx(exact.means(900).busy).epsilon(1e-4));
  CHECK(coarse.means(900).p_wait == doctest::Approx(exact.means(900).p_wait).epsilon(0.01));
  CHECK(coarse.means(900).in_line == doctest::Approx(exact.means(900).in_line).epsilon(0.02));
  const double before = coarse.means(1 << 30).busy;
  const double taken = coarse.let_go(900, 700);
  CHECK(coarse.means(1 << 30).busy + taken == doctest::Approx(before).epsilon(1e-9));
  coarse.count_in_steps_of(1);
  CHECK(coarse.means(1 << 30).busy + taken == doctest::Approx(before).epsilon(1e-9));
}

TEST_CASE("a hundred thousand agents, and a day that is far too much for them, have figures") {
  const auto found =
      figures_of_day(day_of({{900, 5e5, 180, 100'000}, {900, 5e5, 180, 85'000}, {900, 5e5, 180, 100'000}}));
  REQUIRE(found);
  CHECK(found->intervals[1].step > 1);
  CHECK(found->intervals[1].waiting_at_end > 50'000);
  CHECK(found->intervals[2].figures.service_level < 0.1);
  for (const IntervalFigures& each : found->intervals) {
    CHECK(each.figures.occupancy <= 1);
    CHECK(std::isfinite(each.figures.asa_s));
  }
  const Load load{1e6 / 1'800, 180};
  const std::vector<QueueInterval> same(2, {1'800, 1e6, 180, 100'000});
  const auto a = figures_of_day(day_of(same, 300));
  const QueueFigures expected = erlang_a(load, 300, 100'000, 20);
  CHECK(a->intervals.back().figures.p_wait == doctest::Approx(expected.p_wait).epsilon(0.02));
  CHECK(a->intervals.back().figures.service_level == doctest::Approx(expected.service_level).epsilon(0.002));
  CHECK(a->intervals.back().figures.occupancy == doctest::Approx(expected.occupancy).epsilon(1e-3));
}

TEST_CASE("what makes no day is refused, each fault at its place") {
  const auto issue_at = [](const QueueDay& day) {
    const auto found = figures_of_day(day);
    return found ? std::string("none") : found.error().issues.front().where;
  };
  CHECK(issue_at(day_of({})) == "/intervals");
  CHECK(issue_at(day_of({{1'800, 100, 180, 14}, {1'800, -1, 180, 14}})) == "/intervals/1/arrivals");
  CHECK(issue_at(day_of({{1'800, 100, std::nan(""), 14}})) == "/intervals/0/handle_s");
  CHECK(issue_at(day_of({{0, 100, 180, 14}})) == "/intervals/0/length_s");
  CHECK(issue_at(day_of({{1'800, 100, 180, -1}})) == "/intervals/0/agents");
  CHECK(issue_at(day_of({{1'800, 100, 180, 14}}, 0)) == "/patience_s");
  const auto stopped =
      figures_of_day(day_of({{1'800, 100, 180, 14}}), Progress{[](double) { return false; }});
  CHECK(stopped.error().reason == "cancelled");
}

TEST_CASE("how long people wait under Erlang A: still waiting, of the answered, and the percentiles") {
  const Load load{100.0 / 1'800, 180};
  const QueueFigures figures = erlang_a(load, 300, 12, 20);
  CHECK(still_waiting(load, 300, 12, 0) == doctest::Approx(figures.p_wait).epsilon(1e-12));
  // The mean wait is the integral of "still waiting".
  double area = 0;
  for (double at = 0; at < 2'000; at += 1)
    area += still_waiting(load, 300, 12, at + 0.5);
  CHECK(area == doctest::Approx(figures.asa_s).epsilon(1e-4));
  CHECK(answered_after(load, 300, 12, 20) ==
        doctest::Approx(1 - figures.service_level / (1 - figures.p_abandon)).epsilon(1e-12));
  const double p90 = wait_percentile_s(load, 300, 12, 0.9);
  CHECK(answered_after(load, 300, 12, p90) == doctest::Approx(0.1).epsilon(1e-6));
  CHECK(wait_percentile_s(load, 300, 20, 0.5) == 0);
  CHECK(std::isinf(wait_percentile_s(load, {}, 10, 0.5)));
  CHECK(still_waiting(load, {}, 10, 1e6) == 1);
  // Erlang C in closed form.
  const double spare = (14 - 10) / 180.0, p_wait = erlang_c(load, 14, 0).p_wait;
  CHECK(wait_percentile_s(load, {}, 14, 0.95) ==
        doctest::Approx(std::log(p_wait / 0.05) / spare).epsilon(1e-6));
  CHECK(still_waiting(load, {}, 14, 30) == doctest::Approx(p_wait * std::exp(-spare * 30)).epsilon(1e-9));
}

}  // namespace rapport::workforce
