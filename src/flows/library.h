// Library: published flows, for everybody who renders their steps or reads what they mean. A version never
// changes, so what was read once stays good. Any thread that may block.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>

#include "flows/flow_store.h"
#include "switchboard/flow/program.h"
#include "switchboard/model/event.h"

namespace rapport::flows {

struct Published {
  FlowId id;
  std::int32_t version = 0;
  Definition definition;
  switchboard::flow::Program program;

  const switchboard::flow::FlowStep& step(std::int32_t at) const {
    return definition.steps.at(static_cast<std::size_t>(at));
  }
  // Its place among the flow's languages: exactly, by its first part ("zh-CN" is "zh"), or 0.
  std::int32_t language(const std::string& wanted) const;
};
using PublishedPtr = std::shared_ptr<const Published>;

class Library {
 public:
  explicit Library(FlowStore& store) : store_(store) {}

  // nullptr: no such version, or the database is away.
  PublishedPtr find(OrgId org, FlowId flow, std::int32_t version);
  // How an interaction begins in the flow's live version: put it into InteractionArrived. Nothing: it has
  // none.
  std::optional<switchboard::FlowStart> start(OrgId org, FlowId flow, const std::string& language);
  // The same by entrance ("webchat", channel id). Nothing: the entrance has no published flow.
  std::optional<switchboard::FlowStart> start(OrgId org, const std::string& kind, const std::string& key,
                                              const std::string& language);

 private:
  FlowStore& store_;
  std::mutex mutex_;  // renderers of several channels read side by side
  std::map<std::tuple<OrgId, FlowId, std::int32_t>, PublishedPtr> known_;
};

}  // namespace rapport::flows
