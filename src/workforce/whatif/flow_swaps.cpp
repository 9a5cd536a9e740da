#include "workforce/whatif/flow_swaps.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "flows/flow_store.h"
#include "platform/contract/json.h"
#include "switchboard/flow/validate.h"
#include "twin/scenario_described.h"

namespace rapport::workforce {
namespace {

constexpr std::int32_t draft = 0;

class FlowFinder {
 public:
  FlowFinder(database::Database& database, const org::Directory& directory, const twin::Scenario& scenario)
      : store_(database), org_(directory.org), scenario_(scenario) {}

  void find(twin::SwapFlow& change, const std::string& where) {
    if (!change.to || !change.to->flow_id || change.flow) return;
    const FlowId id = *change.to->flow_id;
    auto whole = store_.find(org_, id);
    if (!whole) return issue(where, "there is no such flow");
    if (!change.to->version) {
      if (!whole->live_version) return issue(where, "it was never published; version 0 is its draft");
      change.to->version = whole->live_version;
    }
    const std::int32_t version = *change.to->version;
    const bool is_played =
        std::any_of(scenario_.flows.begin(), scenario_.flows.end(),
                    [&](const twin::ScenarioFlow& one) { return one.id == id && one.version == version; });
    if (is_played) return;
    auto definition = store_.definition(org_, id, version);
    if (!definition) return issue(where, "there is no such version");
    const auto checked = switchboard::flow::check_flow(*definition);
    for (const switchboard::flow::Problem& problem : checked.problems)
      issue(where, fmt::format("{}{}{}: {}", problem.step, problem.field.empty() ? "" : "/", problem.field,
                               problem.what));
    if (!checked.problems.empty()) return;
    twin::ScenarioFlow flow;
    flow.name = version == draft ? fmt::format("{} (draft)", whole->name.substr(0, 100))
                                 : fmt::format("{} v{}", whole->name.substr(0, 100), version);
    flow.id = id;
    flow.version = version;
    flow.definition = std::move(*definition);
    change.flow = contract::Json{contract::encode(flow)};
    change.to.reset();
  }

  std::vector<Issue> issues;

 private:
  void issue(const std::string& where, std::string what) { issues.push_back({where, std::move(what)}); }

  flows::FlowStore store_;
  OrgId org_;
  const twin::Scenario& scenario_;
};

}  // namespace

Result<std::vector<twin::Variant>> with_flows(database::Database& database, const org::Directory& directory,
                                              const twin::Scenario& scenario,
                                              std::vector<twin::Variant> variants) {
  FlowFinder finder(database, directory, scenario);
  for (std::size_t i = 0; i < variants.size(); ++i)
    for (std::size_t k = 0; k < variants[i].changes.size(); ++k)
      if (auto* swap = std::get_if<twin::SwapFlow>(&variants[i].changes[k]))
        finder.find(*swap, fmt::format("/variants/{}/changes/{}/to", i, k));
  if (!finder.issues.empty())
    return fail(ErrorCode::invalid, "bad_change", "a change cannot be made", std::move(finder.issues));
  return variants;
}

}  // namespace rapport::workforce
