// BoardWatch: which rows of an organisation's board have changed since the last push, and who is in which
// open interaction. Fed with every released event; owned by the feed hub, on its thread.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "desk/contract.h"
#include "desk/story_shelf.h"
#include "live/released.h"
#include "org/directory.h"

namespace rapport::desk {

class BoardWatch {
 public:
  void note(const live::Released& released);
  void remember(const std::vector<switchboard::InteractionView>& open);
  void forget_changes();

  // Changed rows as one push; nullopt: nothing has changed.
  std::optional<FeedMessage> changes(const std::vector<switchboard::QueueView>& queues, StoryShelf& shelf,
                                     const org::Directory& directory, Instant now);

  // Agent and consulted agent of an open interaction.
  std::set<UserId> users_of(InteractionId interaction) const;

 private:
  std::map<InteractionId, switchboard::InteractionView> open_;
  std::map<AgentId, switchboard::AgentView> changed_agents_;
  std::set<InteractionId> changed_, closed_;
  std::map<QueueId, std::string> told_queues_;  // as last pushed
};

}  // namespace rapport::desk
