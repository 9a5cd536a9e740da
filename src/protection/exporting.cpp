#include "protection/exporting.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "customers/customer_rows.h"
#include "org/entity.h"
#include "platform/archive/zip_writer.h"
#include "platform/contract/json.h"
#include "platform/files/download_name.h"
#include "protection/readable.h"

namespace rapport::protection {
namespace {

constexpr std::uint64_t sound_piece = 1ULL << 20;
constexpr std::int64_t rows_per_page = 500;
constexpr std::int64_t old_at_once = 100;

// Gone unless it was moved to its place.
struct Unfinished {
  std::filesystem::path file;
  ~Unfinished() {
    std::error_code ignored;
    if (!file.empty()) std::filesystem::remove(file, ignored);
  }
};

struct Writing {
  archive::ZipWriter& zip;
  const Scope& scope;
  const ExportWish& wish;
};

std::string rows_query(const Table& table, const std::vector<Column>& columns, const Writing& writing) {
  std::string list;
  bool has_id = false;
  for (const Column& column : columns) {
    list += fmt::format("{}t.{}", list.empty() ? "" : ", ", column.name);
    has_id |= column.name == "id";
  }
  std::string where = condition(table, writing.scope);
  if (!table.internal.empty() && !writing.wish.with_internal)
    where += fmt::format(" and not ({})", table.internal);
  return fmt::format("select {} from {} t where {}{}", list, table.name, where,
                     has_id ? " and t.id > :after order by t.id limit :most" : "");
}

// All rows in their order, a page at a time where the table has ids: one statement may only take so long.
Result<void> each_row(database::Session& sql, const Table& table, const std::vector<Column>& columns,
                      const Writing& writing,
                      const std::function<Result<void>(const std::vector<database::Value>&)>& on_row) {
  const std::string query = rows_query(table, columns, writing);
  std::size_t id_column = columns.size();
  std::vector<database::Kind> kinds;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    kinds.push_back(columns[i].kind);
    if (columns[i].name == "id") id_column = i;
  }
  const bool is_paged = id_column < columns.size();
  Result<void> outcome;
  std::int64_t after = 0;
  for (std::int64_t rows = rows_per_page; outcome && rows == rows_per_page;) {
    rows = 0;
    std::vector<database::Value> values = values_of(writing.scope);
    if (is_paged) {
      values.emplace_back(after);
      values.emplace_back(rows_per_page);
    }
    sql.statements().fetch(sql, query, values, kinds, [&](std::vector<database::Value>& row) {
      ++rows;
      if (is_paged) after = std::get<std::int64_t>(row[id_column]);
      outcome = on_row(row);
      return outcome.has_value();
    });
    if (!is_paged) break;
  }
  return outcome;
}

std::vector<Column> columns_to_show(database::Session& sql, const Table& table, const ExportWish& wish) {
  std::vector<Column> columns = columns_of(sql, table.name);
  if (!wish.with_internal)
    columns.erase(
        std::remove_if(columns.begin(), columns.end(),
                       [&table](const Column& column) { return table.internal_column == column.name; }),
        columns.end());
  return columns;
}

Result<void> write_json(database::Session& sql, const Writing& writing) {
  for (const Table& table : tables()) {
    if (table.names != Names::customers || !table.is_exported) continue;
    const std::vector<Column> columns = columns_to_show(sql, table, writing.wish);
    bool is_first = true;
    auto written =
        each_row(sql, table, columns, writing, [&](const std::vector<database::Value>& row) -> Result<void> {
          std::string line = is_first ? "[\n" : ",\n";
          if (is_first)
            if (auto begun = writing.zip.begin(fmt::format("data/{}.json", table.name)); !begun) return begun;
          is_first = false;
          append_json_row(line, columns, row);
          return writing.zip.write(line);
        });
    if (written && !is_first) written = writing.zip.write("\n]\n");
    if (!written) return written;
  }
  return {};
}

Result<void> write_page(database::Session& sql, const Writing& writing, Instant now) {
  const CustomerId person{writing.scope.id};
  const auto name = database::first<std::string>(
      sql, "select name from customer where org = :org and person = :person order by id limit 1",
      writing.scope.org, person);
  const bool is_chinese = writing.wish.is_chinese;
  if (auto begun = writing.zip.begin("index.html"); !begun) return begun;
  const std::string title = name && !name->empty() ? *name : fmt::format("#{}", person.value);
  if (auto head = writing.zip.write(page_head(title, now, is_chinese)); !head) return head;
  for (const Table& table : tables()) {
    if (table.names != Names::customers || !table.is_exported || table.shown.empty()) continue;
    const std::vector<Column> columns = columns_of(sql, table.name);
    bool is_first = true;
    auto written =
        each_row(sql, table, columns, writing, [&](const std::vector<database::Value>& row) -> Result<void> {
          std::string line = is_first ? section_head(table, table.shown, is_chinese) : "";
          is_first = false;
          append_page_row(line, table, table.shown, columns, row, is_chinese);
          return writing.zip.write(line);
        });
    if (written && !is_first) written = writing.zip.write(section_end());
    if (!written) return written;
  }
  return writing.zip.write(page_end());
}

struct Sound {
  recordings::RecordingId id;
  std::string sealed_key;
  bool is_finished = false;
};

Result<void> write_sound(const Exporter& exporter, OrgId org, const Sound& sound, archive::ZipWriter& zip) {
  auto key = exporter.recordings.open_key(org, sound.id, sound.sealed_key);
  if (!key) return tl::unexpected<Error>(key.error());
  auto reader = recordings::SealedReader::open(
      exporter.recordings.name(sound.id, recordings::RecordingPart::audio), *key, sound.is_finished);
  if (!reader) return tl::unexpected<Error>(reader.error());
  if (auto begun = zip.begin(fmt::format("recordings/{}.ogg", sound.id.value), true); !begun) return begun;
  for (std::uint64_t at = 0; at < reader->size();) {
    auto piece = reader->read(at, sound_piece);
    if (!piece) return tl::unexpected<Error>(piece.error());
    if (piece->empty()) break;
    if (auto written = zip.write(*piece); !written) return written;
    at += piece->size();
  }
  return {};
}

struct Named {
  std::string entry, digest;
};
struct Files {
  std::vector<Named> attachments;
  std::vector<Sound> sounds;
};

Files files_of(database::Session& sql, const Scope& scope) {
  const CustomerId person{scope.id};
  Files found;
  for (auto& [id, name, digest] : database::all<std::int64_t, std::string, std::string>(
           sql,
           expanded("select t.id, t.name, t.blob_key from attachment t where t.org = :org"
                    " and (t.interaction in $interactions or t.id in (select f.attachment from case_file f"
                    " where f.org = t.org and f.case_id in $cases)) order by t.id",
                    scope),
           scope.org, person))
    found.attachments.push_back({fmt::format("files/{}-{}", id, files::safe_name(name)), std::move(digest)});
  for (auto& [id, sealed_key, checksum] : database::all<recordings::RecordingId, std::string, std::string>(
           sql,
           expanded("select t.id, t.sealed_key, t.checksum from recording t where t.org = :org"
                    " and t.interaction in $interactions order by t.id",
                    scope),
           scope.org, person))
    found.sounds.push_back({id, std::move(sealed_key), !checksum.empty()});
  return found;
}

// One that cannot be read is said in the archive, and the rest goes on.
Result<void> write_files(const Exporter& exporter, OrgId org, const Files& all, archive::ZipWriter& zip) {
  std::string missing;
  for (const Named& each : all.attachments) {
    const auto file = exporter.files.find(each.digest);
    if (!file) {
      missing += fmt::format("{}: {}\n", each.entry, file.error().detail);
      continue;
    }
    if (auto added = zip.add_file(each.entry, *file, false); !added) return added;
  }
  for (const Sound& sound : all.sounds) {
    auto added = write_sound(exporter, org, sound, zip);
    if (added) continue;
    if (added.error().code == ErrorCode::too_large || added.error().reason == "cannot_write") return added;
    missing += fmt::format("recordings/{}: {}\n", sound.id.value, added.error().reason);
  }
  if (missing.empty()) return {};
  return zip.add("not-readable.txt", missing);
}

AccessExport export_from(AccessExportId id, CustomerId customer, Instant at, UserId by, std::int64_t bytes,
                         bool with_internal) {
  return {id, customer, at, by ? std::optional(by) : std::nullopt, bytes, with_internal};
}

#define EXPORT_COLUMNS "select id, customer, at_us, by_user, bytes, with_internal from access_export"

}  // namespace

std::filesystem::path Exporter::file_of(AccessExportId id) const {
  return folder / fmt::format("{}.zip", id.value);
}

Result<AccessExport> Exporter::make(const org::By& by, CustomerId customer, const ExportWish& wish) const {
  const auto id = changes.new_id<AccessExportId>();
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  Unfinished unfinished{folder / fmt::format("{}.part", id.value)};
  const Instant now = changes.now();
  auto person = changes.database().read([&](database::Session& sql) -> Result<CustomerId> {
    const auto found = customers::person_of(sql, by.org, customer);
    if (!found) return org::no_such("customer", customer.value);
    return *found;
  });
  if (!person) return tl::unexpected<Error>(person.error());
  const Scope scope = scope_of_person(by.org, *person);
  auto zip = archive::ZipWriter::create(unfinished.file, export_bytes_max);
  if (!zip) return tl::unexpected<Error>(zip.error());
  const Writing writing{*zip, scope, wish};
  // Once only: what was written stays written.
  bool is_begun = false;
  auto all = changes.database().read([&](database::Session& sql) -> Result<Files> {
    if (std::exchange(is_begun, true))
      return fail(ErrorCode::unavailable, "database_busy", "the database went away meanwhile: try again");
    if (auto written = write_page(sql, writing, now); !written) return tl::unexpected<Error>(written.error());
    if (auto written = write_json(sql, writing); !written) return tl::unexpected<Error>(written.error());
    return files_of(sql, scope);
  });
  if (!all) return tl::unexpected<Error>(all.error());
  if (auto written = write_files(*this, by.org, *all, *zip); !written)
    return tl::unexpected<Error>(written.error());
  if (auto finished = zip->finish(); !finished) return tl::unexpected<Error>(finished.error());
  AccessExport made = export_from(id, *person, now, by.user, 0, wish.with_internal);
  made.bytes = static_cast<std::int64_t>(std::filesystem::file_size(unfinished.file, failed));
  std::filesystem::rename(unfinished.file, file_of(id), failed);
  if (failed)
    return fail(ErrorCode::unavailable, "cannot_write",
                fmt::format("{}: {}", file_of(id).string(), failed.message()));
  unfinished.file.clear();
  auto noted = changes.make<void>(by, "", [&](org::Change& change) -> Result<void> {
    database::execute(change.sql,
                      "insert into access_export (org, id, customer, at_us, by_user, bytes, with_internal)"
                      " values (:org, :id, :customer, :at, :by, :bytes, :internal)",
                      by.org, id, *person, now, by.user, made.bytes, wish.with_internal);
    change.audit({"export", "customer", person->value, "", contract::encode(made)});
    return {};
  });
  if (!noted) {
    std::filesystem::remove(file_of(id), failed);
    return tl::unexpected<Error>(noted.error());
  }
  return made;
}

std::optional<AccessExport> find_export(database::Session& sql, OrgId org, AccessExportId id) {
  const auto row = database::first<AccessExportId, CustomerId, Instant, UserId, std::int64_t, bool>(
      sql, EXPORT_COLUMNS " where org = :org and id = :id", org, id);
  if (!row) return std::nullopt;
  return std::apply(export_from, *row);
}

std::vector<AccessExport> exports_of(database::Session& sql, OrgId org, CustomerId person) {
  std::vector<AccessExport> all;
  for (const auto& row : database::all<AccessExportId, CustomerId, Instant, UserId, std::int64_t, bool>(
           sql,
           EXPORT_COLUMNS " where org = :org and customer in (select c.id from customer c"
                          " where c.org = :org and c.person = :person) order by id desc limit 50",
           org, person))
    all.push_back(std::apply(export_from, row));
  return all;
}

#undef EXPORT_COLUMNS

Result<std::size_t> remove_old_exports(database::Database& database, const std::filesystem::path& folder,
                                       Instant now) {
  using Line = std::tuple<OrgId, AccessExportId>;
  auto old = database.read([&](database::Session& sql) -> Result<std::vector<Line>> {
    return database::all<OrgId, AccessExportId>(
        sql, "select org, id from access_export where at_us < :before order by at_us limit :most",
        now - hours(24 * exports_kept_days), old_at_once);
  });
  if (!old) return tl::unexpected<Error>(old.error());
  for (const auto& [org, id] : *old) {
    std::error_code failed;
    std::filesystem::remove(folder / fmt::format("{}.zip", id.value), failed);
    if (failed) continue;  // the row stays: tried again
    auto gone =
        database
            .write<void>([org = org, id = id](database::Session& sql) -> Result<void> {
              database::execute(sql, "delete from access_export where org = :org and id = :id", org, id);
              return {};
            })
            .get();
    if (!gone) return tl::unexpected<Error>(gone.error());
  }
  return old->size();
}

}  // namespace rapport::protection
