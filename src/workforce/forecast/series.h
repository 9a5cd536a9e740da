// Series: what came to a queue, interval by interval, on the grid of local days and slots of the wall clock.
// Made from points in any order; what is wrong with them is an error with its place, or repaired and
// reported. Plain values; any thread.
//
// Rules: the same interval twice with the same figures is dropped and reported, with different figures an
// error; intervals finer than the grid's are added up, coarser or mixed ones an error; starts off the grid,
// negative and not finite figures are errors. Where the clock goes back, the two intervals of one slot are
// averaged; where it goes forward, the skipped slots are not missing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "workforce/calendar/intervals.h"

namespace rapport::workforce {

struct SeriesPoint {
  Instant start;
  std::optional<double> contacts = {};  // absent: not measured
  std::optional<double> handle_s = {};  // mean per contact; absent: unknown
};

struct SeriesPoints {
  std::string queue;
  std::string channel;
  std::vector<SeriesPoint> points;
};

enum class RepairKind : std::uint8_t {
  duplicate,   // there twice with the same figures: one dropped
  partial,     // a part of the interval was not measured: scaled up
  missing,     // not measured while open: filled
  outlier,     // far from its likes: replaced
  closed_day,  // a whole day without contacts that is usually open: not learnt from
  odd_day,     // a whole day far from its likes, no holiday or event: not learnt from
};

struct Repair {
  RepairKind kind = RepairKind::missing;
  Instant start;
  std::optional<double> was = {};
  std::optional<double> now = {};
};

struct Series {
  std::string queue;
  std::string channel;
  Day first;
  std::int32_t interval_min = 30;
  std::int32_t slots = 48;      // of a day
  std::vector<float> contacts;  // [day * slots + slot]; NaN: not measured
  std::vector<float> handle_s;  // the same; NaN: unknown
  std::vector<Repair> repairs;  // duplicates and partial intervals

  std::int32_t days() const { return slots == 0 ? 0 : static_cast<std::int32_t>(contacts.size()) / slots; }
};

// `interval_min`: 15, 30 or 60. Issues of an error point into the points: "/points/12/contacts".
Result<Series> series_of(const SeriesPoints& points, const Zone& zone, std::int32_t interval_min);

inline constexpr std::int32_t series_days_max = 366 * 30;

}  // namespace rapport::workforce
