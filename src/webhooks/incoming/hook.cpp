#include "webhooks/incoming/hook.h"

namespace rapport::incoming {

using contract::Format;
using contract::Notes;
using contract::Tag;

namespace {

contract::FieldNotes pointer(const char* name, const char* doc) {
  contract::FieldNotes notes;
  notes.name = name;
  notes.doc = doc;
  notes.max_length = 200;
  notes.format = Format::line;
  notes.has_default = true;
  return notes;
}

}  // namespace

Notes contract_notes(Tag<HookMapping>) {
  return {.name = "IncomingWebhookMapping",
          .doc = "JSON Pointers into the body: /customer/email. Empty: the body does not say.",
          .fields = {pointer("external_id", "the company's own id of the customer"),
                     pointer("phone", "of the customer"), pointer("email", "of the customer"),
                     pointer("name", "of a customer who is new"),
                     pointer("event_id",
                             "the same event said again is not counted again; empty: the "
                             "delivery's own"),
                     pointer("kind", "purchase, refund, usage …"),
                     pointer("at", "RFC 3339, or seconds since 1970; empty: when it came"),
                     pointer("amount", "a number, or one in quotes"), pointer("currency", "ISO 4217"),
                     pointer("text", "to be read by agents")}};
}
Notes contract_notes(Tag<Unknown>) {
  return {.name = "IncomingWebhookUnknown"};
}
Notes contract_notes(Tag<HookFields>) {
  return {
      .name = "IncomingWebhookFields",
      .fields = {{.name = "name", .min_length = 1, .max_length = 100, .format = Format::line},
                 {.name = "is_active", .has_default = true},
                 {.name = "kind",
                  .doc = "where the body does not say: purchase, refund, usage …",
                  .max_length = 40,
                  .format = Format::line,
                  .has_default = true},
                 {.name = "currency", .doc = "the same: CNY", .max_length = 3, .has_default = true},
                 {.name = "is_in_hundredths", .doc = "1250 is 12.50", .has_default = true},
                 {.name = "unknown",
                  .doc = "of a customer whom nobody knows: is made, or the event waits to be run again, or "
                         "is refused",
                  .has_default = true}}};
}
Notes contract_notes(Tag<Hook>) {
  return {.name = "IncomingWebhook"};
}
Notes contract_notes(Tag<NewHook>) {
  return {.name = "NewIncomingWebhook"};
}
Notes contract_notes(Tag<DeliveryState>) {
  return {.name = "IncomingDeliveryState"};
}
Notes contract_notes(Tag<HookDelivery>) {
  return {.name = "IncomingDelivery",
          .fields = {{.name = "key", .doc = "its header webhook-id"},
                     {.name = "tries", .doc = "how often it came, or was run"}}};
}
Notes contract_notes(Tag<HookDeliveryDetail>) {
  return {.name = "IncomingDeliveryDetail"};
}
Notes contract_notes(Tag<HookDeliveryQuery>) {
  return {.name = "IncomingDeliveryQuery"};
}
Notes contract_notes(Tag<RunDeliveries>) {
  return {.name = "RunIncomingDeliveries"};
}

}  // namespace rapport::incoming
