#include "twin/simulate.h"

#include "twin/engine.h"
#include "twin/world.h"

namespace rapport::twin {

Result<Report> simulate(const Scenario& scenario) {
  const auto world = resolve(scenario);
  if (!world) return tl::unexpected<Error>(world.error());
  const auto outcome = run(*world, world->seed);
  if (!outcome) return tl::unexpected<Error>(outcome.error());
  return make_report(*world, world->seed, *outcome);
}

}  // namespace rapport::twin
