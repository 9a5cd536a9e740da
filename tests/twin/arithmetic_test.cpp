#include "twin/arithmetic.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace rapport::twin;

TEST_CASE("logarithm and exponential agree with the C library to the last bits") {
  for (double x = 1e-12; x < 1e12; x *= 1.37) {
    CAPTURE(x);
    CHECK(std::abs(natural_log(x) - std::log(x)) <= 4e-16 * std::max(1.0, std::abs(std::log(x))));
  }
  CHECK(natural_log(1) == 0);
  for (double x = -699; x < 699; x += 3.3) {
    CAPTURE(x);
    CHECK(std::abs(exponential_of(x) / std::exp(x) - 1) < 2e-15);
  }
  CHECK(exponential_of(-800) == 0);
}

TEST_CASE("the gamma function agrees with the C library") {
  for (double x = 1; x <= 101; x += 0.37) {
    CAPTURE(x);
    CHECK(std::abs(gamma_function(x) / std::tgamma(x) - 1) < 1e-12);
  }
}

TEST_CASE("the normal quantile inverts the normal distribution, far into its tails") {
  for (double p = 1e-15; p < 1; p = p < 0.01 ? p * 3.1 : p + 0.0097) {
    CAPTURE(p);
    CHECK(std::abs(std::erfc(-normal_quantile(p) / std::sqrt(2.0)) / 2 / p - 1) < 1e-13);
  }
  CHECK(normal_quantile(0.975) == doctest::Approx(1.959963984540054));
  CHECK(normal_quantile(0.5) == 0);
}
