#include "twin/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/check.h"
#include "platform/contract/json.h"
#include "twin/cost.h"
#include "twin/crowd.h"
#include "twin/engine.h"
#include "twin/explanation.h"
#include "twin/figures.h"
#include "twin/report.h"
#include "twin/world.h"

namespace rapport::twin {
namespace {

// One run's figures, by what they are of: "total", "queue/NAME", …
using Sheet = std::map<std::string, Figures>;

Sheet sheet_of(const World& world, const Report& report) {
  Sheet out = {{"total", figures_of(report.total)},
               {"agents", figures_of(report.agents)},
               {"cost", cost_of(world, report)}};
  for (const QueueReport& queue : report.queues)
    out.emplace("queue/" + queue.queue, figures_of(queue.total));
  for (const GroupReport& group : report.groups)
    out.emplace("group/" + group.group, figures_of(group.total));
  return out;
}

class PairedSums {
 public:
  void add(const std::optional<double>& base, const std::optional<double>& variant) {
    if (base) base_.add(*base);
    if (variant) variant_.add(*variant);
    if (base && variant) difference_.add(*variant - *base);
  }
  ComparedFigure figure() const {
    ComparedFigure out{base_.estimate(), variant_.estimate(), difference_.estimate(), false};
    const double away = out.difference.mean < 0 ? -out.difference.mean : out.difference.mean;
    out.is_sure = out.difference.runs >= 2 && away > out.difference.half_width;
    return out;
  }

 private:
  Sums base_, variant_, difference_;
};

class Comparing {
 public:
  Comparing(const Scenario& scenario, const ReplicateOptions& options)
      : scenario_(scenario), options_(options) {}

  Result<void> set_up(const std::vector<Variant>& variants) {
    auto base = resolve(scenario_);
    if (!base) return tl::unexpected<Error>(std::move(base.error()));
    worlds_.push_back(std::move(*base));
    for (std::size_t i = 0; i < variants.size(); ++i) {
      const std::string where = fmt::format("/variants/{}", i);
      auto other = changed(scenario_, variants[i].changes, where + "/changes", &notes_.emplace_back());
      if (!other) return tl::unexpected<Error>(std::move(other.error()));
      auto world = resolve(*other);
      if (!world) return of_variant(std::move(world.error()), where);
      worlds_.push_back(std::move(*world));
      names_.push_back(variants[i].name);
    }
    sums_.resize(variants.size());
    return {};
  }

  Result<Comparison> run() {
    const Precision& precision = options_.precision;
    const bool is_open = precision.relative > 0 || precision.absolute > 0;
    std::int32_t until = is_open ? std::min(precision.min, precision.max) : precision.max;
    for (;;) {
      if (auto played = play(until); !played) return tl::unexpected<Error>(std::move(played.error()));
      const bool is_precise = !is_open || is_enough();
      if (until == precision.max || is_precise) return found(is_precise);
      until = std::min(precision.max, until + std::max(std::int32_t{4}, until / 2));
    }
  }

 private:
  // A fault that the changes bring about, said where they are.
  static tl::unexpected<Error> of_variant(Error error, const std::string& where) {
    for (Issue& issue : error.issues)
      issue = {where, fmt::format("the changed scenario has a fault at {}: {}", issue.where, issue.what)};
    return tl::unexpected<Error>(std::move(error));
  }

  // Every world once for each number, in parallel; then added up in order.
  Result<void> play(std::int32_t until) {
    const auto count = static_cast<std::int32_t>(worlds_.size());
    std::vector<Sheet> sheets(static_cast<std::size_t>((until - runs_) * count));
    const auto share = [&](std::int32_t runs) { return static_cast<double>(runs) / options_.precision.max; };
    const CrowdWork work{runs_ * count,      until * count, options_.threads,
                         &options_.progress, share(runs_),  share(until)};
    auto played = run_crowd(work, [&](std::int32_t number, const std::atomic<bool>& stop) -> Result<void> {
      const World& world = worlds_[static_cast<std::size_t>(number % count)];
      const std::uint64_t seed = world.seed + static_cast<std::uint64_t>(number / count);
      auto outcome = twin::run(world, seed, {}, &stop);
      if (!outcome) return tl::unexpected<Error>(std::move(outcome.error()));
      sheets[static_cast<std::size_t>(number - runs_ * count)] =
          sheet_of(world, make_totals(world, seed, *outcome));
      return {};
    });
    if (!played) return played;
    for (std::int32_t run = 0; run < until - runs_; ++run) {
      const Sheet& base = sheets[static_cast<std::size_t>(run * count)];
      for (std::int32_t v = 1; v < count; ++v)
        add(base, sheets[static_cast<std::size_t>(run * count + v)], sums_[static_cast<std::size_t>(v - 1)]);
    }
    runs_ = until;
    return {};
  }

  using Paired = std::map<std::string, std::map<std::string, PairedSums>>;

  static void add(const Sheet& base, const Sheet& variant, Paired& sums) {
    for (const auto& [of, figures] : base) {
      const auto other = variant.find(of);
      if (other == variant.end()) continue;
      Figures all = figures;  // by name: a count that applies to one of the days only is 0 on the other
      all.insert(other->second.begin(), other->second.end());
      for (const auto& one : all)
        sums[of][one.first].add(value_of(figures, one.first), value_of(other->second, one.first));
    }
  }
  static std::optional<double> value_of(const Figures& figures, const std::string& name) {
    const auto found = figures.find(name);
    return found == figures.end() ? 0.0 : found->second;
  }

  static ComparedFigures figures(const std::map<std::string, PairedSums>& sums) {
    ComparedFigures out;
    for (const auto& [name, one] : sums)
      out.emplace(name, one.figure());
    return out;
  }

  bool is_enough() const {
    for (const Paired& variant : sums_) {
      for (const auto& [of, by_name] : variant) {
        if (of.starts_with("group/") || of == "cost") continue;
        Estimates estimates;
        for (const auto& [name, one] : figures(by_name))
          estimates[name] = {one.base.mean, one.difference.half_width, one.difference.runs};
        if (!is_reached(options_.precision, estimates)) return false;
      }
    }
    return true;
  }

  Comparison found(bool is_precise) const {
    Comparison out{worlds_[0].name, static_cast<std::int64_t>(worlds_[0].seed), runs_, is_precise, {}};
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      ComparedVariant& variant = out.variants.emplace_back();
      variant.name = names_[i];
      const Paired& of = sums_[i];
      variant.total = figures(of.at("total"));
      variant.agents = figures(of.at("agents"));
      variant.cost = figures(of.at("cost"));
      for (const WorldQueue& queue : worlds_[0].queues)
        if (const auto one = of.find("queue/" + queue.name); one != of.end())
          variant.queues.push_back({queue.name, figures(one->second)});
      for (const WorldGroup& group : worlds_[0].groups)
        if (const auto one = of.find("group/" + group.name); one != of.end())
          variant.groups.push_back({group.name, figures(one->second)});
      variant.explanation = explanation_of(variant);
      variant.notes = notes_[i];
    }
    return out;
  }

  const Scenario& scenario_;
  const ReplicateOptions& options_;
  std::vector<World> worlds_;  // the base first
  std::vector<std::string> names_;
  std::vector<std::vector<std::string>> notes_;  // by variant
  std::vector<Paired> sums_;                     // by variant
  std::int32_t runs_ = 0;
};

}  // namespace

Result<Comparison> compare(const Scenario& scenario, const std::vector<Variant>& variants,
                           const ReplicateOptions& options) {
  const Precision& precision = options.precision;
  RAPPORT_CHECK(!variants.empty());
  RAPPORT_CHECK(precision.min >= 2 && precision.max >= 2 && precision.max <= replications_max);
  Comparing comparing(scenario, options);
  if (auto ready = comparing.set_up(variants); !ready) return tl::unexpected<Error>(std::move(ready.error()));
  return comparing.run();
}

std::string to_json(const Comparison& comparison) {
  return contract::encode(comparison);
}

}  // namespace rapport::twin
