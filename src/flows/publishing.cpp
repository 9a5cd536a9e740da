#include "flows/publishing.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

#include "org/hours_store.h"

namespace rapport::flows {
namespace {

using switchboard::flow::FlowStep;
using switchboard::flow::Problem;
using switchboard::flow::Purpose;

// What a step refers to, asked of the directory.
class References {
 public:
  References(const org::Directory& directory, const std::set<HoursId>& hours,
             const std::map<FlowId, Purpose>& flows)
      : directory_(directory), hours_(hours), flows_(flows) {}

  std::vector<Problem> of(const Definition& definition) {
    if (definition.purpose == Purpose::entrance) queue("fallback_queue_id", definition.fallback_queue_id);
    for (const FlowStep& step : definition.steps) {
      at_ = step.id;
      std::visit([this](const auto& does) { look_at(does); }, step.does);
    }
    return std::move(problems_);
  }

 private:
  void missing(const char* field, const char* what) {
    problems_.push_back({at_, field, fmt::format("there is no such {}", what)});
  }
  void queue(const char* field, QueueId id) {
    if (id && !directory_.queues.contains(id)) missing(field, "queue");
  }
  void look_at(const switchboard::flow::Queue& step) {
    queue("queue_id", step.queue_id);
    for (const auto& circle : step.circles) {
      if (circle.team_id && !directory_.teams.contains(*circle.team_id)) missing("circles", "team");
      for (const auto& asked : circle.skills)
        if (asked.skill_id && !directory_.skills.contains(asked.skill_id)) missing("circles", "skill");
    }
  }
  void look_at(const switchboard::flow::Callback& step) { queue("queue_id", step.queue_id); }
  void look_at(const switchboard::flow::Voicemail& step) { queue("queue_id", step.queue_id); }
  void look_at(const switchboard::flow::Hours& step) {
    if (step.hours_id && !hours_.contains(step.hours_id)) missing("hours_id", "hours");
  }
  void look_at(const switchboard::flow::Transfer& step) {
    if (step.agent_id) {
      const auto user = directory_.users.find(*step.agent_id);
      if (user == directory_.users.end() || !user->second.is_agent) missing("agent_id", "agent");
    }
    if (!step.flow_id) return;
    const auto flow = flows_.find(*step.flow_id);
    if (flow == flows_.end())
      missing("flow_id", "flow");
    else if (flow->second != Purpose::entrance)
      problems_.push_back({at_, "flow_id", "only an agent can send a customer into this flow"});
  }
  template <class Other>
  void look_at(const Other&) {}

  const org::Directory& directory_;
  const std::set<HoursId>& hours_;
  const std::map<FlowId, Purpose>& flows_;
  std::string at_;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> Publishing::missing(OrgId org, const Definition& definition) {
  const auto directory = directories_.of(org);
  if (!directory) return {{"", "", "no such organisation"}};
  std::set<HoursId> hours;
  std::map<FlowId, Purpose> flows;
  auto plans = changes_.database().read([&](database::Session& sql) -> Result<std::vector<org::HoursPlan>> {
    return org::hours_plans.list(sql, org, {}, 10'000);
  });
  if (plans)
    for (const org::HoursPlan& plan : *plans)
      hours.insert(plan.id);
  if (auto all = store_.list(org))
    for (const FlowSummary& flow : *all)
      flows[flow.id] = flow.purpose;
  return References(*directory, hours, flows).of(definition);
}

FlowChecked Publishing::check(OrgId org, const Definition& definition) {
  FlowChecked result;
  auto checked = switchboard::flow::check_flow(definition);
  result.problems = std::move(checked.problems);
  for (Problem& problem : missing(org, definition))
    result.problems.push_back(std::move(problem));
  if (!result.problems.empty()) return result;
  for (const auto& test : definition.tests)
    result.tests.push_back({test.name, switchboard::flow::rehearse(definition, *checked.program, test)});
  return result;
}

Result<VersionSummary> Publishing::publish(const org::By& by, FlowId id, const std::string& note) {
  auto draft = store_.definition(by.org, id, 0);
  if (!draft) return tl::unexpected<Error>(draft.error());
  return publish(by, id, note, *draft);
}

Result<VersionSummary> Publishing::roll_back(const org::By& by, FlowId id, std::int32_t version) {
  auto before = version > 0 ? store_.definition(by.org, id, version)
                            : fail(ErrorCode::not_found, "unknown_version", "versions count from 1");
  if (!before) return tl::unexpected<Error>(before.error());
  return publish(by, id, fmt::format("as version {}", version), *before);
}

Result<VersionSummary> Publishing::publish(const org::By& by, FlowId id, const std::string& note,
                                           const Definition& definition) {
  const FlowChecked checked = check(by.org, definition);
  std::vector<Issue> issues;
  for (const Problem& problem : checked.problems)
    issues.push_back({fmt::format("/steps/{}/{}", problem.step, problem.field), problem.what});
  if (!issues.empty())
    return fail(ErrorCode::invalid, "flow_has_problems", "a flow with problems is not published",
                std::move(issues));
  for (const TestResult& test : checked.tests)
    if (!test.rehearsed.failure.empty()) issues.push_back({"/tests/" + test.name, test.rehearsed.failure});
  if (!issues.empty())
    return fail(ErrorCode::conflict, "tests_failed", "a stored test does not go the expected way",
                std::move(issues));

  Instant at;
  auto version = changes_.make<std::int32_t>(by, "flows", [&](org::Change& change) -> Result<std::int32_t> {
    at = change.now;
    return store_.publish(change, id, note, definition);
  });
  if (!version) return tl::unexpected<Error>(version.error());
  if (auto told = bring(by.org); !told)
    log_.warning("the switchboard has not taken a flow; it is tried again at the next start",
                 {{"org", by.org.value}, {"flow", id.value}, {"reason", told.error().reason}});
  return VersionSummary{*version, note, by.user, at, true};
}

Result<void> Publishing::bring(OrgId org) {
  auto live = store_.live(org);
  if (!live) return tl::unexpected<Error>(live.error());
  using Known = std::vector<std::pair<FlowId, std::int32_t>>;
  auto known = loop_.read<Known>(org, [](const switchboard::Switchboard& board, Instant) {
    Known versions;
    if (const auto image = board.image(); image.flows)
      for (const switchboard::FlowImage& flow : *image.flows)
        if (!flow.is_retired) versions.emplace_back(flow.flow, flow.version);
    return versions;
  });
  if (!known) return tl::unexpected<Error>(known.error());
  Result<void> outcome;
  std::set<std::pair<FlowId, std::int32_t>> wanted;
  for (const StoredVersion& stored : *live) {
    wanted.emplace(stored.flow, stored.version);
    if (std::find(known->begin(), known->end(), std::pair(stored.flow, stored.version)) != known->end())
      continue;
    auto checked = switchboard::flow::check_flow(stored.definition);
    if (!checked.program) continue;  // of an older program's rules; its entrances lead to their queues
    auto told = loop_.submit_and_wait(
        org, switchboard::FlowConfigured{stored.flow, stored.version, std::move(*checked.program)});
    if (!told && outcome) outcome = tl::unexpected<Error>(told.error());
  }
  for (const auto& version : *known) {
    if (wanted.contains(version)) continue;
    auto told = loop_.submit_and_wait(org, switchboard::FlowRetired{version.first, version.second});
    if (!told && outcome) outcome = tl::unexpected<Error>(told.error());
  }
  return outcome;
}

Result<void> Publishing::bring_all() {
  Result<void> outcome;
  for (const OrgId org : directories_.all())
    if (auto brought = bring(org); !brought && outcome) outcome = brought;
  return outcome;
}

}  // namespace rapport::flows
