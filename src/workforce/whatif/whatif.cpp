#include "workforce/whatif/whatif.h"

#include <utility>

#include "workforce/whatif/flow_swaps.h"
#include "workforce/whatif/past_day.h"

namespace rapport::workforce {

using contract::Notes;
using contract::Tag;

namespace {

constexpr double runs_most = 1'000;
constexpr double read_share = 0.1;  // of the progress, until the day is read

Result<void> wrong_at(std::string where, std::string what) {
  return fail(ErrorCode::invalid, "bad_value", "the request has faults",
              {{std::move(where), std::move(what)}});
}

twin::ReplicateOptions options_of(const WhatIfPrecision& precision) {
  twin::ReplicateOptions options;
  options.precision = {precision.figures, precision.relative, precision.absolute, precision.runs_min,
                       precision.runs_max};
  return options;
}

WhatIfDay day_shown(const std::string& day, const twin::RecordedDay& recorded) {
  WhatIfDay out{day, {}, {}, {}, recorded.fits, recorded.notes};
  for (const twin::ScenarioQueue& queue : recorded.scenario.queues)
    out.queues.push_back(queue.name);
  for (const twin::ScenarioAgents& group : recorded.scenario.agents)
    out.groups.push_back(group.name);
  for (const twin::ScenarioFlow& flow : recorded.scenario.flows)
    out.flows.push_back(flow.name);
  return out;
}

}  // namespace

Notes contract_notes(Tag<WhatIfPrecision>) {
  return {.doc = "Runs go on until the differences of the figures are known so well.",
          .all_optional = true,
          .fields = {{.name = "figures", .min_items = 1, .max_items = 20},
                     {.name = "absolute", .doc = "half of the 95 % interval", .min = 0, .max = 1e6},
                     {.name = "relative", .doc = "to the figure as it is", .min = 0, .max = 1},
                     {.name = "runs_min", .min = 2, .max = runs_most},
                     {.name = "runs_max", .min = 2, .max = runs_most}}};
}
Notes contract_notes(Tag<WhatIfWanted>) {
  return {.doc = "A day that was, or a scenario, against the same with changes.",
          .fields = {{.name = "day", .doc = "instead of a scenario", .format = contract::Format::date},
                     {.name = "scenario", .doc = "as `rapport simulate` reads it"},
                     {.name = "variants", .min_items = 1, .max_items = 20},
                     {.name = "costs", .doc = "of a day that was; a scenario has its own"}}};
}

Result<void> check(const WhatIfWanted& wanted) {
  if (wanted.day.has_value() == wanted.scenario.has_value())
    return wrong_at("/day", "expected a day or a scenario, not both");
  if (wanted.day && !parse_day(*wanted.day)) return wrong_at("/day", "expected a day such as 2026-03-02");
  if (wanted.costs && wanted.scenario) return wrong_at("/costs", "a scenario has its own");
  return {};
}

Result<WhatIfFound> what_if(database::Database& database, const org::Directory& directory,
                            const WhatIfWanted& wanted, const Progress& progress) {
  if (auto checked = check(wanted); !checked) return tl::unexpected<Error>(std::move(checked.error()));
  WhatIfFound out;
  twin::Scenario scenario;
  std::vector<twin::Variant> variants = wanted.variants;
  if (wanted.day) {
    auto recorded = past_day(database, directory, *parse_day(*wanted.day), progress);
    if (!recorded) return tl::unexpected<Error>(std::move(recorded.error()));
    if (auto added = add_costs(database, directory.org, wanted.costs.value_or(ContactCosts{}), *recorded);
        !added)
      return tl::unexpected<Error>(std::move(added.error()));
    out.day = day_shown(*wanted.day, *recorded);
    scenario = std::move(recorded->scenario);
    auto filled = with_flows(database, directory, scenario, std::move(variants));
    if (!filled) return tl::unexpected<Error>(std::move(filled.error()));
    variants = std::move(*filled);
  } else {
    auto read = twin::read_scenario(wanted.scenario->text);
    if (!read) {
      for (Issue& issue : read.error().issues)
        issue.where = "/scenario" + issue.where;
      return tl::unexpected<Error>(std::move(read.error()));
    }
    scenario = std::move(*read);
  }
  twin::ReplicateOptions options = options_of(wanted.precision.value_or(WhatIfPrecision{}));
  const double from = wanted.day ? read_share : 0;
  options.progress.report = [&](double done) { return progress.at(from + (1 - from) * done); };
  auto compared = twin::compare(scenario, variants, options);
  if (!compared) {
    for (Issue& issue : compared.error().issues)
      if (!issue.where.starts_with("/variants")) issue.where = "/scenario" + issue.where;
    return tl::unexpected<Error>(std::move(compared.error()));
  }
  out.comparison = std::move(*compared);
  return out;
}

}  // namespace rapport::workforce
