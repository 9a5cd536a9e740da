// The customer beside the conversation.
#include "api/page.h"
#include "desk/interactions.h"

namespace rapport::desk {

using api::Call;
using api::Permission;

struct CustomerShown {
  CustomerId id;
  std::string name, shown_name;
  std::optional<std::string> email, phone, external_id, note, language;
  bool is_verified = false;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(CustomerShown, (),
                      (id, name, shown_name, email, phone, external_id, note, language, is_verified,
                       created_at))
contract::Notes contract_notes(contract::Tag<CustomerShown>) {
  return {
      .name = "Customer",
      .fields = {{.name = "name", .doc = "empty while nobody knows it"},
                 {.name = "shown_name", .doc = "what screens call them: the name, or a sign like #3f2a"}}};
}

struct ChangeCustomer {
  std::optional<std::string> name, email, phone, note;
};
BOOST_DESCRIBE_STRUCT(ChangeCustomer, (), (name, email, phone, note))
contract::Notes contract_notes(contract::Tag<ChangeCustomer>) {
  return {.doc = "Absent members stay as they are, empty ones are removed.",
          .fields = {{.name = "name", .max_length = 200, .format = contract::Format::line},
                     {.name = "email", .max_length = 254, .format = contract::Format::line},
                     {.name = "phone", .max_length = 40, .format = contract::Format::line},
                     {.name = "note", .max_length = 5'000}}};
}

namespace {

CustomerShown present_customer(const Services& services, OrgId org, const customers::Customer& customer) {
  return {customer.id,
          customer.name,
          shown_name(customer.id, services.stores.customers.called(org, customer)),
          customer.email,
          customer.phone,
          customer.external_id,
          customer.note,
          customer.language,
          customer.is_verified,
          customer.created_at};
}

Result<CustomerShown> change(const Services& services, const Call& call, const ChangeCustomer& wanted) {
  const auto id = call.id<CustomerId>("id");
  customers::CustomerChange change;
  change.name = wanted.name;
  change.email = wanted.email;
  change.phone = wanted.phone;
  change.note = wanted.note;
  auto changed = services.stores.customers.change(call.org(), id, change, services.clock());
  if (!changed) return tl::unexpected<Error>(changed.error());
  if (auto settled = services.resolution.settle(call.org(), id); !settled)
    return tl::unexpected<Error>(settled.error());
  conversations::Signal signal;
  signal.org = call.org();
  signal.kind = conversations::Signal::Kind::customer_changed;
  services.signals.send(signal);
  return present_customer(services, call.org(), *changed);
}

Result<api::Page<InteractionRecord>> history(const Services& services, const Call& call,
                                             const api::PageQuery& query) {
  const auto id = call.id<CustomerId>("id");
  auto before = api::read_cursor<InteractionId>(query);
  if (!before) return tl::unexpected<Error>(before.error());
  if (auto known = services.stores.customers.find(call.org(), id); !known)
    return tl::unexpected<Error>(known.error());
  const auto directory = services.directories.of(call.org());
  if (!directory) return fail(ErrorCode::not_found, "unknown_organisation", "this organisation is gone");
  auto rows = services.stores.customers.rows_of_person(call.org(), id);
  if (!rows) return tl::unexpected<Error>(rows.error());
  conversations::RecordFilter filter;
  filter.before = before->value_or(InteractionId{});
  filter.most = static_cast<std::size_t>(query.limit) + 1;
  auto records = services.stores.records.search(call.org(), *rows, filter);
  if (!records) return tl::unexpected<Error>(records.error());
  auto page = api::page_of(std::move(*records), query.limit, [](const auto& record) { return record.id; });
  api::Page<InteractionRecord> shown;
  shown.next_cursor = page.next_cursor;
  for (const auto& record : page.items)
    shown.items.push_back(present_record(services, *directory, record));
  return shown;
}

}  // namespace

void add_customer_operations(api::Api& api, const Services& services) {
  api.get<CustomerShown>({.path = "/api/v1/customers/{id}",
                          .id = "getCustomer",
                          .tag = "customers",
                          .summary = "One customer",
                          .any_of = readers},
                         [services](const Call& call) -> Result<CustomerShown> {
                           auto found = services.stores.customers.find(call.org(), call.id<CustomerId>("id"));
                           if (!found) return tl::unexpected<Error>(found.error());
                           return present_customer(services, call.org(), *found);
                         });
  api.patch<ChangeCustomer, CustomerShown>(
      {.path = "/api/v1/customers/{id}",
       .id = "changeCustomer",
       .tag = "customers",
       .summary = "Correct what is known of a customer",
       .any_of = {Permission::take_interactions, Permission::supervise}},
      [services](const Call& call, const ChangeCustomer& wanted) { return change(services, call, wanted); });
  api.get<api::PageQuery, api::Page<InteractionRecord>>(
      {.path = "/api/v1/customers/{id}/interactions",
       .id = "listCustomerInteractions",
       .tag = "customers",
       .summary = "The customer's conversations, newest first",
       .any_of = readers},
      [services](const Call& call, const api::PageQuery& query) { return history(services, call, query); });
}

}  // namespace rapport::desk
