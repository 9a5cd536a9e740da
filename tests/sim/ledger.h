// Ledger: who has what, kept from the effects alone, the way a desk or a journal reader would. It objects to
// effects that cannot be: two agents with one interaction, two open offers, work beyond capacity, an
// interaction that comes back after it was closed.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/snapshot.h"

namespace rapport::sim {

struct Entry {
  switchboard::Channel channel = switchboard::Channel::chat;
  switchboard::OfferId offer;
  AgentId offered_to;
  AgentId holder;  // accepted it, and has it until it is handed on or closed
  switchboard::OfferId consult_offer;
  AgentId consult_offered_to;
  AgentId consultant;
  bool was_queued = false;
  bool is_in_wrap_up = false;
  bool is_silent = false;
  bool is_in_flow = false;  // and in no queue
  bool has_flow = false;    // in a queue too
  bool began_in_flow = false;
  std::int32_t turn = 0;  // of the flow, as last told
  bool is_called_back = false;
  bool is_scheduled = false;
  bool is_dialling = false;
  InteractionId given_to;  // it stands aside, and who has its place
  InteractionId holds;     // whose place it has
  std::int32_t dial = 0;   // the last one
};

// An offer of the past or present, for commands that come late or twice.
struct PastOffer {
  InteractionId interaction;
  AgentId agent;
  switchboard::OfferId offer;
};

class Ledger {
 public:
  // The first objection, "" if none. REQUIRES: the event was not refused.
  std::string enter(const switchboard::Event& event, const switchboard::Effects& effects,
                    const Rulebook& book);
  // Whether the views say the same.
  std::string differs_from(const Snapshot& snapshot) const;

  const std::map<InteractionId, Entry>& entries() const { return entries_; }
  const std::vector<PastOffer>& offers() const { return offers_; }
  std::size_t closed() const { return closed_.size(); }
  // Of the queues' figures of today those that count effects: arrived, answered, abandoned, expired, refused.
  std::string figures_differ(const switchboard::QueueView& view) const;

 private:
  struct Reader;
  std::string open(const switchboard::OfferMade& offer, const Rulebook& book);
  std::string close(const switchboard::OfferClosed& offer);
  std::string change(const switchboard::InteractionChanged& change);
  void count(const switchboard::InteractionChanged& change, Entry& entry);
  std::string close(const switchboard::InteractionClosed& closed);
  std::string enter(const switchboard::FlowStepEntered& entered);
  std::string end(const switchboard::FlowEnded& ended);
  std::string start(const switchboard::DialStarted& started);
  std::string stop(const switchboard::DialStopped& stopped);
  std::string beyond_capacity(AgentId agent, switchboard::Channel channel, const Rulebook& book) const;

  std::map<InteractionId, Entry> entries_;
  std::set<InteractionId> closed_;
  std::map<InteractionId, AgentId> dials_;  // under way, and the agent each was begun for
  std::vector<PastOffer> offers_;
  std::map<QueueId, switchboard::QueueFigures> today_;
};

// How many of each channel count for the agent, as the ledger has it.
std::array<std::int32_t, switchboard::channel_count> counted(const std::map<InteractionId, Entry>& entries,
                                                             AgentId agent);
// Whether one more of the channel fits beside `counted`.
bool has_room(const switchboard::AgentProfile& profile,
              const std::array<std::int32_t, switchboard::channel_count>& counted,
              switchboard::Channel channel);

}  // namespace rapport::sim
