#include "flows/flow_operations.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "flows/difference.h"
#include "platform/contract/schema.h"

namespace rapport::flows {
namespace {

using api::Call;
using api::Permission;

constexpr std::size_t body_bytes_max = 2 << 20;
constexpr std::size_t running_max = 500;

std::string etag_of(std::int64_t revision) {
  return fmt::format("\"{}\"", revision);
}

// The revision that the caller has seen; every save says it.
Result<std::int64_t> revision_in(const Call& call) {
  const std::string text = call.request().header("if-match");
  if (text.size() < 3 || text.front() != '"' || text.back() != '"' || text.size() > 20 ||
      text.find_first_not_of("0123456789", 1) != text.size() - 1)
    return fail(ErrorCode::invalid, "if_match_required",
                "say which revision you have seen: If-Match: \"7\", as the ETag said");
  return std::stoll(text.substr(1, text.size() - 2));
}

api::Operation operation(std::string path, std::string id, std::string summary, bool writes) {
  api::Operation made;
  made.path = std::move(path);
  made.id = std::move(id);
  made.tag = "flows";
  made.summary = std::move(summary);
  made.any_of = writes ? api::Permissions{Permission::manage_routing}
                       : api::Permissions{Permission::manage_routing, Permission::supervise};
  made.body_bytes_max = body_bytes_max;
  return made;
}

Result<std::map<FlowId, std::int64_t>> count_running(live::Loop& loop, OrgId org) {
  return loop.read<std::map<FlowId, std::int64_t>>(org, [](const switchboard::Switchboard& board, Instant) {
    std::map<FlowId, std::int64_t> counts;
    board.each_interaction([&counts](const switchboard::InteractionView& view) {
      if (view.run) ++counts[view.run->flow];
    });
    return counts;
  });
}

Result<FlowWhole> whole_of(const FlowServices& services, const Call& call, FlowId id) {
  auto whole = services.store.find(call.org(), id);
  if (!whole) return whole;
  if (auto counts = count_running(services.loop, call.org())) whole->running = (*counts)[id];
  call.add_header("ETag", etag_of(whole->revision));
  return whole;
}

// Planners swap flows in days that they play (docs/whatif.md), so they can see which there are.
api::Operation for_planners_too(api::Operation made) {
  made.any_of = {Permission::manage_routing, Permission::supervise, Permission::plan};
  return made;
}

void add_reads(api::Api& api, const FlowServices& services) {
  api.get<FlowList>(for_planners_too(operation("/api/v1/flows", "listFlows", "All flows, by name.", false)),
                    [services](const Call& call) -> Result<FlowList> {
                      auto all = services.store.list(call.org());
                      if (!all) return tl::unexpected<Error>(all.error());
                      if (auto counts = count_running(services.loop, call.org()))
                        for (FlowSummary& flow : *all)
                          flow.running = (*counts)[flow.id];
                      return FlowList{std::move(*all)};
                    });
  api.get<FlowWhole>(
      for_planners_too(operation("/api/v1/flows/{id}", "getFlow",
                                 "A flow with its draft and versions. The ETag is the draft's revision.",
                                 false)),
      [services](const Call& call) { return whole_of(services, call, call.id<FlowId>("id")); });
  api.get<DifferenceQuery, FlowDifference>(
      operation("/api/v1/flows/{id}/difference", "compareFlowVersions",
                "What changed from one version to another; 0 is the draft.", false),
      [services](const Call& call, const DifferenceQuery& query) -> Result<FlowDifference> {
        auto from = services.store.definition(call.org(), call.id<FlowId>("id"), query.from);
        if (!from) return tl::unexpected<Error>(from.error());
        auto to = services.store.definition(call.org(), call.id<FlowId>("id"), query.to);
        if (!to) return tl::unexpected<Error>(to.error());
        auto steps = difference(*from, *to);
        return FlowDifference{std::move(*from), std::move(*to), std::move(steps)};
      });
  api.get<RunningList>(operation("/api/v1/flows/{id}/running", "listRunningInFlow",
                                 "The interactions that are in this flow now, and at which step.", false),
                       [services](const Call& call) -> Result<RunningList> {
                         const auto id = call.id<FlowId>("id");
                         if (auto known = services.store.find(call.org(), id); !known)
                           return tl::unexpected<Error>(known.error());
                         auto views = services.loop.read<std::vector<switchboard::InteractionView>>(
                             call.org(), [id](const switchboard::Switchboard& board, Instant) {
                               std::vector<switchboard::InteractionView> found;
                               board.each_interaction([&](const switchboard::InteractionView& view) {
                                 if (view.run && view.run->flow == id && found.size() < running_max)
                                   found.push_back(view);
                               });
                               return found;
                             });
                         if (!views) return tl::unexpected<Error>(views.error());
                         std::map<std::int32_t, Definition> versions;
                         RunningList list;
                         for (const auto& view : *views) {
                           auto known = versions.find(view.run->version);
                           if (known == versions.end()) {
                             auto definition = services.store.definition(call.org(), id, view.run->version);
                             known =
                                 versions.emplace(view.run->version, definition.value_or(Definition{})).first;
                           }
                           const auto at = static_cast<std::size_t>(view.run->step);
                           if (at >= known->second.steps.size()) continue;
                           list.items.push_back({view.interaction, view.run->version,
                                                 known->second.steps[at].id, view.channel, view.arrived_at});
                         }
                         return list;
                       });
  api.get_bytes(
      [] {
        auto made = operation("/api/v1/flow-schema", "getFlowSchema",
                              "The JSON schema (2020-12) of a flow's definition.", false);
        made.media_type = "application/schema+json";
        return made;
      }(),
      [](const Call&) -> Result<http::Response> {
        http::Response response;
        response.content_type = "application/schema+json";
        response.body = contract::json_schema(contract::type_of<Definition>());
        return response;
      });
}

void add_writes(api::Api& api, const FlowServices& services) {
  api.post<NewFlow, FlowWhole>(
      operation("/api/v1/flows", "createFlow", "Makes a new flow, as a draft.", true),
      [services](const Call& call, const NewFlow& wanted) -> Result<FlowWhole> {
        auto id =
            services.changes.make<FlowId>(org::by(call), "flows", [&](org::Change& change) -> Result<FlowId> {
              const auto made = change.new_id<FlowId>();
              if (auto added =
                      services.store.add(change, made, wanted.name, wanted.draft.value_or(Definition{}));
                  !added)
                return tl::unexpected<Error>(added.error());
              return made;
            });
        if (!id) return tl::unexpected<Error>(id.error());
        return whole_of(services, call, *id);
      });
  api.put<SaveDraft, FlowWhole>(
      operation("/api/v1/flows/{id}", "saveFlow",
                "Saves the draft. If-Match names the revision that was seen; 409 when it has moved on.",
                true),
      [services](const Call& call, const SaveDraft& draft) -> Result<FlowWhole> {
        const auto id = call.id<FlowId>("id");
        auto revision = revision_in(call);
        if (!revision) return tl::unexpected<Error>(revision.error());
        auto saved = services.changes.make<std::int64_t>(org::by(call), "flows", [&](org::Change& change) {
          return services.store.save(change, id, *revision, draft);
        });
        if (!saved) return tl::unexpected<Error>(saved.error());
        return whole_of(services, call, id);
      });
  api.remove<void>(
      operation("/api/v1/flows/{id}", "deleteFlow",
                "Removes it; refused while an entrance begins with it. What runs in it goes on.", true),
      [services](const Call& call) -> Result<void> {
        const auto id = call.id<FlowId>("id");
        auto gone = services.changes.make<void>(
            org::by(call), "flows", [&](org::Change& change) { return services.store.remove(change, id); });
        if (gone) (void)services.publishing.bring(call.org());
        return gone;
      });
  auto check = operation("/api/v1/flow-check", "checkFlow",
                         "Everything that is wrong with a draft; runs its tests when nothing is.", false);
  check.status = 200;
  api.post<CheckFlow, FlowChecked>(
      std::move(check), [services](const Call& call, const CheckFlow& wanted) -> Result<FlowChecked> {
        return services.publishing.check(call.org(), wanted.draft);
      });
  api.post<PublishFlow, VersionSummary>(
      operation("/api/v1/flows/{id}/publish", "publishFlow",
                "Publishes the draft as a new version: refused with problems, or while a stored test fails.",
                true),
      [services](const Call& call, const PublishFlow& wanted) {
        return services.publishing.publish(org::by(call), call.id<FlowId>("id"), wanted.note);
      });
  api.post<RollBackFlow, VersionSummary>(
      operation("/api/v1/flows/{id}/roll-back", "rollBackFlow",
                "Publishes what an earlier version said, as a new one.", true),
      [services](const Call& call, const RollBackFlow& wanted) {
        return services.publishing.roll_back(org::by(call), call.id<FlowId>("id"), wanted.version);
      });
}

void add_entrances(api::Api& api, const FlowServices& services) {
  api.get<EntranceList>(operation("/api/v1/flow-entrances", "listFlowEntrances",
                                  "Which entrance begins with which flow.", false),
                        [services](const Call& call) -> Result<EntranceList> {
                          auto all = services.store.entrances(call.org());
                          if (!all) return tl::unexpected<Error>(all.error());
                          return EntranceList{std::move(*all)};
                        });
  api.put<SetEntrance, EntranceList>(
      operation("/api/v1/flow-entrances", "setFlowEntrance",
                "Says, or takes back, which flow an entrance begins with.", true),
      [services](const Call& call, const SetEntrance& wanted) -> Result<EntranceList> {
        if (wanted.kind != "webchat")
          return fail(ErrorCode::invalid, "bad_value",
                      "kind: expected webchat; a telephone number names its flow itself",
                      {{"/kind", "expected webchat"}});
        if (wanted.flow_id) {
          auto flow = services.store.find(call.org(), *wanted.flow_id);
          if (!flow) return tl::unexpected<Error>(flow.error());
          if (flow->purpose != switchboard::flow::Purpose::entrance)
            return fail(ErrorCode::invalid, "wrong_purpose", "agents send customers into this flow",
                        {{"/flow_id", "a flow beside an agent is no entrance"}});
        }
        auto set =
            services.changes.make<void>(org::by(call), "flows", [&](org::Change& change) -> Result<void> {
              services.store.set_entrance(change, wanted);
              return {};
            });
        if (!set) return tl::unexpected<Error>(set.error());
        auto all = services.store.entrances(call.org());
        if (!all) return tl::unexpected<Error>(all.error());
        return EntranceList{std::move(*all)};
      });
}

}  // namespace

void add_operations(api::Api& api, const FlowServices& services) {
  add_reads(api, services);
  add_writes(api, services);
  add_entrances(api, services);
}

}  // namespace rapport::flows
