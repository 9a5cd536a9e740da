#include "support/databases.h"

#include <stdlib.h>

#include <map>

#include "base/check.h"
#include "support/postgres_server.h"

namespace rapport::tests {

namespace {

using database::Engine;

std::unique_ptr<database::Database> open(const database::Options& options,
                                         const std::vector<database::Migration>& migrations, log::Log& log) {
  auto opened = database::Database::open(options, migrations, log);
  if (!opened) throw std::runtime_error("cannot open the test's database: " + opened.error().detail);
  return std::move(*opened);
}

// Databases with their schema applied and nothing in them, by engine and schema.
class Templates {
 public:
  std::filesystem::path sqlite(const std::vector<database::Migration>& migrations, log::Log& log) {
    auto& file = files_[key(migrations)];
    if (file.empty()) {
      const auto place = folder_.path() / (std::to_string(files_.size()) + ".db");
      database::Options options;
      options.sqlite_file = place;
      open(options, migrations, log);
      file = place;
    }
    return file;
  }
  std::string postgresql(PostgresServer& server, const std::vector<database::Migration>& migrations,
                         log::Log& log) {
    auto& name = names_[key(migrations)];
    if (name.empty()) {
      const std::string made = server.create();
      database::Options options;
      options.engine = Engine::postgresql;
      options.postgresql_connection = server.connection(made);
      open(options, migrations, log);
      name = made;
    }
    return name;
  }
  static Templates& of_program() {
    static Templates templates;
    return templates;
  }

 private:
  static std::string key(const std::vector<database::Migration>& migrations) {
    std::string text;
    for (const auto& step : migrations)
      text += std::to_string(step.version) + '\0' + step.name + '\0' + step.sqlite + '\0' + step.postgresql +
              '\0';
    return text;
  }
  TempFolder folder_;
  std::map<std::string, std::filesystem::path> files_;
  std::map<std::string, std::string> names_;
};

}  // namespace

bool FreshDatabase::is_available(Engine engine) {
  return engine == Engine::sqlite || PostgresServer::running() != nullptr;
}

FreshDatabase::FreshDatabase(Engine engine, std::vector<database::Migration> migrations,
                             database::Options options)
    : migrations_(std::move(migrations)), options_(std::move(options)) {
  log_ = std::make_unique<log::Log>(log::Options{log::Level::info, false, (folder_.path() / "log").string()});
  options_.engine = engine;
  if (engine == Engine::sqlite) {
    options_.sqlite_file = folder_.path() / "rapport.db";
    std::filesystem::copy_file(Templates::of_program().sqlite(migrations_, *log_), options_.sqlite_file);
  } else {
    PostgresServer& server = *PostgresServer::running();
    postgresql_name_ = server.create(Templates::of_program().postgresql(server, migrations_, *log_));
    options_.postgresql_connection = server.connection(postgresql_name_);
  }
  reopen();
}

FreshDatabase::~FreshDatabase() {
  db_.reset();
  if (!postgresql_name_.empty()) PostgresServer::running()->drop(postgresql_name_);
}

void FreshDatabase::reopen() {
  db_.reset();
  db_ = open(options_, migrations_, *log_);
}

}  // namespace rapport::tests
