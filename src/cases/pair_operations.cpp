// Operations on a case and something else: a conversation, another case, a queue, a customer.
#include "cases/case_operations.h"
#include "org/entity.h"
#include "switchboard/model/described.h"

namespace rapport::cases {

using api::Call;
using contract::Notes;
using contract::Tag;

struct LinkCase {
  InteractionId interaction_id;
};
BOOST_DESCRIBE_STRUCT(LinkCase, (), (interaction_id))

struct LinkedConversation {
  InteractionId interaction_id;
  CaseId case_id;  // of which it is: this one, or one that lives on in it
  switchboard::Channel channel = switchboard::Channel::chat;
  switchboard::InteractionState state = switchboard::InteractionState::closed;
  std::optional<CustomerId> customer_id;
  std::optional<UserId> agent_id;
  std::string subject;
  Instant arrived_at;
  bool is_work = false;
};
BOOST_DESCRIBE_STRUCT(LinkedConversation, (),
                      (interaction_id, case_id, channel, state, customer_id, agent_id, subject, arrived_at,
                       is_work))
Notes contract_notes(Tag<LinkedConversation>) {
  return {.fields = {
              {.name = "is_work", .doc = "somebody working on the case, no conversation with the customer"}}};
}
struct LinkedConversations {
  std::vector<LinkedConversation> items;
};
BOOST_DESCRIBE_STRUCT(LinkedConversations, (), (items))

struct MergeCase {
  CaseId into_case_id;
  bool is_across_customers = false;
};
BOOST_DESCRIBE_STRUCT(MergeCase, (), (into_case_id, is_across_customers))
Notes contract_notes(Tag<MergeCase>) {
  return {.fields = {{.name = "is_across_customers",
                      .doc = "the cases are of different customers, and that is meant; neither will read the "
                             "other's words",
                      .has_default = true}}};
}

struct SplitCase {
  std::string subject;
  std::vector<CaseEventId> event_ids;
};
BOOST_DESCRIBE_STRUCT(SplitCase, (), (subject, event_ids))
Notes contract_notes(Tag<SplitCase>) {
  return {.fields = {{.name = "subject",
                      .min_length = 1,
                      .max_length = subject_length_max,
                      .format = contract::Format::line},
                     {.name = "event_ids",
                      .doc = "words and conversations of its timeline",
                      .min_items = 1,
                      .max_items = 200}}};
}

struct RoutedCase {
  InteractionId interaction_id;
};
BOOST_DESCRIBE_STRUCT(RoutedCase, (), (interaction_id))

struct CustomerViewQuery {
  std::optional<CustomerId> customer_id;
};
BOOST_DESCRIBE_STRUCT(CustomerViewQuery, (), (customer_id))
Notes contract_notes(Tag<CustomerViewQuery>) {
  return {.fields = {{.name = "customer_id", .doc = "absent: the case's own"}}};
}
struct CustomerView {
  std::vector<CustomerWords> items;
};
BOOST_DESCRIBE_STRUCT(CustomerView, (), (items))
Notes contract_notes(Tag<CustomerView>) {
  return {.name = "CaseCustomerView"};
}

namespace {

Result<LinkedConversations> list_links(const CaseOperations& services, const Call& call) {
  const auto id = call.id<CaseId>("id");
  auto links = services.book.changes().database().read(
      [&](database::Session& sql) -> Result<std::vector<CaseStore::Link>> {
        if (!CaseStore::find(sql, call.org(), id)) return org::no_such("case", id.value);
        return CaseStore::links(sql, call.org(), CaseStore::family(sql, call.org(), id));
      });
  if (!links) return tl::unexpected<Error>(links.error());
  LinkedConversations shown;
  for (const CaseStore::Link& link : *links) {
    const auto record = services.records.find(call.org(), link.interaction);
    if (!record) continue;  // arrives, or was refused
    LinkedConversation item;
    item.interaction_id = link.interaction;
    item.case_id = link.case_id;
    item.channel = record->channel;
    item.state = record->state;
    if (record->customer) item.customer_id = record->customer;
    if (record->agent) item.agent_id = record->agent;
    if (const auto entrance = services.records.entrance(call.org(), link.interaction); entrance && *entrance)
      item.subject = (*entrance)->subject;
    item.arrived_at = record->arrived_at;
    item.is_work = link.is_work;
    shown.items.push_back(std::move(item));
  }
  return shown;
}

Result<CustomerView> customer_view_of(const CaseOperations& services, const Call& call,
                                      const CustomerViewQuery& query) {
  auto which = services.book.find(call.org(), call.id<CaseId>("id"));
  if (!which) return tl::unexpected<Error>(which.error());
  const auto customer = query.customer_id ? query.customer_id : which->customer_id;
  if (!customer) return CustomerView{};
  auto words = services.book.customer_view(call.org(), which->id, *customer);
  if (!words) return tl::unexpected<Error>(words.error());
  return CustomerView{std::move(*words)};
}

}  // namespace

void add_case_pair_operations(api::Api& api, const CaseOperations& services) {
  const auto done = [](api::Operation operation) {
    operation.status = 200;
    return operation;
  };
  api.get<LinkedConversations>(
      case_operation("cases/{id}/links", "listCaseLinks", "Conversations that belong to it", case_readers),
      [services](const Call& call) { return list_links(services, call); });
  api.post<LinkCase, ShownCase>(
      done(case_operation("cases/{id}/links", "linkCase", "A conversation belongs to it", case_workers)),
      [services](const Call& call, const LinkCase& wanted) {
        return show_case(services, call.org(),
                         services.book.link(org::by(call), call.id<CaseId>("id"), wanted.interaction_id));
      });
  api.post<LinkCase, ShownCase>(
      done(case_operation("cases/{id}/unlink", "unlinkCase", "And does not", case_workers)),
      [services](const Call& call, const LinkCase& wanted) {
        return show_case(services, call.org(),
                         services.book.unlink(org::by(call), call.id<CaseId>("id"), wanted.interaction_id));
      });
  api.post<MergeCase, ShownCase>(
      done(case_operation("cases/{id}/merge", "mergeCase", "It lives on in another, which is given",
                          case_workers)),
      [services](const Call& call, const MergeCase& wanted) {
        return show_case(services, call.org(),
                         services.book.merge(org::by(call), call.id<CaseId>("id"), wanted.into_case_id,
                                             {wanted.is_across_customers}));
      });
  api.post<ShownCase>(
      done(
          case_operation("cases/{id}/unmerge", "unmergeCase", "It is a case of its own again", case_workers)),
      [services](const Call& call) {
        return show_case(services, call.org(), services.book.unmerge(org::by(call), call.id<CaseId>("id")));
      });
  api.post<SplitCase, ShownCase>(
      case_operation("cases/{id}/split", "splitCase", "Some of it becomes a new case, which is given",
                     case_workers),
      [services](const Call& call, const SplitCase& wanted) {
        return show_case(
            services, call.org(),
            services.book.split(org::by(call), call.id<CaseId>("id"), wanted.event_ids, wanted.subject));
      });
  api.post<RouteCase, RoutedCase>(
      case_operation("cases/{id}/route", "routeCase", "Working on it becomes a task in a queue",
                     case_workers),
      [services](const Call& call, const RouteCase& wanted) -> Result<RoutedCase> {
        auto interaction = services.book.route(org::by(call), call.id<CaseId>("id"), wanted);
        if (!interaction) return tl::unexpected<Error>(interaction.error());
        return RoutedCase{*interaction};
      });
  api.get<CustomerViewQuery, CustomerView>(case_operation("cases/{id}/customer-view", "getCaseCustomerView",
                                                          "What the customer may read of it", case_readers),
                                           [services](const Call& call, const CustomerViewQuery& query) {
                                             return customer_view_of(services, call, query);
                                           });
}

}  // namespace rapport::cases
