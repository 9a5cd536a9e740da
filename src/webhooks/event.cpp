#include "webhooks/event.h"

#include "platform/contract/json.h"

namespace rapport::webhooks {

using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<EventKind>) {
  return {.name = "WebhookEventKind",
          .fields = {{.name = "interaction_arrived", .as = "interaction.arrived"},
                     {.name = "interaction_offered", .as = "interaction.offered"},
                     {.name = "interaction_accepted", .as = "interaction.accepted"},
                     {.name = "interaction_transferred", .as = "interaction.transferred"},
                     {.name = "interaction_wrapped_up", .as = "interaction.wrapped_up"},
                     {.name = "interaction_closed", .as = "interaction.closed"},
                     {.name = "message_created", .as = "message.created"},
                     {.name = "customer_changed", .as = "customer.changed"},
                     {.name = "callback_booked", .as = "callback.booked"},
                     {.name = "callback_closed", .as = "callback.closed"},
                     {.name = "recording_ready", .as = "recording.ready"},
                     {.name = "webhook_test", .as = "webhook.test"}}};
}

Notes contract_notes(Tag<InteractionTold>) {
  return {.name = "WebhookInteraction",
          .doc = "An interaction as it was right after the event.",
          .fields = {{.name = "agent_id", .doc = "whom it concerns: who is asked, who has it"},
                     {.name = "by_user_id", .doc = "who did it, when a person did"}}};
}

Notes contract_notes(Tag<ClosedTold>) {
  return {.name = "WebhookInteractionClosed",
          .doc = "All there is to keep of an interaction that has ended.",
          .fields = {{.name = "queue_id", .doc = "of the last leg"},
                     {.name = "agent_id", .doc = "the last who had it"},
                     {.name = "waited_ms", .doc = "in queues, over all legs"},
                     {.name = "talked_ms", .doc = "with agents, over all legs but consults"},
                     {.name = "dials", .doc = "of a callback"}}};
}

Notes contract_notes(Tag<MessageTold>) {
  return {.name = "WebhookMessage",
          .doc = "Something was said, or noted for colleagues (author: note).",
          .fields = {{.name = "user_id", .doc = "the agent who wrote it"},
                     {.name = "attachments", .doc = "how many files came with it"},
                     {.name = "text", .doc = "only for webhooks that ask for it (with_text)"}}};
}

Notes contract_notes(Tag<CustomerTold>) {
  return {.name = "WebhookCustomer",
          .doc = "A customer is new, changed or gone; changes in quick succession are told once."};
}

Notes contract_notes(Tag<CallbackTold>) {
  return {.name = "WebhookCallback",
          .fields = {{.name = "agent_id", .doc = "who wants to make the call"},
                     {.name = "due_at", .doc = "not before; absent: when it is its turn"},
                     {.name = "outcome", .doc = "of callback.closed"},
                     {.name = "dials", .doc = "of callback.closed"}}};
}

Notes contract_notes(Tag<RecordingTold>) {
  return {.name = "WebhookRecording",
          .doc = "A recording can be listened to.",
          .fields = {{.name = "checksum", .doc = "SHA-256 of the sealed file, in hex"}}};
}

Notes contract_notes(Tag<LegTold>) {
  return {.name = "WebhookLeg"};
}

Notes contract_notes(Tag<TestTold>) {
  return {.name = "WebhookTest", .fields = {{.name = "webhook", .doc = "its name"}}};
}

std::string body_of(WebhookEventId id, OrgId org, Instant at, const Happening& happening) {
  return std::visit(
      [&](const auto& data) {
        Event<std::remove_cvref_t<decltype(data)>> told;
        told.id = id;
        told.type = happening.kind;
        told.at = at;
        told.organisation_id = org;
        told.data = data;
        return contract::encode(told);
      },
      happening.data);
}

}  // namespace rapport::webhooks
