// Signals: what passes between the two sides of a conversation and is not kept: typing, delivered, read. Sent
// from any thread; each listener hands it on to its own thread and returns. Listeners are added before
// anything is sent.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"

namespace rapport::conversations {

struct Signal {
  enum class Kind { typing, delivered, read, customer_changed };
  OrgId org;
  InteractionId interaction;
  Kind kind = Kind::typing;
  UserId agent;  // who it comes from; 0: the customer
  bool is_typing = false;
  std::string preview;  // what the customer is typing, where the channel lets it be seen
  MessageId message;    // delivered, read: up to this one
  Instant at;
};

class SignalListener {
 public:
  virtual ~SignalListener() = default;
  virtual void on_signal(const Signal& signal) = 0;
};

class Signals {
 public:
  void add_listener(SignalListener& listener) { listeners_.push_back(&listener); }
  void send(const Signal& signal) const {
    for (SignalListener* listener : listeners_)
      listener->on_signal(signal);
  }

 private:
  std::vector<SignalListener*> listeners_;
};

}  // namespace rapport::conversations
