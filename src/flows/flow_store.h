// Flow store: the only SQL for flows, their versions, entrances, and what interactions leave behind in them:
// words under numbers, and tags. Any thread that may block; what takes a Change runs on the writer's.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "flows/contract.h"
#include "org/changes.h"
#include "phrases/utterance.h"
#include "platform/database/database.h"

namespace rapport::flows {

std::vector<database::Migration> flow_migrations();

inline constexpr std::int64_t flows_max = 500;

struct StoredVersion {
  FlowId flow;
  std::int32_t version = 0;
  Definition definition;
};

// The live flows that play this uploaded prompt: where ("/flows/12") and what.
std::vector<Issue> live_flows_with_prompt(database::Session& sql, OrgId org, PromptId prompt);

class FlowStore {
 public:
  explicit FlowStore(database::Database& database) : database_(database) {}

  Result<std::vector<FlowSummary>> list(OrgId org);  // by name
  Result<FlowWhole> find(OrgId org, FlowId id);
  // `version` 0: the draft.
  Result<Definition> definition(OrgId org, FlowId id, std::int32_t version);
  Result<std::vector<StoredVersion>> live(OrgId org);

  Result<void> add(org::Change& change, FlowId id, const std::string& name, const Definition& draft) const;
  // conflict / stale when the draft is not at `revision` any more; gives the new one.
  Result<std::int64_t> save(org::Change& change, FlowId id, std::int64_t revision,
                            const SaveDraft& draft) const;
  Result<std::int32_t> publish(org::Change& change, FlowId id, const std::string& note,
                               const Definition& definition) const;
  Result<void> remove(org::Change& change, FlowId id) const;

  Result<std::vector<FlowEntrance>> entrances(OrgId org);
  Result<std::optional<FlowId>> entrance(OrgId org, const std::string& kind, const std::string& key);
  void set_entrance(org::Change& change, const SetEntrance& wanted) const;

  // Words of an interaction: `id` is what the switchboard holds. Never a secret attribute's.
  Result<void> keep_words(OrgId org, InteractionId interaction, std::int64_t id, const std::string& words);
  Result<std::vector<std::pair<std::int64_t, std::string>>> words(OrgId org, InteractionId interaction);
  Result<void> tag(OrgId org, InteractionId interaction, const std::string& tag);

 private:
  database::Database& database_;
};

}  // namespace rapport::flows
