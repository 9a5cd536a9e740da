// FeedHub: one thread that tells every signed-in desk what happens to it: released events of the switchboard
// (numbered, resumable), the supervisors' board (changed rows, at most once a second), and what is not kept:
// typing, viewing, receipts. Owns all desk sockets' subscriptions and the knowledge of which agent has a desk
// open: the first socket of an agent connects them to the switchboard, the last one gone disconnects them.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/caller.h"
#include "conversations/conversation.h"
#include "conversations/signals.h"
#include "desk/contract.h"
#include "desk/softphones.h"
#include "desk/story_shelf.h"
#include "live/loop.h"
#include "org/directory.h"
#include "platform/http/router.h"
#include "platform/log/log.h"

namespace rapport::desk {

class FeedHub : public live::Listener, public conversations::SignalListener {
 public:
  // Borrows everything; it all outlives the hub.
  FeedHub(live::Loop& loop, const org::Directories& directories, conversations::Conversations& conversations,
          Stores stores, const conversations::Signals& signals, log::Log& log,
          std::function<Instant()> clock);
  ~FeedHub();  // stops

  // Before start(): who takes the desks' sound. Borrowed; it outlives the hub's thread.
  void add_softphones(Softphones& softphones);

  // After the loop has started. Whoever the switchboard believes connected is disconnected first: their
  // sockets went with the process before this one, and they have their grace to come back.
  void start();
  void stop();

  // A desk's socket. Net thread. `after`: the last number that desk has; nullopt: it starts anew.
  std::unique_ptr<http::SocketHandler> subscribe(const api::Caller& caller, std::optional<std::int64_t> after,
                                                 std::shared_ptr<http::Socket> socket);

  // As desks see them now, with everything the feed has told; waits for the hub's thread. Worker threads.
  std::vector<Interaction> present(OrgId org, std::vector<switchboard::InteractionView> views);

  // Whether the phone has the customer on hold, as the desks were last told. Worker threads.
  bool is_on_hold(OrgId org, InteractionId interaction);

  // An agent has read up to here (the store knows already). Any thread.
  void read_by_agent(OrgId org, InteractionId interaction, MessageId message);
  void configuration_changed(OrgId org, const std::string& what);

  // To one desk. Any thread.
  void tell(OrgId org, std::int64_t connection, FeedMessage message);
  // To every desk of an agent or a supervisor. Any thread.
  void tell_agents(OrgId org, FeedMessage message);
  // To every desk of these users, and of those who may do this. Any thread.
  void tell_users(OrgId org, std::vector<UserId> users, std::optional<api::Permission> may,
                  FeedMessage message);
  // To every desk of those who are in the call, of those who just were (`gone`), and to whoever looks at its
  // interaction. Any thread.
  void tell_call(OrgId org, PhoneCall call, std::vector<UserId> gone);

  void on_released(const std::shared_ptr<const live::Released>& released) override;  // loop thread
  void on_signal(const conversations::Signal& signal) override;                      // any thread

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::desk
