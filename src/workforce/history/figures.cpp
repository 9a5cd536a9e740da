#include "workforce/history/figures.h"

#include <algorithm>
#include <limits>

namespace rapport::workforce {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

double share_of(std::int32_t value, double parts) {
  return value == not_measured ? nothing : value / parts;
}

Figures figures_of(const DayFigures& day, std::size_t i, double parts) {
  Figures all;
  all.contacts = share_of(day.contacts[i], parts);
  all.answered = share_of(day.answered[i], parts);
  all.answered_within = share_of(day.answered_within[i], parts);
  all.abandoned = share_of(day.abandoned[i], parts);
  all.waited_s = share_of(day.waited_s[i], parts);
  if (day.handle_s[i] == not_measured || day.answered[i] == not_measured) return all;
  all.handle_s = day.handle_s[i] / parts;
  all.handled = all.answered;
  return all;
}

}  // namespace

std::array<Quarters*, 6> rows_of(DayFigures& day) {
  return {&day.contacts, &day.answered, &day.answered_within, &day.abandoned, &day.handle_s, &day.waited_s};
}

DayFigures unmeasured_day(std::int32_t step_min) {
  DayFigures day;
  day.step_min = step_min;
  for (Quarters* each : rows_of(day))
    each->fill(not_measured);
  return day;
}

Figures unmeasured() {
  Figures none;
  none.contacts = none.answered = none.answered_within = none.abandoned = none.waited_s = nothing;
  return none;
}

Figures& Figures::operator+=(const Figures& more) {
  contacts += more.contacts;
  answered += more.answered;
  answered_within += more.answered_within;
  abandoned += more.abandoned;
  waited_s += more.waited_s;
  handle_s += more.handle_s;
  handled += more.handled;
  return *this;
}

void add_day(DayFigures& sum, const DayFigures& more) {
  const auto add = [](Quarters& to, const Quarters& from) {
    for (std::size_t i = 0; i < quarters_a_day; ++i)
      to[i] = static_cast<std::int32_t>(
          std::min<std::int64_t>(std::int64_t{to[i]} + from[i], std::numeric_limits<std::int32_t>::max()));
  };
  add(sum.contacts, more.contacts);
  add(sum.answered, more.answered);
  add(sum.answered_within, more.answered_within);
  add(sum.abandoned, more.abandoned);
  add(sum.handle_s, more.handle_s);
  add(sum.waited_s, more.waited_s);
}

void lay_over(std::vector<Figures>& quarters, std::int64_t first, const DayFigures& day) {
  const std::size_t together = day.step_min == 60 ? 4 : day.step_min == 30 ? 2 : 1;
  const auto size = static_cast<std::int64_t>(quarters.size());
  for (std::size_t i = 0; i < quarters_a_day; i += together) {
    if (day.contacts[i] == not_measured) continue;
    const Figures each = figures_of(day, i, static_cast<double>(together));
    for (std::size_t k = 0; k < together; ++k) {
      const std::int64_t at = first + static_cast<std::int64_t>(i + k);
      if (at >= 0 && at < size) quarters[static_cast<std::size_t>(at)] = each;
    }
  }
}

std::int32_t utc_day(Instant at) {
  return static_cast<std::int32_t>(floor_div(at.us, day_length.us));
}

std::int64_t quarter_of(Instant at) {
  return floor_div(at.us, quarter.us);
}

}  // namespace rapport::workforce
