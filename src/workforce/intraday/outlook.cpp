#include "workforce/intraday/outlook.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/check.h"
#include "twin/arithmetic.h"
#include "twin/crowd.h"
#include "twin/engine.h"
#include "workforce/intraday/tally.h"

namespace rapport::workforce::intraday {
namespace {

constexpr std::int64_t near_s = 900;
constexpr double golden = 0.6180339887498949;

double rounded(double x) {
  return std::floor(x * 1e6 + 0.5) / 1e6;
}
std::optional<double> rounded(const std::optional<double>& x) {
  if (!x) return std::nullopt;
  return rounded(*x);
}

// The same figure of several runs.
class Values {
 public:
  void add(double x) { values_.push_back(x); }
  void add(const std::optional<double>& x) {
    if (x) values_.push_back(*x);
  }
  std::optional<OutlookRange> range() const {
    if (values_.empty()) return std::nullopt;
    std::vector<double> sorted = values_;
    std::sort(sorted.begin(), sorted.end());
    double sum = 0;
    for (const double x : sorted)
      sum += x;
    const auto at = [&](double share) {
      const double rank = std::ceil(share * static_cast<double>(sorted.size()));
      return rounded(sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1]);
    };
    return OutlookRange{rounded(sum / static_cast<double>(sorted.size())), at(0.1), at(0.9)};
  }

 private:
  std::vector<double> values_;
};

struct TallyValues {
  Values offered, answered, abandoned, service_level, abandonment, asa_s, occupancy;
  void add(const Tally& one) {
    offered.add(one.offered);
    answered.add(one.answered);
    abandoned.add(one.abandoned);
    service_level.add(one.service_level());
    abandonment.add(one.abandonment());
    asa_s.add(one.asa_s());
    occupancy.add(one.occupancy());
  }
  OutlookAhead ahead() const {
    return {offered.range().value_or(OutlookRange{}),
            answered.range().value_or(OutlookRange{}),
            abandoned.range().value_or(OutlookRange{}),
            service_level.range(),
            abandonment.range(),
            asa_s.range(),
            occupancy.range()};
  }
};

// Of one queue, or of all together, in one run.
struct PartOfRun {
  Tally rest, whole;
  std::vector<Tally> slots;
  double waiting = 0, busy = 0;  // of the last quarter of an hour before now, on average
};
struct Run {
  std::vector<PartOfRun> parts;  // the queues', then the total
};

struct Waiting {
  std::size_t slot = 0;
  bool is_late = false;  // whatever becomes of them
};

class Looking {
 public:
  Looking(const twin::RecordedDay& recorded, const DayAhead& ahead, const OutlookOptions& options)
      : recorded_(recorded),
        ahead_(ahead),
        options_(options),
        now_cell_(static_cast<std::size_t>(ahead.now_s / cell_s)),
        queues_(ahead.scenario.queues.size()) {}

  Result<DayOutlook> run() {
    RAPPORT_CHECK(options_.runs >= 2 && recorded_.counted);
    auto world = twin::resolve(ahead_.scenario);
    if (!world) return tl::unexpected<Error>(std::move(world.error()));
    find_who_waits();
    find_who_serves();
    std::vector<Run> runs(static_cast<std::size_t>(options_.runs));
    const twin::CrowdWork work{0, options_.runs, options_.threads, &options_.progress, 0, 1};
    auto played =
        twin::run_crowd(work, [&](std::int32_t number, const std::atomic<bool>& stop) -> Result<void> {
          const twin::World today = with_level(*world, number);
          auto outcome = twin::run(today, world->seed + static_cast<std::uint64_t>(number), {}, &stop);
          if (!outcome) return tl::unexpected<Error>(std::move(outcome.error()));
          runs[static_cast<std::size_t>(number)] = read(outcome->ledger);
          return {};
        });
    if (!played) return tl::unexpected<Error>(std::move(played.error()));
    return found(runs);
  }

 private:
  // How busy the rest of the day is as a whole differs from run to run, in all queues alike: log-normal by
  // the forecast's spread, at points that fill the distribution evenly.
  twin::World with_level(const twin::World& world, std::int32_t number) const {
    twin::World out = world;
    const double u = std::fmod(0.5 + golden * number, 1.0);
    const double z = twin::normal_quantile(std::clamp(u, 1e-6, 1 - 1e-6));
    for (std::size_t q = 0; q < queues_; ++q) {
      const double spread = ahead_.queues[q].spread;
      const double sigma = std::sqrt(std::log(1 + spread * spread));
      const double level = std::exp(sigma * z - sigma * sigma / 2);
      for (twin::RatePiece& piece : out.queues[q].arrivals.pieces)
        piece.per_second *= level;
    }
    return out;
  }

  void find_who_waits() {
    waiting_.resize(queues_);
    for (std::size_t q = 0; q < queues_; ++q) {
      const twin::ScenarioQueue& queue = ahead_.scenario.queues[q];
      for (const twin::ScenarioContact& contact : *recorded_.scenario.queues[q].arrivals.contacts) {
        if (contact.talk_s || contact.talk_over_s || !contact.patience_over_s) continue;
        const double waited = *contact.patience_over_s;
        if (contact.at_s + waited < static_cast<double>(ahead_.now_s) - 0.001) continue;  // left otherwise
        const auto slot = static_cast<std::size_t>(contact.at_s / static_cast<double>(slot_s));
        waiting_[q].push_back({slot, waited > static_cast<double>(queue.rules.service_level_within_s)});
      }
    }
  }

  void find_who_serves() {
    serving_.resize(queues_ + 1);
    for (std::size_t a = 0; a < ahead_.scenario.agents.size(); ++a) {
      for (std::size_t q = 0; q < queues_; ++q)
        if (serves(ahead_.scenario.agents[a], ahead_.scenario.queues[q])) serving_[q].push_back(a);
      serving_[queues_].push_back(a);
    }
  }

  static std::size_t slot_of(std::size_t cell) { return cell * cell_s / slot_s; }

  Run read(const twin::Ledger& played) const {
    Run out;
    out.parts.resize(queues_ + 1);
    PartOfRun& total = out.parts.back();
    total.slots.resize(ahead_.slots);
    for (std::size_t q = 0; q < queues_; ++q) {
      PartOfRun& part = out.parts[q];
      part.slots.resize(ahead_.slots);
      for (std::size_t i = 0; i < played.intervals(); ++i) {
        const bool is_past = i < now_cell_;
        const twin::QueueCell& cell = is_past ? recorded_.counted->queue_cell(q, i) : played.queue_cell(q, i);
        part.slots[slot_of(i)].add(cell);
        if (!is_past) part.rest.add(cell);
      }
      settle_waiting(part, q);
      total.rest.add(part.rest);
      for (std::size_t s = 0; s < ahead_.slots; ++s)
        total.slots[s].add(part.slots[s]);
      part.waiting = mean_waiting(played, q);
      total.waiting += part.waiting;
    }
    for (std::size_t p = 0; p < out.parts.size(); ++p)
      add_agents(out.parts[p], p, played);
    for (PartOfRun& part : out.parts)
      for (const Tally& slot : part.slots)
        part.whole.add(slot);
    return out;
  }

  // Who waits now and is not late yet is answered in time, or leaves, as likely as those who come after them.
  void settle_waiting(PartOfRun& part, std::size_t q) const {
    const double leaves = part.rest.abandonment().value_or(0);
    const double in_time = part.rest.service_level().value_or(1);
    for (const Waiting& one : waiting_[q]) {
      Tally& slot = part.slots[one.slot];
      slot.counted += 1;
      slot.within += one.is_late ? 0 : in_time;
      slot.abandoned += leaves;
      slot.answered += 1 - leaves;
    }
  }

  void add_agents(PartOfRun& part, std::size_t p, const twin::Ledger& played) const {
    Tally near;
    for (const std::size_t a : serving_[p])
      for (std::size_t i = 0; i < played.intervals(); ++i) {
        const bool is_past = i < now_cell_;
        const twin::GroupCell& cell = is_past ? recorded_.counted->group_cell(a, i) : played.group_cell(a, i);
        part.slots[slot_of(i)].add(cell);
        if (!is_past) part.rest.add(cell);
        if (is_near(i)) near.add(played.group_cell(a, i));
      }
    part.busy = near.busy_s / static_cast<double>(near_length_s());
  }

  bool is_near(std::size_t cell) const {
    return cell < now_cell_ && cell + static_cast<std::size_t>(near_s / cell_s) >= now_cell_;
  }
  std::int64_t near_length_s() const { return std::max(cell_s, std::min(near_s, ahead_.now_s)); }
  double mean_waiting(const twin::Ledger& ledger, std::size_t q) const {
    double us = 0;
    for (std::size_t i = 0; i < now_cell_; ++i)
      if (is_near(i)) us += static_cast<double>(ledger.queue_cell(q, i).waiting_us);
    return us * 1e-6 / static_cast<double>(near_length_s());
  }

  DayOutlook found(const std::vector<Run>& runs) const {
    DayOutlook out;
    out.runs = options_.runs;
    for (std::size_t q = 0; q < queues_; ++q) {
      const twin::ScenarioQueue& queue = ahead_.scenario.queues[q];
      QueueOutlook& one = out.queues.emplace_back();
      static_cast<OutlookPart&>(one) = part_of(runs, q);
      one.queue_id = recorded_.queues[q];
      one.queue = queue.name;
      one.channel = queue.channel;
      one.service_level_within_s = queue.rules.service_level_within_s;
      one.service_level_target = ahead_.queues[q].service_level_target;
      one.source = ahead_.queues[q].source;
      one.reforecast_factor = rounded(ahead_.queues[q].factor);
    }
    out.total = part_of(runs, queues_);
    return out;
  }

  OutlookPart part_of(const std::vector<Run>& runs, std::size_t p) const {
    OutlookPart out;
    out.so_far = so_far(p);
    TallyValues rest, whole;
    std::vector<TallyValues> slots(ahead_.slots);
    Values waiting, busy;
    for (const Run& run : runs) {
      const PartOfRun& part = run.parts[p];
      rest.add(part.rest);
      whole.add(part.whole);
      for (std::size_t s = 0; s < ahead_.slots; ++s)
        slots[s].add(part.slots[s]);
      waiting.add(part.waiting);
      busy.add(part.busy);
    }
    out.rest = rest.ahead();
    out.whole = whole.ahead();
    out.nearness.waiting_played = waiting.range()->mean;
    out.nearness.busy_played = busy.range()->mean;
    real_nearness(out.nearness, p);
    for (std::size_t s = 0; s < ahead_.slots; ++s)
      out.points.push_back(point(p, s, slots[s].ahead()));
    return out;
  }

  template <class Visit>
  void each_queue(std::size_t p, Visit visit) const {
    for (std::size_t q = 0; q < queues_; ++q)
      if (p == q || p == queues_) visit(q);
  }

  OutlookSoFar so_far(std::size_t p) const {
    OutlookSoFar out;
    Tally sum;
    each_queue(p, [&](std::size_t q) {
      for (std::size_t i = 0; i < now_cell_; ++i) {
        const twin::QueueCell& cell = recorded_.counted->queue_cell(q, i);
        sum.add(cell);
        out.waiting += cell.open_at_end;
      }
    });
    for (const std::size_t a : serving_[p])
      for (std::size_t i = 0; i < now_cell_; ++i)
        sum.add(recorded_.counted->group_cell(a, i));
    out.offered = std::llround(sum.offered);
    out.answered = std::llround(sum.answered);
    out.abandoned = std::llround(sum.abandoned);
    out.service_level = rounded(sum.service_level());
    out.abandonment = rounded(sum.abandonment());
    out.asa_s = rounded(sum.asa_s());
    out.occupancy = rounded(sum.occupancy());
    return out;
  }

  void real_nearness(OutlookNearness& out, std::size_t p) const {
    each_queue(p, [&](std::size_t q) { out.waiting += mean_waiting(*recorded_.counted, q); });
    Tally near;
    for (const std::size_t a : serving_[p])
      for (std::size_t i = 0; i < now_cell_; ++i)
        if (is_near(i)) near.add(recorded_.counted->group_cell(a, i));
    out.waiting = rounded(out.waiting);
    out.busy = rounded(near.busy_s / static_cast<double>(near_length_s()));
  }

  OutlookPoint point(std::size_t p, std::size_t s, const OutlookAhead& figures) const {
    const auto from = static_cast<std::int64_t>(s) * slot_s;
    const std::int64_t to = std::min(from + slot_s, ahead_.scenario.duration_s);
    OutlookPoint out;
    out.start = ahead_.scenario.start + seconds(from);
    out.contacts = figures.offered;
    out.service_level = figures.service_level;
    out.abandonment = figures.abandonment;
    out.occupancy = figures.occupancy;
    if (from < ahead_.now_s) out.actual_contacts = 0;
    each_queue(p, [&](std::size_t q) {
      out.forecast += ahead_.queues[q].forecast[s];
      out.reforecast += ahead_.queues[q].reforecast[s];
      for (std::int64_t at = from; at < std::min(to, ahead_.now_s); at += cell_s)
        *out.actual_contacts +=
            recorded_.counted->queue_cell(q, static_cast<std::size_t>(at / cell_s)).offered;
    });
    std::int64_t planned = 0, there = 0;
    for (const std::size_t a : serving_[p]) {
      planned += worked_s(ahead_.planned[a], from, to);
      there += worked_s(ahead_.scenario.agents[a].shifts, from, to);
    }
    const auto length = static_cast<double>(to - from);
    out.forecast = rounded(out.forecast);
    out.reforecast = rounded(out.reforecast);
    out.planned = rounded(static_cast<double>(planned) / length);
    out.there = rounded(static_cast<double>(there) / length);
    return out;
  }

  const twin::RecordedDay& recorded_;
  const DayAhead& ahead_;
  const OutlookOptions& options_;
  std::size_t now_cell_, queues_;
  std::vector<std::vector<Waiting>> waiting_;      // by queue
  std::vector<std::vector<std::size_t>> serving_;  // groups by queue; the last: all
};

}  // namespace

Result<DayOutlook> outlook_of(const twin::RecordedDay& recorded, const DayAhead& ahead,
                              const OutlookOptions& options) {
  return Looking(recorded, ahead, options).run();
}

}  // namespace rapport::workforce::intraday
