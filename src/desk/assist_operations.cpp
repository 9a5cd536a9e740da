// Sending the customer of a conversation into a flow, and having them back.
#include "desk/interactions.h"

namespace rapport::desk {

using namespace switchboard;
using api::Call;
using api::Permission;

struct SendToFlow {
  FlowId flow_id;
  std::optional<std::string> language;  // absent: the customer's, as far as it is known
};
BOOST_DESCRIBE_STRUCT(SendToFlow, (), (flow_id, language))
contract::Notes contract_notes(contract::Tag<SendToFlow>) {
  return {.fields = {{.name = "language", .max_length = 35}}};
}
struct TakeBack {};
BOOST_DESCRIBE_STRUCT(TakeBack, (), ())

namespace {

Result<Interaction> send(const Services& services, const Call& call, const SendToFlow& wanted) {
  const auto id = call.id<InteractionId>("id");
  const auto view = open_view(services, call.org(), id);
  if (view && services.hub.is_on_hold(call.org(), id))
    return fail(ErrorCode::conflict, "on_hold", "the customer is on hold: take them back first");
  std::string language = wanted.language.value_or("");
  if (const auto directory = services.directories.of(call.org()); language.empty() && view && directory) {
    const Story story = tell(services.stores, *directory, id, view->customer);
    language = story.language.value_or("");
    if (auto customer = services.stores.customers.find(call.org(), view->customer);
        language.empty() && customer)
      language = customer->language.value_or("");
  }
  auto start = services.flows.start(call.org(), wanted.flow_id, language);
  if (!start) return fail(ErrorCode::not_found, "unknown_flow", "no such flow is published");
  return command(services, call.org(), id, AssistStarted{id, call.user(), std::move(*start)});
}

Result<Interaction> take_back(const Services& services, const Call& call) {
  const auto id = call.id<InteractionId>("id");
  const auto view = open_view(services, call.org(), id);
  if (view && view->agent != call.user() && !call.caller().may(Permission::supervise))
    return fail(ErrorCode::forbidden, "not_your_interaction", "this interaction is somebody else's");
  auto shown = command(services, call.org(), id, AssistEnded{id, call.user()});
  // What it brought is durable, but the feed may not have told the hub yet.
  if (auto brought = services.stores.assists.done(call.org(), id); shown && brought)
    shown->assists = std::move(*brought);
  return shown;
}

}  // namespace

void add_assist_operations(api::Api& api, const Services& services) {
  api.get<flows::AssistFlowList>(
      {.path = "/api/v1/assist-flows",
       .id = "listAssistFlows",
       .tag = "interactions",
       .summary = "The flows that an agent can send a customer into",
       .any_of = {Permission::take_interactions, Permission::supervise}},
      [services](const Call& call) { return services.stores.assists.flows(call.org()); });
  api.post<SendToFlow, Interaction>(
      {.path = "/api/v1/interactions/{id}/assist",
       .id = "sendToFlow",
       .tag = "interactions",
       .summary = "Send the customer of one's conversation into a flow; they come back at its end",
       .any_of = {Permission::take_interactions},
       .status = 200},
      [services](const Call& call, const SendToFlow& wanted) { return send(services, call, wanted); });
  api.post<TakeBack, Interaction>(
      {.path = "/api/v1/interactions/{id}/assist/end",
       .id = "takeBackFromFlow",
       .tag = "interactions",
       .summary = "Have the customer back before the flow ends",
       .any_of = {Permission::take_interactions, Permission::supervise},
       .status = 200},
      [services](const Call& call, const TakeBack&) { return take_back(services, call); });
}

}  // namespace rapport::desk
