// The API of imports. Handlers run on workers.
#pragma once

#include <filesystem>
#include <functional>

#include "api/api.h"
#include "imports/import.h"

namespace rapport::imports {

struct ImportServices {  // borrowed
  org::Changes& changes;
  customers::Resolution& resolution;
  std::function<void(OrgId)> changed;  // what desks show of customers is old
  std::filesystem::path folder;        // of tables on their way out
};
void add_operations(api::Api& api, const ImportServices& services);
// Customers as a table: the list's filter, or all. It lies in `folder` until the next one is made.
void remove_tables(const std::filesystem::path& folder);  // at start, and when somebody is erased
void add_export_operation(api::Api& api, const ImportServices& services);

struct ImportColumn {
  std::string header, field;  // "" is not read
};
BOOST_DESCRIBE_STRUCT(ImportColumn, (), (header, field))

// A field of the organisation's own that a column may be for.
struct ImportField {
  std::string name, label, label_zh;
};
BOOST_DESCRIBE_STRUCT(ImportField, (), (name, label, label_zh))

enum class RowOutcome : std::uint8_t { created, changed, unchanged, refused };
BOOST_DESCRIBE_ENUM(RowOutcome, created, changed, unchanged, refused)

struct ImportIssue {
  std::string field;  // "": the row as a whole
  std::string what;   // is wrong with it
};
BOOST_DESCRIBE_STRUCT(ImportIssue, (), (field, what))

struct ImportRow {
  std::int64_t line = 0;
  RowOutcome outcome = RowOutcome::refused;
  std::optional<CustomerId> customer_id;  // who is known
  std::vector<customers::FieldChange> changes;
  std::vector<ImportIssue> issues;  // why it is refused
};
BOOST_DESCRIBE_STRUCT(ImportRow, (), (line, outcome, customer_id, changes, issues))

struct CustomerFileReport {
  CustomerImport import;  // with the charset and the delimiter that were found
  std::vector<ImportColumn> columns;
  std::vector<ImportRow> rows;  // of a trial, the first
  std::vector<ImportField> own_fields;
};
BOOST_DESCRIBE_STRUCT(CustomerFileReport, (), (import, columns, rows, own_fields))

std::unique_ptr<api::Intake<CustomerFileReport>> reading(const ImportServices& services, const org::By& by,
                                                         CustomerImport import);

}  // namespace rapport::imports
