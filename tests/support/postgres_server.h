// A private PostgreSQL for one test program: its own data in a temp folder, a unix socket and no TCP, sync
// switched off. Started when first asked for, stopped at the end of the program, also when that crashes (the
// server dies with us). As root it runs as the user postgres: PostgreSQL refuses to run as root.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace rapport::tests {

class PostgresServer {
 public:
  // Null, with the reason printed once, when PostgreSQL is not installed.
  static PostgresServer* running();
  ~PostgresServer();

  // libpq text for one of its databases.
  std::string connection(const std::string& database) const;
  // Makes an empty database, or a copy of `template_database`. The name counts up.
  std::string create(const std::string& template_database = "template0");
  void drop(const std::string& database);
  // SQL as superuser in the database `postgres`; the first column of the first row, if any. Aborts on an
  // error.
  std::string run(const std::string& sql);
  // Stops the server (and starts it again): for tests of a lost database.
  void stop();
  void start();
  const std::filesystem::path& folder() const { return folder_; }
  // The user that the server runs as; for folders that it must own.
  uid_t user() const { return user_; }

 private:
  explicit PostgresServer(std::filesystem::path programs);
  pid_t spawn(const std::vector<std::string>& command, int output) const;

  std::filesystem::path programs_;  // where initdb and postgres are
  std::filesystem::path folder_;
  uid_t user_ = 0;
  gid_t group_ = 0;
  pid_t pid_ = 0;
  std::thread drain_;
  int made_ = 0;
};

}  // namespace rapport::tests
