// StoryShelf: the story of every open interaction of an organisation, as the feed needs it. Filled from the
// stores when an interaction is first shown, then kept up to date by what the feed sees pass. Owned by the
// feed hub, on its thread.
#pragma once

#include <unordered_map>

#include "conversations/message_store.h"
#include "conversations/record_store.h"
#include "customers/customer_store.h"
#include "desk/presenter.h"
#include "flows/assists.h"
#include "org/directory.h"

namespace rapport::desk {

struct Stores {
  conversations::MessageStore& messages;
  conversations::RecordStore& records;
  customers::CustomerStore& customers;
  flows::Assists& assists;
};

// From the stores, whatever the state of the interaction.
// As their person is called where this row has no name; a bare sign when nobody knows one.
CustomerRef customer_of(customers::CustomerStore& customers, OrgId org, CustomerId id);
Story tell(Stores stores, const org::Directory& directory, InteractionId interaction, CustomerId customer);

class StoryShelf {
 public:
  explicit StoryShelf(Stores stores) : stores_(stores) {}

  // As desks see it now.
  Interaction present(const org::Directory& directory, const switchboard::InteractionView& view);
  // Stays valid until forget() or the next call.
  const Story& of(const org::Directory& directory, InteractionId interaction, CustomerId customer);
  void add_message(InteractionId interaction, const Message& message);
  void read_up_to(InteractionId interaction, MessageId message);
  void customer_changed(CustomerId customer);
  void forget(InteractionId interaction);

 private:
  Stores stores_;
  std::unordered_map<InteractionId, Story> stories_;
};

}  // namespace rapport::desk
