#include "twin/replications.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "base/check.h"
#include "platform/contract/json.h"
#include "twin/crowd.h"
#include "twin/engine.h"
#include "twin/figures.h"
#include "twin/report.h"
#include "twin/world.h"

namespace rapport::twin {
namespace {

// Whether precision is looked at again: a fixed row of counts, so that threads do not decide.
std::int32_t next_look(std::int32_t runs) {
  return runs + std::max(std::int32_t{4}, runs / 2);
}

class Replicating {
 public:
  Replicating(const World& world, const ReplicateOptions& options)
      : world_(world), options_(options), queues_(world.queues.size()), groups_(world.groups.size()) {}

  Result<Replications> run() {
    const Precision& precision = options_.precision;
    const bool is_open = precision.relative > 0 || precision.absolute > 0;
    std::int32_t until = is_open ? std::min(precision.min, precision.max) : precision.max;
    for (;;) {
      if (auto played = play(until); !played) return tl::unexpected<Error>(std::move(played.error()));
      if (until == precision.max || is_enough()) return found();
      until = std::min(precision.max, next_look(until));
    }
  }

 private:
  Result<void> play(std::int32_t until) {
    std::vector<std::optional<Report>> reports(static_cast<std::size_t>(until - runs_));
    const auto share = [&](std::int32_t runs) { return static_cast<double>(runs) / options_.precision.max; };
    const CrowdWork work{runs_, until, options_.threads, &options_.progress, share(runs_), share(until)};
    auto played = run_crowd(work, [&](std::int32_t number, const std::atomic<bool>& stop) -> Result<void> {
      const std::uint64_t seed = world_.seed + static_cast<std::uint64_t>(number);
      auto outcome = twin::run(world_, seed, {}, &stop);
      if (!outcome) return tl::unexpected<Error>(std::move(outcome.error()));
      reports[static_cast<std::size_t>(number - runs_)] = make_totals(world_, seed, *outcome);
      return {};
    });
    if (!played) return played;
    for (const std::optional<Report>& report : reports)
      add(*report);
    runs_ = until;
    return {};
  }

  void add(const Report& report) {
    total_.add(figures_of(report.total));
    agents_.add(figures_of(report.agents));
    for (std::size_t k = 0; k < queues_.size(); ++k)
      queues_[k].add(figures_of(report.queues[k].total));
    for (std::size_t k = 0; k < groups_.size(); ++k)
      groups_[k].add(figures_of(report.groups[k].total));
  }

  bool is_enough() const {
    const auto is_sure = [&](const Sample& sample) {
      return is_reached(options_.precision, sample.estimates());
    };
    return is_sure(total_) && is_sure(agents_) && std::all_of(queues_.begin(), queues_.end(), is_sure);
  }

  Replications found() const {
    Replications out{world_.name,
                     static_cast<std::int64_t>(world_.seed),
                     runs_,
                     total_.estimates(),
                     agents_.estimates(),
                     {},
                     {}};
    for (std::size_t k = 0; k < queues_.size(); ++k)
      out.queues.push_back({world_.queues[k].name, queues_[k].estimates()});
    for (std::size_t k = 0; k < groups_.size(); ++k)
      out.groups.push_back({world_.groups[k].name, world_.groups[k].count, groups_[k].estimates()});
    return out;
  }

  const World& world_;
  const ReplicateOptions& options_;
  Sample total_, agents_;
  std::vector<Sample> queues_, groups_;
  std::int32_t runs_ = 0;
};

}  // namespace

bool is_reached(const Precision& precision, const Estimates& estimates) {
  for (const std::string& figure : precision.figures) {
    const auto found = estimates.find(figure);
    if (found == estimates.end() || found->second.runs == 0) continue;
    const Estimate& one = found->second;
    const bool is_close =
        (precision.relative > 0 && one.half_width <= precision.relative * std::abs(one.mean)) ||
        (precision.absolute > 0 && one.half_width <= precision.absolute);
    if (!is_close) return false;
  }
  return true;
}

Result<Replications> replicate(const Scenario& scenario, const ReplicateOptions& options) {
  const Precision& precision = options.precision;
  RAPPORT_CHECK(precision.min >= 2 && precision.max >= 2 && precision.max <= replications_max);
  const auto world = resolve(scenario);
  if (!world) return tl::unexpected<Error>(world.error());
  return Replicating(*world, options).run();
}

Result<Replications> replicate(const Scenario& scenario, std::int32_t count) {
  ReplicateOptions options;
  options.precision.max = count;
  return replicate(scenario, options);
}

std::string to_json(const Replications& replications) {
  return contract::encode(replications);
}

}  // namespace rapport::twin
