// What of a forecast's tests is needed to forecast the rest of a day again: kept beside the forecast.
#pragma once

#include <optional>
#include <vector>

#include "platform/contract/describe.h"
#include "workforce/forecast/rolling.h"

namespace rapport::workforce {

inline constexpr std::size_t basis_days_max = 60;  // of the tested, the latest

struct BasisDay {
  std::vector<double> forecast;               // by slot
  std::vector<std::optional<double>> actual;  // absent: not measured
};
BOOST_DESCRIBE_STRUCT(BasisDay, (), (forecast, actual))

struct IntradayBasis {
  std::vector<double> slots, days;  // Spread::numbers
  std::vector<BasisDay> tested;
};
BOOST_DESCRIBE_STRUCT(IntradayBasis, (), (slots, days, tested))

IntradayBasis basis_of(const Rolling& rolling);
// Without one, or of another version: what is assumed of days that were never tested.
Rolling rolling_of(const std::optional<IntradayBasis>& basis);

}  // namespace rapport::workforce
