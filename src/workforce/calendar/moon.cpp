// Meeus: Astronomical Algorithms, 2nd ed., chapter 49: good to some seconds in these centuries.
#include "workforce/calendar/moon.h"

#include <cmath>
#include <numbers>

namespace rapport::workforce {
namespace {

struct Term {
  double days;
  int moon, sun, latitude;  // multiples of the three arguments
};
constexpr Term terms[] = {
    {-0.40720, 1, 0, 0}, {0.17241, 0, 1, 0},    {0.01608, 2, 0, 0},  {0.01039, 0, 0, 2},
    {0.00739, 1, -1, 0}, {-0.00514, 1, 1, 0},   {0.00208, 0, 2, 0},  {-0.00111, 1, 0, -2},
    {-0.00057, 1, 0, 2}, {0.00056, 2, 1, 0},    {-0.00042, 3, 0, 0}, {0.00042, 0, 1, 2},
    {0.00038, 0, 1, -2}, {-0.00024, 2, -1, 0},  {-0.00007, 1, 2, 0}, {0.00004, 2, 0, -2},
    {0.00004, 0, 3, 0},  {0.00003, 1, 1, -2},   {0.00003, 2, 0, 2},  {-0.00003, 1, 1, 2},
    {0.00003, 1, -1, 2}, {-0.00002, 1, -1, -2}, {-0.00002, 3, 1, 0}, {0.00002, 4, 0, 0}};

struct Planet {
  double days, at_0, per_month;
};
constexpr Planet planets[] = {
    {0.000325, 299.77, 0.107408},  {0.000165, 251.88, 0.016321}, {0.000164, 251.83, 26.651886},
    {0.000126, 349.42, 36.412478}, {0.000110, 84.66, 18.206239}, {0.000062, 141.74, 53.303771},
    {0.000060, 207.14, 2.453732},  {0.000056, 154.84, 7.306860}, {0.000047, 34.52, 27.261239},
    {0.000042, 207.19, 0.121824},  {0.000040, 291.34, 1.844379}, {0.000037, 161.72, 24.198154},
    {0.000035, 239.56, 25.513099}, {0.000023, 331.55, 3.592518}};

double sin_degrees(double degrees) {
  return std::sin(degrees * std::numbers::pi / 180);
}

// Days since 1970-01-01T00:00 UTC of the k-th new moon after that of January 2000.
double new_moon(double k) {
  const double t = k / 1236.85;
  const double sun = 2.5534 + 29.10535670 * k - 0.0000014 * t * t;
  const double moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t + 0.00001238 * t * t * t;
  const double latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t * t;
  const double node = 124.7746 - 1.56375588 * k + 0.0020672 * t * t;
  const double eccentricity = 1 - 0.002516 * t - 0.0000074 * t * t;
  double days = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t;
  for (const Term& term : terms)
    days += term.days * std::pow(eccentricity, std::abs(term.sun)) *
            sin_degrees(term.moon * moon + term.sun * sun + term.latitude * latitude);
  days -= 0.00017 * sin_degrees(node);
  for (const Planet& planet : planets)
    days += planet.days * sin_degrees(planet.at_0 + planet.per_month * k);
  // Even time to clocks: 40 s in 1970, 69 s in 2020.
  const double year = t * 100;
  return days - 2440587.5 - (62.92 + 0.32217 * year + 0.005589 * year * year) / 86'400;
}

}  // namespace

Day day_of_new_moon(Day near) {
  constexpr double china = 8.0 / 24;
  const double noon = near.number + 0.5 - china;
  const double since_2000 = noon - (2451550.09766 - 2440587.5);
  const double best = std::round(since_2000 / 29.530588861);
  double moment = new_moon(best);
  for (const double k : {best - 1, best + 1})
    if (const double other = new_moon(k); std::abs(other - noon) < std::abs(moment - noon)) moment = other;
  return {static_cast<std::int32_t>(std::floor(moment + china))};
}

}  // namespace rapport::workforce
