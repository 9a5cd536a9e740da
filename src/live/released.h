// Released: one accepted event with everything it led to, after it has become durable. Immutable and shared:
// the feed's ring, listeners on other threads and a projection on the writer thread read the same object.
#pragma once

#include "platform/database/session.h"

#include <cstdint>
#include <memory>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "switchboard/model/effect.h"
#include "switchboard/model/event.h"
#include "switchboard/model/state.h"

namespace rapport::live {

struct Released {
  OrgId org;
  std::int64_t seq = 0;  // per organisation, from 1 without gaps; the number of the feed too
  Instant at;
  switchboard::Event event;
  std::vector<switchboard::Effect> effects;
  // As they were right after the event: the interactions and agents that the effects name. Closed
  // interactions are not here; their InteractionClosed effect says everything.
  std::vector<switchboard::InteractionView> interactions;
  std::vector<switchboard::AgentView> agents;

  const switchboard::InteractionView* interaction(InteractionId id) const;
  const switchboard::AgentView* agent(AgentId id) const;
};

// Hears of every released event, in order of seq within an organisation. Called on the loop thread: it must
// only hand the pointer on (its own inbox) and return.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void on_released(const std::shared_ptr<const Released>& released) = 0;
};

// Keeps tables that follow from events (history, explanations) in the same transaction as the journal row, so
// that they are never behind or ahead of it. Called on the writer thread before the commit; may be called
// again for the same event when the transaction has to be repeated. An error refuses the whole batch: only a
// broken database may cause one.
class Projection {
 public:
  virtual ~Projection() = default;
  virtual Result<void> project(database::Session& sql, const Released& released) = 0;
};

}  // namespace rapport::live
