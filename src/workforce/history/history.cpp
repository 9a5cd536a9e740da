#include "workforce/history/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "conversations/record_store.h"
#include "org/entity.h"
#include "platform/contract/instant_text.h"

namespace rapport::workforce {

contract::Notes contract_notes(contract::Tag<HistoryPoint>) {
  return {.doc = "An interval. What is absent was not measured, or is a mean of nothing.",
          .fields = {{.name = "contacts", .doc = "that were queued in it; transferred ones arrive again"},
                     {.name = "handle_s", .doc = "mean, from accepting to the end of wrap-up"},
                     {.name = "answered_within", .doc = "the queue's service level"},
                     {.name = "abandoned", .doc = "left before an agent accepted"},
                     {.name = "waited_s", .doc = "mean of the answered"}}};
}
contract::Notes contract_notes(contract::Tag<HistoryQueue>) {
  return {.fields = {{.name = "first_day", .doc = "UTC"},
                     {.name = "days", .doc = "with anything in them"},
                     {.name = "imported_days", .doc = "of them"}}};
}

namespace {

double tenths(double value) {
  return std::round(value * 10) / 10;
}

HistoryPoint point_of(Instant start, const Figures& sum) {
  HistoryPoint point;
  point.start = start;
  const auto set = [](std::optional<double>& to, double value) {
    if (!std::isnan(value)) to = value;
  };
  set(point.contacts, sum.contacts);
  set(point.answered, sum.answered);
  set(point.answered_within, sum.answered_within);
  set(point.abandoned, sum.abandoned);
  if (sum.handled > 0) point.handle_s = tenths(sum.handle_s / sum.handled);
  if (sum.answered > 0) set(point.waited_s, tenths(sum.waited_s / sum.answered));
  return point;
}

Result<void> check(const HistoryRange& range) {
  std::vector<Issue> issues;
  const bool is_length = range.interval_min == 15 || range.interval_min == 30 || range.interval_min == 60 ||
                         range.interval_min == 1'440;
  if (!is_length) issues.push_back({"/interval_min", "expected 15, 30, 60 or 1440"});
  if (range.from.us % quarter.us != 0)
    issues.push_back({"/from", "expected the beginning of a quarter-hour"});
  if (range.to <= range.from) issues.push_back({"/to", "expected a moment after `from`"});
  if (!issues.empty()) return org::wrong(std::move(issues));
  if ((range.to - range.from).us / minutes(range.interval_min).us >
      static_cast<std::int64_t>(history_points_max))
    return org::wrong({{"/to", fmt::format("more than {} intervals at once", history_points_max)}});
  return {};
}

// Where intervals begin, and where the last one ends.
std::vector<Instant> boundaries_of(const HistoryRange& range, const std::string& time_zone) {
  std::vector<Instant> all{range.from};
  while (all.back() < range.to)
    all.push_back(range.interval_min == 1'440 ? org::next_midnight(time_zone, all.back())
                                              : all.back() + minutes(range.interval_min));
  return all;
}

std::string day_text(std::int32_t day) {
  return contract::format_instant(Instant{} + day_length * day).substr(0, 10);
}

}  // namespace

Result<HistorySeries> History::series(OrgId org, const HistoryRange& range) const {
  if (auto fits = check(range); !fits) return tl::unexpected<Error>(fits.error());
  const org::DirectoryPtr directory = directories_.of(org);
  const auto boundaries = boundaries_of(range, directory ? directory->time_zone : "UTC");
  const std::int64_t first = quarter_of(boundaries.front()), end = quarter_of(boundaries.back());
  std::vector<Figures> quarters(static_cast<std::size_t>(end - first), unmeasured());
  auto laid = database_.read([&](database::Session& sql) -> Result<void> {
    if (const auto since = history_store::recorded_since(sql, org, range.queue, range.channel)) {
      const std::int64_t begin = std::max<std::int64_t>(std::int64_t{*since} * quarters_a_day - first, 0);
      if (begin < end - first) std::fill(quarters.begin() + begin, quarters.end(), Figures{});
    }
    for (const auto& day : history_store::days(
             sql, org, {range.queue, range.channel, utc_day(boundaries.front()), utc_day(boundaries.back())}))
      lay_over(quarters, std::int64_t{day.key.day} * quarters_a_day - first, day.figures);
    return {};
  });
  if (!laid) return tl::unexpected<Error>(laid.error());
  const std::int64_t over = std::clamp<std::int64_t>(quarter_of(clock_()) - first, 0, end - first);
  std::fill(quarters.begin() + over, quarters.end(), unmeasured());

  HistorySeries made;
  made.queue_id = range.queue;
  if (directory)
    if (const auto queue = directory->queues.find(range.queue); queue != directory->queues.end())
      made.queue = queue->second.name;
  made.channel = range.channel;
  made.interval_min = range.interval_min;
  made.points.reserve(boundaries.size() - 1);
  for (std::size_t i = 0; i + 1 < boundaries.size(); ++i) {
    Figures sum;
    const std::int64_t to = quarter_of(boundaries[i + 1]) - first;
    for (std::int64_t q = quarter_of(boundaries[i]) - first; q < to; ++q)
      sum += quarters[static_cast<std::size_t>(q)];
    made.points.push_back(point_of(boundaries[i], sum));
  }
  return made;
}

Result<std::vector<Instant>> History::going_on(OrgId org, QueueId queue, switchboard::Channel channel,
                                               Instant from, Instant to) const {
  return conversations::RecordStore(database_).open_arrivals(org, queue, channel, from, to);
}

Result<std::vector<HistoryQueue>> History::queues(OrgId org) const {
  const org::DirectoryPtr directory = directories_.of(org);
  return database_.read([&](database::Session& sql) -> Result<std::vector<HistoryQueue>> {
    std::vector<HistoryQueue> all;
    for (const history_store::Extent& extent : history_store::extents(sql, org)) {
      HistoryQueue shown;
      shown.queue_id = extent.queue;
      if (directory)
        if (const auto queue = directory->queues.find(extent.queue); queue != directory->queues.end())
          shown.queue = queue->second.name;
      shown.channel = extent.channel;
      shown.first_day = day_text(extent.first);
      shown.last_day = day_text(extent.last);
      shown.days = extent.days;
      shown.imported_days = extent.imported_days;
      shown.contacts = extent.contacts;
      all.push_back(std::move(shown));
    }
    return all;
  });
}

}  // namespace rapport::workforce
