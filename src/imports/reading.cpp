// One file on its way in: decoded, cut into rows, brought into the tables.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "imports/import_operations.h"
#include "org/entity.h"
#include "platform/contract/json.h"
#include "platform/csv/charset.h"
#include "platform/csv/reader.h"
#include "platform/database/statement.h"

namespace rapport::imports {
namespace {

constexpr std::size_t looked_at_bytes = 1U << 16;  // before the charset is decided
constexpr std::int64_t custom_fields_most = 200;

std::vector<ImportIssue> issues_of(const Error& error) {
  if (error.issues.empty()) return {{"", error.detail}};
  std::vector<ImportIssue> issues;
  for (const Issue& issue : error.issues)
    issues.push_back({issue.where.empty() ? "" : issue.where.substr(1), issue.what});
  return issues;
}

std::string words_of(const Error& error) {
  std::string words;
  for (const ImportIssue& issue : issues_of(error))
    words += fmt::format("{}{}{}{}", words.empty() ? "" : "; ", issue.field, issue.field.empty() ? "" : ": ",
                         issue.what);
  return words;
}

class Reading : public api::Intake<CustomerFileReport> {
 public:
  Reading(const ImportServices& services, org::By by, CustomerImport import)
      : services_(services), by_(std::move(by)) {
    report_.import = std::move(import);
    report_.import.state = ImportState::reading;
  }
  ~Reading() override {
    if (report_.import.state != ImportState::reading) return;
    // Whoever drops it must not wait.
    report_.import.state = ImportState::failed;
    report_.import.why = "the file was broken off";
    services_.changes.database().write_then(
        [org = by_.org, import = report_.import](database::Session& sql) -> Result<void> {
          keep(sql, org, import);
          return {};
        },
        [](const Result<void>&) {});
  }

  Result<void> take(std::string_view piece) override {
    if (!decoder_) {
      beginning_ += piece;
      if (beginning_.size() < looked_at_bytes) return {};
      return begin(false);
    }
    return read(piece, false);
  }

  Result<CustomerFileReport> finish() override {
    auto read_all = decoder_ ? read({}, true) : begin(true);
    if (read_all && !is_enough_) {
      reader_->finish(on_row());
      read_all = failure_ ? Result<void>(tl::unexpected<Error>(*failure_)) : flush();
    }
    if (!read_all) return tl::unexpected<Error>(read_all.error());
    if (report_.columns.empty()) {
      const Error empty{ErrorCode::invalid, "invalid", "the file is empty", {{"", "the file is empty"}}};
      fail_with(empty);
      return tl::unexpected<Error>(empty);
    }
    report_.import.state = ImportState::done;
    if (auto saved = save(); !saved) return tl::unexpected<Error>(saved.error());
    if (!report_.import.is_trial) services_.changed(by_.org);
    return std::move(report_);
  }

 private:
  // A trial leaves nothing behind.
  static void keep(database::Session& sql, OrgId org, const CustomerImport& import) {
    if (import.is_trial)
      remove_import(sql, org, import.id);
    else
      save_import(sql, org, import);
  }

  csv::Reader::OnRow on_row() {
    return [this](csv::Row& row) { return take_row(row); };
  }

  Result<void> begin(bool is_last) {
    CustomerImport& import = report_.import;
    if (import.charset.empty()) import.charset = csv::likely_charset(beginning_);
    auto decoder = csv::Decoder::open(import.charset);
    if (!decoder) return tl::unexpected<Error>(decoder.error());
    decoder_.emplace(std::move(*decoder));
    std::string text;
    decoder_->decode(beginning_, is_last, text);
    beginning_.clear();
    if (import.delimiter.empty()) import.delimiter = csv::likely_delimiter(text);
    reader_.emplace(import.delimiter.front());
    auto custom = services_.changes.database().read(
        [&](database::Session& sql) -> Result<std::vector<customers::CustomField>> {
          return customers::custom_fields.list(sql, by_.org, {}, custom_fields_most);
        });
    if (!custom) return tl::unexpected<Error>(custom.error());
    custom_ = std::move(*custom);
    for (const customers::CustomField& field : custom_)
      report_.own_fields.push_back({field.name, field.label, field.label_zh});
    is_enough_ = !reader_->feed(text, on_row());
    return failure_ ? Result<void>(tl::unexpected<Error>(*failure_)) : Result<void>();
  }

  Result<void> read(std::string_view piece, bool is_last) {
    if (is_enough_) return failure_ ? Result<void>(tl::unexpected<Error>(*failure_)) : Result<void>();
    std::string text;
    decoder_->decode(piece, is_last, text);
    is_enough_ = !reader_->feed(text, on_row());
    return failure_ ? Result<void>(tl::unexpected<Error>(*failure_)) : Result<void>();
  }

  Result<void> take_header(csv::Row& row) {
    CustomerImport& import = report_.import;
    if (!row.problem.empty()) return org::wrong({{"", "the line of headers: " + row.problem}});
    if (import.mapping.empty()) {
      using Mapping = std::optional<std::map<std::string, std::string>>;
      auto before = services_.changes.database().read([&](database::Session& sql) -> Result<Mapping> {
        return mapping_of_last(sql, by_.org, row.fields);
      });
      if (!before) return tl::unexpected<Error>(before.error());
      if (*before) import.mapping = std::move(**before);
    }
    const bool is_mapped = !import.mapping.empty();
    for (std::string& header : row.fields) {
      const auto said = import.mapping.find(header);
      std::string field =
          is_mapped ? (said == import.mapping.end() ? "" : said->second) : likely_field(header, custom_);
      // The first of two columns for one field counts.
      if (std::any_of(report_.columns.begin(), report_.columns.end(),
                      [&field](const ImportColumn& column) { return column.field == field; }))
        field.clear();
      report_.columns.push_back({std::move(header), std::move(field)});
    }
    import.mapping.clear();
    for (const ImportColumn& column : report_.columns)
      import.mapping.try_emplace(column.header, column.field);
    return {};
  }

  bool take_row(csv::Row& row) {
    if (report_.columns.empty()) {
      auto taken = take_header(row);
      return taken ? true : fail_with(taken.error());
    }
    if (row.problem.empty() && row.fields.size() != report_.columns.size())
      row.problem = fmt::format("expected {} fields, got {}", report_.columns.size(), row.fields.size());
    batch_.push_back(std::move(row));
    if (batch_.size() < (report_.import.is_trial ? shown_rows_max : rows_per_commit)) return true;
    if (auto done = flush(); !done) return fail_with(done.error());
    return !report_.import.is_trial;
  }

  Result<void> flush() {
    if (batch_.empty()) return {};
    auto done = report_.import.is_trial ? try_batch() : write_batch();
    batch_.clear();
    return done;
  }

  customers::CustomerWords words_in(const csv::Row& row) const {
    customers::CustomerWords words;
    for (std::size_t i = 0; i < row.fields.size(); ++i)
      if (!report_.columns[i].field.empty())
        words[report_.columns[i].field] = csv::without_guard(row.fields[i]);
    return words;
  }

  Result<customers::UpsertPlan> plan(database::Session& sql, const csv::Row& row) const {
    if (!row.problem.empty()) return fail(ErrorCode::invalid, "bad_row", row.problem);
    return customers::plan_upsert(sql, by_.org, words_in(row), custom_);
  }

  void count(CustomerImport& counts, RowOutcome outcome) const {
    ++counts.rows;
    counts.created += outcome == RowOutcome::created ? 1 : 0;
    counts.changed += outcome == RowOutcome::changed ? 1 : 0;
    counts.unchanged += outcome == RowOutcome::unchanged ? 1 : 0;
    counts.refused += outcome == RowOutcome::refused ? 1 : 0;
  }

  Result<void> try_batch() {
    using Rows = std::vector<ImportRow>;
    auto rows = services_.changes.database().read([&](database::Session& sql) -> Result<Rows> {
      Rows made;
      for (const csv::Row& row : batch_) {
        auto planned = plan(sql, row);
        ImportRow shown;
        shown.line = row.line;
        if (!planned) {
          shown.issues = issues_of(planned.error());
        } else {
          shown.outcome = !planned->known            ? RowOutcome::created
                          : planned->changes.empty() ? RowOutcome::unchanged
                                                     : RowOutcome::changed;
          shown.customer_id = planned->known;
          shown.changes = std::move(planned->changes);
        }
        made.push_back(std::move(shown));
      }
      return made;
    });
    if (!rows) return tl::unexpected<Error>(rows.error());
    for (ImportRow& shown : *rows) {
      count(report_.import, shown.outcome);
      report_.rows.push_back(std::move(shown));
    }
    return {};
  }

  void refuse(org::Change& change, const CustomerImport& counts, const csv::Row& row,
              const std::string& what) {
    if (counts.refused >= refused_kept_max) return;
    if (counts.refused == 0) {
      std::vector<std::string> headers;
      for (const ImportColumn& column : report_.columns)
        headers.push_back(column.header);
      keep_refused(change, 1, headers, "");
    }
    keep_refused(change, row.line, row.fields, what);
  }
  void keep_refused(org::Change& change, std::int64_t line, const std::vector<std::string>& fields,
                    const std::string& what) {
    database::execute(change.sql,
                      "insert into customer_import_refusal (org, id, import, line, fields, what)"
                      " values (:org, :id, :import, :line, :fields, :what)",
                      by_.org, change.new_id<Id<struct RefusalTag>>(), report_.import.id, line,
                      contract::encode(fields), what);
  }

  Result<void> write_batch() {
    struct Written {
      CustomerImport import;
      std::vector<CustomerId> touched;
    };
    auto done = services_.changes.make<Written>(by_, "", [&](org::Change& change) -> Result<Written> {
      Written made{report_.import, {}};
      for (const csv::Row& row : batch_) {
        auto planned = plan(change.sql, row);
        if (!planned && planned.error().code != ErrorCode::invalid &&
            planned.error().code != ErrorCode::conflict)
          return tl::unexpected<Error>(planned.error());
        if (!planned) {
          refuse(change, made.import, row, words_of(planned.error()));
          count(made.import, RowOutcome::refused);
          continue;
        }
        const customers::Upserted upserted = customers::upsert(change, *planned);
        count(made.import, upserted.is_new            ? RowOutcome::created
                           : upserted.changes.empty() ? RowOutcome::unchanged
                                                      : RowOutcome::changed);
        if (upserted.changes.empty()) continue;
        made.touched.push_back(upserted.id);
        database::execute(change.sql,
                          "insert into customer_import_row (org, id, import, customer, is_new, changes)"
                          " values (:org, :id, :import, :customer, :is_new, :changes)",
                          by_.org, change.new_id<Id<struct ImportRowTag>>(), made.import.id, upserted.id,
                          upserted.is_new, contract::encode(upserted.changes));
      }
      save_import(change.sql, by_.org, made.import);
      return made;
    });
    if (!done) return tl::unexpected<Error>(done.error());
    report_.import = std::move(done->import);
    for (const CustomerId id : done->touched)
      if (auto settled = services_.resolution.settle(by_.org, id); !settled)
        return tl::unexpected<Error>(settled.error());
    return {};
  }

  Result<void> save() {
    return services_.changes.make<void>(by_, "", [&](org::Change& change) -> Result<void> {
      keep(change.sql, by_.org, report_.import);
      return {};
    });
  }
  // False, for whoever reads rows: enough.
  bool fail_with(const Error& why) {
    failure_ = why;
    report_.import.state = ImportState::failed;
    report_.import.why = words_of(why);
    (void)save();
    return false;
  }

  ImportServices services_;
  org::By by_;
  CustomerFileReport report_;
  std::string beginning_;
  std::optional<csv::Decoder> decoder_;
  std::optional<csv::Reader> reader_;
  std::vector<customers::CustomField> custom_;
  std::vector<csv::Row> batch_;
  std::optional<Error> failure_;
  bool is_enough_ = false;
};

}  // namespace

std::unique_ptr<api::Intake<CustomerFileReport>> reading(const ImportServices& services, const org::By& by,
                                                         CustomerImport import) {
  return std::make_unique<Reading>(services, by, std::move(import));
}

}  // namespace rapport::imports
