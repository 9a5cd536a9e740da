#include "customers/customer_store.h"

#include <fmt/format.h>

#include <tuple>
#include <utility>

#include "org/organisation.h"
#include "platform/database/statement.h"
#include "platform/numbering/phone_number.h"

namespace rapport::customers {
namespace {

using Text = std::optional<std::string>;
using Columns = std::tuple<CustomerId, std::string, Text, Text, Text, Text, Text, bool, Instant>;

Customer customer_of(Columns& row) {
  auto& [id, name, email, phone, external_id, note, language, is_verified, created_at] = row;
  return {id,
          std::move(name),
          std::move(email),
          std::move(phone),
          std::move(external_id),
          std::move(note),
          std::move(language),
          is_verified,
          created_at};
}

std::optional<Customer> by_id(database::Session& sql, OrgId org, CustomerId id) {
  auto row = database::first<CustomerId, std::string, Text, Text, Text, Text, Text, bool, Instant>(
      sql,
      "select id, name, email, phone, external_id, note, language, is_verified, created_us from customer"
      " where org = :org and id = :id",
      org, id);
  if (!row) return std::nullopt;
  return customer_of(*row);
}

tl::unexpected<Error> no_such_customer(CustomerId id) {
  return fail(ErrorCode::not_found, "unknown_customer", fmt::format("no customer {}", id.value));
}

// Only a number without its country code depends on where the organisation is.
Result<std::string> spelled_phone(database::Session& sql, OrgId org, const std::string& phone) {
  if (auto spelled = numbering::one_spelling(phone, "")) return spelled;
  const auto organisation = org::find_organisation(sql, org);
  auto spelled = numbering::one_spelling(phone, organisation ? organisation->settings.phone_region : "");
  if (!spelled) spelled.error().issues = {{"/phone", spelled.error().detail}};
  return spelled;
}

}  // namespace

std::vector<database::Migration> customer_migrations() {
  return {{0, "customers",
           "create table customer (org bigint not null, id bigint not null, name text not null, email text, "
           "phone text,"
           " external_id text, note text, language text, is_verified integer not null, created_us bigint not "
           "null,"
           " primary key (org, id));"
           "create table customer_identity (org bigint not null, kind text not null, value text not null,"
           " customer bigint not null, primary key (org, kind, value),"
           " foreign key (org, customer) references customer (org, id));"
           "create index customer_identity_by_customer on customer_identity (org, customer)",
           ""}};
}

Result<Customer> CustomerStore::find(OrgId org, CustomerId id) {
  return database_.read([&](database::Session& sql) -> Result<Customer> {
    auto found = by_id(sql, org, id);
    if (!found) return no_such_customer(id);
    return std::move(*found);
  });
}

Result<std::vector<Customer>> CustomerStore::find_many(OrgId org, const std::vector<CustomerId>& ids) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<Customer>> {
    std::vector<Customer> found;
    found.reserve(ids.size());
    for (const CustomerId id : ids) {
      if (auto customer = by_id(sql, org, id)) found.push_back(std::move(*customer));
    }
    return found;
  });
}

Result<Customer> CustomerStore::find_or_create(OrgId org, const std::string& kind, const std::string& value,
                                               const Customer& fresh) {
  const auto known = [&](database::Session& sql) -> Result<std::optional<Customer>> {
    const auto id = database::first<CustomerId>(
        sql, "select customer from customer_identity where org = :org and kind = :kind and value = :value",
        org, kind, value);
    if (!id) return std::optional<Customer>{};
    return by_id(sql, org, *id);
  };
  // Nearly everyone is known already: no place in the writer's line for them.
  auto found = database_.read(known);
  if (!found) return tl::unexpected<Error>(found.error());
  if (*found) return std::move(**found);

  return database_
      .write<Customer>([&](database::Session& sql) -> Result<Customer> {
        auto meanwhile = known(sql);
        if (!meanwhile) return tl::unexpected<Error>(meanwhile.error());
        if (*meanwhile) return std::move(**meanwhile);
        database::execute(
            sql,
            "insert into customer (org, id, name, email, phone, external_id, note, language, is_verified,"
            " created_us) values (:org, :id, :name, :email, :phone, :external_id, :note, :language,"
            " :is_verified, :created)",
            org, fresh.id, fresh.name, fresh.email, fresh.phone, fresh.external_id, fresh.note,
            fresh.language, fresh.is_verified, fresh.created_at);
        database::execute(sql,
                          "insert into customer_identity (org, kind, value, customer)"
                          " values (:org, :kind, :value, :customer)",
                          org, kind, value, fresh.id);
        return fresh;
      })
      .get();
}

Result<std::optional<Customer>> CustomerStore::find_by(OrgId org, const std::string& kind,
                                                       const std::string& value) {
  if (value.empty()) return std::optional<Customer>{};
  return database_.read([&](database::Session& sql) -> Result<std::optional<Customer>> {
    const bool is_phone = kind == "phone";
    const std::string sought = is_phone ? spelled_phone(sql, org, value).value_or(value) : value;
    const auto ids = database::all<CustomerId>(
        sql,
        is_phone ? "select id from customer where org = :org and phone = :value order by id limit 2"
                 : "select id from customer where org = :org and email = :value"
                   " order by id limit 2",
        org, sought);
    if (ids.size() != 1) return std::optional<Customer>{};
    return by_id(sql, org, ids.front());
  });
}

Result<std::string> CustomerStore::spelled(OrgId org, const std::string& phone) {
  return database_.read(
      [&](database::Session& sql) -> Result<std::string> { return spelled_phone(sql, org, phone); });
}

Result<Customer> CustomerStore::change(OrgId org, CustomerId id, const CustomerChange& change) {
  return database_
      .write<Customer>([&](database::Session& sql) -> Result<Customer> {
        auto found = by_id(sql, org, id);
        if (!found) return no_such_customer(id);
        Customer customer = std::move(*found);
        if (change.name) customer.name = *change.name;
        const auto take = [](Text& to, const Text& from) {
          if (from) to = from->empty() ? Text{} : from;
        };
        take(customer.email, change.email);
        if (change.phone && !change.phone->empty() && change.phone != customer.phone) {
          auto spelled = spelled_phone(sql, org, *change.phone);
          if (!spelled) return tl::unexpected<Error>(std::move(spelled.error()));
          customer.phone = std::move(*spelled);
        } else {
          take(customer.phone, change.phone);
        }
        take(customer.note, change.note);
        take(customer.language, change.language);
        take(customer.external_id, change.external_id);
        if (change.is_verified) customer.is_verified = *change.is_verified;
        database::execute(
            sql,
            "update customer set name = :name, email = :email, phone = :phone, external_id = :external_id,"
            " note = :note, language = :language, is_verified = :is_verified where org = :org and id = :id",
            customer.name, customer.email, customer.phone, customer.external_id, customer.note,
            customer.language, customer.is_verified, org, id);
        return customer;
      })
      .get();
}

}  // namespace rapport::customers
