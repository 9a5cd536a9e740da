// Presenter: the switchboard's views as desks see them. Pure; what is not in a view (names, words) is given.
#pragma once

#include <optional>
#include <string>

#include "conversations/message_store.h"
#include "conversations/record_store.h"
#include "customers/customer_store.h"
#include "desk/contract.h"
#include "org/directory.h"
#include "switchboard/model/state.h"

namespace rapport::desk {

// What a desk shows of an interaction besides its routing state.
struct Story {
  CustomerRef customer;
  std::optional<std::string> subject, entrance, page_url, language;
  std::optional<Message> last_message;
  std::int64_t unread = 0;
  std::vector<flows::AssistDone> assists;
};

Attachment present(const conversations::Attachment& attachment);
Message present(const conversations::Message& message);
CustomerRef present(const customers::Customer& customer);
WaitEstimate present(const switchboard::WaitEstimate& wait);
Leg present(const switchboard::Leg& leg);
AgentStatus present(const switchboard::AgentView& view);
QueueStatus present(const switchboard::QueueView& view, const org::Directory& directory);
Interaction present(const switchboard::InteractionView& view, const Story& story,
                    const org::Directory& directory);
// One that has just left the switchboard.
Interaction present(const switchboard::InteractionClosed& closed, const Story& story);
Why present(const switchboard::Why& why);
Assignment present(const conversations::AssignmentRecord& assignment);

// "#3f2a" for one whose name nobody knows: the same every time.
std::string shown_name(CustomerId id, const std::string& name);

}  // namespace rapport::desk
