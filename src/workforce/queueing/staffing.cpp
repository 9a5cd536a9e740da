#include "workforce/queueing/staffing.h"

#include <algorithm>
#include <cmath>

#include "workforce/queueing/erlang_a.h"
#include "workforce/queueing/erlang_b.h"
#include "workforce/queueing/erlang_c.h"

namespace rapport::workforce {
namespace {

// A head more because of the last bit would be a real person: 7 / (1 - 0.3) is 10.
constexpr double rounding = 1e-9;

bool keeps(const QueueFigures& figures, const ServiceTarget& target) {
  return (!target.service_level || figures.service_level >= *target.service_level) &&
         (!target.asa_s || figures.asa_s <= *target.asa_s) &&
         (!target.p_abandon || figures.p_abandon <= *target.p_abandon) &&
         (!target.max_occupancy || figures.occupancy <= *target.max_occupancy) &&
         (!target.blocking || figures.blocking <= *target.blocking);
}

}  // namespace

std::optional<int> least_size(const std::function<bool(int)>& is_enough, int most) {
  int low = 0, high = 1;  // `low` is not enough
  while (!is_enough(high)) {
    if (high == most) return std::nullopt;
    low = high;
    high = high > most / 2 ? most : high * 2;
  }
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    (is_enough(middle) ? high : low) = middle;
  }
  return high;
}

std::optional<QueueFigures> staff(const std::function<QueueFigures(int)>& figures_at,
                                  const ServiceTarget& target) {
  const auto size = least_size([&](int at) { return keeps(figures_at(at), target); });
  if (!size) return std::nullopt;
  return figures_at(*size);
}

std::optional<QueueFigures> staff(const Load& load, std::optional<double> patience_s,
                                  const ServiceTarget& target) {
  return staff(
      [&](int agents) {
        return patience_s ? erlang_a(load, *patience_s, agents, target.within_s)
                          : erlang_c(load, agents, target.within_s);
      },
      target);
}

std::optional<int> lines_for(double erlangs, double blocking) {
  return least_size([&](int lines) { return erlang_b(lines, erlangs) <= blocking; });
}

int positions(int agents, double shrinkage) {
  return static_cast<int>(std::ceil(agents / (1 - shrinkage) - rounding));
}

}  // namespace rapport::workforce
