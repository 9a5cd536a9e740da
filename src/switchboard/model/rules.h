// What an organisation has decided: queues, agents' profiles, settings. Plain values that travel inside
// events, so that a journal explains itself without any other table. Ids and numbers only; names live
// elsewhere.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/id.h"
#include "base/instant.h"

namespace rapport::switchboard {

// Numbered by the switchboard itself, from 1.
using TimerId = Id<struct TimerTag>;
using OfferId = Id<struct OfferTag>;

// The kind of work, which decides what it costs an agent. (A configured entrance, such as one web site's
// chat, is a ChannelId and no concern of the switchboard.)
// `voicemail` is what a caller left to be heard and answered later.
enum class Channel : std::uint8_t { voice, chat, message, email, task, voicemail };
inline constexpr std::size_t channel_count = 6;

struct SkillNeed {
  SkillId skill;
  std::uint8_t level_min = 1;  // 1-5
  friend bool operator==(const SkillNeed&, const SkillNeed&) = default;
  friend auto operator<=>(const SkillNeed&, const SkillNeed&) = default;
};

// One circle of candidates. While it is the current step only agents who meet all of it are candidates; when
// it has lasted its time (which runs while it is queued or offered) the next step is current; after the last,
// every agent of the queue is a candidate. An agent step asks that agent whether or not they belong to the
// queue; it is over at once when they are not available, become so, or turn the interaction down.
struct Step {
  AgentId agent;                  // 0: any
  TeamId team;                    // 0: any
  std::vector<SkillNeed> skills;  // all of them
  Duration lasts;                 // 0: for ever
  friend bool operator==(const Step&, const Step&) = default;
};

enum class OrderRule : std::uint8_t {
  blended,          // waited time plus priority as a head start in minutes, longest first
  strict_priority,  // highest priority first, then longest wait
};

enum class AgentChoice : std::uint8_t {
  longest_idle,    // longest since they last became free or took work
  most_skilled,    // highest sum of levels over the step's skills, then longest idle
  least_occupied,  // smallest share of their capacity in use, then longest idle
  round_robin,     // longest since their last assignment
};

// What happens to an arrival that meets a queue which is full, closed, or has nobody signed in.
enum class BranchAction : std::uint8_t { wait, refuse, overflow };
struct Branch {
  BranchAction action = BranchAction::wait;
  QueueId overflow_to;  // for overflow; a chain of overflows ends at the first queue seen twice, there the
                        // arrival is refused
  friend bool operator==(const Branch&, const Branch&) = default;
};

enum class CallbackMode : std::uint8_t {
  agent_first,     // an agent accepts, then the customer is dialled
  customer_first,  // the customer is dialled while an agent who is free is held for them
};

// How the customers of a queue are called back.
struct CallbackRules {
  CallbackMode mode = CallbackMode::agent_first;
  std::int32_t dials_max = 3;          // then it is closed as callback_failed; 1-20
  Duration retry_after = minutes(15);  // from the end of a dial that reached nobody to the next
  Duration ring_limit = seconds(40);   // a dial without a result for so long is one without an answer
  bool only_while_open = true;         // while the queue is closed nobody is dialled, and the place is kept
  bool after_line_lost = true;         // a call cut by our own fault is called back, at the head of the line
  friend bool operator==(const CallbackRules&, const CallbackRules&) = default;
};

struct QueueRules {
  bool is_open = true;
  OrderRule order = OrderRule::blended;
  AgentChoice choice = AgentChoice::longest_idle;
  std::int32_t weight = 100;  // 1-10,000; between queues, waited time counts times this / 100
  Duration offer_timeout = seconds(20);
  bool auto_accept = false;
  Duration wrap_up_limit = seconds(60);  // 0: until the agent is done
  bool disposition_required = false;     // a wrap-up cannot be completed without one (its time-out can)
  std::vector<DispositionId> dispositions;
  std::int32_t waiting_max = 0;  // 0: no limit
  Branch when_full{BranchAction::refuse, {}};
  Branch when_closed{BranchAction::refuse, {}};
  Branch when_unstaffed;    // nobody of the queue is signed in
  Duration wait_limit;      // 0: none; then the interaction expires
  std::vector<Step> steps;  // for interactions that bring none of their own
  Duration sticky_window =
      hours(72);  // last agent is preferred when the last contact ended within it; 0: never
  Duration sticky_wait = seconds(30);        // how long the last agent is waited for while available but busy
  std::int32_t transfer_head_start_min = 5;  // added to the priority of what is transferred in
  Duration service_level_within = seconds(20);
  std::optional<CallbackRules> callback = std::nullopt;  // absent: CallbackRules{}
  CallbackRules callbacks() const { return callback.value_or(CallbackRules{}); }
  friend bool operator==(const QueueRules&, const QueueRules&) = default;
};

struct AgentSkill {
  SkillId skill;
  std::uint8_t level = 1;  // 1-5
  friend bool operator==(const AgentSkill&, const AgentSkill&) = default;
};

// What one interaction of a channel costs, and how many at once.
struct ChannelCapacity {
  std::int32_t at_once_max = 0;  // 0: none of this channel
  std::int32_t units = 0;        // of AgentProfile::units
  // Interruptible work does not stand in the way of work that is not: an agent full of email can still get a
  // call.
  bool is_interruptible = false;
  friend bool operator==(const ChannelCapacity&, const ChannelCapacity&) = default;
};

struct AgentProfile {
  std::vector<AgentSkill> skills;
  std::vector<TeamId> teams;
  std::vector<QueueId> queues;
  std::int32_t units = 100;
  std::array<ChannelCapacity, channel_count> channels = {
      ChannelCapacity{1, 100, false},  // voice takes all
      ChannelCapacity{4, 25, false},   // chat
      ChannelCapacity{4, 25, false},   // message
      ChannelCapacity{2, 50, true},    // email
      ChannelCapacity{2, 50, true},    // task
      ChannelCapacity{2, 50, true},    // voicemail
  };
  friend bool operator==(const AgentProfile&, const AgentProfile&) = default;
};

// Fixed, because nobody has asked to choose them yet.
inline constexpr Duration passed_over_for =
    seconds(60);  // nobody is offered again what they just turned down
inline constexpr Duration transfer_agent_wait =
    seconds(60);                                     // how long a transfer to an agent waits for them
inline constexpr std::int32_t priority_max = 1'000;  // and -priority_max at the other end
inline constexpr std::size_t legs_max =
    100;  // transfers and consults of one interaction; then refused as bad_value
inline constexpr std::int32_t dials_limit = 20;  // of CallbackRules::dials_max
inline constexpr Duration aside_max = hours(1);  // of PlaceMoved::undo_for
inline constexpr std::size_t steps_max = 16;
inline constexpr std::size_t step_skills_max = 8;

struct Settings {
  Duration silent_after =
      minutes(10);  // chat and message: a customer silent this long stops counting toward capacity
  Duration disconnect_grace = seconds(30);  // an agent whose last connection is gone this long is signed out
  std::int32_t why_agents_max =
      32;  // agents listed one by one in an explanation; the rest is counted by rule
  friend bool operator==(const Settings&, const Settings&) = default;
};

}  // namespace rapport::switchboard
