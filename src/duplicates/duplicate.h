// Duplicate: two contacts of one customer at the same time. What is kept of a pair, and how the API shows it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "duplicates/sameness.h"
#include "platform/contract/notes.h"
#include "switchboard/model/described.h"

namespace rapport::duplicates {

using DuplicateId = Id<struct DuplicateTag>;

// How sure it is that both are the same customer (decision 0022). What people have joined by hand is likely:
// nobody has proven it.
enum class Certainty : std::uint8_t { likely, certain };
BOOST_DESCRIBE_ENUM(Certainty, likely, certain)

// The row. `first` came first.
struct Pair {
  DuplicateId id;
  InteractionId first, second;
  Certainty certainty = Certainty::likely;
  SameThing thing = SameThing::unsure;
  std::vector<Ground> grounds;
  Instant found_at;
  std::optional<Instant> apart_at;  // somebody has said that both stay

  bool has(InteractionId id_of_one) const { return first == id_of_one || second == id_of_one; }
  InteractionId other_than(InteractionId one) const { return first == one ? second : first; }
};

enum class DuplicateState : std::uint8_t {
  open,    // both go on, and nobody has said anything
  apart,   // both go on, and are meant to
  joined,  // one has the place of the other, which can still be got back
  merged,  // and no longer can
  over,    // one of the two has ended
};
BOOST_DESCRIBE_ENUM(DuplicateState, open, apart, joined, merged, over)

struct OtherContact {
  InteractionId interaction_id;
  switchboard::Channel channel = switchboard::Channel::chat;
  switchboard::InteractionState state = switchboard::InteractionState::queued;
  std::optional<QueueId> queue_id;
  std::optional<AgentId> agent_id;
  Instant since;  // it came, or since when its wait counts
  std::optional<std::int32_t> position;
};
BOOST_DESCRIBE_STRUCT(OtherContact, (), (interaction_id, channel, state, queue_id, agent_id, since, position))

// A pair as seen from one of the two.
struct Duplicate {
  DuplicateId id;
  InteractionId interaction_id;
  OtherContact other;
  Certainty certainty = Certainty::likely;
  SameThing thing = SameThing::unsure;
  std::vector<Ground> grounds;
  DuplicateState state = DuplicateState::open;
  bool can_join = false;                 // certain, and one of the two waits
  std::optional<InteractionId> keep_id;  // which would go on; joined: which does
  std::optional<Instant> until;          // joined: so long it can be undone
  Instant found_at;
};
BOOST_DESCRIBE_STRUCT(Duplicate, (),
                      (id, interaction_id, other, certainty, thing, grounds, state, can_join, keep_id, until,
                       found_at))
contract::Notes contract_notes(contract::Tag<Duplicate>);

struct DuplicateList {
  std::vector<Duplicate> items;
};
BOOST_DESCRIBE_STRUCT(DuplicateList, (), (items))

struct JoinDuplicate {
  InteractionId keep_interaction_id;
};
BOOST_DESCRIBE_STRUCT(JoinDuplicate, (), (keep_interaction_id))
contract::Notes contract_notes(contract::Tag<JoinDuplicate>);

// What the customer of one of the two may know of the other: where, and how long. Certain pairs only.
enum class ElsewhereState : std::uint8_t {
  waits,  // they have a place there as well
  talks,  // somebody of ours talks with them there
  here,   // that place has come here
  there,  // this place has gone there
};
struct Elsewhere {
  DuplicateId id;
  InteractionId interaction;  // the other one
  switchboard::Channel channel = switchboard::Channel::chat;
  ElsewhereState state = ElsewhereState::waits;
  std::optional<switchboard::WaitEstimate> wait;  // waits
  bool can_come_here = false, can_go_there = false;
  std::optional<Instant> until;  // here, there: so long it can be undone
};

}  // namespace rapport::duplicates
