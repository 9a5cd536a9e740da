#include "desk/board_watch.h"

#include <utility>

#include "platform/contract/json.h"

namespace rapport::desk {

using namespace switchboard;

void BoardWatch::note(const live::Released& released) {
  for (const InteractionView& view : released.interactions) {
    open_[view.interaction] = view;
    changed_.insert(view.interaction);
  }
  for (const AgentView& view : released.agents)
    changed_agents_[view.agent] = view;
  for (const Effect& effect : released.effects) {
    const auto* closed = std::get_if<InteractionClosed>(&effect);
    if (!closed) continue;
    open_.erase(closed->interaction);
    changed_.erase(closed->interaction);
    closed_.insert(closed->interaction);
  }
}

void BoardWatch::remember(const std::vector<InteractionView>& open) {
  for (const InteractionView& view : open)
    open_.emplace(view.interaction, view);
}

void BoardWatch::forget_changes() {
  changed_.clear();
  closed_.clear();
  changed_agents_.clear();
  told_queues_.clear();
}

std::optional<FeedMessage> BoardWatch::changes(const std::vector<QueueView>& queues, StoryShelf& shelf,
                                               const org::Directory& directory, Instant now) {
  FeedMessage push;
  push.type = "board";
  push.at = now;
  push.queues.emplace();
  push.agents.emplace();
  push.interactions.emplace();
  push.closed_ids.emplace();
  for (const QueueView& view : queues) {
    QueueStatus status = present(view, directory);
    std::string text = contract::encode(status);
    std::string& told = told_queues_[view.queue];
    if (told == text) continue;
    told = std::move(text);
    push.queues->push_back(std::move(status));
  }
  for (const auto& [id, view] : std::exchange(changed_agents_, {}))
    push.agents->push_back(present(view));
  for (const InteractionId id : std::exchange(changed_, {})) {
    const InteractionView& view = open_.at(id);
    push.interactions->push_back(shelf.present(directory, view));
  }
  for (const InteractionId id : std::exchange(closed_, {}))
    push.closed_ids->push_back(id);
  const bool is_empty =
      push.queues->empty() && push.agents->empty() && push.interactions->empty() && push.closed_ids->empty();
  return is_empty ? std::nullopt : std::optional<FeedMessage>{std::move(push)};
}

std::set<UserId> BoardWatch::users_of(InteractionId interaction) const {
  const auto found = open_.find(interaction);
  if (found == open_.end()) return {};
  return {found->second.agent, found->second.consulted};
}

}  // namespace rapport::desk
