// Crew: the agents of one run: who is there, what each is busy with, and where their minutes go. A minute
// that an agent gives to three chats at once is one busy minute, a third of it to each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "switchboard/model/state.h"
#include "twin/ledger.h"
#include "twin/world.h"

namespace rapport::twin {

struct CrewWork {
  std::size_t contact = 0;
  std::size_t queue = 0;
  bool is_wrap_up = false;
  bool is_silent = false;  // the customer is: costs no time meanwhile
};

struct CrewMember {
  std::size_t group = 0;
  std::uint64_t number = 0;  // within the group, from 0
  switchboard::Presence presence = switchboard::Presence::offline;
  bool is_on_shift = false;
  bool is_on_break = false;
  bool is_connected = false;
  std::int64_t no_answers = 0;
  Instant settled_at;  // time until here is in the ledger
  std::vector<CrewWork> work;
};

class Crew {
 public:
  Crew(const World& world, Ledger& ledger);

  std::size_t size() const { return members_.size(); }
  CrewMember& member(std::size_t agent) { return members_[agent]; }
  static AgentId id_of(std::size_t agent) { return {static_cast<std::int64_t>(agent) + 1}; }
  static std::size_t index_of(AgentId agent) { return static_cast<std::size_t>(agent.value - 1); }

  void set_presence(std::size_t agent, switchboard::Presence presence, Instant now);
  void begin(std::size_t agent, std::size_t contact, std::size_t queue, Instant now);
  void wrap_up(std::size_t agent, std::size_t contact, Instant now);
  void set_silent(std::size_t agent, std::size_t contact, bool is_silent, Instant now);
  void finish(std::size_t agent, std::size_t contact, Instant now);  // nothing if it was not theirs
  void settle_all(Instant now);

 private:
  CrewWork* find(CrewMember& member, std::size_t contact);
  void settle(CrewMember& member, Instant now);
  void settle_part(const CrewMember& member, std::size_t interval, Duration part);

  Ledger& ledger_;
  std::vector<CrewMember> members_;
};

}  // namespace rapport::twin
