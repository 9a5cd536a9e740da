// VisitorHub: one thread that tells every connected visitor what happens to their conversation: messages, who
// has it, their place in the line, typing, read. Owns which socket follows which conversation.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "channels/webchat/presenter.h"
#include "conversations/conversation.h"
#include "conversations/signals.h"
#include "live/loop.h"
#include "org/directory.h"
#include "platform/http/router.h"

namespace rapport::webchat {

using ConnectionId = std::int64_t;

class VisitorHub : public live::Listener, public conversations::SignalListener {
 public:
  // Borrows everything; it all outlives the hub.
  VisitorHub(live::Loop& loop, const org::Directories& directories,
             conversations::Conversations& conversations, const AddressSigner& signer,
             std::function<Instant()> clock);
  ~VisitorHub();  // stops

  // Before start(): what a visitor is to choose from now.
  using Choices = std::function<std::vector<ChatChoice>(OrgId, const switchboard::InteractionView&)>;
  void show_choices(Choices choices);
  void start();
  void stop();

  // --- any thread; all of these take effect in the order of the calls ---
  ConnectionId open(OrgId org, std::string channel_key, std::shared_ptr<http::Socket> socket);
  // From now on the connection hears of this conversation; what comes is held back until welcome().
  void follow(ConnectionId connection, InteractionId interaction);
  void welcome(ConnectionId connection, std::string text);
  void close(ConnectionId connection);
  // A frame for all who follow this conversation.
  void tell(InteractionId interaction, std::string text);

  void on_released(const std::shared_ptr<const live::Released>& released) override;  // loop thread
  void on_signal(const conversations::Signal& signal) override;                      // any thread

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::webchat
