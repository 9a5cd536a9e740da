#include "workforce/forecast/profile.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "workforce/forecast/position.h"

namespace rapport::workforce {
namespace {

constexpr std::int32_t weeks_looked_at = 52;

// Sums of slots by weekday, older days weighing less.
struct Sums {
  std::vector<double> counts;  // [weekday * slots + slot]
  std::array<double, 7> totals = {};
};

Sums sums_of(const RepairedHistory& history, std::int32_t origin, double half_life_weeks) {
  Sums sums;
  sums.counts.assign(at(7 * history.slots), 0);
  const std::int32_t reach = std::min(weeks_looked_at, static_cast<std::int32_t>(half_life_weeks * 6) + 2);
  for (std::int32_t d = std::max(0, origin - 7 * reach); d < origin; ++d) {
    if (history.shaped[at(d)] == 0) continue;
    const double weight = std::exp2(-((origin - d) / 7.0) / half_life_weeks);
    const std::int32_t of_week = weekday(history.day(d)) - 1;
    const double* row = history.row(d);
    double* into = sums.counts.data() + of_week * history.slots;
    for (std::int32_t s = 0; s < history.slots; ++s)
      into[s] += weight * row[s];
    sums.totals[at(of_week)] += weight * history.totals[at(d)];
  }
  return sums;
}

// 1 alike, 0 nothing alike: by the share of contacts that come at another time, less what chance does.
double likeness(const Sums& sums, std::int32_t slots, std::size_t a, std::size_t b) {
  if (a == b) return 1;
  if (sums.totals[a] <= 0 || sums.totals[b] <= 0) return 0;
  double apart = 0, chance = 0;
  for (std::int32_t s = 0; s < slots; ++s) {
    const double ca = sums.counts[a * at(slots) + at(s)], cb = sums.counts[b * at(slots) + at(s)];
    apart += std::abs(ca / sums.totals[a] - cb / sums.totals[b]);
    chance += std::sqrt(ca / (sums.totals[a] * sums.totals[a]) + cb / (sums.totals[b] * sums.totals[b]));
  }
  const double distance = std::max(0.0, apart - 0.8 * chance) / 2;
  return std::exp(-(distance / 0.06) * (distance / 0.06));
}

void smooth(std::vector<double>& ratio, const std::vector<double>& weight, int passes) {
  const auto n = static_cast<std::ptrdiff_t>(ratio.size());
  std::vector<double> next(ratio.size());
  for (int pass = 0; pass < passes; ++pass) {
    for (std::ptrdiff_t s = 0; s < n; ++s) {
      double sum = 0, weights = 0;
      for (const std::ptrdiff_t near : {s - 1, s, s + 1}) {
        if (near < 0 || near >= n) continue;
        const double w = weight[static_cast<std::size_t>(near)] * (near == s ? 2 : 1);
        sum += w * ratio[static_cast<std::size_t>(near)];
        weights += w;
      }
      next[static_cast<std::size_t>(s)] = weights > 0 ? sum / weights : ratio[static_cast<std::size_t>(s)];
    }
    ratio.swap(next);
  }
}

// One weekday's shares from the recent sums and, where smoothing needs a usual shape, the long ones.
void profile_of(const RepairedHistory& history, const Sums& recent, const Sums& usual,
                const std::array<double, 7>& alike, std::size_t of_week, const ProfileRule& rule,
                double* into) {
  const std::int32_t slots = history.slots;
  std::vector<double> counts(at(slots), 0), shape(at(slots), 0);
  for (std::size_t other = 0; other < 7; ++other) {
    const double near = other == of_week ? 1 : rule.from_others * alike[other];
    const double far = other == of_week ? 1 : alike[other];
    for (std::int32_t s = 0; s < slots; ++s) {
      counts[at(s)] += near * recent.counts[other * at(slots) + at(s)];
      shape[at(s)] += far * usual.counts[other * at(slots) + at(s)];
    }
  }
  double total = 0, usual_total = 0;
  for (std::int32_t s = 0; s < slots; ++s) {
    if (history.open[of_week * at(slots) + at(s)] == 0) counts[at(s)] = shape[at(s)] = 0;
    total += counts[at(s)];
    usual_total += shape[at(s)];
  }
  if (usual_total <= 0) return;
  std::vector<double> ratio(at(slots), 1), weight(at(slots), 0);
  double sum = 0;
  for (std::int32_t s = 0; s < slots; ++s) {
    const double share = shape[at(s)] / usual_total;
    weight[at(s)] = share;
    // A few contacts' worth of the usual shape, so that an empty slot is not one for ever.
    if (share > 0) ratio[at(s)] = (counts[at(s)] / share + 20) / (total + 20);
  }
  smooth(ratio, weight, rule.smoothing);
  for (std::int32_t s = 0; s < slots; ++s)
    sum += into[s] = weight[at(s)] * ratio[at(s)];
  for (std::int32_t s = 0; s < slots; ++s)
    into[s] /= sum;
}

std::array<std::array<double, 7>, 7> likenesses(const Sums& usual, std::int32_t slots) {
  std::array<std::array<double, 7>, 7> alike = {};
  for (std::size_t a = 0; a < 7; ++a)
    for (std::size_t b = 0; b < 7; ++b)
      alike[a][b] = likeness(usual, slots, a, b);
  return alike;
}

}  // namespace

Profiles profiles_at(const RepairedHistory& history, std::int32_t origin, const ProfileRule& rule) {
  const Sums recent = sums_of(history, origin, rule.half_life_weeks);
  const Sums usual = sums_of(history, origin, 13);
  const auto alike = likenesses(usual, history.slots);
  Profiles profiles(at(7 * history.slots), 0);
  for (std::size_t of_week = 0; of_week < 7; ++of_week)
    profile_of(history, recent, usual, alike[of_week], of_week, rule,
               profiles.data() + of_week * at(history.slots));
  return profiles;
}

ProfileRule choose_profile_rule(const RepairedHistory& history) {
  constexpr std::array<double, 4> half_lives = {2, 4, 8, 16};
  constexpr std::array<double, 3> shares = {0.0, 0.15, 0.6};
  constexpr std::array<int, 3> smoothings = {0, 1, 3};
  std::vector<ProfileRule> rules;
  for (const double half_life : half_lives)
    for (const double share : shares)
      for (const int smoothing : smoothings)
        rules.push_back({half_life, share, smoothing});
  std::vector<double> errors(rules.size(), 0);
  const std::int32_t n = history.days();
  const std::int32_t from = std::max(28, n - 42);
  std::array<Sums, half_lives.size()> recent;
  Sums usual;
  std::array<std::array<double, 7>, 7> alike = {};
  std::vector<double> shape(at(history.slots), 0);
  // Sums of every third day are as good for the next three.
  for (std::int32_t d = from, made = -9; d < n; ++d) {
    if (history.shaped[at(d)] == 0 || history.totals[at(d)] <= 0) continue;
    if (d - made >= 3) {
      usual = sums_of(history, d, 13);
      alike = likenesses(usual, history.slots);
      for (std::size_t i = 0; i < half_lives.size(); ++i)
        recent[i] = sums_of(history, d, half_lives[i]);
      made = d;
    }
    const std::size_t of_week = at(weekday(history.day(d)) - 1);
    for (std::size_t r = 0; r < rules.size(); ++r) {
      std::fill(shape.begin(), shape.end(), 0);
      profile_of(history, recent[r / (shares.size() * smoothings.size())], usual, alike[of_week], of_week,
                 rules[r], shape.data());
      for (std::int32_t s = 0; s < history.slots; ++s) {
        const double expected = history.totals[at(d)] * shape[at(s)];
        const double off = history.row(d)[s] - expected;
        errors[r] += off * off / (expected + 1);
      }
    }
  }
  const auto best = std::min_element(errors.begin(), errors.end());
  return *best > 0 ? rules[static_cast<std::size_t>(best - errors.begin())] : ProfileRule{};
}

}  // namespace rapport::workforce
