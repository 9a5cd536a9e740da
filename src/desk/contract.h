// What desks see: the API's words for interactions, messages, agents and queues, described once for encoder,
// OpenAPI and the web's types. Durations in the unit that the name says.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "flows/assist.h"
#include "switchboard/model/described.h"

namespace rapport {
// As cases, knowledge and the community have them.
using CaseId = Id<struct CaseTag>;
using ArticleId = Id<struct ArticleTag>;
using PostId = Id<struct PostTag>;
}  // namespace rapport

namespace rapport::desk {

struct CustomerRef {
  CustomerId id;
  std::string name;
  std::optional<std::string> email;
  bool is_verified = false;
};
BOOST_DESCRIBE_STRUCT(CustomerRef, (), (id, name, email, is_verified))

struct Attachment {
  AttachmentId id;
  std::string name;
  std::int64_t bytes = 0;
  std::string type;
  bool is_image = false;
  std::string url;  // relative to the server
};
BOOST_DESCRIBE_STRUCT(Attachment, (), (id, name, bytes, type, is_image, url))

struct Message {
  MessageId id;
  InteractionId interaction_id;
  switchboard::Author author = switchboard::Author::customer;
  std::optional<UserId> agent_id;
  std::string text;
  std::vector<Attachment> attachments;
  Instant sent_at;
  std::optional<std::string> client_id;
  std::optional<Instant> delivered_at, read_at;
};
BOOST_DESCRIBE_STRUCT(Message, (),
                      (id, interaction_id, author, agent_id, text, attachments, sent_at, client_id,
                       delivered_at, read_at))

struct Offer {
  switchboard::OfferId id;
  AgentId agent_id;
  Instant expires_at;
  std::int64_t timeout_s = 0;
  bool is_consult = false;
  bool is_unasked = false;  // their telephone answers it as soon as it can, or rings
};
BOOST_DESCRIBE_STRUCT(Offer, (), (id, agent_id, expires_at, timeout_s, is_consult, is_unasked))

struct WaitEstimate {
  std::int32_t position = 0;
  std::int64_t low_s = 0;
  std::int64_t high_s = 0;
  bool is_known = false;
};
BOOST_DESCRIBE_STRUCT(WaitEstimate, (), (position, low_s, high_s, is_known))

// Of an interaction that is, or was, called back.
struct Callback {
  switchboard::CallbackStage stage = switchboard::CallbackStage::booked;
  std::optional<Instant> due_at;  // a chosen time, or that of the next try
  std::optional<Instant> promised_from, promised_until;
  std::int32_t dials = 0;
  std::optional<switchboard::DialResult> last_result;
};
BOOST_DESCRIBE_STRUCT(Callback, (), (stage, due_at, promised_from, promised_until, dials, last_result))

struct Interaction {
  InteractionId id;
  switchboard::Channel channel = switchboard::Channel::chat;
  switchboard::InteractionState state = switchboard::InteractionState::queued;
  CustomerRef customer;
  QueueId queue_id;
  std::optional<AgentId> agent_id;
  std::int32_t priority = 0;
  std::int32_t step = 0;
  Instant arrived_at;
  Instant queued_at;
  bool is_silent = false;
  std::optional<Offer> offer;
  std::optional<Instant> wrap_up_ends_at;
  bool is_disposition_required = false;
  std::vector<DispositionId> disposition_ids;
  std::optional<InteractionId> previous_id;
  std::optional<AgentId> consulted_id;
  bool is_consult_offered = false;
  std::optional<Message> last_message;
  std::int64_t unread = 0;  // customer messages the agent has not seen
  std::optional<std::string> subject;
  std::optional<std::string> entrance;  // name of the channel it came in by
  std::optional<std::string> page_url;
  std::optional<std::string> language;
  std::optional<Callback> callback;
  std::optional<flows::AssistNow> assist;  // while they are in a flow beside their agent
  std::vector<flows::AssistDone> assists;  // what such flows brought, oldest first
};
BOOST_DESCRIBE_STRUCT(Interaction, (),
                      (id, channel, state, customer, queue_id, agent_id, priority, step, arrived_at,
                       queued_at, is_silent, offer, wrap_up_ends_at, is_disposition_required, disposition_ids,
                       previous_id, consulted_id, is_consult_offered, last_message, unread, subject, entrance,
                       page_url, language, callback, assist, assists))

struct Leg {
  std::int32_t number = 1;
  switchboard::LegKind kind = switchboard::LegKind::primary;
  QueueId queue_id;
  std::optional<AgentId> agent_id;
  Instant queued_at;
  std::optional<Instant> accepted_at, ended_at, wrapped_at;
  std::int32_t offers = 0;
  std::int32_t no_answers = 0;
  std::int32_t declines = 0;
  switchboard::LegEnd end = switchboard::LegEnd::open;
  std::optional<DispositionId> disposition_id;
};
BOOST_DESCRIBE_STRUCT(Leg, (),
                      (number, kind, queue_id, agent_id, queued_at, accepted_at, ended_at, wrapped_at, offers,
                       no_answers, declines, end, disposition_id))

struct InteractionRecord {
  InteractionId id;
  switchboard::Channel channel = switchboard::Channel::chat;
  switchboard::InteractionState state = switchboard::InteractionState::closed;
  std::optional<switchboard::Outcome> outcome;
  CustomerRef customer;
  QueueId queue_id;
  std::optional<AgentId> agent_id;
  Instant arrived_at;
  std::optional<Instant> closed_at;
  std::optional<std::int64_t> waited_s, handled_s;
  std::optional<DispositionId> disposition_id;
  std::optional<std::string> first_text;
  std::int64_t messages = 0;
};
BOOST_DESCRIBE_STRUCT(InteractionRecord, (),
                      (id, channel, state, outcome, customer, queue_id, agent_id, arrived_at, closed_at,
                       waited_s, handled_s, disposition_id, first_text, messages))

struct InteractionDetail : Interaction {
  std::vector<Leg> legs;
  std::vector<InteractionRecord> previous;  // the customer's earlier conversations, newest first, at most 20
  std::optional<switchboard::Outcome> outcome;
  std::optional<WaitEstimate> wait;
};
BOOST_DESCRIBE_STRUCT(InteractionDetail, (Interaction), (legs, previous, outcome, wait))

struct ChannelCounts {
  std::int32_t voice = 0, chat = 0, message = 0, email = 0, task = 0, voicemail = 0;
};
BOOST_DESCRIBE_STRUCT(ChannelCounts, (), (voice, chat, message, email, task, voicemail))

struct AgentStatus {
  AgentId id;
  switchboard::Presence presence = switchboard::Presence::offline;
  std::optional<ReasonId> reason_id;
  Instant since;
  bool is_connected = false;
  std::optional<switchboard::Presence> next_presence;
  std::optional<ReasonId> next_reason_id;
  std::int32_t units_used = 0;
  std::int32_t units = 0;
  ChannelCounts open;
  std::vector<InteractionId> interaction_ids;
};
BOOST_DESCRIBE_STRUCT(AgentStatus, (),
                      (id, presence, reason_id, since, is_connected, next_presence, next_reason_id,
                       units_used, units, open, interaction_ids))

struct QueueToday {
  std::int64_t arrived = 0, answered = 0, answered_within = 0, abandoned = 0, expired = 0, refused = 0,
               transferred_out = 0;
  std::optional<double> service_level;  // 0 to 1; absent while nothing counts yet
  std::optional<double> mean_wait_s, mean_handle_s;
};
BOOST_DESCRIBE_STRUCT(QueueToday, (),
                      (arrived, answered, answered_within, abandoned, expired, refused, transferred_out,
                       service_level, mean_wait_s, mean_handle_s))

struct QueueStatus {
  QueueId id;
  bool is_open = true;
  std::int32_t waiting = 0, offered = 0, active = 0;
  std::optional<Instant> oldest_queued_at;
  WaitEstimate estimate;
  std::int32_t members = 0, signed_in = 0, available = 0;
  std::int32_t scheduled = 0, dialling = 0;  // callbacks; the scheduled ones do not count as waiting
  QueueToday today;
  std::int64_t service_level_within_s = 20;
};
BOOST_DESCRIBE_STRUCT(QueueStatus, (),
                      (id, is_open, waiting, offered, active, oldest_queued_at, estimate, members, signed_in,
                       available, scheduled, dialling, today, service_level_within_s))

struct Board {
  std::int64_t seq = 0;
  Instant at;
  std::vector<QueueStatus> queues;
  std::vector<AgentStatus> agents;
  std::vector<Interaction> interactions;  // open ones, longest waiting first, at most 500
};
BOOST_DESCRIBE_STRUCT(Board, (), (seq, at, queues, agents, interactions))

// Whom a transfer can reach.
struct Colleagues {
  std::vector<AgentStatus> agents;
  std::vector<QueueStatus> queues;
};
BOOST_DESCRIBE_STRUCT(Colleagues, (), (agents, queues))

struct Desk {
  std::int64_t seq = 0;  // of the feed, at which the rest is true
  std::optional<AgentStatus> me;
  std::vector<Interaction> interactions;
};
BOOST_DESCRIBE_STRUCT(Desk, (), (seq, me, interactions))

// --- explanations ---

struct WhyAgent {
  AgentId agent_id;
  switchboard::Exclusion exclusion = switchboard::Exclusion::none;
  std::optional<SkillId> missing_skill_id;
  std::int64_t score = 0;
  std::optional<Instant> idle_since;
};
BOOST_DESCRIBE_STRUCT(WhyAgent, (), (agent_id, exclusion, missing_skill_id, score, idle_since))

struct WhyRival {
  InteractionId interaction_id;
  QueueId queue_id;
  std::int64_t score = 0;
};
BOOST_DESCRIBE_STRUCT(WhyRival, (), (interaction_id, queue_id, score))

struct Why {
  switchboard::Trigger trigger = switchboard::Trigger::interaction_waiting;
  QueueId queue_id;
  AgentId chosen_id;
  std::int32_t step = 0;
  std::int32_t steps = 0;
  std::int64_t waited_s = 0;
  std::int64_t score = 0;
  std::vector<WhyAgent> agents;
  std::map<std::string, std::int32_t> counts;  // agents of the queue by exclusion; "none" are candidates
  std::int32_t unseen = 0;
  std::vector<WhyRival> rivals;
  std::optional<SkillId> more_skill_id;
  std::int64_t sooner_s = 0;
};
BOOST_DESCRIBE_STRUCT(Why, (),
                      (trigger, queue_id, chosen_id, step, steps, waited_s, score, agents, counts, unseen,
                       rivals, more_skill_id, sooner_s))

struct Assignment {
  switchboard::OfferId offer_id;
  Instant at;
  AgentId agent_id;
  std::optional<switchboard::OfferEnd> end;
  std::optional<Instant> ended_at;
  std::optional<ReasonId> reason_id;
  Why why;
};
BOOST_DESCRIBE_STRUCT(Assignment, (), (offer_id, at, agent_id, end, ended_at, reason_id, why))

struct Explanation {
  std::vector<Assignment> assignments;  // oldest first
  std::optional<WaitEstimate> wait;     // while it waits
  std::vector<flows::AssistDone> assists;
};
BOOST_DESCRIBE_STRUCT(Explanation, (), (assignments, wait, assists))

// --- the phone: the desk's own sound, and the calls its user is in. See docs/voice.md ---

struct SoundQuality {
  double loss_in = 0, loss_out = 0;  // share of the packets, 0 to 1
  double jitter_in_ms = 0, jitter_out_ms = 0, round_trip_ms = 0;
  double mos_in = 0, mos_out = 0;  // 1 to 4.5
};
BOOST_DESCRIBE_STRUCT(SoundQuality, (),
                      (loss_in, loss_out, jitter_in_ms, jitter_out_ms, round_trip_ms, mos_in, mos_out))

struct CallMember {
  std::string role;               // customer, agent, consulted, outside, supervisor
  std::optional<UserId> user_id;  // of colleagues
  std::optional<std::string> number;
  std::string supervision = "none";  // none, monitor, whisper, barge
  bool is_ringing = false;
  bool is_muted = false;
  bool is_holding = false;  // their own device has put the call on hold
};
BOOST_DESCRIBE_STRUCT(CallMember, (), (role, user_id, number, supervision, is_ringing, is_muted, is_holding))

struct PhoneCall {
  InteractionId interaction_id;
  bool is_up = true;  // false: the line is closed
  bool is_held = false;
  bool is_conference = false;
  bool is_recalled = false;           // on hold for longer than the company wants
  std::optional<std::int32_t> place;  // parked there, for any colleague to pick up
  std::string recording = "none";     // none, on, paused
  bool may_record = false;            // its agent may begin and end a recording
  std::vector<CallMember> members;
};
BOOST_DESCRIBE_STRUCT(PhoneCall, (),
                      (interaction_id, is_up, is_held, is_conference, is_recalled, place, recording,
                       may_record, members))

// A customer who waits at a place.
struct ParkedCall {
  std::int32_t place = 0;
  InteractionId interaction_id;
  QueueId queue_id;
  std::string number;  // "": hidden
  UserId by;
  Instant since;
};
BOOST_DESCRIBE_STRUCT(ParkedCall, (), (place, interaction_id, queue_id, number, by, since))

// --- the live feed, server to desk; `type` says which members there are ---

struct FeedMessage {
  // hello, interaction, agent, board, typing, viewing, receipt, configuration, pong; softphone (state in
  // `what`: connecting with our `sdp`, ready, lost, replaced, refused), softphone_quality, call, call_refused
  // (why in `what`), parked (all that are); case (`what`: changed or viewers; without `case_id`: many have
  // changed); duplicate (of `interaction_id`: they have changed); mail (of the exchange that `interaction_id`
  // belongs to: one has another state); shifts (one's own, `what`: schedule or requests; to planners requests
  // of anybody)
  std::string type;
  std::optional<std::int64_t> seq;
  std::optional<Instant> at;
  std::optional<bool> is_reset;
  std::optional<Instant> server_time;
  std::optional<switchboard::Change> change;
  std::optional<Interaction> interaction;
  std::optional<Message> message;
  std::optional<UserId> by;
  std::optional<ReasonId> reason_id;
  std::optional<AgentStatus> agent;
  std::optional<std::vector<QueueStatus>> queues;
  std::optional<std::vector<AgentStatus>> agents;
  std::optional<std::vector<Interaction>> interactions;
  std::optional<std::vector<InteractionId>> closed_ids;
  std::optional<InteractionId> interaction_id;
  std::optional<std::string> who;
  std::optional<UserId> user_id;
  std::optional<std::vector<UserId>> user_ids;
  std::optional<bool> is_typing;
  std::optional<std::string> text_preview;
  std::optional<MessageId> message_id;
  std::optional<Instant> delivered_at, read_at;
  std::optional<std::string> what;
  std::optional<std::string> sdp;
  std::optional<SoundQuality> quality;
  std::optional<PhoneCall> call;
  std::optional<std::vector<ParkedCall>> parked;
  std::optional<CaseId> case_id;
};
BOOST_DESCRIBE_STRUCT(FeedMessage, (),
                      (type, seq, at, is_reset, server_time, change, interaction, message, by, reason_id,
                       agent, queues, agents, interactions, closed_ids, interaction_id, who, user_id,
                       user_ids, is_typing, text_preview, message_id, delivered_at, read_at, what, sdp,
                       quality, call, parked, case_id))

// Desk to server.
struct FeedRequest {
  // typing, viewing, watch_board, ping; softphone_offer (`sdp`), softphone_close, call (`action` on a call of
  // `interaction_id`: hold, resume, mute, unmute, conference, monitor, whisper, barge, leave, dial,
  // drop_outside, hand_to_outside, park, pick_up, press, record, stop_recording, pause_recording,
  // resume_recording; `digits` for dial and press)
  std::string type;
  std::optional<InteractionId> interaction_id;
  std::optional<bool> is_typing;
  std::optional<bool> is_on;
  std::optional<std::string> sdp;
  std::optional<std::string> action;
  std::optional<std::string> digits;
};
BOOST_DESCRIBE_STRUCT(FeedRequest, (), (type, interaction_id, is_typing, is_on, sdp, action, digits))

}  // namespace rapport::desk
