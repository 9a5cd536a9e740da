#include "program/commands/backup.h"

#include <fmt/format.h>
#include <unistd.h>

#include <ostream>
#include <system_error>

#include "program/data_folder.h"

namespace rapport::program {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannot(const std::string& what, const std::error_code& error) {
  return fail(ErrorCode::unavailable, "cannot_copy", fmt::format("{}: {}", what, error.message()));
}

// Blobs never change once they are there: copying them after the database gives at least what it names. Of a
// recording that is being made it gives what there is; the restored server ends it at its start.
Result<std::size_t> copy_blobs(const fs::path& from, const fs::path& to) {
  std::size_t files = 0;
  std::error_code error;
  if (!fs::exists(from, error)) return files;
  for (auto entry = fs::recursive_directory_iterator(from, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const fs::path target = to / fs::relative(entry->path(), from, error);
    if (error) break;
    if (entry->is_directory())
      fs::create_directories(target, error);
    else if (entry->is_regular_file()) {
      fs::create_directories(target.parent_path(), error);
      if (!error && fs::copy_file(entry->path(), target, error)) ++files;
      if (error == std::errc::no_such_file_or_directory) error.clear();  // it has just been deleted, or ended
    }
    if (error) break;
  }
  if (error) return cannot(from.string(), error);
  return files;
}

// What people sent each other, what callers hear, mails (all counted), and recorded calls.
Result<std::size_t> copy_files(const fs::path& from, const fs::path& to) {
  std::size_t files = 0;
  for (const char* folder : {attachments_folder, prompts_folder, mails_folder}) {
    auto copied = copy_blobs(from / folder / "blobs", to / folder / "blobs");
    if (!copied) return copied;
    files += *copied;
  }
  if (auto copied = copy_blobs(from / recordings_folder, to / recordings_folder); !copied) return copied;
  return files;
}

Result<void> copy_key(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (!fs::exists(from, error)) return {};
  fs::copy_file(from, to, error);
  if (!error) fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, error);
  if (error) return cannot(from.string(), error);
  return {};
}

Result<std::size_t> back_up(const Settings& settings, const fs::path& partial) {
  log::Log log({log::Level::warning, false, ""});
  auto database = open_existing(settings, log);
  if (!database) return tl::unexpected<Error>(database.error());
  std::error_code error;
  fs::create_directories(partial, error);
  if (error) return cannot(partial.string(), error);
  fs::permissions(partial, fs::perms::owner_all, error);
  if (settings.database_url.empty()) {
    if (auto copied = (*database)->backup_to(partial / "rapport.db"); !copied)
      return tl::unexpected<Error>(copied.error());
  }
  if (auto copied = copy_key(settings.data / key_file, partial / key_file); !copied)
    return tl::unexpected<Error>(copied.error());
  return copy_files(settings.data, partial);
}

Result<std::size_t> put_back(const Settings& settings, const fs::path& from, const fs::path& partial) {
  std::error_code error;
  if (!settings.database_url.empty()) {
    return fail(ErrorCode::invalid, "not_sqlite",
                "with PostgreSQL, restore the database with pg_restore and copy the folder's files");
  }
  if (!fs::is_regular_file(from / "rapport.db", error)) {
    return fail(ErrorCode::invalid, "no_backup",
                fmt::format("{} is not a backup: no rapport.db in it", from.string()));
  }
  fs::create_directories(partial, error);
  if (error) return cannot(partial.string(), error);
  fs::permissions(partial, fs::perms::owner_all, error);
  fs::copy_file(from / "rapport.db", partial / "rapport.db", error);
  if (error) return cannot((from / "rapport.db").string(), error);
  if (auto copied = copy_key(from / key_file, partial / key_file); !copied)
    return tl::unexpected<Error>(copied.error());
  auto files = copy_files(from, partial);
  if (!files) return files;

  // Opened once: whole, and not of a newer program.
  log::Log log({log::Level::warning, false, ""});
  Settings there = settings;
  there.data = partial;
  auto database = open_existing(there, log);
  if (!database) return tl::unexpected<Error>(database.error());
  if (auto checked = (*database)->check(); !checked) return tl::unexpected<Error>(checked.error());
  return files;
}

}  // namespace

int backup(const Settings& settings, const fs::path& to, std::ostream& output, std::ostream& errors) {
  std::error_code error;
  if (fs::exists(to, error)) {
    errors << fmt::format("rapport backup: {} exists already; name a new folder\n", to.string());
    return 1;
  }
  fs::path partial = to;
  partial += fmt::format(".partial-{}", ::getpid());
  const auto files = back_up(settings, partial);
  if (!files) {
    fs::remove_all(partial, error);
    errors << "rapport backup: " << files.error().detail << "\n";
    return 1;
  }
  fs::rename(partial, to, error);
  if (error) {
    errors << fmt::format("rapport backup: {}: {}\n", to.string(), error.message());
    return 1;
  }
  output << fmt::format("Backed up to {}: {}{} files and the key file.\n", to.string(),
                        settings.database_url.empty() ? "the database, " : "", *files);
  if (!settings.database_url.empty())
    output << "The database is PostgreSQL's: take it with pg_dump at the same time or after.\n";
  return 0;
}

int restore(const Settings& settings, const fs::path& from, std::ostream& output, std::ostream& errors) {
  std::error_code error;
  if (fs::exists(settings.data, error) && !fs::is_empty(settings.data, error)) {
    errors << fmt::format("rapport restore: {} is not empty; move it away first\n", settings.data.string());
    return 1;
  }
  fs::path partial = settings.data;
  partial += fmt::format(".partial-{}", ::getpid());
  const auto files = put_back(settings, from, partial);
  if (!files) {
    fs::remove_all(partial, error);
    errors << "rapport restore: " << files.error().detail << "\n";
    return 1;
  }
  fs::remove(settings.data, error);
  fs::rename(partial, settings.data, error);
  if (error) {
    errors << fmt::format("rapport restore: {}: {}\n", settings.data.string(), error.message());
    return 1;
  }
  output << fmt::format("Restored {} from {}: the database and {} files.\n", settings.data.string(),
                        from.string(), *files);
  return 0;
}

}  // namespace rapport::program
