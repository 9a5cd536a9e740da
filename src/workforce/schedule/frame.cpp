#include "workforce/schedule/frame.h"

#include <algorithm>

namespace rapport::workforce::schedule {
namespace {

std::vector<Span> merged(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
  std::vector<Span> out;
  for (const Span& span : spans) {
    if (!(span.from < span.to)) continue;
    if (!out.empty() && span.from <= out.back().to)
      out.back().to = std::max(out.back().to, span.to);
    else
      out.push_back(span);
  }
  return out;
}

}  // namespace

Frame::Frame(const Problem& problem) : days(problem.time_zone, problem.first_day, problem.days) {
  std::int32_t week = -1;
  for (std::int32_t day = 0; day < days.count(); ++day) {
    if (day == 0 || days.weekday(day) == problem.week_starts) {
      ++week;
      week_first.push_back(day);
      is_whole_week.push_back(days.weekday(day) == problem.week_starts && day + 7 <= days.count());
    }
    week_of.push_back(week);
    if (problem.weekend.empty() || !holds_weekday(problem.weekend, days.weekday(day))) {
      weekend_of.push_back(-1);
    } else {
      if (day == 0 || weekend_of.back() < 0) ++weekends;
      weekend_of.push_back(weekends - 1);
    }
  }
  const std::int32_t from = *minutes_of_day(problem.night.from), to = *minutes_of_day(problem.night.to);
  for (std::int32_t day = -1; day <= days.count() + 1; ++day)
    nights.push_back({days.near(day, from), days.near(to > from ? day : day + 1, to)});
}

bool Frame::is_night(Instant from, Instant to, std::int64_t overlap_min_s) const {
  for (const Span& night : nights) {
    const Duration overlap = std::min(to, night.to) - std::max(from, night.from);
    if (overlap.us > 0 && overlap >= seconds(overlap_min_s)) return true;
  }
  return false;
}

std::vector<Span> available_spans(const Frame& frame, const Agent& agent) {
  std::vector<Span> spans;
  const std::int32_t last = frame.days.count() + 1;
  if (agent.available.empty()) return {{frame.days.near(-2, 0), frame.days.near(last + 1, 0)}};
  for (std::int32_t day = -1; day <= last; ++day)
    for (const Available& available : agent.available)
      if (holds_weekday(available.weekdays, frame.days.weekday(day)))
        spans.push_back({frame.days.near(day, *minutes_of_day(available.from)),
                         frame.days.near(day, *minutes_of_day(available.to))});
  return merged(std::move(spans));
}

std::vector<Span> time_off_spans(const Frame& frame, const Agent& agent) {
  std::vector<Span> spans;
  for (const TimeOff& off : agent.time_off)
    for (std::int32_t day = 0; day < frame.days.count(); ++day)
      if (off.first_day <= frame.days.date(day) && frame.days.date(day) <= off.last_day)
        spans.push_back(
            {frame.days.near(day, *minutes_of_day(off.from)), frame.days.near(day, *minutes_of_day(off.to))});
  return merged(std::move(spans));
}

bool is_inside(const std::vector<Span>& spans, Instant from, Instant to) {
  return std::any_of(spans.begin(), spans.end(),
                     [&](const Span& span) { return span.from <= from && to <= span.to; });
}

bool overlaps_any(const std::vector<Span>& spans, Instant from, Instant to) {
  return std::any_of(spans.begin(), spans.end(),
                     [&](const Span& span) { return span.from < to && from < span.to; });
}

std::vector<std::int64_t> paid_time_off(const Frame& frame, const Agent& agent) {
  std::vector<std::int64_t> paid(static_cast<std::size_t>(frame.days.count()), 0);
  for (const TimeOff& off : agent.time_off)
    for (std::int32_t day = 0; day < frame.days.count(); ++day)
      if (off.first_day <= frame.days.date(day) && frame.days.date(day) <= off.last_day)
        paid[static_cast<std::size_t>(day)] += off.paid_day_s;
  return paid;
}

bool holds_weekday(const std::vector<std::int32_t>& weekdays, std::int32_t weekday) {
  return weekdays.empty() || std::find(weekdays.begin(), weekdays.end(), weekday) != weekdays.end();
}

std::vector<std::int64_t> lengths_of(const Template& shift, std::int64_t grid_s) {
  std::vector<std::int64_t> lengths;
  const std::int64_t step = shift.length_step_s > 0 ? shift.length_step_s : grid_s;
  for (std::int64_t length = shift.length_s; length <= std::max(shift.length_s, shift.length_max_s);
       length += step)
    lengths.push_back(length);
  return lengths;
}

std::vector<std::int32_t> starts_of(const Template& shift, std::int64_t grid_s) {
  std::vector<std::int32_t> starts;
  const std::int64_t step = (shift.every_s > 0 ? shift.every_s : grid_s) / 60;
  for (std::int64_t at = *minutes_of_day(shift.from); at <= *minutes_of_day(shift.to); at += step)
    starts.push_back(static_cast<std::int32_t>(at));
  return starts;
}

}  // namespace rapport::workforce::schedule
