// The points of a table, once all are read, into days: doubled hours, twins, lengths, holes.
#include "workforce/history/import_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "workforce/calendar/wall_clock.h"

namespace rapport::workforce {
namespace {

DayFigures& day_at(std::map<history_store::DayKey, DayFigures>& days, QueueId queue,
                   switchboard::Channel channel, std::int64_t at, std::int32_t step) {
  const std::int32_t utc = utc_day(quarter_start(at));
  return days.try_emplace({queue, channel, utc, {}}, unmeasured_day(step)).first->second;
}

std::size_t place_in_day(std::int64_t at) {
  return static_cast<std::size_t>(at - std::int64_t{utc_day(quarter_start(at))} * quarters_a_day);
}

// Minutes of the usual distance between points, when it is a part of a quarter-hour; else 15.
std::int32_t fine_length(const std::map<std::int64_t, std::size_t>& distances) {
  std::int64_t usual = quarter.us;
  std::size_t most = 0;
  for (const auto& [distance, times] : distances)
    if (times > most) {
      usual = distance;
      most = times;
    }
  const bool is_part = usual < quarter.us && usual % minutes(1).us == 0 && quarter.us % usual == 0;
  return static_cast<std::int32_t>((is_part ? usual : quarter.us) / minutes(1).us);
}

}  // namespace

// Of what stands there twice by the wall clock, the second is the second time round.
void ImportTable::settle_doubled_hours(std::vector<Point>& points) {
  std::map<Instant, std::vector<std::size_t>> doubled;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (points[i].is_local && again_at(zone_, points[i].at)) doubled[points[i].at].push_back(i);
  std::vector<std::size_t> unclear;
  for (const auto& [at, places] : doubled) {
    if (places.size() == 2) {
      points[places[1]].at = *again_at(zone_, at);
      continue;
    }
    for (const std::size_t place : places) {
      refuse(points[place].line,
             fmt::format("start: the clock of {} shows this twice that day: give an offset, or "
                         "both in order",
                         zone_.name()));
      unclear.push_back(place);
    }
  }
  std::sort(unclear.rbegin(), unclear.rend());
  for (const std::size_t place : unclear)
    points.erase(points.begin() + static_cast<std::ptrdiff_t>(place));
}

void ImportTable::drop_twins(std::vector<Point>& points) {
  std::stable_sort(points.begin(), points.end(), [](const Point& x, const Point& y) { return x.at < y.at; });
  std::vector<Point> kept;
  for (const Point& point : points) {
    if (kept.empty() || kept.back().at != point.at)
      kept.push_back(point);
    else if (kept.back().values == point.values)
      repair(point.line, fmt::format("the same as line {}: dropped", kept.back().line));
    else
      refuse(point.line,
             fmt::format("the same interval as in line {}, with other figures", kept.back().line));
  }
  points = std::move(kept);
}

void ImportTable::drop_astray(std::vector<Point>& points, std::int32_t length) {
  const auto is_astray = [&](const Point& point) { return point.at.us % minutes(length).us != 0; };
  for (const Point& point : points)
    if (is_astray(point))
      refuse(point.line, length == 15 ? std::string("start: no quarter-hour begins then")
                                      : fmt::format("start: no interval of {} minutes begins then", length));
  points.erase(std::remove_if(points.begin(), points.end(), is_astray), points.end());
}

// Of finer intervals the quarter-hours. What lacks some of them was not measured, but at a day's edges, where
// nothing came beyond the rows.
void ImportTable::add_up(std::vector<Point>& points, std::int32_t length) {
  const std::int32_t parts = 15 / length;
  std::vector<Point> whole;
  for (std::size_t begin = 0, end = 0; begin < points.size(); begin = end) {
    Point sum = points[begin];
    sum.at = quarter_start(quarter_of(sum.at));
    for (end = begin + 1; end < points.size() && quarter_of(points[end].at) == quarter_of(sum.at); ++end) {
      ++sum.rows;
      for (std::size_t i = 0; i < sum.values.size(); ++i) {
        const std::int32_t more = points[end].values[i];
        sum.values[i] =
            sum.values[i] == not_measured || more == not_measured ? not_measured : sum.values[i] + more;
      }
    }
    const auto day = [&](std::size_t place) { return zone_.local(points[place].at).day; };
    const bool is_edge =
        begin == 0 || end == points.size() || day(begin - 1) != day(begin) || day(end) != day(end - 1);
    if (sum.rows == parts || is_edge)
      whole.push_back(sum);
    else
      repair(sum.line, fmt::format("{} of the {} intervals of this quarter-hour are missing: not measured",
                                   parts - sum.rows, parts));
  }
  points = std::move(whole);
}

std::int32_t ImportTable::length_of(const std::vector<Point>& points) const {
  std::int64_t least = hours(1).us;
  for (std::size_t i = 1; i < points.size(); ++i)
    least = std::min(least, (points[i].at - points[i - 1].at).us);
  return static_cast<std::int32_t>(least / minutes(1).us);
}

void ImportTable::take(const Key& key, std::vector<Point>& points, Days& days) {
  settle_doubled_hours(points);
  drop_twins(points);
  std::map<std::int64_t, std::size_t> distances;
  for (std::size_t i = 1; i < points.size(); ++i)
    ++distances[(points[i].at - points[i - 1].at).us];
  const std::int32_t fine = fine_length(distances);
  drop_astray(points, fine);
  if (fine < 15) add_up(points, fine);
  if (points.empty()) return;
  const std::int32_t length = length_of(points);
  if (length != 15 && length != 30 && length != 60)
    return refuse(points.front().line,
                  fmt::format("the intervals of this queue are {} minutes long, and only 15, 30, 60 "
                              "and parts of 15 can be taken",
                              length));
  const auto rows = by_day(points);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0) {
      const std::int32_t next =
          zone_.local(points[rows[i].begin].at).day - zone_.local(points[rows[i - 1].begin].at).day;
      if (next > 1)
        repair(points[rows[i].begin].line,
               fmt::format("nothing of the {} day(s) before: not measured", next - 1));
    }
    fill_day(key, points, rows[i], length, days);
  }
}

std::vector<ImportTable::DayRows> ImportTable::by_day(const std::vector<Point>& points) const {
  std::vector<DayRows> all;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i == 0 || zone_.local(points[i].at).day != zone_.local(points[i - 1].at).day) all.push_back({i, i});
    all.back().end = i + 1;
  }
  if (all.size() < 2) return all;
  const auto begins = [&](const DayRows& rows) { return zone_.local(points[rows.begin].at).second; };
  const auto ends = [&](const DayRows& rows) { return zone_.local(points[rows.end - 1].at).second; };
  for (const DayRows& each : all) {
    if (begins(each) < begins(all.front())) all.front().is_whole_before = false;
    if (ends(each) > ends(all.back())) all.back().is_whole_after = false;
  }
  return all;
}

void ImportTable::fill_day(const Key& key, const std::vector<Point>& points, const DayRows& day_rows,
                           std::int32_t length, Days& days) {
  const std::size_t begin = day_rows.begin, end = day_rows.end;
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (std::size_t i = begin + 1; i < end; ++i)
    least = std::min(least, (points[i].at - points[i - 1].at).us);
  if (end - begin >= 4 && least > minutes(length).us)
    return refuse(points[begin].line,
                  fmt::format("intervals of {} minutes from here on this day, and of {} elsewhere",
                              least / minutes(1).us, length));
  const std::int64_t quarters = length / 15;
  const Day day = zone_.local(points[begin].at).day;
  seen_days_.insert(day);
  const std::int64_t from = quarter_of(zone_.start_of(day)),
                     to = quarter_of(std::min(zone_.start_of(day + 1), now_));
  const std::int64_t anchor = quarter_of(points[begin].at);
  // In a zone whose half hours are not those of UTC, an interval begins inside one: it is cut in pieces.
  std::int64_t step = quarters;
  while (step > 1 && anchor % step != 0)
    step /= 2;
  const auto set = [&](std::int64_t at, const std::array<std::int32_t, 6>& values) {
    for (std::int64_t piece = 0; piece < quarters / step; ++piece) {
      const std::int64_t place = at + piece * step;
      DayFigures& figures = day_at(days, key.queue, key.channel, place, static_cast<std::int32_t>(step * 15));
      const auto rows = rows_of(figures);
      for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::int32_t parts = static_cast<std::int32_t>(quarters / step), value = values[row];
        const std::int32_t share =
            value == not_measured ? value : value / parts + (piece < value % parts ? 1 : 0);
        (*rows[row])[place_in_day(place)] = share;
      }
    }
  };
  constexpr std::array<std::int32_t, 6> none{};
  for (std::int64_t at = anchor - quarters; day_rows.is_whole_before && at >= from; at -= quarters)
    set(at, none);
  for (std::size_t i = begin; i < end; ++i) {
    const std::int64_t at = quarter_of(points[i].at);
    if ((at - anchor) % quarters != 0) {
      refuse(points[i].line,
             fmt::format("begins inside an interval of {} minutes of line {}", length, points[begin].line));
      continue;
    }
    set(at, points[i].values);
    made_.rows += points[i].rows;
    made_.contacts += points[i].values[0];
    const std::int64_t missing = i + 1 < end ? (quarter_of(points[i + 1].at) - at) / quarters - 1 : 0;
    if (missing > 0)
      repair(points[i].line, fmt::format("{} interval(s) missing after this one: not measured", missing));
  }
  for (std::int64_t at = quarter_of(points[end - 1].at) + quarters;
       day_rows.is_whole_after && at + quarters <= to; at += quarters)
    set(at, none);
}

Result<ImportedHistory> ImportTable::finish() {
  if (!has_header_) return fail(ErrorCode::invalid, "empty_table", "there is nothing in this file");
  Days days;
  for (auto& each : points_)
    take(each.first, each.second, days);
  const auto by_line = [](const ImportNote& x, const ImportNote& y) { return x.line < y.line; };
  std::stable_sort(made_.refusals.begin(), made_.refusals.end(), by_line);
  std::stable_sort(made_.repairs.begin(), made_.repairs.end(), by_line);
  made_.calendar_days = static_cast<std::int64_t>(seen_days_.size());
  made_.days.reserve(days.size());
  for (const auto& [key, figures] : days)
    made_.days.push_back({key, figures});
  return std::move(made_);
}

}  // namespace rapport::workforce
