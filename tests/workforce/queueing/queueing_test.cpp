#include <doctest/doctest.h>

#include <cmath>

#include "workforce/queueing/erlang_a.h"
#include "workforce/queueing/erlang_b.h"
#include "workforce/queueing/erlang_c.h"
#include "workforce/queueing/staffing.h"

namespace rapport::workforce {
namespace {

constexpr Load half_hour{100.0 / 1'800, 180};  // 100 calls in 30 minutes of 3 minutes each: 10 Erlang

bool is_fraction(double value) {
  return value >= 0 && value <= 1;
}

}  // namespace

TEST_CASE("what everybody knows of a hundred calls comes out") {
  ServiceTarget target;
  target.service_level = 0.8;
  const auto found = staff(half_hour, {}, target);
  REQUIRE(found);
  CHECK(found->agents == 14);
  CHECK(found->service_level == doctest::Approx(0.888).epsilon(0.001));
  CHECK(found->occupancy == doctest::Approx(0.714).epsilon(0.001));
  CHECK(found->p_wait == doctest::Approx(0.174).epsilon(0.003));
  target.max_occupancy = 0.70;
  CHECK(staff(half_hour, {}, target)->agents == 15);
  CHECK(lines_for(10, 0.02) == 17);
  CHECK(positions(14, 0.3) == 20);
  CHECK(positions(7, 0.3) == 10);
}

TEST_CASE("people who hang up after five minutes make it better for the others") {
  const QueueFigures figures = erlang_a(half_hour, 300, 14, 20);
  CHECK(figures.p_wait == doctest::Approx(0.14526).epsilon(1e-4));
  CHECK(figures.p_abandon == doctest::Approx(0.013984).epsilon(1e-4));
  CHECK(figures.occupancy == doctest::Approx(0.704297).epsilon(1e-6));
  CHECK(figures.asa_s == doctest::Approx(4.195).epsilon(1e-3));
  CHECK(figures.service_level == doctest::Approx(0.91679).epsilon(1e-5));
}

TEST_CASE("endless patience is Erlang C, none is Erlang B") {
  const QueueFigures patient = erlang_a(half_hour, 1e9, 14, 20), c = erlang_c(half_hour, 14, 20);
  CHECK(patient.p_wait == doctest::Approx(c.p_wait).epsilon(1e-5));
  CHECK(patient.service_level == doctest::Approx(c.service_level).epsilon(1e-5));
  const QueueFigures hasty = erlang_a(half_hour, 1e-6, 14, 20);
  CHECK(hasty.p_abandon == doctest::Approx(erlang_b(14, 10)).epsilon(1e-4));
  const QueueFigures none = erlang_c_with_places(half_hour, 14, 0, 20);
  CHECK(none.blocking == doctest::Approx(erlang_b(14, 10)).epsilon(1e-12));
  const QueueFigures many = erlang_c_with_places(half_hour, 14, 2'000, 20);
  CHECK(many.p_wait == doctest::Approx(c.p_wait).epsilon(1e-9));
  CHECK(many.service_level == doctest::Approx(c.service_level).epsilon(1e-9));
  CHECK(many.asa_s == doctest::Approx(c.asa_s).epsilon(1e-9));
}

TEST_CASE("few sources and those who try again") {
  CHECK(engset(4, 4, 1) == 0);
  CHECK(engset(10, 1'000'000, 5e-6) == doctest::Approx(erlang_b(10, 5)).epsilon(1e-4));
  CHECK(engset(2, 3, 0.5) ==
        doctest::Approx(0.25 / 2.25).epsilon(1e-12));  // by hand: (1, 2 b, b^2) with m-1 = 2
  CHECK(erlang_b_with_redials(17, 10, 0) == doctest::Approx(erlang_b(17, 10)).epsilon(1e-9));
  const double again = erlang_b_with_redials(12, 10, 0.5);
  CHECK(again > erlang_b(12, 10));
  // The fixed point: a' (1 - r B(a')) = a.
  double low = 10, high = 40;
  for (int step = 0; step < 200; ++step) {
    const double middle = (low + high) / 2;
    (middle * (1 - 0.5 * erlang_b(12, middle)) < 10 ? low : high) = middle;
  }
  CHECK(again == doctest::Approx(erlang_b(12, high)).epsilon(1e-9));
}

TEST_CASE(
    "from one agent to a hundred thousand, at any load, figures are figures, and more agents are better") {
  for (const int agents : {1, 2, 14, 170, 1'000, 20'000, 100'000})
    for (const double busy : {1e-6, 0.3, 0.95, 0.999999, 1.0, 1.05, 3.0}) {
      const Load load{agents * busy / 180, 180};
      for (const double patience : {0.1, 60.0, 300.0, 86'400.0}) {
        const QueueFigures a = erlang_a(load, patience, agents, 20);
        INFO(agents, " agents, load ", busy, ", patience ", patience);
        CHECK(is_fraction(a.service_level));
        CHECK(is_fraction(a.p_wait));
        CHECK(is_fraction(a.p_abandon));
        CHECK(is_fraction(a.occupancy));
        CHECK(std::isfinite(a.asa_s));
        // What does not hang up is served: at least the work beyond all agents has to.
        CHECK(a.p_abandon >= 1 - 1 / std::max(busy, 1.0) - 1e-9);
        CHECK(erlang_a(load, patience, agents + 1, 20).service_level >= a.service_level - 1e-9);
      }
      const QueueFigures places = erlang_c_with_places(load, agents, 50, 20);
      INFO(agents, " agents, load ", busy);
      CHECK(is_fraction(places.blocking));
      CHECK(is_fraction(places.service_level));
      CHECK(is_fraction(places.occupancy));
      const QueueFigures c = erlang_c(load, agents, 20);
      CHECK(is_fraction(c.service_level));
      CHECK(is_fraction(c.p_wait));
    }
  ServiceTarget impossible;
  impossible.service_level = 0.8;
  CHECK_FALSE(staff({1'000'000, 180}, {}, impossible));
}

}  // namespace rapport::workforce
