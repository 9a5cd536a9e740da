#include "platform/database/backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "platform/database/error.h"
#include "platform/database/statement.h"

namespace rapport::database {

namespace {

Result<void> failed(const std::filesystem::path& file, const char* doing, int number) {
  const bool is_full = number == ENOSPC || number == EDQUOT;
  return fail(
      ErrorCode::unavailable, is_full ? "disk_full" : "disk_error",
      fmt::format("backup {}: {}: {}", file.string(), doing, std::generic_category().message(number)));
}

Result<void> sync(const std::filesystem::path& file, int flags) {
  const int descriptor = ::open(file.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) return failed(file, "open", errno);
  const int code = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  if (code != 0) return failed(file, "sync", code);
  return {};
}

Result<void> copy_to(const Options& options, const std::filesystem::path& file) {
  auto session = Session::connect(options, Access::write);
  if (!session) return tl::unexpected<Error>(session.error());
  try {
    execute(**session, "vacuum into :file", file.string());
  } catch (const std::exception& exception) {
    Error error = error_of(exception);
    error.detail = fmt::format("backup {}: {}", file.string(), error.detail);
    return tl::unexpected<Error>(std::move(error));
  }
  return {};
}

}  // namespace

Result<void> backup(const Options& options, const std::filesystem::path& file) {
  if (options.engine == Engine::postgresql)
    return fail(ErrorCode::invalid, "backup_not_here",
                "PostgreSQL has its own backup; run: pg_dump --format=custom --file=FILE CONNECTION");
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored))
    return fail(ErrorCode::conflict, "file_exists", fmt::format("{} exists already", file.string()));

  std::filesystem::path partial = file;
  partial += ".partial";
  std::filesystem::remove(partial, ignored);  // of a backup that was interrupted
  Result<void> outcome = copy_to(options, partial);
  if (outcome) outcome = sync(partial, O_RDONLY);
  if (outcome && ::renameat2(AT_FDCWD, partial.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) != 0)
    outcome = failed(file, "rename", errno);
  if (!outcome) {
    std::filesystem::remove(partial, ignored);
    return outcome;
  }
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  return sync(folder, O_RDONLY | O_DIRECTORY);
}

Result<void> check(const Options& options) {
  auto session = Session::connect(options, Access::read);
  if (!session) return tl::unexpected<Error>(session.error());
  try {
    if (options.engine == Engine::postgresql) {
      (*session)->run("select 1");
      return {};
    }
    const auto findings = all<std::string>(**session, "pragma quick_check(10)");
    if (findings.size() == 1 && findings.front() == "ok") return {};
    return fail(ErrorCode::internal, "database_damaged",
                fmt::format("{}: {}", options.sqlite_file.string(), fmt::join(findings, "; ")));
  } catch (const std::exception& exception) {
    return tl::unexpected<Error>(error_of(exception));
  }
}

}  // namespace rapport::database
