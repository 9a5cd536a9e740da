#include "twin/arrival_changes.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <unordered_set>
#include <utility>

#include "twin/random.h"

namespace rapport::twin {
namespace {

constexpr std::int64_t minute_s = 60;
constexpr std::int64_t added_from = 50'000'000'000;  // numbers of customers that are added
constexpr double spread_s = 1'800;

bool is_listed(const ScenarioArrivals& arrivals) {
  return arrivals.at_s || arrivals.contacts;
}

bool has_rates(const ScenarioArrivals& arrivals) {
  return arrivals.per_hour || !arrivals.per_interval.empty();
}

// Times become customers of whom nothing is known, and all get their numbers for good.
std::vector<ScenarioContact>& contacts_of(ScenarioArrivals& arrivals) {
  if (!arrivals.contacts) {
    arrivals.contacts.emplace();
    for (const double at : *arrivals.at_s)
      arrivals.contacts->emplace_back().at_s = at;
    arrivals.at_s.reset();
  }
  fix_numbers(*arrivals.contacts);
  return *arrivals.contacts;
}

double overlap(double from, double to, const ScenarioSpan& span) {
  return std::max(
      0.0, std::min(to, static_cast<double>(span.to_s)) - std::max(from, static_cast<double>(span.from_s)));
}

// The expected number in each minute of the day.
std::vector<double>& by_minute(ScenarioArrivals& arrivals, std::int64_t duration_s) {
  std::vector<double> minutes(static_cast<std::size_t>((duration_s + minute_s - 1) / minute_s), 0.0);
  const auto spread = [&](double from, double to, double contacts) {
    const double per_s = contacts / (to - from);
    for (auto m = static_cast<std::size_t>(from / minute_s); m < minutes.size(); ++m) {
      const auto begins = static_cast<std::int64_t>(m) * minute_s;
      if (static_cast<double>(begins) >= to) break;
      minutes[m] += per_s * overlap(from, to, {begins, begins + minute_s});
    }
  };
  if (arrivals.per_hour)
    spread(0, static_cast<double>(duration_s), *arrivals.per_hour / 3600 * static_cast<double>(duration_s));
  for (std::size_t i = 0; i < arrivals.per_interval.size(); ++i) {
    const double from = static_cast<double>(arrivals.interval_s) * static_cast<double>(i);
    spread(from, from + static_cast<double>(arrivals.interval_s), arrivals.per_interval[i]);
  }
  arrivals.per_hour.reset();
  arrivals.interval_s = minute_s;
  arrivals.per_interval = std::move(minutes);
  return arrivals.per_interval;
}

double share_of_minute(std::size_t minute, const ScenarioSpan& span) {
  const auto from = static_cast<double>(minute) * minute_s;
  return overlap(from, from + minute_s, span) / minute_s;
}

}  // namespace

bool is_in(double at_s, const ScenarioSpan& span) {
  return at_s >= static_cast<double>(span.from_s) && at_s < static_cast<double>(span.to_s);
}

void sort_by_time(std::vector<ScenarioContact>& contacts) {
  std::stable_sort(contacts.begin(), contacts.end(),
                   [](const ScenarioContact& a, const ScenarioContact& b) { return a.at_s < b.at_s; });
}

ScenarioContact another(const ScenarioContact& of, std::int64_t number, double at_s) {
  ScenarioContact out;
  out.at_s = at_s;
  out.number = number;
  out.priority = of.priority;
  out.steps = of.steps;
  return out;
}

std::vector<CopiedContact> scale_arrivals(ScenarioQueue& queue, double factor, ScenarioSpan span,
                                          std::int64_t duration_s) {
  ScenarioArrivals& arrivals = queue.arrivals;
  const bool is_whole_day = span.from_s == 0 && span.to_s >= duration_s;
  if (has_rates(arrivals)) {
    if (is_whole_day && arrivals.per_hour) {
      *arrivals.per_hour *= factor;
    } else if (is_whole_day) {
      for (double& expected : arrivals.per_interval)
        expected *= factor;
    } else {
      std::vector<double>& minutes = by_minute(arrivals, duration_s);
      for (std::size_t m = 0; m < minutes.size(); ++m)
        minutes[m] *= 1 + (factor - 1) * share_of_minute(m, span);
    }
  }
  std::vector<CopiedContact> copies;
  if (!is_listed(arrivals)) return copies;
  std::vector<ScenarioContact> kept;
  std::unordered_set<std::int64_t> numbers;
  for (const ScenarioContact& contact : contacts_of(arrivals))
    numbers.insert(*contact.number);
  for (const ScenarioContact& contact : *arrivals.contacts) {
    if (contact.transferred_from || !is_in(contact.at_s, span)) {
      kept.push_back(contact);
      continue;
    }
    Random draw(0, Stream::changes, source_of(queue.name), static_cast<std::uint64_t>(*contact.number));
    const double whole = std::floor(factor);
    const auto times = static_cast<std::int64_t>(whole) + (draw.unit() < factor - whole ? 1 : 0);
    if (times > 0) kept.push_back(contact);
    for (std::int64_t i = 1; i < times; ++i) {
      const double last = static_cast<double>(std::min(span.to_s, duration_s)) - 0.001;
      const double at =
          std::clamp(contact.at_s + (draw.unit() - 0.5) * spread_s, static_cast<double>(span.from_s), last);
      std::int64_t as = *contact.number + i * contact_copy_offset;
      while (!numbers.insert(as).second)
        as += contact_copy_offset;
      kept.push_back(another(contact, as, at));
      copies.push_back({*contact.number, as, at - contact.at_s});
    }
  }
  sort_by_time(kept);
  arrivals.contacts = std::move(kept);
  return copies;
}

void move_arrivals(ScenarioQueue& queue, ScenarioSpan span, std::int64_t by_s, std::int64_t duration_s) {
  ScenarioArrivals& arrivals = queue.arrivals;
  if (is_listed(arrivals)) {
    std::vector<ScenarioContact>& contacts = contacts_of(arrivals);
    const double last = static_cast<double>(duration_s) - 0.001;
    for (ScenarioContact& contact : contacts)
      if (!contact.transferred_from && is_in(contact.at_s, span))
        contact.at_s = std::clamp(contact.at_s + static_cast<double>(by_s), 0.0, last);
    sort_by_time(contacts);
  }
  if (!has_rates(arrivals)) return;
  std::vector<double>& minutes = by_minute(arrivals, duration_s);
  const std::vector<double> before = minutes;
  const auto last = static_cast<std::int64_t>(minutes.size()) - 1;
  const std::int64_t by = by_s / minute_s;
  for (std::size_t m = 0; m < before.size(); ++m) {
    const double moved = before[m] * share_of_minute(m, span);
    const std::int64_t to = std::clamp(static_cast<std::int64_t>(m) + by, std::int64_t{0}, last);
    minutes[m] -= moved;
    minutes[static_cast<std::size_t>(to)] += moved;
  }
}

void add_arrivals(ScenarioQueue& queue, std::int32_t contacts, ScenarioSpan span, std::int64_t duration_s) {
  ScenarioArrivals& arrivals = queue.arrivals;
  const auto length = static_cast<double>(span.to_s - span.from_s);
  if (has_rates(arrivals)) {
    std::vector<double>& minutes = by_minute(arrivals, duration_s);
    for (std::size_t m = 0; m < minutes.size(); ++m)
      minutes[m] += contacts * share_of_minute(m, span) * minute_s / length;
    return;
  }
  std::vector<ScenarioContact>& listed = contacts_of(arrivals);
  std::int64_t number = added_from;
  for (const ScenarioContact& contact : listed)
    if (*contact.number % contact_copy_offset >= number) number = *contact.number % contact_copy_offset + 1;
  for (std::int32_t i = 0; i < contacts; ++i) {
    const double at = static_cast<double>(span.from_s) + length * (i + 0.5) / contacts;
    listed.push_back(another({}, number + i, at));
  }
  sort_by_time(listed);
}

Law scaled(const Law& law, double factor) {
  return std::visit(
      [&](auto one) -> Law {
        if constexpr (requires { one.mean_s; }) {
          one.mean_s *= factor;
        } else if constexpr (requires { one.values_s; }) {
          for (double& value : one.values_s)
            value *= factor;
        } else {
          for (double& time : one.times_s)
            time *= factor;
          one.tail_mean_s *= factor;
        }
        return one;
      },
      law);
}

}  // namespace rapport::twin
