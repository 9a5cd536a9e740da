// Customers on their way out: a table written page by page into a file, whatever their number. Files are
// removed when the next one is made an hour after they were, or somebody is erased.
#include <fmt/format.h>

#include <chrono>
#include <fstream>

#include "customers/customer_rows.h"
#include "customers/search.h"
#include "customers/upsert.h"
#include "imports/import_operations.h"
#include "org/entity.h"
#include "platform/contract/json.h"
#include "platform/contract/parameters.h"
#include "platform/csv/reader.h"
#include "value/segment_store.h"

namespace rapport::imports {
namespace {

using api::Call;
using customers::Customer;

constexpr std::int64_t page_rows = 500;
constexpr std::size_t found_rows_max = 10'000;  // by words
constexpr std::int64_t custom_fields_most_out = 200;
constexpr std::chrono::hours kept{1};

struct Wanted {
  std::string words;
  value::SegmentId segment;  // 0: none
};

std::string parameter(const Call& call, const char* name) {
  const auto found = call.request().query.find(name);
  return found == call.request().query.end() ? "" : found->second;
}

Result<Wanted> wanted_by(const Call& call) {
  Wanted wanted{parameter(call, "q"), {}};
  const std::string segment = parameter(call, "segment_id");
  if (!segment.empty() && !contract::parse_id(segment, wanted.segment.value))
    return org::wrong({{"segment_id", "expected an id"}});
  return wanted;
}

// The headers are the fields' own names, so that an import knows them again.
std::vector<std::string> columns_of(const std::vector<customers::CustomField>& custom) {
  std::vector<std::string> columns{"external_id",       "name",       "email",   "phone",      "birthday",
                                   "language",          "note",       "address", "salutation", "household",
                                   "preferred_channel", "quiet_hours"};
  for (const customers::CustomField& field : custom)
    columns.push_back(field.name);
  return columns;
}

std::string row_of(database::Session& sql, OrgId org, const Customer& customer,
                   const std::vector<std::string>& columns) {
  const auto values = customers::values_of(sql, org, customer.person);
  std::vector<std::string> fields;
  for (const std::string& column : columns) {
    const auto found = values.find(column);
    if (column == "external_id")
      fields.push_back(customers::company_id_of(sql, org, customer.id));
    else if (column == "note")
      fields.push_back(customer.note.value_or(""));
    else
      fields.push_back(found == values.end() ? "" : found->second.value);
  }
  return csv::line_of(fields, ',');
}

struct Page {
  std::string text;
  CustomerId last;  // 0: there is no more
  std::int64_t rows = 0;
};

// Those behind `after`, in the order of the list.
std::vector<CustomerId> ids_of(database::Session& sql, OrgId org, const Wanted& wanted, CustomerId after) {
  if (wanted.segment) return value::members_of(sql, org, wanted.segment, after, page_rows);
  std::vector<CustomerId> ids;
  for (const Customer& customer : customers::newest(sql, org, after, page_rows))
    ids.push_back(customer.id);
  return ids;
}

Page page_behind(database::Session& sql, OrgId org, const Wanted& wanted, CustomerId after,
                 const std::vector<std::string>& columns) {
  Page page;
  if (!wanted.words.empty() && !wanted.segment) {
    for (const Customer& customer : customers::search(sql, org, wanted.words, found_rows_max)) {
      page.text += row_of(sql, org, customer, columns);
      ++page.rows;
    }
    return page;
  }
  for (const CustomerId id : ids_of(sql, org, wanted, after)) {
    page.last = id;
    const auto customer = customers::CustomerStore::find(sql, org, id);
    if (!customer) continue;
    page.text += row_of(sql, org, *customer, columns);
    ++page.rows;
  }
  return page;
}

void remove_written_before(const std::filesystem::path& folder, std::filesystem::file_time_type then) {
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    const auto written = entry.last_write_time(failed);
    if (!failed && written <= then) std::filesystem::remove(entry.path(), failed);
  }
}

tl::unexpected<Error> cannot_write() {
  return fail(ErrorCode::unavailable, "cannot_write", "the table could not be written: is the disk full?");
}

Result<std::int64_t> write_table(const ImportServices& services, OrgId org, const Wanted& wanted,
                                 const std::filesystem::path& file) {
  auto columns =
      services.changes.database().read([&](database::Session& sql) -> Result<std::vector<std::string>> {
        if (wanted.segment && !value::segments.find(sql, org, wanted.segment))
          return org::no_such("segment", wanted.segment.value);
        return columns_of(customers::custom_fields.list(sql, org, {}, custom_fields_most_out));
      });
  if (!columns) return tl::unexpected<Error>(columns.error());
  std::ofstream out(file, std::ios::binary);
  out << "\xEF\xBB\xBF" << csv::line_of(*columns, ',');
  std::int64_t rows = 0;
  for (CustomerId after;;) {
    auto page = services.changes.database().read([&](database::Session& sql) -> Result<Page> {
      return page_behind(sql, org, wanted, after, *columns);
    });
    if (!page) return tl::unexpected<Error>(page.error());
    out << page->text;
    rows += page->rows;
    if (!out) return cannot_write();
    if (!page->last) break;
    after = page->last;
  }
  out.close();
  if (!out) return cannot_write();
  return rows;
}

struct Exported {
  std::int64_t rows = 0;
  std::string q;
  value::SegmentId segment_id;
};
BOOST_DESCRIBE_STRUCT(Exported, (), (rows, q, segment_id))

Result<http::Response> export_customers(const ImportServices& services, const Call& call) {
  auto wanted = wanted_by(call);
  if (!wanted) return tl::unexpected<Error>(wanted.error());
  std::error_code failed;
  std::filesystem::create_directories(services.folder, failed);
  std::filesystem::permissions(services.folder, std::filesystem::perms::owner_all, failed);
  remove_written_before(services.folder, std::filesystem::file_time_type::clock::now() - kept);
  const auto id = services.changes.new_id<Id<struct CustomerExportTag>>();
  const std::filesystem::path file = services.folder / fmt::format("customers-{}.csv", id.value);
  auto rows = write_table(services, call.org(), *wanted, file);
  if (!rows) {
    std::filesystem::remove(file, failed);
    return tl::unexpected<Error>(rows.error());
  }
  auto noted = services.changes.make<void>(org::by(call), "", [&](org::Change& change) -> Result<void> {
    change.audit(
        {"export", "customer", 0, "", contract::encode(Exported{*rows, wanted->words, wanted->segment})});
    return {};
  });
  if (!noted) return tl::unexpected<Error>(noted.error());
  http::Response response;
  response.content_type = "text/csv; charset=utf-8";
  response.file = file;
  response.headers = {{"Cache-Control", "no-store"},
                      {"Content-Disposition", "attachment; filename=\"customers.csv\""}};
  return response;
}

}  // namespace

void remove_tables(const std::filesystem::path& folder) {
  remove_written_before(folder, std::filesystem::file_time_type::max());
}

void add_export_operation(api::Api& api, const ImportServices& services) {
  api::Operation operation;
  operation.path = "/api/v1/customer-exports";
  operation.id = "exportCustomers";
  operation.tag = "customers";
  operation.summary = "Customers as a table: all, those whom words find (?q=), or a segment (?segment_id=)";
  operation.description =
      "A row for each person, in UTF-8; the headers are those that an import knows. What a spreadsheet would "
      "run as a formula has an apostrophe in front.";
  operation.media_type = "text/csv";
  operation.any_of = {api::Permission::manage_organisation, api::Permission::supervise};
  api.get_bytes(operation, [services](const Call& call) { return export_customers(services, call); });
}

}  // namespace rapport::imports
