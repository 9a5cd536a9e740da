// What agents and supervisors do with an interaction. Each is one event for the switchboard, which knows who
// may.
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "desk/interactions.h"

namespace rapport::desk {

using namespace switchboard;
using api::Call;
using api::Permission;

struct AcceptOffer {
  OfferId offer_id;
};
BOOST_DESCRIBE_STRUCT(AcceptOffer, (), (offer_id))
struct DeclineOffer {
  OfferId offer_id;
  std::optional<ReasonId> reason_id;
};
BOOST_DESCRIBE_STRUCT(DeclineOffer, (), (offer_id, reason_id))
struct CompleteWrapUp {
  std::optional<DispositionId> disposition_id;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(CompleteWrapUp, (), (disposition_id, note))
contract::Notes contract_notes(contract::Tag<CompleteWrapUp>) {
  return {.fields = {{.name = "note", .max_length = conversations::message_code_points_max}}};
}
struct Transfer {
  std::optional<QueueId> queue_id;
  std::optional<AgentId> agent_id;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Transfer, (), (queue_id, agent_id, note))
contract::Notes contract_notes(contract::Tag<Transfer>) {
  return {.fields = {{.name = "note", .max_length = conversations::message_code_points_max}}};
}
struct StartConsult {
  AgentId agent_id;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(StartConsult, (), (agent_id, note))
contract::Notes contract_notes(contract::Tag<StartConsult>) {
  return {.fields = {{.name = "note", .max_length = conversations::message_code_points_max}}};
}
struct SetPriority {
  std::int32_t priority = 0;
};
BOOST_DESCRIBE_STRUCT(SetPriority, (), (priority))
contract::Notes contract_notes(contract::Tag<SetPriority>) {
  return {.fields = {{.name = "priority",
                      .doc = "minutes of head start; below 0 they wait longer",
                      .min = -priority_max,
                      .max = priority_max}}};
}
struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

namespace {

const api::Permissions workers_of_it{Permission::take_interactions, Permission::supervise};

// Their own, or anybody's for a supervisor. Whether it is open is the switchboard's business.
Result<void> may_handle(const Services& services, const Call& call, InteractionId id) {
  if (call.caller().may(Permission::supervise)) return {};
  const auto view = open_view(services, call.org(), id);
  if (!view || view->agent == call.user() || view->consulted == call.user()) return {};
  return fail(ErrorCode::forbidden, "not_your_interaction", "this interaction is somebody else's");
}

tl::unexpected<Error> wrong(const char* reason, const char* where, const char* what) {
  return fail(ErrorCode::invalid, reason, what, {{where, what}});
}

template <class SomeId>
bool is_named(const std::vector<org::Named>& all, SomeId id) {
  return std::any_of(all.begin(), all.end(), [&](const org::Named& one) { return one.id == id.value; });
}

// A command with a note for colleagues, when there is one: both happen, or neither.
Result<Interaction> command_with_note(const Services& services, const Call& call, InteractionId id,
                                      const std::optional<std::string>& text,
                                      const std::function<Event(MessageId note)>& event) {
  if (!text || text->empty()) return command(services, call.org(), id, event(MessageId{}));
  conversations::NewMessage note;
  note.interaction = id;
  note.author = Author::note;
  note.agent = call.user();
  note.text = *text;
  note.client_id = fmt::format("note-{}", services.ids.next_value());
  return shown_after(services, call.org(), id,
                     services.conversations.submit_with_note(call.org(), note, event, services.clock()));
}

Result<Interaction> transfer(const Services& services, const Call& call, const Transfer& wanted) {
  const auto id = call.id<InteractionId>("id");
  if (wanted.queue_id.has_value() == wanted.agent_id.has_value()) {
    return fail(ErrorCode::invalid, "bad_target", "a transfer goes to exactly one target",
                {{"/queue_id", "expected exactly one of queue_id and agent_id"}});
  }
  if (auto may = may_handle(services, call, id); !may) return tl::unexpected<Error>(may.error());
  return command_with_note(services, call, id, wanted.note, [&](MessageId note) -> Event {
    if (wanted.queue_id) return TransferredToQueue{id, call.user(), *wanted.queue_id, note};
    return TransferredToAgent{id, call.user(), *wanted.agent_id, note};
  });
}

Result<Interaction> consult(const Services& services, const Call& call, const StartConsult& wanted) {
  const auto id = call.id<InteractionId>("id");
  return command_with_note(services, call, id, wanted.note, [&](MessageId note) -> Event {
    return ConsultStarted{id, call.user(), wanted.agent_id, note};
  });
}

Result<Interaction> wrap_up(const Services& services, const Call& call, const CompleteWrapUp& wanted) {
  const auto id = call.id<InteractionId>("id");
  const auto directory = services.directories.of(call.org());
  if (wanted.disposition_id && directory && !is_named(directory->dispositions, *wanted.disposition_id))
    return wrong("unknown_disposition", "/disposition_id", "there is no such disposition");
  return command_with_note(services, call, id, wanted.note, [&](MessageId) -> Event {
    return WrapUpCompleted{id, call.user(), wanted.disposition_id.value_or(DispositionId{})};
  });
}

Result<Interaction> decline(const Services& services, const Call& call, const DeclineOffer& wanted) {
  const auto id = call.id<InteractionId>("id");
  const auto directory = services.directories.of(call.org());
  if (wanted.reason_id && directory && !is_named(directory->decline_reasons, *wanted.reason_id))
    return wrong("unknown_reason", "/reason_id", "there is no such reason to decline");
  return command(services, call.org(), id,
                 OfferDeclined{id, call.user(), wanted.offer_id, wanted.reason_id.value_or(ReasonId{})});
}

Result<Interaction> end(const Services& services, const Call& call) {
  const auto id = call.id<InteractionId>("id");
  if (auto may = may_handle(services, call, id); !may) return tl::unexpected<Error>(may.error());
  return command(services, call.org(), id, ConversationEnded{id, call.user()});
}

}  // namespace

void add_command_operations(api::Api& api, const Services& services) {
  const auto operation = [](std::string path, std::string id, std::string summary, api::Permissions any_of) {
    return api::Operation{.path = "/api/v1/interactions/{id}" + path,
                          .id = std::move(id),
                          .tag = "interactions",
                          .summary = std::move(summary),
                          .any_of = any_of,
                          .status = 200};
  };
  api.post<AcceptOffer, Interaction>(
      operation("/accept", "acceptOffer", "Accept the offer", {Permission::take_interactions}),
      [services](const Call& call, const AcceptOffer& wanted) {
        const auto id = call.id<InteractionId>("id");
        return command(services, call.org(), id, OfferAccepted{id, call.user(), wanted.offer_id});
      });
  api.post<DeclineOffer, Interaction>(
      operation("/decline", "declineOffer", "Decline the offer, with a reason",
                {Permission::take_interactions}),
      [services](const Call& call, const DeclineOffer& wanted) { return decline(services, call, wanted); });
  api.post<Nothing, Interaction>(
      operation("/end", "endConversation", "End the conversation; wrap-up follows", workers_of_it),
      [services](const Call& call, const Nothing&) { return end(services, call); });
  api.post<CompleteWrapUp, Interaction>(
      operation("/wrap-up", "completeWrapUp", "Finish the wrap-up with a disposition",
                {Permission::take_interactions}),
      [services](const Call& call, const CompleteWrapUp& wanted) { return wrap_up(services, call, wanted); });
  api.post<Transfer, Interaction>(
      operation("/transfer", "transferInteraction", "Transfer to a queue or an agent, with a note",
                workers_of_it),
      [services](const Call& call, const Transfer& wanted) { return transfer(services, call, wanted); });
  api.post<StartConsult, Interaction>(
      operation("/consult", "startConsult", "Ask a colleague in", {Permission::take_interactions}),
      [services](const Call& call, const StartConsult& wanted) { return consult(services, call, wanted); });
  api.post<Nothing, Interaction>(operation("/consult/end", "endConsult", "End the consult", workers_of_it),
                                 [services](const Call& call, const Nothing&) {
                                   const auto id = call.id<InteractionId>("id");
                                   return command(services, call.org(), id, ConsultEnded{id, call.user()});
                                 });
  api.post<Nothing, Interaction>(
      operation("/consult/complete", "completeConsult", "Hand over to the consulted colleague",
                {Permission::take_interactions}),
      [services](const Call& call, const Nothing&) {
        const auto id = call.id<InteractionId>("id");
        return command(services, call.org(), id, ConsultCompleted{id, call.user()});
      });
  api.put<SetPriority, Interaction>(
      operation("/priority", "setPriority", "Change the priority", {Permission::supervise}),
      [services](const Call& call, const SetPriority& wanted) {
        const auto id = call.id<InteractionId>("id");
        return command(services, call.org(), id, PriorityChanged{id, wanted.priority, call.user()});
      });
}

}  // namespace rapport::desk
