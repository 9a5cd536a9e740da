// The demo organisation's flows: a chat that knows what it can answer itself, a telephone menu, and a
// question that agents send their customers into.
#pragma once

#include "base/result.h"
#include "flows/flow_store.h"
#include "org/admin.h"

namespace rapport::program {

inline constexpr const char* demo_flow_chat_key = "demo-flow";

// What the flows of the demo refer to.
struct DemoPlaces {
  QueueId support, orders;            // of chats
  QueueId sales, phone_zh, phone_en;  // of calls
  SkillId chinese, english;
};
flows::Definition demo_chat_flow(const DemoPlaces& places);
flows::Definition demo_phone_flow(const DemoPlaces& places);
// Beside an agent: a card number that nobody hears, sees or records.
flows::Definition demo_card_flow();
// All, published, and the entrance of the demo's second chat; gives the telephone's.
Result<FlowId> make_demo_flows(org::Changes& changes, const flows::FlowStore& store, const org::By& by,
                               const DemoPlaces& places, ChannelId chat);

}  // namespace rapport::program
