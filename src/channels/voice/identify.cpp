// Who calls: the customer whose number it is, or a new one. On a worker.
#include "channels/voice/impl.h"

namespace rapport::voice {

calls::Identified Voice::Impl::identify(const calls::Identify& asked) {
  calls::Identified identified;
  identified.call = asked.call;
  identified.interaction = parts.ids.next<InteractionId>();
  const auto unknown = [&](const Error& error) {
    parts.log.warning("a caller could not be looked up", {{"reason", error.reason}, {"error", error.detail}});
    return identified;
  };
  customers::Customer fresh;
  fresh.id = parts.ids.next<CustomerId>();
  fresh.created_at = parts.clock();
  fresh.name = asked.caller_name;
  if (asked.flow) identified.flow = parts.flows.start(asked.org, asked.flow, asked.language);
  // Whoever hides their number is somebody else every time.
  const bool is_hidden = asked.caller_number.empty();
  if (!is_hidden) fresh.phone = asked.caller_number;
  const std::string value =
      is_hidden ? fmt::format("hidden-{}", identified.interaction.value) : asked.caller_number;
  auto customer =
      parts.customers.find_or_create(asked.org, is_hidden ? "hidden_caller" : "phone", value, fresh);
  if (!customer) return unknown(customer.error());
  identified.customer = customer->id;
  conversations::Entrance entrance;
  entrance.subject = asked.called_number;
  if (auto added = parts.records.add_entrance(asked.org, identified.interaction, entrance); !added)
    return unknown(added.error());
  // Whether somebody else in the house knows them, too: their agent is theirs on every channel.
  if (!is_hidden)
    if (auto settled = parts.resolution.settle(asked.org, customer->id); !settled)
      parts.log.warning("a caller could not be compared with others", {{"error", settled.error().detail}});
  auto rows = parts.customers.rows_of_person(asked.org, customer->id);
  if (!rows) return unknown(rows.error());
  auto last = parts.records.last_contact(asked.org, *rows);
  if (!last) return unknown(last.error());
  const value::Treatment treatment = parts.treatments.of(asked.org, customer->id);
  identified.head_start_min = treatment.head_start_min;
  identified.queue = treatment.queue;
  if (*last) {
    identified.last_agent = (*last)->agent;
    identified.last_contact_ended = (*last)->closed_at.value_or(parts.clock());
  }
  return identified;
}

// Where they asked to be called, else the number that we know of them.
calls::NumberFound Voice::Impl::find_number(const calls::FindNumber& asked) {
  calls::NumberFound found;
  found.call = asked.call;
  found.dial = asked.dial;
  auto number = parts.callbacks.number(asked.org, asked.interaction);
  if (number && *number) found.number = **number;
  if (!number)
    parts.log.warning("a callback's number could not be read", {{"reason", number.error().reason}});
  if (!asked.customer) return found;
  auto customer = parts.customers.find(asked.org, asked.customer);
  if (!customer) return found;
  found.name = customer->name;
  if (found.number.empty()) found.number = customer->phone.value_or("");
  return found;
}

}  // namespace rapport::voice
