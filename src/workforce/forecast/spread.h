// Spread: how far off forecasts were, and from it the intervals of new ones. The variance of an error is
// taken as phi f + c^2 f^2 (chance of single contacts, and days that are more or less than expected), phi
// and c by distance ahead from rolling origins; the widths are quantiles of the errors so scaled (split
// conformal), with Poisson's interval as the least for small counts. Plain values; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace rapport::workforce {

struct ErrorSample {
  double forecast = 0;
  double actual = 0;
  double weight = 1;       // older ones less
  std::int32_t ahead = 1;  // days
};

struct Band {
  double low_50 = 0, high_50 = 0, low_80 = 0, high_80 = 0, low_95 = 0, high_95 = 0;
};

inline constexpr std::size_t ahead_groups = 5;  // 1; 2 to 3; 4 to 7; 8 to 14; 15 and more
std::size_t ahead_group(std::int32_t ahead);

class Spread {
 public:
  // `days`: how many days the samples are of; those of one day are not independent.
  static Spread fit(const std::vector<ErrorSample>& samples, std::int32_t days);
  // Without samples: a relative error that somebody assumes.
  static Spread assumed(double relative);

  // `day_share`: what is left of the days' part of the spread (1: all), once a part of the day is known.
  Band band(double forecast, std::int32_t ahead, double day_share = 1) const;
  double relative(std::int32_t ahead) const { return groups_[ahead_group(ahead)].c; }

  // To be kept, and made again from. None: these are not such numbers.
  std::vector<double> numbers() const;
  static std::optional<Spread> of_numbers(const std::vector<double>& numbers);

 private:
  struct Group {
    double phi = 1, c = 0.1;
    // Of scaled errors: low_50, high_50, low_80, high_80, low_95, high_95.
    std::array<double, 6> quantiles = {-0.674, 0.674, -1.282, 1.282, -2.1, 2.1};
  };
  std::array<Group, ahead_groups> groups_ = {};
};

}  // namespace rapport::workforce
