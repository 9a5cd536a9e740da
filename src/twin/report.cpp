#include "twin/report.h"

#include <cmath>

#include "platform/contract/json.h"

namespace rapport::twin {
namespace {

double rounded(double x) {
  return std::floor(x * 1e6 + 0.5) / 1e6;
}

double seconds_of(std::int64_t us) {
  return rounded(static_cast<double>(us) / 1e6);
}

std::optional<double> ratio(std::int64_t a, std::int64_t b) {
  if (b == 0) return std::nullopt;
  return rounded(static_cast<double>(a) / static_cast<double>(b));
}

std::optional<double> mean_s(std::int64_t us, std::int64_t count) {
  if (count == 0) return std::nullopt;
  return rounded(static_cast<double>(us) / static_cast<double>(count) / 1e6);
}

std::optional<double> percentile_s(Waits& waits, std::int64_t percent) {
  const auto us = waits.percentile_us(percent);
  if (!us) return std::nullopt;
  return seconds_of(*us);
}

QueueSummary summary(QueueCell cell, Duration length) {
  const std::int64_t taken_in = cell.offered - cell.refused;
  QueueSummary out;
  out.offered = cell.offered;
  out.answered = cell.answered;
  out.abandoned = cell.abandoned;
  out.expired = cell.expired;
  out.refused = cell.refused;
  out.open_at_end = cell.open_at_end;
  out.no_answers = cell.no_answers;
  out.service_level = ratio(cell.answered_within, cell.answered + cell.abandoned - cell.abandoned_within);
  out.abandonment = ratio(cell.abandoned, taken_in);
  out.had_to_wait = ratio(cell.had_to_wait, taken_in);
  out.asa_s = mean_s(cell.waited_answered_us, cell.answered);
  out.mean_wait_s = mean_s(cell.waited_all_us, taken_in);
  out.wait_p50_s = percentile_s(cell.waits, 50);
  out.wait_p90_s = percentile_s(cell.waits, 90);
  out.wait_p95_s = percentile_s(cell.waits, 95);
  out.wait_max_s = percentile_s(cell.waits, 100);
  out.mean_queue_length = ratio(cell.waiting_us, length.us).value_or(0);
  out.talk_s = seconds_of(cell.talk_us);
  out.wrap_up_s = seconds_of(cell.wrap_us);
  if (cell.called_back > 0) {
    out.called_back = cell.called_back;
    out.callbacks_failed = cell.callbacks_failed;
  }
  if (cell.moved_on > 0) out.moved_on = cell.moved_on;
  if (cell.entered_flow > 0) {
    out.entered_flow = cell.entered_flow;
    out.served_in_flow = cell.served_in_flow;
    out.left_in_flow = cell.left_in_flow;
  }
  return out;
}

GroupSummary summary(const GroupCell& cell) {
  const std::int64_t busy = cell.talk_us + cell.wrap_us;
  GroupSummary out;
  out.signed_in_s = seconds_of(busy + cell.idle_us);
  out.talk_s = seconds_of(cell.talk_us);
  out.wrap_up_s = seconds_of(cell.wrap_us);
  out.idle_s = seconds_of(cell.idle_us);
  out.break_s = seconds_of(cell.break_us);
  out.occupancy = ratio(busy, busy + cell.idle_us);
  out.concurrency = ratio(cell.contact_us, busy);
  return out;
}

Report report_of(const World& world, std::uint64_t seed, const Outcome& outcome, bool with_intervals) {
  const Ledger& ledger = outcome.ledger;
  const Duration whole = world.duration - world.warm_up;
  Report report;
  report.scenario = world.name;
  report.seed = static_cast<std::int64_t>(seed);
  report.start = world.start + world.warm_up;
  report.end = world.start + world.duration;
  report.interval_s = world.interval.us / 1'000'000;
  report.contacts = outcome.contacts;
  report.events = outcome.events;
  QueueCell all_queues;
  for (std::size_t queue = 0; queue < world.queues.size(); ++queue) {
    QueueReport& out = report.queues.emplace_back();
    out.queue = world.queues[queue].name;
    out.service_level_within_s = world.queues[queue].rules.service_level_within.us / 1'000'000;
    QueueCell total;
    for (std::size_t i = 0; i < ledger.intervals(); ++i) {
      const QueueCell& cell = ledger.queue_cell(queue, i);
      if (with_intervals) out.intervals.push_back({ledger.start_of(i), summary(cell, ledger.length_of(i))});
      total.add(cell);
    }
    all_queues.add(total);
    out.total = summary(std::move(total), whole);
  }
  report.total = summary(std::move(all_queues), whole);
  GroupCell all_groups;
  for (std::size_t group = 0; group < world.groups.size(); ++group) {
    GroupReport& out = report.groups.emplace_back();
    out.group = world.groups[group].name;
    out.agents = world.groups[group].count;
    GroupCell total;
    for (std::size_t i = 0; i < ledger.intervals(); ++i) {
      if (with_intervals) out.intervals.push_back({ledger.start_of(i), summary(ledger.group_cell(group, i))});
      total.add(ledger.group_cell(group, i));
    }
    all_groups.add(total);
    out.total = summary(total);
  }
  report.agents = summary(all_groups);
  return report;
}

}  // namespace

Report make_report(const World& world, std::uint64_t seed, const Outcome& outcome) {
  return report_of(world, seed, outcome, true);
}

Report make_totals(const World& world, std::uint64_t seed, const Outcome& outcome) {
  return report_of(world, seed, outcome, false);
}

std::string to_json(const Report& report) {
  return contract::encode(report);
}

}  // namespace rapport::twin
