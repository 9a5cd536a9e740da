// Assists: flows beside agents, as desks see them, and what they brought. A row for each that has ended, kept
// in the journal's own transaction: the numbers of its attributes; words and names are looked up when
// somebody reads them. The rest on any thread that may block.
#pragma once

#include <vector>

#include "flows/assist.h"
#include "flows/library.h"
#include "live/released.h"

namespace rapport::flows {

std::vector<database::Migration> assist_migrations();

class Assists : public live::Projection {
 public:
  Assists(database::Database& database, FlowStore& store, Library& library)
      : database_(database), store_(store), library_(library) {}

  Result<void> project(database::Session& sql, const live::Released& released) override;

  // By name.
  Result<AssistFlowList> flows(OrgId org);
  // Nothing: it is in none, or nobody knows its flow any more.
  std::optional<AssistNow> now(OrgId org, const switchboard::InteractionView& view);
  // Of an interaction, oldest first, at most done_max.
  Result<std::vector<AssistDone>> done(OrgId org, InteractionId interaction);
  static constexpr std::int64_t done_max = 50;

 private:
  std::string name_of(OrgId org, FlowId flow);

  database::Database& database_;
  FlowStore& store_;
  Library& library_;
};

}  // namespace rapport::flows
