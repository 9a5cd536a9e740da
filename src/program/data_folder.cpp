#include "program/data_folder.h"

#include <fmt/format.h>

#include <system_error>

#include "program/migrations.h"

namespace rapport::program {

Result<std::unique_ptr<database::Database>> open_database(const Settings& settings, log::Log& log) {
  std::error_code error;
  const bool is_new = std::filesystem::create_directories(settings.data, error);
  if (error) {
    return fail(ErrorCode::unavailable, "no_data_folder",
                fmt::format("{}: {}", settings.data.string(), error.message()));
  }
  if (is_new) std::filesystem::permissions(settings.data, std::filesystem::perms::owner_all, error);
  return database::Database::open(database_options(settings), all_migrations(), log);
}

Result<std::unique_ptr<database::Database>> open_existing(const Settings& settings, log::Log& log) {
  std::error_code error;
  const bool is_there =
      !settings.database_url.empty() || std::filesystem::is_regular_file(settings.data / "rapport.db", error);
  if (!is_there) {
    return fail(
        ErrorCode::not_found, "no_data",
        fmt::format("no database in {}: name the server's folder with --data", settings.data.string()));
  }
  return database::Database::open(database_options(settings), all_migrations(), log);
}

}  // namespace rapport::program
