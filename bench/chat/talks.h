// Talks: many conversations at once, each with one message a second, turn about from the visitor and from the
// agent. Every message says which it is, and is expected on the other side once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "support/figures.h"
#include "support/visitor.h"
#include "support/words.h"
#include "support/workplace.h"

namespace rapport::bench {

struct Talked {
  Latencies to_agent, to_visitor, all;  // ms from send to the other side's receipt
  Latencies late;                       // ms behind its time that a message was sent: how busy the client was
  std::size_t sent = 0, received = 0, lost = 0, doubled = 0, refused = 0, broken_connections = 0;
  double seconds = 0;
};

class Talks {
 public:
  Talks(Net& net, std::uint16_t port, Workplace& place);

  // Throws when one of them does not get an agent.
  void open(std::size_t count);
  Talked run(std::chrono::seconds duration);
  // Reads all conversations back from the server and compares with what was sent. Wrong ones.
  std::size_t check_history(ApiClient& admin);
  void leave();

 private:
  struct Sent {
    Clock::time_point at;
    std::uint8_t receipts = 0;
  };
  struct Talk {
    std::unique_ptr<Visitor> visitor;
    std::string interaction;
    std::vector<Sent> sent;  // [0] is the start
  };

  void enter_next();
  void listen(std::size_t index);
  void started(std::size_t index, std::string_view frame);
  void hear_agent(Agent& agent, std::string_view frame);
  void receive(const Words& words);
  void say(std::size_t index, Clock::time_point due);
  bool all_have_agents() const;
  bool all_received() const;
  void count_receipts();

  Net& net_;
  Workplace& place_;
  HttpPool requests_;
  std::vector<Talk> talks_;
  std::unordered_map<std::string, Agent*> agent_of_;  // by interaction
  std::size_t entered_ = 0, starting_ = 0, started_ = 0;
  std::string failed_;
  bool is_measuring_ = false;
  Talked talked_;
};

}  // namespace rapport::bench
