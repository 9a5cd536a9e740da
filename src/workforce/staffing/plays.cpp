#include "workforce/staffing/plays.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>
#include <thread>

#include "twin/arithmetic.h"
#include "twin/engine.h"
#include "twin/world.h"

namespace rapport::workforce::staffing {
namespace {

constexpr double normal_80 = 1.2815515655446004;  // an 80 % interval reaches so many standard deviations
constexpr double level_most = 3;                  // standard deviations

// The day is busier or quieter than expected as a whole: what the forecast's interval is wider than
// Poisson's.
void set_level(twin::WorldQueue& to, const Queue& queue, double interval_s, std::uint64_t seed) {
  if (queue.high_80.empty()) return;
  // Number 0 draws the arrivals themselves.
  twin::Random random(seed, twin::Stream::arrivals, to.source, 1);
  const double z = std::clamp(twin::normal_quantile(random.unit()), -level_most, level_most);
  for (std::size_t i = 0; i < queue.high_80.size() && i < to.arrivals.pieces.size(); ++i) {
    const double expected = queue.arrivals.per_interval[i];
    const double wide = (z > 0 ? queue.high_80[i] - expected : expected - queue.low_80[i]) / normal_80;
    const double level = std::sqrt(std::max(0.0, wide * wide - expected));
    to.arrivals.pieces[i].per_second = std::max(0.0, expected + z * level) / interval_s;
  }
}

PlayedDay counted(const Problem& problem, const std::vector<std::size_t>& groups, const twin::Ledger& ledger,
                  std::size_t windows) {
  PlayedDay day;
  day.queues.resize(problem.queues.size() * windows);
  day.groups.resize(problem.groups.size() * windows);
  for (std::size_t q = 0; q < problem.queues.size(); ++q)
    for (std::size_t w = 0; w < windows; ++w) {
      const twin::QueueCell& cell = ledger.queue_cell(q, w);
      QueueTally& tally = day.queues[q * windows + w];
      tally.contacts = cell.offered - cell.refused;
      tally.in_time = cell.answered_within;
      tally.unanswered = cell.expired + cell.open_at_end + cell.callbacks_failed;
      tally.counted = cell.answered + cell.abandoned - cell.abandoned_within + tally.unanswered;
      tally.abandoned = cell.abandoned;
      tally.answered = cell.answered;
      tally.waited_us = cell.waited_answered_us;
    }
  for (std::size_t k = 0; k < groups.size(); ++k)
    for (std::size_t w = 0; w < windows; ++w) {
      const twin::GroupCell& cell = ledger.group_cell(k, w);
      const std::int64_t busy = cell.talk_us + cell.wrap_us;
      day.groups[groups[k] * windows + w].add({busy, busy + cell.idle_us});
    }
  return day;
}

}  // namespace

void QueueTally::add(const QueueTally& other) {
  contacts += other.contacts;
  in_time += other.in_time;
  counted += other.counted;
  abandoned += other.abandoned;
  answered += other.answered;
  unanswered += other.unanswered;
  waited_us += other.waited_us;
}

void GroupTally::add(const GroupTally& other) {
  busy_us += other.busy_us;
  there_us += other.there_us;
}

std::size_t Plays::windows() const {
  const std::size_t each = window_of(problem_);
  return (intervals_of(problem_) + each - 1) / each;
}

Result<PlayedDays> Plays::play(const Numbers& agents, const DayRange& range) {
  const Cast cast = cast_of(problem_, agents);
  const auto world = twin::resolve(cast.scenario);
  if (!world) return tl::unexpected<Error>(world.error());
  const auto count = static_cast<std::size_t>(range.count);
  const std::size_t all_windows = windows();
  PlayedDays days(count);
  std::vector<std::optional<Error>> errors(count);
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stop{false};
  const auto work = [&](bool is_asking) {
    for (std::size_t day = next++; day < count && !stop; day = next++) {
      if (is_asking && !options_.progress.at(done_)) {
        stop = true;
        return;
      }
      const std::uint64_t seed =
          world->seed + static_cast<std::uint64_t>(range.first) + static_cast<std::uint64_t>(day);
      twin::World own = *world;
      for (std::size_t q = 0; q < own.queues.size(); ++q)
        set_level(own.queues[q], problem_.queues[q], problem_.interval_minutes * 60.0, seed);
      const auto outcome = twin::run(own, seed, {}, &stop);
      if (outcome)
        days[day] = counted(problem_, cast.groups, outcome->ledger, all_windows);
      else
        errors[day] = outcome.error();
    }
  };
  const auto cores = static_cast<std::size_t>(std::max(1U, std::thread::hardware_concurrency()));
  const std::size_t wanted = options_.threads > 0 ? static_cast<std::size_t>(options_.threads) : cores;
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < std::min(wanted, count); ++i)
    others.emplace_back([&work] { work(false); });
  work(true);
  for (std::thread& other : others)
    other.join();
  if (stop) return cancelled();
  for (const auto& error : errors)
    if (error) return tl::unexpected<Error>(*error);
  days_ += range.count;
  return days;
}

}  // namespace rapport::workforce::staffing
