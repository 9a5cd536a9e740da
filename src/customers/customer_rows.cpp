#include "customers/customer_rows.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "platform/database/statement.h"

namespace rapport::customers {
namespace {

Proof proof_at(std::int64_t packed, int place) {
  return static_cast<Proof>(std::min<std::int64_t>((packed >> (2 * place)) & 3, 2));
}

void add_known(std::vector<Known>& to, std::optional<std::string>& value, Proof proof) {
  if (value && !value->empty()) to.push_back({std::move(*value), proof});
}

using Text = std::optional<std::string>;

void add_row(Facts& facts, std::string name, Text email, Text phone, Text external_id, Text birthday,
             bool is_verified, std::int64_t packed, Instant created, Instant seen) {
  const Proofs proofs = Proofs::unpacked(packed);
  if (!name.empty()) facts.names.push_back({std::move(name), proofs.name});
  add_known(facts.emails, email, proofs.email);
  add_known(facts.phones, phone, proofs.phone);
  add_known(facts.birthdays, birthday, proofs.birthday);
  if (external_id && !external_id->empty())
    facts.ids.push_back({"host_subject:" + *external_id, is_verified ? Proof::proven : Proof::stated});
  facts.last_seen = std::max({facts.last_seen, created, seen});
}

void add_identity(Facts& facts, const std::string& kind, std::string value, bool is_verified) {
  const Proof proof = is_verified ? Proof::proven : Proof::stated;
  if (kind == "chat_visitor")
    facts.browsers.push_back({std::move(value), Proof::stated});
  else if (kind == "email" || kind == "portal")  // signed in there by a mailed link
    facts.emails.push_back({std::move(value), proof});
  else if (kind == "phone")
    facts.phones.push_back({std::move(value), proof});
  else if (kind != "hidden_caller")
    facts.ids.push_back({kind + ":" + value, proof});
}

}  // namespace

std::int64_t Proofs::packed() const {
  const auto at = [](Proof proof, int place) { return static_cast<std::int64_t>(proof) << (2 * place); };
  return at(name, 0) | at(email, 1) | at(phone, 2) | at(birthday, 3);
}

Proofs Proofs::unpacked(std::int64_t packed) {
  return {proof_at(packed, 0), proof_at(packed, 1), proof_at(packed, 2), proof_at(packed, 3)};
}

std::optional<CustomerId> person_of(database::Session& sql, OrgId org, CustomerId row) {
  return database::first<CustomerId>(sql, "select person from customer where org = :org and id = :id", org,
                                     row);
}

std::vector<CustomerId> rows_of(database::Session& sql, OrgId org, CustomerId person) {
  return database::all<CustomerId>(
      sql, "select id from customer where org = :org and person = :person order by id limit :most", org,
      person, rows_per_person_max);
}

#define FACT_COLUMNS \
  "select name, email, phone, external_id, birthday, is_verified, proofs, created_us, seen_us from customer"

Facts facts_of_row(database::Session& sql, OrgId org, CustomerId row) {
  Facts facts;
  const auto add = [&](std::string name, Text email, Text phone, Text external_id, Text birthday,
                       bool is_verified, std::int64_t proofs, Instant created, Instant seen) {
    add_row(facts, std::move(name), std::move(email), std::move(phone), std::move(external_id),
            std::move(birthday), is_verified, proofs, created, seen);
  };
  database::each<std::string, Text, Text, Text, Text, bool, std::int64_t, Instant, Instant>(
      sql, FACT_COLUMNS " where org = :org and id = :id", add, org, row);
  database::each<std::string, std::string, bool>(
      sql, "select kind, value, is_verified from customer_identity where org = :org and customer = :id",
      [&](const std::string& kind, std::string value, bool is_verified) {
        add_identity(facts, kind, std::move(value), is_verified);
      },
      org, row);
  return facts;
}

Facts facts_of_person(database::Session& sql, OrgId org, CustomerId person) {
  Facts facts;
  const auto add = [&](std::string name, Text email, Text phone, Text external_id, Text birthday,
                       bool is_verified, std::int64_t proofs, Instant created, Instant seen) {
    add_row(facts, std::move(name), std::move(email), std::move(phone), std::move(external_id),
            std::move(birthday), is_verified, proofs, created, seen);
  };
  database::each<std::string, Text, Text, Text, Text, bool, std::int64_t, Instant, Instant>(
      sql, FACT_COLUMNS " where org = :org and person = :person order by id limit :most", add, org, person,
      rows_per_person_max);
  database::each<std::string, std::string, bool>(
      sql,
      "select i.kind, i.value, i.is_verified from customer c cross join customer_identity i where i.org = "
      "c.org and i.customer = c.id and c.org = :org and c.person = :person limit :most",
      [&](const std::string& kind, std::string value, bool is_verified) {
        add_identity(facts, kind, std::move(value), is_verified);
      },
      org, person, rows_per_person_max);
  return facts;
}

#undef FACT_COLUMNS

std::vector<MatchKey> row_keys(database::Session& sql, OrgId org, CustomerId row) {
  return keys_of(facts_of_row(sql, org, row));
}

void write_keys(database::Session& sql, OrgId org, CustomerId row, const std::vector<MatchKey>& before) {
  const std::vector<MatchKey> now = row_keys(sql, org, row);
  std::vector<MatchKey> gone, fresh;
  std::set_difference(before.begin(), before.end(), now.begin(), now.end(), std::back_inserter(gone));
  std::set_difference(now.begin(), now.end(), before.begin(), before.end(), std::back_inserter(fresh));
  for (const MatchKey& key : gone)
    database::execute(sql,
                      "delete from customer_key where org = :org and kind = :kind and value = :value"
                      " and customer = :row",
                      org, key.kind, key.value, row);
  for (const MatchKey& key : fresh)
    database::execute(sql,
                      "insert into customer_key (org, kind, value, customer)"
                      " values (:org, :kind, :value, :row) on conflict do nothing",
                      org, key.kind, key.value, row);
}

Instant known_since(database::Session& sql, OrgId org, CustomerId person) {
  return database::first<Instant>(
             sql, "select created_us from customer where org = :org and person = :person order by id limit 1",
             org, person)
      .value_or(Instant{});
}

std::vector<CustomerId> persons_after(database::Session& sql, OrgId org, CustomerId after,
                                      std::int64_t most) {
  return database::all<CustomerId>(
      sql, "select id from customer where org = :org and id > :after and person = id order by id limit :most",
      org, after, most);
}

void touch(database::Session& sql, OrgId org, CustomerId row) {
  database::execute(sql,
                    "insert into customer_touched (org, customer, times) values (:org, :row, 1)"
                    " on conflict (org, customer) do update set times = customer_touched.times + 1",
                    org, row);
}

std::vector<OrgId> touched_organisations(database::Session& sql) {
  return database::all<OrgId>(sql, "select distinct org from customer_touched order by org");
}

std::vector<Touched> touched(database::Session& sql, OrgId org, std::int64_t most) {
  std::vector<Touched> all;
  database::each<CustomerId, std::int64_t>(
      sql, "select customer, times from customer_touched where org = :org order by customer limit :most",
      [&](CustomerId row, std::int64_t times) {
        all.push_back({row, times});
      },
      org, most);
  return all;
}

void untouch(database::Session& sql, OrgId org, const Touched& seen) {
  database::execute(sql,
                    "delete from customer_touched where org = :org and customer = :row and times = :times",
                    org, seen.row, seen.times);
}

}  // namespace rapport::customers
