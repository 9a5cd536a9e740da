#include "desk/presenter.h"

#include <fmt/format.h>

#include <algorithm>

namespace rapport::desk {
namespace {

using namespace switchboard;

std::int64_t whole_seconds(Duration duration) {
  return duration.us / 1'000'000;
}

template <class SomeId>
std::optional<SomeId> given(SomeId id) {
  return id ? std::optional<SomeId>{id} : std::nullopt;
}

std::optional<Instant> given(Instant at) {
  return at.us != 0 ? std::optional<Instant>{at} : std::nullopt;
}

std::string name_of(Exclusion exclusion) {
  std::string name;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Exclusion>>([&](auto described) {
    if (described.value == exclusion) name = described.name;
  });
  return name;
}

QueueToday present(const QueueFigures& figures) {
  QueueToday today;
  today.arrived = figures.arrived;
  today.answered = figures.answered;
  today.answered_within = figures.answered_within;
  today.abandoned = figures.abandoned;
  today.expired = figures.expired;
  today.refused = figures.refused;
  today.transferred_out = figures.transferred_out;
  const std::int64_t counted = figures.answered + figures.abandoned - figures.abandoned_within;
  if (counted > 0)
    today.service_level = static_cast<double>(figures.answered_within) / static_cast<double>(counted);
  if (figures.answered > 0) {
    today.mean_wait_s =
        static_cast<double>(figures.waited_total.us) / 1e6 / static_cast<double>(figures.answered);
  }
  if (figures.handled > 0) {
    today.mean_handle_s =
        static_cast<double>(figures.handled_total.us) / 1e6 / static_cast<double>(figures.handled);
  }
  return today;
}

void take_story(Interaction& interaction, const Story& story) {
  interaction.customer = story.customer;
  interaction.subject = story.subject;
  interaction.entrance = story.entrance;
  interaction.page_url = story.page_url;
  interaction.language = story.language;
  interaction.last_message = story.last_message;
  interaction.unread = story.unread;
  interaction.assists = story.assists;
}

}  // namespace

std::string shown_name(CustomerId id, const std::string& name) {
  if (!name.empty()) return name;
  return fmt::format("#{:04x}", (static_cast<std::uint64_t>(id.value) * 0x9E3779B97F4A7C15ULL) >> 48);
}

Attachment present(const conversations::Attachment& attachment) {
  return {attachment.id,
          attachment.name,
          attachment.bytes,
          attachment.type,
          attachment.type.starts_with("image/"),
          fmt::format("/api/v1/attachments/{}", attachment.id.value)};
}

Message present(const conversations::Message& message) {
  Message shown;
  shown.id = message.id;
  shown.interaction_id = message.interaction;
  shown.author = message.author;
  shown.agent_id = given(message.agent);
  shown.text = message.text;
  for (const auto& attachment : message.attachments)
    shown.attachments.push_back(present(attachment));
  shown.sent_at = message.sent_at;
  shown.client_id = message.client_id;
  shown.delivered_at = message.delivered_at;
  shown.read_at = message.read_at;
  return shown;
}

CustomerRef present(const customers::Customer& customer) {
  return {customer.id, shown_name(customer.id, customer.name), customer.email, customer.is_verified};
}

WaitEstimate present(const switchboard::WaitEstimate& wait) {
  // Rounded outwards to whole seconds: an interval that promises nothing more than was learnt.
  return {wait.position, whole_seconds(wait.low), whole_seconds(wait.high + Duration{999'999}),
          wait.is_known};
}

Leg present(const switchboard::Leg& leg) {
  return {leg.number,
          leg.kind,
          leg.queue,
          given(leg.agent),
          leg.queued_at,
          given(leg.accepted_at),
          given(leg.ended_at),
          given(leg.wrapped_at),
          leg.offers,
          leg.no_answers,
          leg.declines,
          leg.end,
          given(leg.disposition)};
}

AgentStatus present(const AgentView& view) {
  AgentStatus status;
  status.id = view.agent;
  status.presence = view.presence;
  status.reason_id = given(view.reason);
  status.since = view.presence_since;
  status.is_connected = view.is_connected;
  status.next_presence = view.next_presence;
  status.next_reason_id = given(view.next_reason);
  status.units_used = view.units_used;
  status.units = view.units;
  status.open = {view.open[0], view.open[1], view.open[2], view.open[3], view.open[4], view.open[5]};
  status.interaction_ids = view.interactions;
  return status;
}

QueueStatus present(const QueueView& view, const org::Directory& directory) {
  QueueStatus status;
  status.id = view.queue;
  status.is_open = view.is_open;
  status.waiting = view.waiting;
  status.offered = view.offered;
  status.active = view.active;
  status.oldest_queued_at = given(view.oldest_queued_at);
  status.estimate = present(view.new_arrival);
  status.members = view.members;
  status.signed_in = view.signed_in;
  status.available = view.available;
  status.scheduled = view.scheduled;
  status.dialling = view.dialling;
  status.today = present(view.today);
  const auto known = directory.queues.find(view.queue);
  if (known != directory.queues.end())
    status.service_level_within_s = whole_seconds(known->second.rules.service_level_within);
  return status;
}

Interaction present(const InteractionView& view, const Story& story, const org::Directory& directory) {
  Interaction shown;
  shown.id = view.interaction;
  shown.channel = view.channel;
  shown.state = view.state;
  shown.queue_id = view.queue;
  shown.agent_id = given(view.agent);
  shown.priority = view.priority;
  shown.step = view.step;
  shown.arrived_at = view.arrived_at;
  shown.queued_at = view.queued_at;
  shown.is_silent = view.is_silent;
  shown.wrap_up_ends_at = given(view.wrap_up_ends_at);
  shown.previous_id = given(view.previous);
  shown.consulted_id = given(view.consulted);
  shown.is_consult_offered = view.is_consult_offered;
  const auto queue = directory.queues.find(view.queue);
  if (queue != directory.queues.end()) {
    shown.is_disposition_required = queue->second.rules.disposition_required;
    shown.disposition_ids = queue->second.rules.dispositions;
  }
  if (view.offer) {
    Offer offer{view.offer,
                view.is_consult_offered ? view.consulted : view.agent,
                view.offer_expires_at,
                0,
                view.is_consult_offered,
                view.is_offer_unasked};
    if (queue != directory.queues.end()) offer.timeout_s = whole_seconds(queue->second.rules.offer_timeout);
    shown.offer = offer;
  }
  if (view.callback) {
    const switchboard::Callback& callback = *view.callback;
    Callback told;
    told.stage = callback.stage;
    told.due_at = given(callback.due);
    told.promised_from = given(callback.promised_from);
    told.promised_until = given(callback.promised_until);
    told.dials = callback.dials;
    if (callback.last != DialResult::none) told.last_result = callback.last;
    shown.callback = told;
  }
  take_story(shown, story);
  return shown;
}

Interaction present(const InteractionClosed& closed, const Story& story) {
  Interaction shown;
  shown.id = closed.interaction;
  shown.channel = closed.channel;
  shown.state = InteractionState::closed;
  shown.arrived_at = closed.arrived_at;
  shown.queued_at = closed.arrived_at;
  shown.previous_id = given(closed.previous);
  for (const switchboard::Leg& leg : closed.legs) {
    if (leg.kind != LegKind::primary) continue;
    shown.queue_id = leg.queue;
    shown.agent_id = given(leg.agent);
  }
  take_story(shown, story);
  return shown;
}

Why present(const switchboard::Why& why) {
  Why shown;
  shown.trigger = why.trigger;
  shown.queue_id = why.queue;
  shown.chosen_id = why.chosen;
  shown.step = why.step;
  shown.steps = why.steps;
  shown.waited_s = whole_seconds(why.waited);
  shown.score = why.score;
  for (const switchboard::WhyAgent& agent : why.agents) {
    shown.agents.push_back(
        {agent.agent, agent.exclusion, given(agent.missing_skill), agent.score, given(agent.idle_since)});
  }
  for (std::size_t i = 0; i < exclusion_count; ++i) {
    if (why.counts[i] != 0) shown.counts.emplace(name_of(static_cast<Exclusion>(i)), why.counts[i]);
  }
  shown.unseen = why.unseen;
  for (const switchboard::WhyRival& rival : why.rivals)
    shown.rivals.push_back({rival.interaction, rival.queue, rival.score});
  shown.more_skill_id = given(why.more_skill);
  shown.sooner_s = whole_seconds(why.sooner);
  return shown;
}

Assignment present(const conversations::AssignmentRecord& assignment) {
  return {assignment.offer,       assignment.at,       assignment.agent,
          assignment.end,         assignment.ended_at, given(assignment.reason),
          present(assignment.why)};
}

}  // namespace rapport::desk
