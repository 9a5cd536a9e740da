// ChatVisitor: a browser with the chat open, and Desk: an agent's or supervisor's browser with the feed open.
// Both speak to the house over real sockets.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "channels/webchat/contract.h"
#include "desk/contract.h"
#include "support/program/house.h"

namespace rapport::program::testing {

class ChatVisitor {
 public:
  // Registers unless a token is given, opens the socket and says hello.
  ChatVisitor(House& house, std::string key, std::string token = "", const std::string& identity_token = "");

  // Sends a frame; `type` decides what else counts.
  void tell(const webchat::ClientFrame& frame);
  // The next frame of this type; others are kept for later calls.
  webchat::ServerFrame next(const std::string& type);
  // The next acknowledgement or error.
  webchat::ServerFrame next_answer();
  // The next message that is not their own.
  webchat::ChatMessage next_of_agent();
  // Whatever has come or comes within a moment.
  bool has(const std::string& type);
  bool hears_agent();

  // Starts or goes on; returns the acknowledged message.
  webchat::ChatMessage start(const std::string& text, const std::string& client_id,
                             const std::function<void(webchat::ClientFrame&)>& change = {});
  webchat::ChatMessage say(const std::string& text, const std::string& client_id);
  // The reason of the refusal.
  std::string refused(const webchat::ClientFrame& frame);

  const std::string& token() const { return token_; }
  const webchat::ServerFrame& welcome() const { return welcome_; }
  WebSocketClient& socket() { return *socket_; }

 private:
  std::string token_;
  std::optional<WebSocketClient> socket_;
  void keep_what_comes();

  webchat::ServerFrame welcome_;
  std::vector<webchat::ServerFrame> kept_;
};

class Desk {
 public:
  Desk(House& house, const std::string& email, std::optional<std::int64_t> after = {});

  void tell(const desk::FeedRequest& request);
  desk::FeedMessage next(const std::string& type);
  // The next change of this kind to an interaction.
  desk::FeedMessage next_change(switchboard::Change change);
  // Nothing of this type comes before the answer to a ping that is sent now.
  bool hears_nothing(const std::string& type);

  // Presence and acceptance by the API. `id` is the user's.
  void be_available(UserId id);
  // Waits for an offer and accepts it.
  desk::Interaction accept_next();

  std::int64_t seq() const { return hello_.seq.value_or(0); }
  const desk::FeedMessage& hello() const { return hello_; }
  WebSocketClient& socket() { return *socket_; }
  HttpClient client;

 private:
  std::optional<WebSocketClient> socket_;
  desk::FeedMessage hello_;
  std::vector<desk::FeedMessage> kept_;
};

}  // namespace rapport::program::testing
