// Customers: gives the server a past. Visitors come, talk with their agents for a while and go, or stay, or
// wait in a queue that nobody serves.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "support/visitor.h"
#include "support/workplace.h"

namespace rapport::bench {

struct OpenConversation {
  std::string interaction_id, customer_id;
  Agent* agent = nullptr;
};

class Customers {
 public:
  Customers(Net& net, std::uint16_t port, Workplace& place);
  ~Customers();

  // So many conversations of six messages, ended and wrapped up, at most `at_once` at a time.
  void talk(std::size_t count, std::size_t at_once);
  // The same, not ended: the visitors stay connected.
  std::vector<OpenConversation> stay(std::size_t count);
  // Each starts a conversation and closes the browser.
  void queue_up(std::size_t count, const std::string& chat_key);

 private:
  struct Guest {
    std::unique_ptr<Visitor> visitor;
    OpenConversation conversation;
    int heard = 0;  // messages of the agent
    bool is_done = false;
  };
  void run(std::size_t count, std::size_t at_once);
  void enter_next();
  void hear_visitor(std::size_t index, std::string_view frame);
  void hear_agent(Agent& agent, std::string_view frame);
  void answer(Guest& guest);
  void wrap_up(Guest& guest);
  void done(Guest& guest);
  void fail(const std::string& why) { failed_ = why; }

  Net& net_;
  Workplace& place_;
  HttpPool requests_;
  std::string chat_key_;
  std::vector<std::unique_ptr<Guest>> guests_;
  std::unordered_map<std::string, Guest*> by_interaction_;
  std::size_t wanted_ = 0, done_ = 0;
  std::size_t number_ = 0;  // of client ids
  enum class Way { talk, stay, wait } way_ = Way::talk;
  std::string failed_;
};

}  // namespace rapport::bench
