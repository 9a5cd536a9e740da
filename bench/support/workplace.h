// Workplace: what a bench adds to the demo organisation through the API, as its admin: a queue that accepts
// for its agents, a chat whose visitors go there, and the agents.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "support/agent.h"
#include "support/api_client.h"

namespace rapport::bench {

struct WorkplaceSize {
  std::size_t agents = 0;
  std::size_t chats_each = 4;
};

struct Workplace {
  std::string queue_id, chat_key;
  std::vector<std::unique_ptr<Agent>> agents;  // signed in, with their feed, available
};

void sign_in_admin(ApiClient& admin);
// `name` sets its queue and its people apart from those of others.
Workplace make_workplace(Net& net, std::uint16_t port, ApiClient& admin, const std::string& name,
                         const WorkplaceSize& size);

}  // namespace rapport::bench
