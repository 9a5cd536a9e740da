#include "twin/replications.h"

#include <array>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <cmath>

#include "base/check.h"
#include "platform/contract/json.h"
#include "twin/engine.h"
#include "twin/report.h"
#include "twin/world.h"

namespace rapport::twin {
namespace {

// Quantile 0.975 of Student's t; beyond 30 degrees of freedom the first terms of its expansion in 1 / n.
double student_t(std::int32_t freedom) {
  constexpr std::array<double, 30> table = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306,
                                            2.262,  2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
                                            2.110,  2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064,
                                            2.060,  2.056, 2.052, 2.048, 2.045, 2.042};
  if (freedom <= 30) return table[static_cast<std::size_t>(freedom - 1)];
  constexpr double z = 1.959964;
  return z + (z * z * z + z) / (4 * freedom);
}

struct Sums {
  double sum = 0;
  double sum_of_squares = 0;  // of differences from the first value, which keeps it exact enough
  double first = 0;
  std::int32_t runs = 0;

  void add(double x) {
    if (runs++ == 0) first = x;
    sum += x - first;
    sum_of_squares += (x - first) * (x - first);
  }
  Estimate estimate() const {
    Estimate out;
    out.runs = runs;
    if (runs == 0) return out;
    out.mean = first + sum / runs;
    if (runs < 2) return out;
    const double variance = (sum_of_squares - sum * sum / runs) / (runs - 1);
    out.half_width = student_t(runs - 1) * std::sqrt(variance > 0 ? variance / runs : 0);
    out.mean = std::floor(out.mean * 1e6 + 0.5) / 1e6;
    out.half_width = std::floor(out.half_width * 1e6 + 0.5) / 1e6;
    return out;
  }
};

double value_of(double x, bool&) {
  return x;
}
double value_of(std::int64_t x, bool&) {
  return static_cast<double>(x);
}
double value_of(const std::optional<double>& x, bool& is_defined) {
  is_defined = x.has_value();
  return x.value_or(0);
}

class Sample {
 public:
  template <class Summary>
  void add(const Summary& summary) {
    using Members = boost::describe::describe_members<Summary, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>([&](auto member) {
      bool is_defined = true;
      const double value = value_of(summary.*member.pointer, is_defined);
      Sums& sums = by_name_[member.name];
      if (is_defined) sums.add(value);
    });
  }
  Estimates estimates() const {
    Estimates out;
    for (const auto& [name, sums] : by_name_)
      out.emplace(name, sums.estimate());
    return out;
  }

 private:
  std::map<std::string, Sums> by_name_;
};

}  // namespace

Result<Replications> replicate(const Scenario& scenario, std::int32_t count) {
  RAPPORT_CHECK(count >= 2 && count <= replications_max);
  const auto world = resolve(scenario);
  if (!world) return tl::unexpected<Error>(world.error());
  Sample total, agents;
  std::vector<Sample> queues(world->queues.size()), groups(world->groups.size());
  for (std::int32_t i = 0; i < count; ++i) {
    const std::uint64_t seed = world->seed + static_cast<std::uint64_t>(i);
    const auto outcome = run(*world, seed);
    if (!outcome) return tl::unexpected<Error>(outcome.error());
    const Report report = make_report(*world, seed, *outcome);
    total.add(report.total);
    agents.add(report.agents);
    for (std::size_t k = 0; k < queues.size(); ++k)
      queues[k].add(report.queues[k].total);
    for (std::size_t k = 0; k < groups.size(); ++k)
      groups[k].add(report.groups[k].total);
  }
  Replications out{world->name, scenario.seed, count, total.estimates(), agents.estimates(), {}, {}};
  for (std::size_t k = 0; k < queues.size(); ++k)
    out.queues.push_back({world->queues[k].name, queues[k].estimates()});
  for (std::size_t k = 0; k < groups.size(); ++k)
    out.groups.push_back({world->groups[k].name, world->groups[k].count, groups[k].estimates()});
  return out;
}

std::string to_json(const Replications& replications) {
  return contract::encode(replications);
}

}  // namespace rapport::twin
