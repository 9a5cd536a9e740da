// Tally: counts of one stretch of a day in one run, and the figures they make. Doubles, because who still
// waits counts by what is likely to become of them.
#pragma once

#include <optional>

#include "twin/ledger.h"

namespace rapport::workforce::intraday {

struct Tally {
  double offered = 0, refused = 0, answered = 0, abandoned = 0;
  double within = 0;   // answered in time
  double counted = 0;  // for the service level: answered, or left after the limit
  double waited_s = 0;
  double busy_s = 0, ready_s = 0;  // agents

  void add(const twin::QueueCell& cell) {
    offered += static_cast<double>(cell.offered);
    refused += static_cast<double>(cell.refused);
    answered += static_cast<double>(cell.answered);
    abandoned += static_cast<double>(cell.abandoned);
    within += static_cast<double>(cell.answered_within);
    counted += static_cast<double>(cell.answered + cell.abandoned - cell.abandoned_within);
    waited_s += static_cast<double>(cell.waited_answered_us) * 1e-6;
  }
  void add(const twin::GroupCell& cell) {
    const double busy = static_cast<double>(cell.talk_us + cell.wrap_us) * 1e-6;
    busy_s += busy;
    ready_s += busy + static_cast<double>(cell.idle_us) * 1e-6;
  }
  void add(const Tally& other) {
    offered += other.offered;
    refused += other.refused;
    answered += other.answered;
    abandoned += other.abandoned;
    within += other.within;
    counted += other.counted;
    waited_s += other.waited_s;
    busy_s += other.busy_s;
    ready_s += other.ready_s;
  }

  std::optional<double> service_level() const { return ratio(within, counted); }
  std::optional<double> abandonment() const { return ratio(abandoned, offered - refused); }
  std::optional<double> asa_s() const { return ratio(waited_s, answered); }
  std::optional<double> occupancy() const { return ratio(busy_s, ready_s); }

 private:
  static std::optional<double> ratio(double a, double b) {
    if (b <= 1e-9) return std::nullopt;
    return a / b;
  }
};

}  // namespace rapport::workforce::intraday
