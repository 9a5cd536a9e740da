#include "protection/protection_operations.h"

#include <fmt/format.h>

#include <system_error>

#include "conversations/message_store.h"
#include "customers/customer_rows.h"
#include "org/entity.h"
#include "platform/contract/json.h"
#include "protection/holds.h"
#include "protection/retention.h"

namespace rapport::protection {

using contract::Notes;
using contract::Tag;

struct CustomerProtection {
  CustomerId customer_id;
  std::optional<Instant> erased_at;
  std::vector<Hold> holds;
  std::vector<AccessExport> exports;
};
BOOST_DESCRIBE_STRUCT(CustomerProtection, (), (customer_id, erased_at, holds, exports))
Notes contract_notes(Tag<CustomerProtection>) {
  return {.doc = "What stands about a person: whether they were erased, what keeps them from it, archives."};
}

struct MakeAccessExport {
  std::string language = "en";
  bool with_internal = false;
};
BOOST_DESCRIBE_STRUCT(MakeAccessExport, (), (language, with_internal))
Notes contract_notes(Tag<MakeAccessExport>) {
  return {.all_optional = true,
          .fields = {{.name = "language",
                      .doc = "of the page in it: en or zh-CN",
                      .max_length = 35,
                      .format = contract::Format::language},
                     {.name = "with_internal", .doc = "what colleagues wrote for each other, too"}}};
}

struct EraseCustomer {
  std::string confirm;
};
BOOST_DESCRIBE_STRUCT(EraseCustomer, (), (confirm))
Notes contract_notes(Tag<EraseCustomer>) {
  return {.fields = {{.name = "confirm",
                      .doc = "the customer's id again: this cannot be undone",
                      .min_length = 1,
                      .max_length = 40}}};
}

struct PutHold {
  bool is_held = true;
  std::string why;
};
BOOST_DESCRIBE_STRUCT(PutHold, (), (is_held, why))
Notes contract_notes(Tag<PutHold>) {
  return {.fields = {{.name = "is_held"},
                     {.name = "why",
                      .doc = "needed when it is put under hold",
                      .max_length = 500,
                      .has_default = true}}};
}

struct CaseHold {
  CaseId case_id;
  std::optional<Hold> hold;
};
BOOST_DESCRIBE_STRUCT(CaseHold, (), (case_id, hold))

struct RedactMessage {
  std::vector<std::string> words;
};
BOOST_DESCRIBE_STRUCT(RedactMessage, (), (words))
Notes contract_notes(Tag<RedactMessage>) {
  return {.doc = "Without words: card and identity numbers, whatever the settings say.",
          .all_optional = true,
          .fields = {{.name = "words",
                      .doc = "each place of these goes as well",
                      .min_length = 1,
                      .max_length = 1'000,
                      .max_items = 50}}};
}

struct RedactedMessage {
  MessageId id;
  std::string text;
  std::int64_t places = 0;
};
BOOST_DESCRIBE_STRUCT(RedactedMessage, (), (id, text, places))

struct RetentionLook {
  std::vector<Due> items;
};
BOOST_DESCRIBE_STRUCT(RetentionLook, (), (items))
Notes contract_notes(Tag<RetentionLook>) {
  return {.doc = "What would go with the next round, by kind; nothing is changed."};
}

struct RegisteredTable {
  std::string name, title, title_zh;
  Names names = Names::nobody;
  WhenErased erased = WhenErased::stays;
};
BOOST_DESCRIBE_STRUCT(RegisteredTable, (), (name, title, title_zh, names, erased))
struct RegisteredTables {
  std::vector<RegisteredTable> items;
};
BOOST_DESCRIBE_STRUCT(RegisteredTables, (), (items))

namespace {

using api::Call;
using Services = ProtectionServices;

const api::Permissions protectors{api::Permission::manage_organisation};

api::Operation protection_operation(std::string path, std::string id, std::string summary) {
  api::Operation made;
  made.path = "/api/v1/" + std::move(path);
  made.id = std::move(id);
  made.tag = "data protection";
  made.summary = std::move(summary);
  made.any_of = protectors;
  return made;
}

Result<CustomerId> person_in(database::Session& sql, OrgId org, CustomerId customer) {
  const auto person = customers::person_of(sql, org, customer);
  if (!person) return org::no_such("customer", customer.value);
  return *person;
}

CustomerProtection protection_of(database::Session& sql, OrgId org, CustomerId person) {
  return {person, erased_at(sql, org, person), holds_of(sql, org, person), exports_of(sql, org, person)};
}

Result<CustomerProtection> get_protection(const Services& services, const Call& call) {
  const auto id = call.id<CustomerId>("id");
  return services.changes.database().read([&](database::Session& sql) -> Result<CustomerProtection> {
    auto person = person_in(sql, call.org(), id);
    if (!person) return tl::unexpected<Error>(person.error());
    return protection_of(sql, call.org(), *person);
  });
}

Result<void> check_why(const PutHold& wanted) {
  if (wanted.is_held && wanted.why.find_first_not_of(" \t\r\n") == std::string::npos)
    return org::wrong({{"/why", "say why: whoever may release it has to know"}});
  return {};
}

void write_hold(org::Change& change, HeldKind kind, std::int64_t target, const PutHold& wanted) {
  const HeldId held{target};
  if (wanted.is_held)
    put_hold(change.sql, change.org(), {kind, held, wanted.why, change.now, change.by.user});
  else
    lift_hold(change.sql, change.org(), kind, held);
  change.audit({wanted.is_held ? "hold" : "release", kind == HeldKind::customer ? "customer" : "case", target,
                "", ""});
}

Result<CustomerProtection> hold_customer(const Services& services, const Call& call, const PutHold& wanted) {
  const auto id = call.id<CustomerId>("id");
  return services.changes.make<CustomerProtection>(
      org::by(call), "", [&](org::Change& change) -> Result<CustomerProtection> {
        auto person = person_in(change.sql, change.org(), id);
        if (!person) return tl::unexpected<Error>(person.error());
        if (auto fits = check_why(wanted); !fits) return tl::unexpected<Error>(fits.error());
        // Lifted of every row: it may have been put on before two were joined.
        if (!wanted.is_held)
          for (const CustomerId row : customers::rows_of(change.sql, change.org(), *person))
            lift_hold(change.sql, change.org(), HeldKind::customer, {row.value});
        write_hold(change, HeldKind::customer, person->value, wanted);
        return protection_of(change.sql, change.org(), *person);
      });
}

bool has_case(database::Session& sql, OrgId org, CaseId id) {
  return database::first<std::int64_t>(sql, "select id from case_record where org = :org and id = :id", org,
                                       id)
      .has_value();
}

Result<CaseHold> get_case_hold(const Services& services, const Call& call) {
  const auto id = call.id<CaseId>("id");
  return services.changes.database().read([&](database::Session& sql) -> Result<CaseHold> {
    if (!has_case(sql, call.org(), id)) return org::no_such("case", id.value);
    return CaseHold{id, hold_of_case(sql, call.org(), id)};
  });
}

Result<CaseHold> hold_case(const Services& services, const Call& call, const PutHold& wanted) {
  const auto id = call.id<CaseId>("id");
  return services.changes.make<CaseHold>(org::by(call), "", [&](org::Change& change) -> Result<CaseHold> {
    if (!has_case(change.sql, change.org(), id)) return org::no_such("case", id.value);
    if (auto fits = check_why(wanted); !fits) return tl::unexpected<Error>(fits.error());
    write_hold(change, HeldKind::case_record, id.value, wanted);
    return CaseHold{id, hold_of_case(change.sql, change.org(), id)};
  });
}

Result<Erasure> erase_customer(const Services& services, const Call& call, const EraseCustomer& asked) {
  const auto id = call.id<CustomerId>("id");
  auto known = get_protection(services, call);
  if (!known) return tl::unexpected<Error>(known.error());
  if (asked.confirm != std::to_string(id.value))
    return org::wrong({{"/confirm", "expected the customer's id"}});
  auto erased = erase(services.changes, org::by(call), id);
  if (!erased) return tl::unexpected<Error>(erased.error());
  for (const std::int64_t recording : erased->recordings)
    services.recordings.remove({recording});
  std::error_code ignored;  // an archive that stays behind goes with the keeper's next round
  for (const std::int64_t each : erased->exports)
    std::filesystem::remove(services.exporter.file_of({each}), ignored);
  services.erased(call.org(), erased->interactions);
  return erased->told;
}

Result<http::Response> get_archive(const Services& services, const Call& call) {
  const auto id = call.id<AccessExportId>("id");
  auto found = services.changes.make<AccessExport>(
      org::by(call), "", [&](org::Change& change) -> Result<AccessExport> {
        const auto made = find_export(change.sql, change.org(), id);
        if (!made) return org::no_such("access_export", id.value);
        change.audit({"download", "customer", made->customer_id.value, "", contract::encode(*made)});
        return *made;
      });
  if (!found) return tl::unexpected<Error>(found.error());
  http::Response response;
  response.content_type = "application/zip";
  response.file = services.exporter.file_of(id);
  if (!std::filesystem::exists(*response.file)) return org::no_such("access_export", id.value);
  response.headers = {{"Cache-Control", "no-store"},
                      {"Content-Disposition",
                       fmt::format("attachment; filename=\"customer-{}.zip\"", found->customer_id.value)}};
  return response;
}

std::int64_t take_out(std::string& text, const std::vector<std::string>& words) {
  std::int64_t places = 0;
  for (const std::string& word : words)
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
      static constexpr std::string_view bullets = "••••";
      text.replace(at, word.size(), bullets);
      at += bullets.size();
      ++places;
    }
  return places;
}

Result<RedactedMessage> redact_message(const Services& services, const Call& call,
                                       const RedactMessage& asked) {
  const auto id = call.id<MessageId>("id");
  InteractionId interaction;
  auto done = services.changes.make<RedactedMessage>(
      org::by(call), "", [&](org::Change& change) -> Result<RedactedMessage> {
        const auto before = conversations::MessageStore::find(change.sql, change.org(), id);
        if (!before) return org::no_such("message", id.value);
        interaction = before->interaction;
        auto redacted = redaction::redact(before->text, {true, true});
        RedactedMessage made{id, std::move(redacted.text), static_cast<std::int64_t>(redacted.count)};
        made.places += take_out(made.text, asked.words);
        if (made.places == 0)
          return fail(ErrorCode::conflict, "nothing_to_redact", "none of this stands in the message");
        database::execute(change.sql, "update message set body = :body where org = :org and id = :id",
                          made.text, change.org(), id);
        change.audit({"redact", "message", id.value});
        return made;
      });
  if (done) services.erased(call.org(), {interaction});
  return done;
}

Result<RetentionLook> look_at_retention(const Services& services, const Call& call) {
  return services.changes.database().read([&](database::Session& sql) -> Result<RetentionLook> {
    return RetentionLook{due_now(sql, call.org(), settings_of(sql, call.org()), services.changes.now())};
  });
}

Result<RetentionLook> look_ahead(const Services& services, const Call& call,
                                 const ProtectionSettings& wanted) {
  return services.changes.database().read([&](database::Session& sql) -> Result<RetentionLook> {
    return RetentionLook{due_now(sql, call.org(), wanted, services.changes.now())};
  });
}

void add_settings(api::Api& api, const Services& services) {
  api.get<ProtectionSettings>(protection_operation("protection/settings", "getProtectionSettings",
                                                   "What is redacted and how long things are kept"),
                              [services](const Call& call) { return services.settings.get(call.org()); });
  api.put<ProtectionSettings, ProtectionSettings>(
      protection_operation("protection/settings", "putProtectionSettings", "Replaces them as a whole"),
      [services](const Call& call, const ProtectionSettings& wanted) {
        return services.settings.put(org::by(call), wanted);
      });
  api.get<RetentionLook>(
      protection_operation("protection/retention", "getRetention", "What would go with the next round"),
      [services](const Call& call) { return look_at_retention(services, call); });
  api::Operation dry = protection_operation("protection/retention/dry-run", "tryRetention",
                                            "What would go with the next round under these settings");
  dry.status = 200;
  api.post<ProtectionSettings, RetentionLook>(dry,
                                              [services](const Call& call, const ProtectionSettings& wanted) {
                                                return look_ahead(services, call, wanted);
                                              });
  api.get<RegisteredTables>(
      protection_operation(
          "protection/tables", "listProtectedTables",
          "Every table there is: whom it names, and what becomes of it when a person is erased"),
      [](const Call&) -> Result<RegisteredTables> {
        RegisteredTables all;
        for (const Table& table : tables())
          all.items.push_back({std::string(table.name), std::string(table.title), std::string(table.title_zh),
                               table.names, table.erased});
        return all;
      });
}

}  // namespace

void add_operations(api::Api& api, const ProtectionServices& services) {
  add_settings(api, services);
  api.get<CustomerProtection>(
      protection_operation("customers/{id}/protection", "getCustomerProtection",
                           "Whether they were erased, what keeps them from it, archives"),
      [services](const Call& call) { return get_protection(services, call); });
  api::Operation exports = protection_operation("customers/{id}/access-exports", "makeAccessExport",
                                                "One archive with all that there is of them");
  exports.description = "Kept for a week. Takes as long as it takes; the answer comes when it is whole.";
  api.post<MakeAccessExport, AccessExport>(
      exports, [services](const Call& call, const MakeAccessExport& wanted) {
        const ExportWish wish{wanted.language.starts_with("zh"), wanted.with_internal};
        return services.exporter.make(org::by(call), call.id<CustomerId>("id"), wish);
      });
  api::Operation archive =
      protection_operation("access-exports/{id}/file", "getAccessExportFile", "The archive itself");
  archive.media_type = "application/zip";
  api.get_bytes(archive, [services](const Call& call) { return get_archive(services, call); });
  api::Operation erasing = protection_operation("customers/{id}/erase", "eraseCustomer",
                                                "Takes all that names them out of every table and file");
  erasing.description =
      "Cannot be undone. Refused while something is under legal hold or a conversation is open.";
  erasing.status = 200;
  api.post<EraseCustomer, Erasure>(erasing, [services](const Call& call, const EraseCustomer& asked) {
    return erase_customer(services, call, asked);
  });
  api.put<PutHold, CustomerProtection>(
      protection_operation("customers/{id}/legal-hold", "holdCustomer",
                           "Nothing of them is erased or expires, or again does"),
      [services](const Call& call, const PutHold& wanted) { return hold_customer(services, call, wanted); });
  api.get<CaseHold>(protection_operation("cases/{id}/legal-hold", "getCaseHold", "What keeps a case"),
                    [services](const Call& call) { return get_case_hold(services, call); });
  api.put<PutHold, CaseHold>(
      protection_operation("cases/{id}/legal-hold", "holdCase", "The same of one case"),
      [services](const Call& call, const PutHold& wanted) { return hold_case(services, call, wanted); });
  api::Operation redacting = protection_operation("messages/{id}/redact", "redactMessage",
                                                  "Takes numbers and words out of one message, for good");
  redacting.status = 200;
  redacting.any_of.add(api::Permission::supervise);
  api.post<RedactMessage, RedactedMessage>(redacting,
                                           [services](const Call& call, const RedactMessage& asked) {
                                             return redact_message(services, call, asked);
                                           });
}

}  // namespace rapport::protection
