#include "twin/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "twin/transfers.h"
#include "twin/world_group.h"
#include "twin/world_names.h"
#include "twin/world_queue.h"

namespace rapport::twin {
namespace {

constexpr std::size_t issues_max = 100;  // what is wrong with a thousand contacts is wrong in one way

Error contradicts(WorldNames& names) {
  std::vector<Issue> issues = std::move(names.issues());
  if (const std::size_t all = issues.size(); all > issues_max) {
    issues.resize(issues_max + 1);
    issues.back().what = fmt::format("{} faults more from here on", all - issues_max);
  }
  return Error{ErrorCode::invalid, "bad_scenario", "the scenario contradicts itself", std::move(issues)};
}

void resolve_times(World& world, const Scenario& scenario, WorldNames& names) {
  world.start = scenario.start;
  world.duration = seconds(scenario.duration_s);
  world.warm_up = seconds(scenario.warm_up_s);
  world.drain = seconds(scenario.drain_s);
  world.interval = seconds(scenario.interval_s);
  if (scenario.warm_up_s >= scenario.duration_s) names.issue("/warm_up_s", "must be less than duration_s");
  if (scenario.duration_s / std::max<std::int64_t>(scenario.interval_s, 1) > intervals_max)
    names.issue("/interval_s", fmt::format("more than {} intervals in duration_s", intervals_max));
}

}  // namespace

Duration from_seconds(double s) {
  return {static_cast<std::int64_t>(std::floor(s * 1e6 + 0.5))};
}

Result<World> resolve(const Scenario& scenario) {
  WorldNames names(scenario);
  World world;
  world.name = scenario.name;
  world.seed = static_cast<std::uint64_t>(scenario.seed);
  resolve_times(world, scenario, names);
  world.settings.silent_after = seconds(scenario.silent_after_s);
  world.settings.why_agents_max = 1;  // explanations cost time and decide nothing
  names.add_all();
  if (!names.issues().empty()) return tl::unexpected<Error>(contradicts(names));
  FlowsAndEntries flows;
  for (std::size_t i = 0; i < scenario.flows.size(); ++i) {
    const std::string where = fmt::format("/flows/{}", i);
    flows.flows.push_back(resolve_flow(scenario.flows[i], names.flow_numbers(where), where, names.issues()));
  }
  double contacts = 0;
  for (std::size_t i = 0; i < scenario.queues.size(); ++i) {
    world.queues.push_back(resolve_queue(scenario.queues[i], fmt::format("/queues/{}", i), names, flows));
    world.is_stretched = world.is_stretched || world.queues.back().stretch > 0;
    contacts += expected_arrivals(world.queues.back().arrivals, world.duration);
  }
  link_transfers(world, scenario, names);
  if (contacts > contacts_max)
    names.issue("/queues", fmt::format("{:.0f} contacts expected; at most {:.0f}", contacts, contacts_max));
  for (std::size_t i = 0; i < scenario.agents.size(); ++i) {
    world.groups.push_back(resolve_group(scenario.agents[i], fmt::format("/agents/{}", i), names));
    world.groups.back().first = names.first_of(i);
    world.agents += world.groups.back().count;
  }
  world.flows = std::move(flows.flows);
  world.entries = std::move(flows.entries);
  if (!names.issues().empty()) return tl::unexpected<Error>(contradicts(names));
  return world;
}

}  // namespace rapport::twin
