#include "workforce/forecast/cold_start.h"

#include <algorithm>
#include <cmath>

namespace rapport::workforce {
namespace {

// Own contacts, and what a donor of one contact a day would have had in the same intervals.
struct Overlap {
  double own = 0, donor = 0;
  double unlike = 0;  // how differently they spread, 0 to 1
};

Overlap overlap_of(const Series& series, const Donor& donor) {
  Overlap found;
  std::vector<double> own(static_cast<std::size_t>(series.slots), 0), theirs(own);
  const RepairedHistory& history = *donor.history;
  for (std::int32_t d = 0; d < series.days(); ++d) {
    const std::int32_t there = series.first + d - history.first;
    if (there < 0 || there >= history.days() || history.known[static_cast<std::size_t>(there)] == 0) continue;
    // The latest days say most about the level.
    const double weight = std::exp2(-(series.days() - d) / 7.0);
    for (std::int32_t s = 0; s < series.slots; ++s) {
      const float measured = series.contacts[static_cast<std::size_t>(d * series.slots + s)];
      if (std::isnan(measured)) continue;
      const double value = history.row(there)[s] / donor.usual_day;
      found.own += weight * static_cast<double>(measured);
      found.donor += weight * value;
      own[static_cast<std::size_t>(s)] += static_cast<double>(measured);
      theirs[static_cast<std::size_t>(s)] += value;
    }
  }
  double own_sum = 0, their_sum = 0;
  for (std::size_t s = 0; s < own.size(); ++s) {
    own_sum += own[s];
    their_sum += theirs[s];
  }
  if (own_sum > 0 && their_sum > 0)
    for (std::size_t s = 0; s < own.size(); ++s)
      found.unlike += std::abs(own[s] / own_sum - theirs[s] / their_sum) / 2;
  else
    found.unlike = 0.5;
  return found;
}

// Of what there is itself: the mean of the weekday's slot, leaning on the mean of all days.
std::vector<double> own_mean(const RepairedHistory& history, Day from, std::int32_t days) {
  const auto slots = static_cast<std::size_t>(history.slots);
  std::vector<double> all(slots, 0), by_week(7 * slots, 0), seen(7, 0);
  double n = 0;
  for (std::int32_t d = 0; d < history.days(); ++d) {
    if (history.known[static_cast<std::size_t>(d)] == 0) continue;
    const auto w = static_cast<std::size_t>(weekday(history.day(d)) - 1);
    n += 1;
    seen[w] += 1;
    for (std::size_t s = 0; s < slots; ++s) {
      all[s] += history.row(d)[s];
      by_week[w * slots + s] += history.row(d)[s];
    }
  }
  std::vector<double> made(static_cast<std::size_t>(days) * slots, 0);
  for (std::int32_t h = 0; n > 0 && h < days; ++h) {
    const auto w = static_cast<std::size_t>(weekday(from + h) - 1);
    // A weekday that was there and silent is closed; one that was not there is like the others.
    for (std::size_t s = 0; s < slots; ++s)
      made[static_cast<std::size_t>(h) * slots + s] = (by_week[w * slots + s] + all[s] / n) / (seen[w] + 1);
  }
  return made;
}

}  // namespace

Borrowed borrow(const Series& series, const RepairedHistory& history, const std::vector<Donor>& donors,
                Day from, std::int32_t days) {
  Borrowed result;
  std::vector<double> shape(static_cast<std::size_t>(days * series.slots), 0);
  double weights = 0, level = 0, relative = 0, contacts = 0;
  for (const Donor& donor : donors) {
    if (donor.series->slots != series.slots || donor.series == &series || donor.usual_day <= 0) continue;
    const Overlap overlap = overlap_of(series, donor);
    if (overlap.donor <= 0) continue;
    const double weight = std::exp(-(overlap.unlike / 0.1) * (overlap.unlike / 0.1)) *
                              (donor.series->channel == series.channel ? 1 : 0.25) +
                          1e-6;
    weights += weight;
    level += weight * overlap.own / overlap.donor;
    relative += weight * donor.relative;
    contacts = std::max(contacts, overlap.own);
    for (std::size_t i = 0; i < shape.size(); ++i)
      shape[i] += weight * donor.forecast[i] / donor.usual_day;
  }
  std::int32_t known = 0;
  for (const std::uint8_t is_known : history.known)
    known += is_known;
  if (weights <= 0 || level <= 0) {
    result.forecast = own_mean(history, from, days);
    result.relative = 0.25 + 0.3 / (known + 1);
    return result;
  }
  level /= weights;
  for (double& value : shape)
    value *= level / weights;
  result.forecast = std::move(shape);
  const double unknown = 0.35 / std::sqrt(known + 1.0), few = 1 / std::sqrt(contacts + 1);
  result.relative = std::sqrt(std::pow(relative / weights, 2) + unknown * unknown + few * few);
  result.is_from_others = true;
  return result;
}

}  // namespace rapport::workforce
