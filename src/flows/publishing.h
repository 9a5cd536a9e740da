// Publishing: from a draft to a version that customers meet. What does not pass every check and every stored
// test is not published. The version's row and its audit line are one transaction; then the switchboard is
// told; a crash in between is healed at the next start.
#pragma once

#include "flows/contract.h"
#include "flows/flow_store.h"
#include "live/loop.h"
#include "org/changes.h"
#include "org/directory.h"
#include "platform/log/log.h"

namespace rapport::flows {

class Publishing {
 public:
  // Borrows all.
  Publishing(FlowStore& store, org::Changes& changes, const org::Directories& directories, live::Loop& loop,
             log::Log& log)
      : store_(store), changes_(changes), directories_(directories), loop_(loop), log_(log) {}

  // Everything that is wrong, with what only the organisation's tables know; the tests when nothing is.
  FlowChecked check(OrgId org, const Definition& definition);
  Result<VersionSummary> publish(const org::By& by, FlowId id, const std::string& note);
  Result<VersionSummary> roll_back(const org::By& by, FlowId id, std::int32_t version);
  // Tells the organisation's switchboard of every live version it does not have, and retires the others.
  Result<void> bring(OrgId org);
  Result<void> bring_all();

 private:
  Result<VersionSummary> publish(const org::By& by, FlowId id, const std::string& note,
                                 const Definition& definition);
  std::vector<switchboard::flow::Problem> missing(OrgId org, const Definition& definition);

  FlowStore& store_;
  org::Changes& changes_;
  const org::Directories& directories_;
  live::Loop& loop_;
  log::Log& log_;
};

}  // namespace rapport::flows
