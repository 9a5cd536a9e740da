#include "customers/customer_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "customers/customer_rows.h"
#include "org/organisation.h"
#include "platform/database/statement.h"
#include "platform/numbering/phone_number.h"

namespace rapport::customers {
namespace {

using Text = std::optional<std::string>;
using Columns =
    std::tuple<CustomerId, std::string, Text, Text, Text, Text, Text, bool, Instant, CustomerId, Text>;

Customer customer_of(Columns& row) {
  auto& [id, name, email, phone, external_id, note, language, is_verified, created_at, person, birthday] =
      row;
  return {id,
          std::move(name),
          std::move(email),
          std::move(phone),
          std::move(external_id),
          std::move(note),
          std::move(language),
          is_verified,
          created_at,
          person,
          std::move(birthday)};
}

std::optional<Customer> by_id(database::Session& sql, OrgId org, CustomerId id) {
  auto row = database::first<CustomerId, std::string, Text, Text, Text, Text, Text, bool, Instant, CustomerId,
                             Text>(
      sql,
      "select id, name, email, phone, external_id, note, language, is_verified, created_us, person, birthday"
      " from customer where org = :org and id = :id",
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

// When each value was said last, and by whom.
struct Dated {
  Proofs proofs;
  Instant name, email, phone, birthday, language;
};

Dated dated_of(database::Session& sql, OrgId org, CustomerId id) {
  const auto row = database::first<std::int64_t, Instant, Instant, Instant, Instant, Instant>(
      sql,
      "select proofs, name_us, email_us, phone_us, birthday_us, language_us from customer"
      " where org = :org and id = :id",
      org, id);
  if (!row) return {};
  const auto& [proofs, name, email, phone, birthday, language] = *row;
  return {Proofs::unpacked(proofs), name, email, phone, birthday, language};
}

void take_as_it_is(Text& to, const Text& from) {
  if (from) to = from->empty() ? Text{} : from;
}

struct Taking {
  Proof proof;
  Instant now;

  void take(Text& to, const Text& from, Proof& how, Instant& when) const {
    if (!from) return;
    if (from == to) {
      how = std::max(how, proof);
      return;
    }
    if (proof == Proof::typed && to && how != Proof::typed) return;
    take_as_it_is(to, from);
    how = proof;
    when = now;
  }
};

// A browser proves nothing about who sits at it, and a mail nothing when the receiving server doubts it.
Proof proof_of(const std::string& kind, const Customer& fresh) {
  if (fresh.is_verified) return Proof::proven;
  return kind == "chat_visitor" || kind == "unproven_email" ? Proof::typed : Proof::stated;
}

}  // namespace

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
        add(sql, org, kind, value, fresh);
        Customer made = fresh;
        made.person = fresh.id;
        return made;
      })
      .get();
}

CustomerId CustomerStore::find_or_add(database::Session& sql, OrgId org, const std::string& kind,
                                      const std::string& value, const Customer& fresh) {
  const auto known = database::first<CustomerId>(
      sql, "select customer from customer_identity where org = :org and kind = :kind and value = :value", org,
      kind, value);
  if (!known) {
    add(sql, org, kind, value, fresh);
    return fresh.id;
  }
  if (const auto customer = by_id(sql, org, *known);
      customer && customer->name.empty() && !fresh.name.empty()) {
    CustomerChange calls_themselves;
    calls_themselves.name = fresh.name;
    calls_themselves.proof = proof_of(kind, fresh);
    (void)change(sql, org, *known, calls_themselves, fresh.created_at);
  }
  return *known;
}

std::string CustomerStore::called(OrgId org, const Customer& customer) {
  if (!customer.name.empty()) return customer.name;
  return database_
      .read([&](database::Session& sql) -> Result<std::string> {
        return database::first<std::string>(
                   sql,
                   "select name from customer where org = :org and person = :person and name <> ''"
                   " order by id limit 1",
                   org, customer.person)
            .value_or("");
      })
      .value_or("");
}

Result<std::vector<CustomerId>> CustomerStore::rows_of_person(OrgId org, CustomerId id) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<CustomerId>> {
    const auto person = person_of(sql, org, id);
    if (!person) return std::vector<CustomerId>{id};
    return rows_of(sql, org, *person);
  });
}

Result<std::optional<Customer>> CustomerStore::find_by(OrgId org, const std::string& kind,
                                                       const std::string& value) {
  if (value.empty()) return std::optional<Customer>{};
  return database_.read([&](database::Session& sql) -> Result<std::optional<Customer>> {
    const bool is_phone = kind == "phone";
    const std::string sought = is_phone ? spelled_phone(sql, org, value).value_or(value) : value;
    const auto persons = database::all<CustomerId>(
        sql,
        "select distinct c.person from customer_key k cross join customer c where c.org = k.org"
        " and c.id = k.customer and k.org = :org and k.kind = :kind and k.value = :value limit 2",
        org, is_phone ? KeyKind::phone : KeyKind::email, is_phone ? sought : email_key(sought));
    if (persons.size() != 1) return std::optional<Customer>{};
    return by_id(sql, org, persons.front());
  });
}

Result<std::string> CustomerStore::spelled(OrgId org, const std::string& phone) {
  return database_.read(
      [&](database::Session& sql) -> Result<std::string> { return spelled_phone(sql, org, phone); });
}

Result<Customer> CustomerStore::change(OrgId org, CustomerId id, const CustomerChange& change, Instant now) {
  return database_
      .write<Customer>([&](database::Session& sql) -> Result<Customer> {
        return CustomerStore::change(sql, org, id, change, now);
      })
      .get();
}

void CustomerStore::add(database::Session& sql, OrgId org, const std::string& kind, const std::string& value,
                        const Customer& fresh) {
  const Proof proof = proof_of(kind, fresh);
  database::execute(
      sql,
      "insert into customer (org, id, name, email, phone, external_id, note, language, is_verified,"
      " created_us, person, birthday, proofs, seen_us, name_us, email_us, phone_us, birthday_us, language_us)"
      " values (:org, :id, :name, :email, :phone, :external_id, :note, :language, :is_verified, :created,"
      " :id, :birthday, :proofs, :created, :created, :created, :created, :created, :created)",
      org, fresh.id, fresh.name, fresh.email, fresh.phone, fresh.external_id, fresh.note, fresh.language,
      fresh.is_verified, fresh.created_at, fresh.birthday, Proofs{proof, proof, proof, proof}.packed());
  // Only what we were shown: neither the number that the network names nor a browser is one.
  const bool is_shown = kind != "phone" && kind != "hidden_caller";
  database::execute(
      sql,
      "insert into customer_identity (org, kind, value, customer, is_verified, added_us, added_by)"
      " values (:org, :kind, :value, :customer, :is_verified, :added, 0)",
      org, kind, value, fresh.id, is_shown, fresh.created_at);
  write_keys(sql, org, fresh.id, {});
  touch(sql, org, fresh.id);
}

std::optional<Customer> CustomerStore::find(database::Session& sql, OrgId org, CustomerId id) {
  return by_id(sql, org, id);
}

Result<std::string> CustomerStore::spelled(database::Session& sql, OrgId org, const std::string& phone) {
  return spelled_phone(sql, org, phone);
}

Result<Customer> CustomerStore::change(database::Session& sql, OrgId org, CustomerId id,
                                       const CustomerChange& change, Instant now) {
  auto found = by_id(sql, org, id);
  if (!found) return no_such_customer(id);
  const auto keys = row_keys(sql, org, id);
  Customer customer = std::move(*found);
  Dated dated = dated_of(sql, org, id);
  Taking taking{change.proof, now};
  std::optional<std::string> phone = change.phone;
  if (phone && !phone->empty() && phone != customer.phone) {
    auto spelled = spelled_phone(sql, org, *phone);
    if (!spelled) return tl::unexpected<Error>(std::move(spelled.error()));
    phone = std::move(*spelled);
  }
  Text name = customer.name.empty() ? Text{} : Text{customer.name};
  taking.take(name, change.name, dated.proofs.name, dated.name);
  customer.name = name.value_or("");
  taking.take(customer.email, change.email, dated.proofs.email, dated.email);
  taking.take(customer.phone, phone, dated.proofs.phone, dated.phone);
  taking.take(customer.birthday, change.birthday, dated.proofs.birthday, dated.birthday);
  Proof any = Proof::typed;
  taking.take(customer.language, change.language, any, dated.language);
  take_as_it_is(customer.note, change.note);
  take_as_it_is(customer.external_id, change.external_id);
  if (change.is_verified) customer.is_verified = *change.is_verified;
  database::execute(
      sql,
      "update customer set name = :name, email = :email, phone = :phone, external_id = :external_id,"
      " note = :note, language = :language, is_verified = :is_verified, birthday = :birthday, proofs = "
      ":proofs,"
      " name_us = :name_us, email_us = :email_us, phone_us = :phone_us, birthday_us = :birthday_us,"
      " language_us = :language_us where org = :org and id = :id",
      customer.name, customer.email, customer.phone, customer.external_id, customer.note, customer.language,
      customer.is_verified, customer.birthday, dated.proofs.packed(), dated.name, dated.email, dated.phone,
      dated.birthday, dated.language, org, id);
  write_keys(sql, org, id, keys);
  touch(sql, org, id);
  return customer;
}

}  // namespace rapport::customers
