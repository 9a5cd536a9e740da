// Finding customers, and making them from what a company's own system says.
#include "api/page.h"
#include "customers/contract.h"
#include "customers/operations.h"
#include "customers/search.h"
#include "org/by.h"
#include "org/entity.h"

namespace rapport::customers {

struct CustomerQuery : api::PageQuery {
  std::optional<std::string> q;
};
BOOST_DESCRIBE_STRUCT(CustomerQuery, (api::PageQuery), (q))
contract::Notes contract_notes(contract::Tag<CustomerQuery>) {
  return {.fields = {{.name = "q",
                      .doc = "the beginning of a name (in characters or pinyin), number, address or id; "
                             "such a list has one page",
                      .max_length = 200}}};
}

struct PutCustomer {
  std::string external_id;
  std::optional<std::string> name, email, phone, birthday, language, note;
};
BOOST_DESCRIBE_STRUCT(PutCustomer, (), (external_id, name, email, phone, birthday, language, note))
contract::Notes contract_notes(contract::Tag<PutCustomer>) {
  return {.doc =
              "A customer as the company's own system knows them. Absent members stay as they are, empty "
              "ones are removed.",
          .fields = {{.name = "external_id",
                      .doc = "the company's own id",
                      .min_length = 1,
                      .max_length = 200,
                      .format = contract::Format::line},
                     {.name = "name", .max_length = 200, .format = contract::Format::line},
                     {.name = "email", .max_length = 254, .format = contract::Format::line},
                     {.name = "phone", .max_length = 40, .format = contract::Format::line},
                     {.name = "birthday", .max_length = 10, .format = contract::Format::line},
                     {.name = "language", .max_length = 35, .format = contract::Format::line},
                     {.name = "note", .max_length = 5'000}}};
}

namespace {

using api::Call;

Result<api::Page<CustomerRow>> find_customers(const Services& services, const Call& call,
                                              const CustomerQuery& query) {
  auto before = api::read_cursor<CustomerId>(query);
  if (!before) return tl::unexpected<Error>(before.error());
  return services.changes.database().read([&](database::Session& sql) -> Result<api::Page<CustomerRow>> {
    const bool is_search = query.q && query.q->find_first_not_of(" \t") != std::string::npos;
    const auto found = is_search ? search(sql, call.org(), *query.q, static_cast<std::size_t>(query.limit))
                                 : newest(sql, call.org(), before->value_or(CustomerId{}), query.limit + 1);
    std::vector<CustomerRow> rows;
    for (const Customer& customer : found)
      rows.push_back(present(customer));
    return api::page_of(std::move(rows), query.limit, [](const CustomerRow& row) { return row.id; });
  });
}

Result<CustomerRow> put_customer(const Services& services, const Call& call, const PutCustomer& wanted) {
  if (wanted.birthday && !wanted.birthday->empty() && !is_date(*wanted.birthday))
    return org::wrong({{"/birthday", "expected a date like 1980-12-31"}});
  Customer fresh;
  fresh.id = services.changes.new_id<CustomerId>();
  fresh.created_at = services.changes.now();
  auto known = services.store.find_or_create(call.org(), "company_id", wanted.external_id, fresh);
  if (!known) return tl::unexpected<Error>(known.error());
  CustomerChange change;
  change.name = wanted.name;
  change.email = wanted.email;
  change.phone = wanted.phone;
  change.birthday = wanted.birthday;
  change.language = wanted.language;
  change.note = wanted.note;
  auto changed =
      services.changes.make<Customer>(org::by(call), "", [&](org::Change& now) -> Result<Customer> {
        const auto before = CustomerStore::find(now.sql, now.org(), known->id);
        auto after = CustomerStore::change(now.sql, now.org(), known->id, change, now.now);
        if (!after) return after;
        now.audit({known->id == fresh.id ? "create" : "change", "customer", known->id.value,
                   before ? contract::encode(present(*before)) : "", contract::encode(present(*after))});
        return after;
      });
  if (!changed) return tl::unexpected<Error>(changed.error());
  auto settled = services.resolution.settle(call.org(), known->id);
  if (!settled) return tl::unexpected<Error>(settled.error());
  changed->person = settled->person;
  return present(*changed);
}

}  // namespace

void add_search_operations(api::Api& api, const Services& services) {
  api.get<CustomerQuery, api::Page<CustomerRow>>(
      {.path = "/api/v1/customers",
       .id = "listCustomers",
       .tag = "customers",
       .summary = "Customers by what they are called or reached at; without words all, newest first",
       .any_of = customer_readers},
      [services](const Call& call, const CustomerQuery& query) {
        return find_customers(services, call, query);
      });
  api.put<PutCustomer, CustomerRow>(
      {.path = "/api/v1/customers",
       .id = "putCustomer",
       .tag = "customers",
       .summary = "Makes or changes the customer with the company's own id",
       .any_of = {api::Permission::manage_organisation, api::Permission::supervise}},
      [services](const Call& call, const PutCustomer& wanted) {
        return put_customer(services, call, wanted);
      });
}

}  // namespace rapport::customers
