#include "cases/business_time.h"

#include <algorithm>
#include <limits>

namespace rapport::cases {
namespace {

constexpr Instant never{std::numeric_limits<std::int64_t>::max()};
constexpr Duration covered_at_once = hours(24 * 14);

}  // namespace

void BusinessTime::cover(Instant from, Instant to) {
  if (covered_to_ == Instant{} || from < covered_from_ || from > covered_to_) {
    open_.clear();
    covered_from_ = covered_to_ = from;
  }
  while (covered_to_ < to) {
    const auto change = org::next_change(*hours_, covered_to_);
    const Instant end = change.value_or(never);
    if (org::is_open(*hours_, covered_to_)) open_.push_back({covered_to_, end});
    covered_to_ = end;
  }
}

Duration BusinessTime::between(Instant from, Instant to) {
  if (to <= from) return {};
  if (!hours_) return to - from;
  cover(from, to);
  Duration sum;
  for (auto span = std::upper_bound(open_.begin(), open_.end(), from,
                                    [](Instant at, const Span&each) { return at < each.to; });
       span != open_.end() && span->from < to; ++span)
    sum = sum + (std::min(span->to, to) - std::max(span->from, from));
  return sum;
}

std::optional<Instant> BusinessTime::after(Instant from, Duration span) {
  if (!hours_ || span.us <= 0) return from + Duration{std::max<std::int64_t>(span.us, 0)};
  const Instant last = from + hours(24 * 366 * years_ahead_max);
  Duration left = span;
  Instant at = from;
  while (at < last) {
    cover(from, at + covered_at_once);
    for (auto each = std::upper_bound(open_.begin(), open_.end(), at,
                                      [](Instant moment, const Span&one) { return moment < one.to; });
         each != open_.end(); ++each) {
      const Instant begin = std::max(each->from, at);
      if (left <= each->to - begin) return begin + left;
      left = left - (each->to - begin);
    }
    at = covered_to_;
  }
  return std::nullopt;
}

}  // namespace rapport::cases
