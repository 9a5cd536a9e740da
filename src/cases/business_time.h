// BusinessTime: how much time of business lies between two moments, and which moment lies so much of it
// ahead. Over org::Hours, whose holidays, time zones and clock changes it inherits. Pure; it remembers the
// stretches it has already worked out, so keep one for a batch of questions. One owner.
#pragma once

#include <optional>
#include <vector>

#include "base/instant.h"
#include "org/hours.h"

namespace rapport::cases {

class BusinessTime {
 public:
  // Without hours it is always business. REQUIRES: org::check(hours) passed.
  explicit BusinessTime(std::optional<org::Hours> hours = std::nullopt) : hours_(std::move(hours)) {}

  // 0 when `to` is not after `from`.
  Duration between(Instant from, Instant to);
  // The first moment at which `span` has passed since `from`; `from` itself for 0. nullopt: not within
  // years_ahead_max.
  std::optional<Instant> after(Instant from, Duration span);

  static constexpr std::int64_t years_ahead_max = 10;

 private:
  struct Span {
    Instant from, to;
  };
  void cover(Instant from, Instant to);

  std::optional<org::Hours> hours_;
  std::vector<Span> open_;  // of what is covered, in order
  Instant covered_from_, covered_to_;
};

}  // namespace rapport::cases
