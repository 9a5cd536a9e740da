#include "workforce/history/import_operations.h"

#include <fmt/format.h>

#include "org/entity.h"
#include "platform/contract/parameters.h"
#include "workforce/history/import_store.h"
#include "workforce/history/import_table.h"
#include "workforce/jobs/job_operations.h"
#include "workforce/tables/table_in.h"
#include "workforce/tables/table_out.h"

namespace rapport::workforce {

struct ImportHistory {
  std::string name, time_zone;
  std::optional<QueueId> queue_id;
  bool is_trial = true;
  bool skips_refused = false;
};
BOOST_DESCRIBE_STRUCT(ImportHistory, (), (name, time_zone, queue_id, is_trial, skips_refused))
contract::Notes contract_notes(contract::Tag<ImportHistory>) {
  return {.all_optional = true,
          .fields = {{.name = "name", .max_length = 200, .format = contract::Format::line}}};
}
struct HistoryImportReport {
  std::optional<HistoryImport> import;  // absent: a trial
  std::int64_t rows = 0, days = 0, contacts = 0, refused = 0, repaired = 0;
  std::vector<ImportNote> refusals, repairs;
};
BOOST_DESCRIBE_STRUCT(HistoryImportReport, (),
                      (import, rows, days, contacts, refused, repaired, refusals, repairs))
contract::Notes contract_notes(contract::Tag<HistoryImportReport>) {
  return {
      .doc = "What became of a table of contacts.",
      .fields = {{.name = "import", .doc = "absent: a trial, of which nothing is kept"},
                 {.name = "days", .doc = "of the organisation's calendar that have rows, whichever queue's"},
                 {.name = "refusals", .doc = "the first hundred, with their lines"},
                 {.name = "repairs", .doc = "the first hundred, with their lines"}}};
}
struct HistoryImports {
  std::vector<HistoryImport> items;
};
BOOST_DESCRIBE_STRUCT(HistoryImports, (), (items))

struct ExportHistory {
  std::optional<QueueId> queue_id;
  std::optional<Instant> from, to;
  std::int32_t interval_min = 30;
  bool is_workbook = false;
};
BOOST_DESCRIBE_STRUCT(ExportHistory, (), (queue_id, from, to, interval_min, is_workbook))
contract::Notes contract_notes(contract::Tag<ExportHistory>) {
  return {.all_optional = true, .fields = {{.name = "interval_min", .min = 15, .max = 1'440}}};
}

namespace {

using api::Call;

constexpr std::int64_t imports_shown = 100;
constexpr std::size_t issues_shown = 50;

ImportTable::FindQueue finder(const org::DirectoryPtr& directory) {
  return [directory](const std::string& name) -> std::optional<ImportedQueue> {
    if (!directory) return std::nullopt;
    for (const auto& [id, queue] : directory->queues)
      if (queue.name == name || std::to_string(id.value) == name) return ImportedQueue{id, queue.channel};
    return std::nullopt;
  };
}

// Takes the whole file, then reads it.
class HistoryReading : public api::Intake<HistoryImportReport> {
 public:
  HistoryReading(const HistoryFileServices& services, const org::By& by, ImportHistory wanted)
      : services_(services), by_(by), wanted_(std::move(wanted)) {}

  Result<void> take(std::string_view piece) override {
    bytes_ += piece;
    return {};
  }

  Result<HistoryImportReport> finish() override {
    const org::DirectoryPtr directory = services_.history.directories().of(by_.org);
    const std::string zone_name = !wanted_.time_zone.empty() ? wanted_.time_zone
                                  : directory                ? directory->time_zone
                                                             : "UTC";
    auto zone = Zone::named(zone_name);
    if (!zone) return tl::unexpected<Error>(zone.error());
    std::optional<ImportedQueue> otherwise;
    if (wanted_.queue_id) {
      otherwise = finder(directory)(std::to_string(wanted_.queue_id->value));
      if (!otherwise) return org::wrong({{"queue_id", "there is no such queue"}});
    }
    ImportTable table(finder(directory), *zone, services_.history.now(), otherwise);
    auto read = read_table(bytes_, [&table](std::int64_t line, std::vector<std::string>& fields) {
      return table.add(line, fields);
    });
    if (!read) return tl::unexpected<Error>(read.error());
    auto made = table.finish();
    if (!made) return tl::unexpected<Error>(made.error());
    return wanted_.is_trial ? report_of(*made) : keep(*made);
  }

 private:
  static HistoryImportReport report_of(const ImportedHistory& made) {
    HistoryImportReport report;
    report.rows = made.rows;
    report.days = made.calendar_days;
    report.contacts = made.contacts;
    report.refused = made.refused;
    report.repaired = made.repaired;
    report.refusals = made.refusals;
    report.repairs = made.repairs;
    return report;
  }

  Result<HistoryImportReport> keep(const ImportedHistory& made) {
    if (made.refused > 0 && !wanted_.skips_refused) {
      std::vector<Issue> issues;
      for (const ImportNote& note : made.refusals)
        if (issues.size() < issues_shown) issues.push_back({fmt::format("line {}", note.line), note.what});
      return fail(ErrorCode::invalid, "rows_refused",
                  fmt::format("{} rows cannot be taken: mend them, or import the others with skips_refused",
                              made.refused),
                  std::move(issues));
    }
    if (made.rows == 0) return fail(ErrorCode::invalid, "empty_table", "no row of this file can be taken");
    return services_.changes.make<HistoryImportReport>(
        by_, "", [&](org::Change& change) -> Result<HistoryImportReport> {
          HistoryImportReport report = report_of(made);
          HistoryImport import;
          import.id = change.new_id<HistoryImportId>();
          import.name = wanted_.name;
          import.at = change.now;
          if (by_.user) import.user_id = by_.user;
          import.rows = report.rows;
          import.days = report.days;
          import.contacts = report.contacts;
          for (history_store::StoredDay day : made.days) {
            day.key.layer = import.id;
            history_store::keep(change.sql, change.org(), day);
          }
          import_store::keep(change.sql, change.org(), import);
          change.audit({"create", "history_import", import.id.value, "", contract::encode(import)});
          report.import = std::move(import);
          return report;
        });
  }

  HistoryFileServices services_;
  org::By by_;
  ImportHistory wanted_;
  std::string bytes_;
};

Result<HistoryImport> undo(const HistoryFileServices& services, const Call& call) {
  const auto id = call.id<HistoryImportId>("id");
  return services.changes.make<HistoryImport>(
      org::by(call), "", [&](org::Change& change) -> Result<HistoryImport> {
        auto found = import_store::find(change.sql, change.org(), id);
        if (!found) return org::no_such("history_import", id.value);
        if (found->is_undone)
          return fail(ErrorCode::conflict, "already_undone", "this import was undone before");
        history_store::remove_layer(change.sql, change.org(), id);
        found->is_undone = true;
        import_store::keep(change.sql, change.org(), *found);
        change.audit({"undo", "history_import", id.value});
        return std::move(*found);
      });
}

Result<std::vector<TableLine>> table_of(const HistoryFileServices& services, const Call& call,
                                        const ExportHistory& wanted) {
  auto queues = services.history.queues(call.org());
  if (!queues) return tl::unexpected<Error>(queues.error());
  std::vector<TableLine> lines{{std::string("start"), std::string("queue"), std::string("channel"),
                                std::string("contacts"), std::string("handle_s"), std::string("answered"),
                                std::string("answered_within"), std::string("abandoned"),
                                std::string("waited_s")}};
  HistoryRange range;
  range.to = wanted.to.value_or(services.history.now());
  range.from = wanted.from.value_or(quarter_start(quarter_of(range.to - day_length * 28)));
  range.interval_min = wanted.interval_min;
  for (const HistoryQueue& queue : *queues) {
    if (wanted.queue_id && queue.queue_id != *wanted.queue_id) continue;
    range.queue = queue.queue_id;
    range.channel = queue.channel;
    auto series = services.history.series(call.org(), range);
    if (!series) return tl::unexpected<Error>(series.error());
    for (const HistoryPoint& point : series->points) {
      lines.push_back({table_moment(point.start),
                       queue.queue.empty() ? std::to_string(queue.queue_id.value) : queue.queue,
                       std::string(contract::name_of(queue.channel)), table_number(point.contacts),
                       table_number(point.handle_s), table_number(point.answered),
                       table_number(point.answered_within), table_number(point.abandoned),
                       table_number(point.waited_s)});
    }
    if (lines.size() > table_lines_max)
      return org::wrong(
          {{"from", "more than 500,000 intervals: ask for a queue, fewer days or longer intervals"}});
  }
  return lines;
}

Result<http::Response> export_history(const HistoryFileServices& services, const Call& call) {
  auto wanted = contract::decode_parameters<ExportHistory>(call.request().query);
  if (!wanted) return tl::unexpected<Error>(wanted.error());
  auto lines = table_of(services, call, *wanted);
  if (!lines) return tl::unexpected<Error>(lines.error());
  return table_answer({"history", wanted->is_workbook, services.folder,
                       services.changes.new_id<Id<struct HistoryTableTag>>().value},
                      {{"history UTC", std::move(*lines)}});
}

}  // namespace

void add_history_file_operations(api::Api& api, const HistoryFileServices& services) {
  api::Operation file =
      planner_operation("history-imports", "importHistory",
                        "Contacts by intervals from a table: CSV, or the first sheet of an XLSX workbook");
  file.description =
      "Columns start, queue, contacts, and if they are there channel, handle_s (mean), answered, "
      "answered_within, abandoned, waited_s (mean); in intervals of 15, 30 or 60 minutes (finer ones are "
      "added up). "
      "In the query: name, time_zone (of starts without an offset; absent: the organisation's), queue_id "
      "(whose "
      "rows are that name no queue, or all of them when there is no such column), is_trial=false to keep it, "
      "skips_refused=true to keep what can be taken although other rows cannot.";
  file.media_type = "application/octet-stream";
  file.body_bytes_max = history_file_bytes_max;
  file.status = 200;
  api.post_bytes<HistoryImportReport>(
      file, [services](const Call& call) -> Result<std::unique_ptr<api::Intake<HistoryImportReport>>> {
        auto wanted = contract::decode_parameters<ImportHistory>(call.request().query);
        if (!wanted) return tl::unexpected<Error>(wanted.error());
        return std::make_unique<HistoryReading>(services, org::by(call), std::move(*wanted));
      });
  api.get<HistoryImports>(
      planner_operation("history-imports", "listHistoryImports", "The last hundred"),
      [services](const Call& call) {
        return services.changes.database().read([&](database::Session& sql) -> Result<HistoryImports> {
          return HistoryImports{import_store::list(sql, call.org(), imports_shown)};
        });
      });
  api::Operation undone = planner_operation("history-imports/{id}/undo", "undoHistoryImport",
                                            "Takes away what it brought: what was there before shows again");
  undone.status = 200;
  api.post<HistoryImport>(undone, [services](const Call& call) { return undo(services, call); });
  api::Operation table = planner_operation("history-table", "exportHistory",
                                           "Contacts by intervals as a table that can be imported again");
  table.description =
      "In the query: queue_id, from, to, interval_min, is_workbook=true for XLSX; absent: four weeks of all "
      "queues by half hours, as CSV.";
  table.media_type = "text/csv";
  api.get_bytes(table, [services](const Call& call) { return export_history(services, call); });
}

}  // namespace rapport::workforce
