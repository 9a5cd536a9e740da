// Profiles, consents, and events from the company's own systems.
#include <fmt/format.h>

#include "api/page.h"
#include "customers/contract.h"
#include "customers/customer_rows.h"
#include "customers/operations.h"
#include "org/by.h"
#include "org/entity.h"
#include "platform/database/statement.h"

namespace rapport::customers {

struct ChangeProfile {
  std::optional<std::string> birthday, language, salutation, address, household, preferred_channel,
      quiet_hours;
  std::optional<CompanyId> company_id;
  std::optional<std::map<std::string, std::string>> custom;
};
BOOST_DESCRIBE_STRUCT(ChangeProfile, (),
                      (birthday, language, salutation, address, household, preferred_channel, quiet_hours,
                       company_id, custom))
contract::Notes contract_notes(contract::Tag<ChangeProfile>) {
  return {.doc = "Absent members stay as they are, empty ones are removed.",
          .fields = {{.name = "birthday", .doc = "1980-12-31", .max_length = 10},
                     {.name = "language", .max_length = 35, .format = contract::Format::line},
                     {.name = "salutation",
                      .doc = "how they want to be addressed",
                      .max_length = 100,
                      .format = contract::Format::line},
                     {.name = "address", .max_length = 500},
                     {.name = "household",
                      .doc = "what its members have in common",
                      .max_length = 100,
                      .format = contract::Format::line},
                     {.name = "preferred_channel", .doc = "voice, chat, email, messaging", .max_length = 20},
                     {.name = "quiet_hours", .doc = "not to be called: 22:00-08:00", .max_length = 11},
                     {.name = "company_id", .doc = "of a company; \"0\": none"},
                     {.name = "custom", .doc = "by the name of the field", .max_length = 2'000}}};
}

struct ConsentFields {
  std::string purpose, channel = "any";
  bool is_given = true;
  std::string how;
};
BOOST_DESCRIBE_STRUCT(ConsentFields, (), (purpose, channel, is_given, how))
contract::Notes contract_notes(contract::Tag<ConsentFields>) {
  return {.fields = {{.name = "purpose",
                      .doc = "marketing, surveys …",
                      .min_length = 1,
                      .max_length = 40,
                      .format = contract::Format::line},
                     {.name = "channel",
                      .doc = "email, voice …; any",
                      .min_length = 1,
                      .max_length = 40,
                      .format = contract::Format::line,
                      .has_default = true},
                     {.name = "is_given", .doc = "false: withdrawn"},
                     {.name = "how",
                      .doc = "how they said it: \"on the phone, asked by me\"",
                      .max_length = 300,
                      .format = contract::Format::line,
                      .has_default = true}}};
}

struct Consents {
  std::vector<Consent> items;
};
BOOST_DESCRIBE_STRUCT(Consents, (), (items))

struct EventFields {
  std::optional<CustomerId> customer_id;
  std::optional<std::string> customer_external_id;
  std::string external_id, kind;
  Instant at;
  std::string amount, currency, text;
};
BOOST_DESCRIBE_STRUCT(EventFields, (),
                      (customer_id, customer_external_id, external_id, kind, at, amount, currency, text))
contract::Notes contract_notes(contract::Tag<EventFields>) {
  return {.doc = "Something that a customer bought or did, as the company's own system knows it.",
          .fields = {{.name = "customer_id", .doc = "this, or customer_external_id"},
                     {.name = "customer_external_id", .max_length = 200, .format = contract::Format::line},
                     {.name = "external_id",
                      .doc = "of the event; said again it is the same event",
                      .min_length = 1,
                      .max_length = 200,
                      .format = contract::Format::line},
                     {.name = "kind",
                      .doc = "purchase, usage …",
                      .min_length = 1,
                      .max_length = 40,
                      .format = contract::Format::line},
                     {.name = "amount", .doc = "12.50; absent: none", .max_length = 30, .has_default = true},
                     {.name = "currency", .doc = "ISO 4217: CNY", .max_length = 3, .has_default = true},
                     {.name = "text", .max_length = 2'000, .has_default = true}}};
}

namespace {

using api::Call;
using api::Permission;

constexpr std::int64_t consent_history_max = 1'000;
constexpr std::int64_t custom_fields_read = 200;

tl::unexpected<Error> gone(CustomerId id) {
  return org::no_such("customer", id.value);
}

bool is_channel(const std::string& text) {
  return text == "voice" || text == "chat" || text == "email" || text == "messaging";
}

// What is to be written, by field, and what cannot be.
struct Wanted {
  std::map<std::string, std::string> values;
  std::vector<Issue> issues;

  void take(const char* field, const std::optional<std::string>& value, bool (*fits)(const std::string&),
            const char* expected) {
    if (!value) return;
    if (!value->empty() && fits && !fits(*value)) issues.push_back({std::string("/") + field, expected});
    values[field] = *value;
  }
};

Wanted read_wanted(database::Session& sql, OrgId org, const ChangeProfile& change) {
  Wanted wanted;
  wanted.take("salutation", change.salutation, nullptr, "");
  wanted.take("address", change.address, nullptr, "");
  wanted.take("household", change.household, nullptr, "");
  wanted.take("preferred_channel", change.preferred_channel, is_channel,
              "expected voice, chat, email or messaging");
  wanted.take(
      "quiet_hours", change.quiet_hours, [](const std::string& text) { return is_hours_of_day(text); },
      "expected hours like 22:00-08:00");
  if (change.company_id)
    wanted.values["company"] = *change.company_id ? std::to_string(change.company_id->value) : "";
  if (!change.custom) return wanted;
  const auto fields = custom_fields.list(sql, org, {}, custom_fields_read);
  for (const auto& [name, value] : *change.custom) {
    const auto* known = static_cast<const CustomField*>(nullptr);
    for (const CustomField& field : fields)
      if (field.name == name) known = &field;
    if (!known) {
      wanted.issues.push_back({"/custom/" + name, "expected a field that there is"});
      continue;
    }
    if (!value.empty())
      if (auto fits = checked(known->type, known->choices, value); !fits)
        wanted.issues.push_back({"/custom/" + name, fits.error().detail});
    wanted.values[name] = value;
  }
  return wanted;
}

Result<CustomerProfile> change_profile(const Services& services, const Call& call,
                                       const ChangeProfile& change) {
  const auto id = call.id<CustomerId>("id");
  auto done = services.changes.make<CustomerProfile>(
      org::by(call), "", [&](org::Change& now) -> Result<CustomerProfile> {
        const auto before = profile_of(now.sql, now.org(), id);
        if (!before) return before;
        Wanted wanted = read_wanted(now.sql, now.org(), change);
        if (change.birthday && !change.birthday->empty() && !is_date(*change.birthday))
          wanted.issues.push_back({"/birthday", "expected a date like 1980-12-31"});
        if (!wanted.issues.empty()) return org::wrong(std::move(wanted.issues));
        if (change.company_id && *change.company_id &&
            !companies.find(now.sql, now.org(), *change.company_id))
          return org::no_such("company", change.company_id->value);
        CustomerChange own;
        own.birthday = change.birthday;
        own.language = change.language;
        if (auto changed = CustomerStore::change(now.sql, now.org(), id, own, now.now); !changed)
          return tl::unexpected<Error>(changed.error());
        for (const auto& [field, value] : wanted.values)
          write_value(now.sql, now.org(), id, field, value, now.by.user, now.now);
        auto after = profile_of(now.sql, now.org(), id);
        if (after)
          now.audit({"change", "customer", id.value, contract::encode(before->values),
                     contract::encode(after->values)});
        return after;
      });
  if (!done) return done;
  if (change.birthday)
    if (auto settled = services.resolution.settle(call.org(), id); !settled)
      return tl::unexpected<Error>(settled.error());
  services.changed(call.org());
  return done;
}

Result<CustomerProfile> say_consent(const Services& services, const Call& call, const ConsentFields& said) {
  const auto id = call.id<CustomerId>("id");
  auto done = services.changes.make<CustomerProfile>(
      org::by(call), "", [&](org::Change& now) -> Result<CustomerProfile> {
        if (!person_of(now.sql, now.org(), id)) return gone(id);
        const Consent consent{now.new_id<ConsentId>(),
                              id,
                              said.purpose,
                              said.channel,
                              said.is_given,
                              now.now,
                              now.by.user ? std::optional<UserId>{now.by.user} : std::nullopt,
                              said.how};
        add_consent(now.sql, now.org(), consent);
        now.audit({said.is_given ? "give_consent" : "withdraw_consent", "customer", id.value, "",
                   contract::encode(consent)});
        return profile_of(now.sql, now.org(), id);
      });
  if (done) services.changed(call.org());
  return done;
}

Result<Consents> consent_history(const Services& services, const Call& call) {
  const auto id = call.id<CustomerId>("id");
  return services.changes.database().read([&](database::Session& sql) -> Result<Consents> {
    const auto person = person_of(sql, call.org(), id);
    if (!person) return gone(id);
    return Consents{consents_of(sql, call.org(), *person, consent_history_max)};
  });
}

Result<CustomerId> customer_of(database::Session& sql, OrgId org, const EventFields& event) {
  if (event.customer_id) {
    if (!person_of(sql, org, *event.customer_id)) return gone(*event.customer_id);
    return *event.customer_id;
  }
  const auto found = database::first<CustomerId>(
      sql,
      "select customer from customer_identity where org = :org and kind = 'company_id' and value = :value",
      org, event.customer_external_id.value_or(""));
  if (!found)
    return fail(ErrorCode::not_found, "unknown_customer", "no customer has this id of the company's");
  return *found;
}

Result<CustomerEvent> put_event(const Services& services, const Call& call, const EventFields& said) {
  if (!said.amount.empty()) {
    if (auto fits = checked(FieldType::decimal, {}, said.amount); !fits)
      return org::wrong({{"/amount", fits.error().detail}});
    if (said.currency.size() != 3) return org::wrong({{"/currency", "expected three letters like CNY"}});
  }
  return services.changes.make<CustomerEvent>(
      org::by(call), "", [&](org::Change& now) -> Result<CustomerEvent> {
        auto customer = customer_of(now.sql, now.org(), said);
        if (!customer) return tl::unexpected<Error>(customer.error());
        const auto before = find_event(now.sql, now.org(), said.external_id);
        const CustomerEvent event{before ? before->id : now.new_id<CustomerEventId>(),
                                  *customer,
                                  said.external_id,
                                  said.kind,
                                  said.at,
                                  said.amount,
                                  said.currency,
                                  said.text};
        const std::string text = contract::encode(event);
        if (before && contract::encode(*before) == text) return event;
        upsert_event(now.sql, now.org(), event);
        now.audit({before ? "change" : "create", "customer_event", event.id.value,
                   before ? contract::encode(*before) : "", text});
        return event;
      });
}

}  // namespace

void add_profile_operations(api::Api& api, const Services& services) {
  api.get<CustomerProfile>(
      customer_operation("customers/{id}/profile", "getCustomerProfile",
                         "What is known of the person, over all their rows", customer_readers),
      [services](const Call& call) {
        return services.changes.database().read(
            [&](database::Session& sql) { return profile_of(sql, call.org(), call.id<CustomerId>("id")); });
      });
  api.patch<ChangeProfile, CustomerProfile>(
      customer_operation("customers/{id}/profile", "changeCustomerProfile", "Correct or add to what is known",
                         customer_writers),
      [services](const Call& call, const ChangeProfile& change) {
        return change_profile(services, call, change);
      });
  api.post<ConsentFields, CustomerProfile>(
      customer_operation("customers/{id}/consents", "sayCustomerConsent",
                         "The customer has given a consent, or withdrawn it", customer_writers),
      [services](const Call& call, const ConsentFields& said) { return say_consent(services, call, said); });
  api.get<Consents>(
      customer_operation("customers/{id}/consents", "listCustomerConsents",
                         "All that was ever said about consent, newest first", customer_readers),
      [services](const Call& call) { return consent_history(services, call); });
  api.put<EventFields, CustomerEvent>(
      customer_operation("customer-events", "putCustomerEvent", "A purchase, or what else a customer did",
                         {Permission::manage_organisation, Permission::supervise}),
      [services](const Call& call, const EventFields& said) { return put_event(services, call, said); });
}

}  // namespace rapport::customers
