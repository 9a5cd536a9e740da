#include "desk/story_shelf.h"

#include <utility>

namespace rapport::desk {
namespace {

std::optional<std::string> unless_empty(std::string text) {
  return text.empty() ? std::optional<std::string>{} : std::optional<std::string>{std::move(text)};
}

}  // namespace

CustomerRef customer_of(customers::CustomerStore& customers, OrgId org, CustomerId id) {
  auto found = customers.find(org, id);
  if (!found) return {id, shown_name(id, ""), {}, false};
  found->name = customers.called(org, *found);
  return present(*found);
}

Story tell(Stores stores, const org::Directory& directory, InteractionId interaction, CustomerId customer) {
  Story story;
  story.customer = customer_of(stores.customers, directory.org, customer);
  if (auto entrance = stores.records.entrance(directory.org, interaction); entrance && *entrance) {
    story.subject = unless_empty(std::move((*entrance)->subject));
    story.page_url = unless_empty(std::move((*entrance)->page_url));
    story.language = unless_empty(std::move((*entrance)->language));
    const auto channel = directory.channels.find((*entrance)->channel);
    if (channel != directory.channels.end()) story.entrance = channel->second.name;
  }
  if (auto unread = stores.messages.unread(directory.org, interaction)) {
    story.unread = unread->count;
    if (unread->last) story.last_message = present(*unread->last);
  }
  if (auto assists = stores.assists.done(directory.org, interaction)) story.assists = std::move(*assists);
  return story;
}

Interaction StoryShelf::present(const org::Directory& directory, const switchboard::InteractionView& view) {
  Interaction shown = desk::present(view, of(directory, view.interaction, view.customer), directory);
  if (view.assist_began_at) shown.assist = stores_.assists.now(directory.org, view);
  return shown;
}

const Story& StoryShelf::of(const org::Directory& directory, InteractionId interaction, CustomerId customer) {
  const auto known = stories_.find(interaction);
  if (known != stories_.end()) {
    // A name may have come with something else that they sent us since.
    if (known->second.customer.name.starts_with('#'))
      known->second.customer = customer_of(stores_.customers, directory.org, customer);
    return known->second;
  }
  return stories_.emplace(interaction, tell(stores_, directory, interaction, customer)).first->second;
}

void StoryShelf::add_message(InteractionId interaction, const Message& message) {
  const auto known = stories_.find(interaction);
  if (known == stories_.end()) return;  // told with it when it is first shown
  Story& story = known->second;
  if (story.last_message && story.last_message->id >= message.id) return;  // counted by tell() already
  story.last_message = message;
  if (message.author == switchboard::Author::customer) ++story.unread;
}

void StoryShelf::read_up_to(InteractionId interaction, MessageId message) {
  const auto known = stories_.find(interaction);
  if (known == stories_.end()) return;
  if (!known->second.last_message || message >= known->second.last_message->id) known->second.unread = 0;
}

void StoryShelf::customer_changed(CustomerId customer) {
  std::erase_if(stories_, [&](const auto& entry) { return entry.second.customer.id == customer; });
}

void StoryShelf::forget(InteractionId interaction) {
  stories_.erase(interaction);
}

}  // namespace rapport::desk
