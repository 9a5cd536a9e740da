// Day recorder: follows a journal's steps through a switchboard and writes down what a day was made of: who
// came, what became of them, who worked and when. It sees what live/ saw: events and effects.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "switchboard/model/image.h"
#include "switchboard/switchboard.h"
#include "twin/flow_recorder.h"
#include "twin/ledger.h"
#include "twin/replay.h"
#include "twin/stretch_fit.h"
#include "twin/survival.h"

namespace rapport::twin {

// One stretch of an interaction from a queue to an agent, or to wherever it ended.
struct SeenLeg {
  InteractionId interaction;
  QueueId source;  // where it came in
  QueueId queue;   // where it ended up
  switchboard::Channel channel = switchboard::Channel::chat;
  std::int32_t priority = 0;
  std::vector<switchboard::Step> steps;  // of its own; empty: the queue's
  AgentId last_agent;
  Instant last_contact_ended;
  Instant queued_at;
  std::optional<Instant> offered_at, accepted_at, ended_at, wrapped_at, left_at;
  AgentId agent;                            // who accepted it
  Fate fate = Fate::open_at_end;            // of the wait
  std::optional<Instant> called_back_from;  // no patience any more since then
  bool is_dialled = false;                  // now: its agent is held
  bool is_unlike = false;                   // left for what the twin does not play: a flow, another place
  bool is_transfer = false;
  std::optional<std::size_t> origin;  // the leg with an agent that led here, if it is of this day
  bool is_from_flow = false;
  std::optional<std::size_t> entry;  // its flow led it here, and is played again
  bool is_left = false;              // a voicemail of such a flow
  Conversation conversation;
  Instant heard_at;  // the customer, last
};

struct SeenPresence {
  Instant at;
  switchboard::Presence presence = switchboard::Presence::offline;
};

struct SeenAgent {
  switchboard::AgentProfile profile;
  bool is_profile_fixed = false;  // they have worked with it
  bool has_changed_profile = false;
  std::vector<SeenPresence> presences;
  std::int64_t offers = 0;
  std::int64_t no_answers = 0;
  std::vector<double> answer_delays_s;
  std::vector<double> absences_s;    // from not responding until available again
  std::vector<std::size_t> talking;  // legs whose customers are not silent
  Instant settled_at;
};

struct SeenQueue {
  switchboard::QueueRules rules;
  bool is_fixed = false;  // somebody has come to it with these
  bool has_changed = false;
  std::vector<std::pair<Instant, bool>> openings;
  std::vector<Lifetime> gaps;  // between what customers write; ended by a message, or cut off by the end
};

// What the crew's minutes went into, to be counted as the engine counts them.
struct SeenWork {
  enum class What : std::uint8_t { begin, wrap_up, silent, resumed, finish, presence };
  Instant at;
  What what = What::begin;
  AgentId agent;
  std::size_t leg = 0;
  QueueId queue;
  switchboard::Presence presence = switchboard::Presence::offline;
};

// The switchboard when the day ended: where the next one can be read from.
struct DayEnd {
  std::int64_t seq = 0;  // of the last step in it
  switchboard::Image image;
};

struct SeenDay {
  switchboard::Settings settings;
  std::map<QueueId, SeenQueue> queues;
  std::map<AgentId, SeenAgent> agents;
  std::vector<SeenLeg> legs;  // that began to wait in the day, or before and waited still
  std::vector<SeenWork> work;
  Instant last;                         // until then it was followed, at least to its end
  std::int64_t open_conversations = 0;  // when the day began
  std::int64_t consults = 0;
  SeenFlows flows;
  std::optional<DayEnd> end;
};

// Reads until everything of the day is over, `drain` has passed after it, or the steps end: then nothing more
// has happened in the day. Fails when the source does, or a step is refused.
struct DayToSee {
  Instant from, to;
  Duration drain;
  bool with_flows = false;  // follows who begins with one
};
Result<SeenDay> see_day(const ReplaySource& source, const DayToSee& wanted);

}  // namespace rapport::twin
