#include "customers/profile_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "customers/customer_rows.h"
#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::customers {
namespace {

using OptionalText = std::optional<std::string>;

void take_better(std::map<std::string, ProfileValue>& values, const std::string& field, ProfileValue value) {
  if (value.value.empty()) return;
  const auto known = values.find(field);
  if (known == values.end())
    values.emplace(field, std::move(value));
  else
    known->second = better(known->second, value);
}

void take_row(std::map<std::string, ProfileValue>& values, CustomerId id, const std::string& name,
              const OptionalText& email, const OptionalText& phone, const OptionalText& birthday,
              const OptionalText& language, std::int64_t packed, Instant created,
              const std::array<Instant, 5>& at) {
  const Proofs proofs = Proofs::unpacked(packed);
  const auto take = [&](const char* field, const std::string& value, Proof proof, Instant when) {
    take_better(values, field, {value, proof == Proof::proven, when.us == 0 ? created : when, id});
  };
  take("name", name, proofs.name, at[0]);
  take("email", email.value_or(""), proofs.email, at[1]);
  take("phone", phone.value_or(""), proofs.phone, at[2]);
  take("birthday", birthday.value_or(""), proofs.birthday, at[3]);
  take("language", language.value_or(""), Proof::stated, at[4]);
}

std::string like_anywhere(std::string_view text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

using EventColumns = std::tuple<CustomerEventId, CustomerId, std::string, std::string, Instant, std::string,
                                std::string, std::string>;
CustomerEvent event_of(const EventColumns& row) {
  const auto& [id, source, external_id, kind, at, amount, currency, body] = row;
  return {id, source, external_id, kind, at, amount, currency, body};
}

CustomField field_of(CustomFieldId id, const std::string& json) {
  CustomField field;
  static_cast<CustomFieldFields&>(field) =
      contract::decode<CustomFieldFields>(json, {.ignores_unknown = true}).value_or(CustomFieldFields{});
  field.id = id;
  return field;
}

bool is_field_name(const std::string& name) {
  return !name.empty() &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

}  // namespace

// --- companies ---

std::optional<Company> Companies::find(database::Session& sql, OrgId org, CompanyId id) const {
  auto row = database::first<std::string, std::string>(
      sql, "select name, domain from company where org = :org and id = :id", org, id);
  if (!row) return std::nullopt;
  Company company;
  std::tie(company.name, company.domain) = std::move(*row);
  company.id = id;
  return company;
}

std::vector<Company> Companies::list(database::Session& sql, OrgId org, CompanyId after,
                                     std::int64_t limit) const {
  std::vector<Company> all;
  database::each<CompanyId, std::string, std::string>(
      sql, "select id, name, domain from company where org = :org and id > :after order by id limit :limit",
      [&](CompanyId id, std::string name, std::string domain) {
        Company& company = all.emplace_back();
        company.id = id;
        company.name = std::move(name);
        company.domain = std::move(domain);
      },
      org, after, limit);
  return all;
}

std::int64_t Companies::count(database::Session& sql, OrgId org) const {
  return database::first<std::int64_t>(sql, "select count(*) from company where org = :org", org).value_or(0);
}

Result<void> Companies::check(org::Change&, CompanyId, const Company*, const CompanyFields&) const {
  return {};
}

void Companies::insert(org::Change& change, CompanyId id, const CompanyFields& fields) const {
  database::execute(change.sql,
                    "insert into company (org, id, name, domain) values (:org, :id, :name, :domain)",
                    change.org(), id, fields.name, fields.domain);
}

void Companies::update(org::Change& change, CompanyId id, const CompanyFields& fields) const {
  database::execute(change.sql,
                    "update company set name = :name, domain = :domain where org = :org and id = :id",
                    fields.name, fields.domain, change.org(), id);
}

Result<void> Companies::remove(org::Change& change, const Company& company) const {
  database::execute(change.sql,
                    "delete from customer_value where org = :org and field = 'company' and value = :id",
                    change.org(), std::to_string(company.id.value));
  database::execute(change.sql, "delete from company where org = :org and id = :id", change.org(),
                    company.id);
  return {};
}

contract::Notes contract_notes(contract::Tag<CompanyFields>) {
  return {.fields = {{.name = "name", .min_length = 1, .max_length = 200, .format = contract::Format::line},
                     {.name = "domain",
                      .doc = "of its e-mail addresses",
                      .max_length = 253,
                      .format = contract::Format::line,
                      .has_default = true}}};
}

// --- custom fields ---

std::optional<CustomField> CustomFields::find(database::Session& sql, OrgId org, CustomFieldId id) const {
  const auto json = database::first<std::string>(
      sql, "select json from customer_field where org = :org and id = :id", org, id);
  if (!json) return std::nullopt;
  return field_of(id, *json);
}

std::vector<CustomField> CustomFields::list(database::Session& sql, OrgId org, CustomFieldId after,
                                            std::int64_t limit) const {
  std::vector<CustomField> all;
  database::each<CustomFieldId, std::string>(
      sql, "select id, json from customer_field where org = :org and id > :after order by id limit :limit",
      [&](CustomFieldId id, const std::string& json) { all.push_back(field_of(id, json)); }, org, after,
      limit);
  return all;
}

std::int64_t CustomFields::count(database::Session& sql, OrgId org) const {
  return database::first<std::int64_t>(sql, "select count(*) from customer_field where org = :org", org)
      .value_or(0);
}

Result<void> CustomFields::check(org::Change&, CustomFieldId, const CustomField* before,
                                 const CustomFieldFields& fields) const {
  std::vector<Issue> issues;
  if (!is_field_name(fields.name)) issues.push_back({"/name", "expected a-z, 0-9 and _ only"});
  if (standard_field(fields.name)) issues.push_back({"/name", "every customer has a field of this name"});
  if (before && before->name != fields.name) issues.push_back({"/name", "the name of a field stays"});
  if (before && before->type != fields.type) issues.push_back({"/type", "the type of a field stays"});
  if (fields.type == FieldType::choice && fields.choices.empty())
    issues.push_back({"/choices", "expected at least one choice"});
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

void CustomFields::insert(org::Change& change, CustomFieldId id, const CustomFieldFields& fields) const {
  database::execute(change.sql,
                    "insert into customer_field (org, id, name, json) values (:org, :id, :name, :json)",
                    change.org(), id, fields.name, contract::encode(fields));
}

void CustomFields::update(org::Change& change, CustomFieldId id, const CustomFieldFields& fields) const {
  database::execute(change.sql, "update customer_field set json = :json where org = :org and id = :id",
                    contract::encode(fields), change.org(), id);
}

Result<void> CustomFields::remove(org::Change& change, const CustomField& field) const {
  database::execute(change.sql, "delete from customer_value where org = :org and field = :field",
                    change.org(), field.name);
  database::execute(change.sql, "delete from customer_field where org = :org and id = :id", change.org(),
                    field.id);
  return {};
}

// --- values ---

std::map<std::string, ProfileValue> values_of(database::Session& sql, OrgId org, CustomerId person) {
  std::map<std::string, ProfileValue> values;
  database::each<CustomerId, std::string, OptionalText, OptionalText, OptionalText, OptionalText,
                 std::int64_t, Instant, Instant, Instant, Instant, Instant, Instant>(
      sql,
      "select id, name, email, phone, birthday, language, proofs, created_us, name_us, email_us, phone_us,"
      " birthday_us, language_us from customer where org = :org and person = :person order by id limit :most",
      [&](CustomerId id, const std::string& name, const OptionalText& email, const OptionalText& phone,
          const OptionalText& birthday, const OptionalText& language, std::int64_t packed, Instant created,
          Instant name_at, Instant email_at, Instant phone_at, Instant birthday_at, Instant language_at) {
        take_row(values, id, name, email, phone, birthday, language, packed, created,
                 {name_at, email_at, phone_at, birthday_at, language_at});
      },
      org, person, rows_per_person_max);
  database::each<CustomerId, std::string, std::string, bool, Instant>(
      sql,
      "select v.customer, v.field, v.value, v.is_verified, v.changed_us from customer c cross join "
      "customer_value v where v.org = c.org and v.customer = c.id and c.org = :org and c.person = :person",
      [&](CustomerId row, const std::string& field, std::string value, bool is_verified, Instant at) {
        take_better(values, field, {std::move(value), is_verified, at, row});
      },
      org, person);
  return values;
}

void write_value(database::Session& sql, OrgId org, CustomerId row, const std::string& field,
                 const std::string& value, UserId by, Instant now) {
  touch(sql, org, row);
  database::execute(sql, "delete from customer_value where org = :org and customer = :row and field = :field",
                    org, row, field);
  if (value.empty()) return;
  database::execute(
      sql,
      "insert into customer_value (org, customer, field, value, is_verified, changed_us, by_user)"
      " values (:org, :row, :field, :value, 0, :now, :by)",
      org, row, field, value, now, by);
}

std::map<std::string, std::int32_t> weights_of(database::Session& sql, OrgId org) {
  std::map<std::string, std::int32_t> weights;
  database::each<std::string, std::int32_t>(
      sql, "select field, weight from customer_weight where org = :org",
      [&](std::string field, std::int32_t weight) { weights.emplace(std::move(field), weight); }, org);
  return weights;
}

void write_weights(database::Session& sql, OrgId org, const std::map<std::string, std::int32_t>& weights) {
  database::execute(sql, "delete from customer_weight where org = :org", org);
  for (const auto& [field, weight] : weights)
    database::execute(sql, "insert into customer_weight (org, field, weight) values (:org, :field, :weight)",
                      org, field, weight);
}

// --- consents ---

void add_consent(database::Session& sql, OrgId org, const Consent& consent) {
  touch(sql, org, consent.source_id);
  database::execute(
      sql,
      "insert into customer_consent (org, id, customer, purpose, channel, is_given, at_us, by_user, how)"
      " values (:org, :id, :customer, :purpose, :channel, :is_given, :at, :by, :how)",
      org, consent.id, consent.source_id, consent.purpose, consent.channel, consent.is_given, consent.at,
      consent.user_id.value_or(UserId{}), consent.how);
}

std::vector<Consent> consents_of(database::Session& sql, OrgId org, CustomerId person, std::int64_t most) {
  std::vector<Consent> all;
  database::each<ConsentId, CustomerId, std::string, std::string, bool, Instant, UserId, std::string>(
      sql,
      "select s.id, s.customer, s.purpose, s.channel, s.is_given, s.at_us, s.by_user, s.how from customer c "
      "cross join customer_consent s where s.org = c.org and s.customer = c.id and c.org = :org and c.person "
      "= :person order by s.id desc limit :most",
      [&](ConsentId id, CustomerId row, std::string purpose, std::string channel, bool is_given, Instant at,
          UserId by, std::string how) {
        all.push_back({id, row, std::move(purpose), std::move(channel), is_given, at,
                       by ? std::optional<UserId>{by} : std::nullopt, std::move(how)});
      },
      org, person, most);
  return all;
}

std::vector<Consent> standing(const std::vector<Consent>& history) {
  std::vector<Consent> now;
  std::set<std::pair<std::string, std::string>> said;
  for (const Consent& consent : history)
    if (said.emplace(consent.purpose, consent.channel).second) now.push_back(consent);
  return now;
}

// --- events ---

std::optional<CustomerEvent> find_event(database::Session& sql, OrgId org, const std::string& external_id) {
  const auto row = database::first<CustomerEventId, CustomerId, std::string, std::string, Instant,
                                   std::string, std::string, std::string>(
      sql,
      "select id, customer, external_id, kind, at_us, amount, currency, body from customer_event"
      " where org = :org and external_id = :external_id",
      org, external_id);
  if (!row) return std::nullopt;
  return event_of(*row);
}

void upsert_event(database::Session& sql, OrgId org, const CustomerEvent& event) {
  if (const auto before = find_event(sql, org, event.external_id);
      before && before->source_id != event.source_id)
    touch(sql, org, before->source_id);
  touch(sql, org, event.source_id);
  database::execute(
      sql,
      "insert into customer_event (org, id, customer, external_id, kind, at_us, amount, currency, body)"
      " values (:org, :id, :customer, :external_id, :kind, :at, :amount, :currency, :body)"
      " on conflict (org, external_id) do update set customer = excluded.customer, kind = excluded.kind,"
      " at_us = excluded.at_us, amount = excluded.amount, currency = excluded.currency, body = excluded.body",
      org, event.id, event.source_id, event.external_id, event.kind, event.at, event.amount, event.currency,
      event.text);
}

void each_event(database::Session& sql, OrgId org, CustomerId person,
                const std::function<void(const CustomerEvent&)>& on_event) {
  database::each<CustomerEventId, CustomerId, std::string, Instant, std::string, std::string>(
      sql,
      "select e.id, e.customer, e.kind, e.at_us, e.amount, e.currency from customer c cross join "
      "customer_event e"
      " where e.org = c.org and e.customer = c.id and c.org = :org and c.person = :person",
      [&](CustomerEventId id, CustomerId row, std::string kind, Instant at, std::string amount,
          std::string currency) {
        on_event({id, row, "", std::move(kind), at, std::move(amount), std::move(currency), ""});
      },
      org, person);
}

std::vector<CustomerEvent> events_of(database::Session& sql, OrgId org, CustomerId person,
                                     const EventPlace& behind, const std::string& text, std::int64_t most) {
  std::vector<CustomerEvent> found;
  // Row by row, so that each is a walk down the index and not a sort of all there is.
  for (const CustomerId row : rows_of(sql, org, person))
    for (const EventColumns& columns : database::all<CustomerEventId, CustomerId, std::string, std::string,
                                                     Instant, std::string, std::string, std::string>(
             sql,
             "select id, customer, external_id, kind, at_us, amount, currency, body from customer_event"
             " where org = :org and customer = :row and (at_us < :at or (at_us = :at and id < :id)) and "
             "(:text = '' or body like :pattern"
             " escape '\\' or kind like :pattern escape '\\') order by at_us desc, id desc limit :most",
             org, row, behind.at, behind.id, text, like_anywhere(text), most))
      found.push_back(event_of(columns));
  std::sort(found.begin(), found.end(), [](const CustomerEvent& x, const CustomerEvent& y) {
    return x.at != y.at ? x.at > y.at : x.id > y.id;
  });
  if (found.size() > static_cast<std::size_t>(most)) found.resize(static_cast<std::size_t>(most));
  return found;
}

}  // namespace rapport::customers
