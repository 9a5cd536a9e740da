#include "imports/import_operations.h"

#include <fmt/format.h>

#include "org/entity.h"
#include "platform/contract/json.h"

namespace rapport::imports {

struct CustomerImports {
  std::vector<CustomerImport> items;
};
BOOST_DESCRIBE_STRUCT(CustomerImports, (), (items))

struct UpsertRow {
  customers::CustomerWords values;
};
BOOST_DESCRIBE_STRUCT(UpsertRow, (), (values))
struct UpsertCustomers {
  std::vector<UpsertRow> rows;
};
BOOST_DESCRIBE_STRUCT(UpsertCustomers, (), (rows))
contract::Notes contract_notes(contract::Tag<UpsertRow>) {
  return {
      .fields = {
          {.name = "values",
           .doc =
               "external_id, name, email, phone, birthday, language, note, address, salutation, household, "
               "preferred_channel, quiet_hours, fields of one's own; what is absent or empty stays",
           .max_length = 5'000}}};
}
contract::Notes contract_notes(contract::Tag<UpsertCustomers>) {
  return {.fields = {{.name = "rows", .min_items = 1, .max_items = 1'000}}};
}
struct UpsertedRow {
  std::optional<CustomerId> customer_id;  // absent: refused
  RowOutcome outcome = RowOutcome::refused;
  std::vector<std::string> changed;
  std::optional<std::string> reason, detail;
};
BOOST_DESCRIBE_STRUCT(UpsertedRow, (), (customer_id, outcome, changed, reason, detail))
struct UpsertedCustomers {
  std::vector<UpsertedRow> items;  // in the order of the rows
};
BOOST_DESCRIBE_STRUCT(UpsertedCustomers, (), (items))

namespace {

using api::Call;

constexpr std::int64_t imports_shown = 100;
constexpr std::int64_t own_fields_read = 200;
const api::Permissions importers{api::Permission::manage_organisation, api::Permission::supervise};

api::Operation import_operation(std::string path, std::string id, std::string summary) {
  api::Operation made;
  made.path = "/api/v1/" + std::move(path);
  made.id = std::move(id);
  made.tag = "customers";
  made.summary = std::move(summary);
  made.any_of = importers;
  return made;
}

Result<CustomerImport> import_in(const ImportServices& services, OrgId org, ImportId id) {
  return services.changes.database().read([&](database::Session& sql) -> Result<CustomerImport> {
    auto found = find_import(sql, org, id);
    if (!found) return org::no_such("customer_import", id.value);
    return std::move(*found);
  });
}

Result<std::unique_ptr<api::Intake<CustomerFileReport>>> begin_reading(const ImportServices& services,
                                                                       const Call& call) {
  const auto id = call.id<ImportId>("id");
  // One file each: whoever comes second is told.
  auto import = services.changes.make<CustomerImport>(
      org::by(call), "", [&](org::Change& change) -> Result<CustomerImport> {
        auto found = find_import(change.sql, change.org(), id);
        if (!found) return org::no_such("customer_import", id.value);
        if (found->state != ImportState::waiting)
          return fail(ErrorCode::conflict, "has_its_file", "this import has had its file: make another one");
        found->state = ImportState::reading;
        save_import(change.sql, change.org(), *found);
        return std::move(*found);
      });
  if (!import) return tl::unexpected<Error>(import.error());
  return reading(services, org::by(call), std::move(*import));
}

Result<UpsertedCustomers> upsert_customers(const ImportServices& services, const Call& call,
                                           const UpsertCustomers& wanted) {
  auto done = services.changes.make<UpsertedCustomers>(
      org::by(call), "", [&](org::Change& change) -> Result<UpsertedCustomers> {
        const auto custom = customers::custom_fields.list(change.sql, change.org(), {}, own_fields_read);
        UpsertedCustomers made;
        for (const UpsertRow& row : wanted.rows) {
          UpsertedRow shown;
          auto plan = customers::plan_upsert(change.sql, change.org(), row.values, custom);
          if (!plan) {
            shown.reason = plan.error().reason;
            shown.detail = plan.error().issues.empty()
                               ? plan.error().detail
                               : plan.error().issues.front().where + ": " + plan.error().issues.front().what;
          } else {
            const customers::Upserted upserted = customers::upsert(change, *plan);
            shown.customer_id = upserted.id;
            shown.outcome = upserted.is_new            ? RowOutcome::created
                            : upserted.changes.empty() ? RowOutcome::unchanged
                                                       : RowOutcome::changed;
            for (const customers::FieldChange& each : upserted.changes)
              shown.changed.push_back(each.field);
            if (!upserted.changes.empty())
              change.audit({upserted.is_new ? "create" : "change", "customer", upserted.id.value, "",
                            contract::encode(shown.changed)});
          }
          made.items.push_back(std::move(shown));
        }
        return made;
      });
  if (!done) return done;
  for (const UpsertedRow& row : done->items)
    if (row.customer_id && !row.changed.empty())
      if (auto settled = services.resolution.settle(call.org(), *row.customer_id); !settled)
        return tl::unexpected<Error>(settled.error());
  services.changed(call.org());
  return done;
}

Result<http::Response> get_refused(const ImportServices& services, const Call& call) {
  auto import = import_in(services, call.org(), call.id<ImportId>("id"));
  if (!import) return tl::unexpected<Error>(import.error());
  auto table = services.changes.database().read(
      [&](database::Session& sql) -> Result<std::string> { return refused_table(sql, call.org(), *import); });
  if (!table) return tl::unexpected<Error>(table.error());
  http::Response response;
  response.content_type = "text/csv; charset=utf-8";
  response.body = std::move(*table);
  response.headers = {{"Cache-Control", "no-store"},
                      {"Content-Disposition", "attachment; filename=\"refused.csv\""}};
  return response;
}

}  // namespace

void add_operations(api::Api& api, const ImportServices& services) {
  add_export_operation(api, services);
  api.post<ImportFields, CustomerImport>(
      import_operation("customer-imports", "makeCustomerImport", "Says what a file of customers will mean"),
      [services](const Call& call, const ImportFields& fields) {
        return services.changes.make<CustomerImport>(
            org::by(call), "", [&](org::Change& change) -> Result<CustomerImport> {
              const auto custom =
                  customers::custom_fields.list(change.sql, change.org(), {}, own_fields_read);
              if (auto fits = check_import(fields, custom); !fits) return tl::unexpected<Error>(fits.error());
              return add_import(change, fields);
            });
      });
  api.get<CustomerImports>(
      import_operation("customer-imports", "listCustomerImports", "The last hundred"),
      [services](const Call& call) {
        return services.changes.database().read([&](database::Session& sql) -> Result<CustomerImports> {
          return CustomerImports{list_imports(sql, call.org(), imports_shown)};
        });
      });
  api.get<CustomerImport>(
      import_operation("customer-imports/{id}", "getCustomerImport", "How far it is, or what became of it"),
      [services](const Call& call) { return import_in(services, call.org(), call.id<ImportId>("id")); });
  api::Operation file = import_operation("customer-imports/{id}/file", "readCustomerImport",
                                         "The file itself: a table with a line of headers");
  file.description =
      "Read while it comes in. A connection that breaks leaves what was read so far, which can be undone.";
  file.media_type = "text/csv";
  file.body_bytes_max = file_bytes_max;
  file.status = 200;
  api.post_bytes<CustomerFileReport>(file,
                                     [services](const Call& call) { return begin_reading(services, call); });
  api::Operation refused = import_operation("customer-imports/{id}/refused", "getRefusedRows",
                                            "The refused rows with what is wrong, as a table");
  refused.media_type = "text/csv";
  api.get_bytes(refused, [services](const Call& call) { return get_refused(services, call); });
  api::Operation undo =
      import_operation("customer-imports/{id}/undo", "undoCustomerImport",
                       "Removes whom it made and gives back what it changed, unless changed since");
  undo.status = 200;
  api.post<UndoneImport>(undo, [services](const Call& call) {
    auto undone = undo_import(services.changes, org::by(call), call.id<ImportId>("id"));
    if (undone) services.changed(call.org());
    return undone;
  });
  api::Operation upsert =
      import_operation("customers/upsert", "upsertCustomers",
                       "Makes or changes up to 1,000 customers, each with its own outcome");
  upsert.description =
      "Known by the company's own id, else by number, else by address. Said again it changes nothing.";
  upsert.status = 200;
  api.post<UpsertCustomers, UpsertedCustomers>(upsert,
                                               [services](const Call& call, const UpsertCustomers& wanted) {
                                                 return upsert_customers(services, call, wanted);
                                               });
}

}  // namespace rapport::imports
