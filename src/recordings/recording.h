// Recordings: one stretch of a telephone conversation that was recorded, from when an agent talks with the
// customer until they no longer do. Two channels: left what the customer's side says, right what the
// customer hears of ours. Values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "platform/contract/describe.h"

namespace rapport::recordings {

using RecordingId = Id<struct RecordingTag>;

inline constexpr std::size_t events_max = 2'000;  // of one recording; later ones are not noted
inline constexpr std::int64_t hours_max = 8;      // then it ends, and the call goes on
inline constexpr std::size_t agents_max = 100;    // of one recording
inline constexpr std::size_t per_interaction_max = 200;

enum class RecordingState : std::uint8_t {
  writing,  // the call is going on
  whole,
  cut,        // ended before the call did: no room on the disk, too long
  recovered,  // the server died; up to its last second
};
BOOST_DESCRIBE_ENUM(RecordingState, writing, whole, cut, recovered)

enum class RecordedBecause : std::uint8_t {
  rule,
  by_hand,
  by_flow,
  voicemail,  // a caller's message: left only, and as much a part of the conversation as written words
};
BOOST_DESCRIBE_ENUM(RecordedBecause, rule, by_hand, by_flow, voicemail)

// What stands at a place of a recording.
enum class MarkKind : std::uint8_t {
  agent_joined,
  agent_left,
  held,  // the customer hears music: both channels are silent
  resumed,
  paused,  // by hand: both channels are silent
  secret,  // paused by itself, while digits are collected that nobody may hear
  unpaused,
  conference,
  key,  // somebody pressed a key; which one is not kept
  gap,  // sound was lost: the server had too much to do
  ended,
  announced,  // the customer heard what their number tells of recording, to its end, before this
  in_flow,    // the customer is in a flow beside their agent: both channels are silent
  out_of_flow,
};
BOOST_DESCRIBE_ENUM(MarkKind, agent_joined, agent_left, held, resumed, paused, secret, unpaused, conference,
                    key, gap, ended, announced, in_flow, out_of_flow)

struct RecordingMark {
  std::int64_t at_ms = 0;
  MarkKind kind = MarkKind::ended;
  std::optional<UserId> user_id;  // who joined, left, paused
};
BOOST_DESCRIBE_STRUCT(RecordingMark, (), (at_ms, kind, user_id))

struct Recording {
  RecordingId id;
  InteractionId interaction_id;
  QueueId queue_id;
  std::vector<UserId> agent_ids;  // who was heard on it
  Instant started_at;
  std::int64_t duration_ms = 0;
  RecordingState state = RecordingState::writing;
  RecordedBecause because = RecordedBecause::rule;
  std::int64_t bytes = 0;  // of the sound
  std::string checksum;    // SHA-256 of the sealed file, in hex; "" while it is written
  std::vector<RecordingMark> marks;
  bool is_kept = false;  // under legal hold: nothing deletes it
  std::string kept_why;
};
BOOST_DESCRIBE_STRUCT(Recording, (),
                      (id, interaction_id, queue_id, agent_ids, started_at, duration_ms, state, because,
                       bytes, checksum, marks, is_kept, kept_why))

}  // namespace rapport::recordings
