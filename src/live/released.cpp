#include "live/released.h"

#include <algorithm>

namespace rapport::live {

const switchboard::InteractionView* Released::interaction(InteractionId id) const {
  const auto found = std::find_if(interactions.begin(), interactions.end(),
                                  [&](const auto& view) { return view.interaction == id; });
  return found == interactions.end() ? nullptr : &*found;
}

const switchboard::AgentView* Released::agent(AgentId id) const {
  const auto found =
      std::find_if(agents.begin(), agents.end(), [&](const auto& view) { return view.agent == id; });
  return found == agents.end() ? nullptr : &*found;
}

}  // namespace rapport::live
