#include "workforce/forecast/intraday_basis.h"

#include <algorithm>
#include <cmath>

namespace rapport::workforce {
namespace {

constexpr double assumed_of_slots = 0.15, assumed_of_days = 0.1;

// Enough to tell by.
double rounded(double value) {
  return std::round(value * 100) / 100;
}

}  // namespace

IntradayBasis basis_of(const Rolling& rolling) {
  IntradayBasis basis{rolling.slots.numbers(), rolling.days.numbers(), {}};
  for (const TestedDay& day : rolling.tested) {
    if (basis.tested.size() >= basis_days_max) break;
    BasisDay one;
    for (const double value : day.forecast)
      one.forecast.push_back(rounded(value));
    for (const double value : day.actual)
      one.actual.push_back(std::isnan(value) ? std::nullopt : std::optional(rounded(value)));
    basis.tested.push_back(std::move(one));
  }
  return basis;
}

Rolling rolling_of(const std::optional<IntradayBasis>& basis) {
  Rolling rolling;
  rolling.slots = Spread::assumed(assumed_of_slots);
  rolling.days = Spread::assumed(assumed_of_days);
  if (!basis) return rolling;
  const auto slots = Spread::of_numbers(basis->slots), days = Spread::of_numbers(basis->days);
  if (!slots || !days) return rolling;
  rolling.slots = *slots;
  rolling.days = *days;
  for (const BasisDay& day : basis->tested) {
    TestedDay one{day.forecast, {}};
    for (const auto& value : day.actual)
      one.actual.push_back(value.value_or(std::nan("")));
    if (one.forecast.size() == one.actual.size()) rolling.tested.push_back(std::move(one));
  }
  return rolling;
}

}  // namespace rapport::workforce
