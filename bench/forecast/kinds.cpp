#include "forecast/kinds.h"

#include <cmath>
#include <numbers>
#include <random>

namespace rapport::bench {
namespace {

using namespace rapport::workforce;

double shape(double hour, bool is_weekend) {
  const auto hill = [&](double middle, double width) {
    return std::exp(-(hour - middle) * (hour - middle) / (2 * width * width));
  };
  return is_weekend ? 0.1 + hill(12.5, 3) : 0.08 + hill(10.3, 1.6) + 0.8 * hill(15, 2.2);
}

constexpr double weekdays[] = {1.25, 1.08, 1.0, 0.97, 0.95, 0.5, 0.35};

double holiday_factor(const std::string& name) {
  if (name.rfind("Spring", 0) == 0) return 0.25;
  if (name.rfind("National", 0) == 0) return 0.45;
  return 0.6;
}

}  // namespace

std::vector<Kind> kinds() {
  Kind plain;
  plain.name = "double_season";
  std::vector<Kind> all = {plain};
  const auto add = [&](const char* name, auto change) {
    Kind kind = plain;
    kind.name = name;
    change(kind);
    all.push_back(kind);
  };
  add("always_open", [](Kind& k) { k.is_open_always = true; });
  add("trend", [](Kind& k) { k.growth = 1.2; });
  add("shrinking", [](Kind& k) { k.growth = -1.0; });
  add("month_ends", [](Kind& k) { k.month = 0.25; });
  add("holidays", [](Kind& k) {
    k.days = 900;
    k.has_holidays = true;
    k.yearly = 0.15;
  });
  add("outliers", [](Kind& k) { k.outliers = 0.004; });
  add("gaps", [](Kind& k) { k.gaps = 0.1; });
  add("low_volume", [](Kind& k) { k.per_day = 25; });
  add("tiny_volume", [](Kind& k) { k.per_day = 4; });
  add("level_shift", [](Kind& k) { k.shift = 0.35; });
  add("wandering", [](Kind& k) { k.drift = 0.05; });
  add("quarter", [](Kind& k) { k.days = 91; });
  add("six_weeks", [](Kind& k) { k.days = 63; });
  return all;
}

Series generate(const Kind& kind, std::uint64_t seed, const SpecialDays& special) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  Series series;
  series.queue = kind.name;
  series.channel = "voice";
  series.first = day_of({2024, 1, 8});
  series.slots = 48;
  double level = 0, deviation = 0;
  std::vector<double> shapes(2 * 48, 0);
  for (std::size_t w = 0; w < 2; ++w) {
    double sum = 0;
    for (std::size_t s = 0; s < 48; ++s)
      sum += shapes[w * 48 + s] =
          kind.is_open_always || (s >= 16 && s < 40) ? shape(static_cast<double>(s) / 2, w == 1) : 0;
    for (std::size_t s = 0; s < 48; ++s)
      shapes[w * 48 + s] /= sum;
  }
  int working = 0;
  for (std::int32_t d = 0; d < kind.days; ++d) {
    const Day day = series.first + d;
    const int of_week = weekday(day);
    const CivilDate date = civil(day);
    if (date.day == 1) working = 0;
    level += kind.drift * normal(random);
    deviation = kind.day_memory * deviation + kind.day_noise * normal(random);
    double log = std::log(kind.per_day * weekdays[of_week - 1]) + level + deviation +
                 kind.growth * d / 365.0 + kind.yearly * std::sin(2 * std::numbers::pi * d / 365.25);
    if (of_week <= 5 && working++ < 3) log += kind.month * (1 - 0.3 * working);
    if (d >= kind.days - 40) log += kind.shift;
    if (const auto found = special.by_day.find(day); kind.has_holidays && found != special.by_day.end())
      for (const std::size_t i : found->second.holidays)
        log += std::log(holiday_factor(special.holidays[i].name));
    const bool is_closed = !kind.is_open_always && of_week == 7;
    const bool has_gap = uniform(random) < kind.gaps;
    const int gap_from = static_cast<int>(uniform(random) * 40);
    double wander = 0;
    for (int s = 0; s < 48; ++s) {
      const double share = shapes[(of_week >= 6 ? 48U : 0U) + static_cast<std::size_t>(s)];
      wander = 0.8 * wander + kind.slot_noise * normal(random);
      const double mean = is_closed ? 0 : std::exp(log + wander) * share;
      double count = mean > 0 ? static_cast<double>(std::poisson_distribution<int>(mean)(random)) : 0;
      if (mean > 0 && uniform(random) < kind.outliers)
        count = uniform(random) < 0.5 ? 0 : std::round(count * 6);
      if (has_gap && s >= gap_from && s < gap_from + 6) count = std::nan("");
      series.contacts.push_back(static_cast<float>(count));
      const double handle =
          240 + 20 * std::sin(s / 8.0) + 200 * normal(random) / std::sqrt(std::max(count, 1.0));
      series.handle_s.push_back(count > 0 ? static_cast<float>(std::max(20.0, handle)) : std::nanf(""));
    }
  }
  return series;
}

}  // namespace rapport::bench
