#include "support/postgres_server.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "base/check.h"

namespace rapport::tests {

namespace {

std::filesystem::path find_programs() {
  std::filesystem::path newest;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/usr/lib/postgresql", ignored))
    if (std::filesystem::exists(entry.path() / "bin" / "initdb") && entry.path() > newest)
      newest = entry.path();
  return newest.empty() ? newest : newest / "bin";
}

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "the test's PostgreSQL: %s\n", why.c_str());
  std::abort();
}

int wait_for(pid_t pid) {
  int status = 0;
  RAPPORT_CHECK(waitpid(pid, &status, 0) == pid);
  return status;
}

}  // namespace

PostgresServer* PostgresServer::running() {
  static const std::unique_ptr<PostgresServer> server = []() -> std::unique_ptr<PostgresServer> {
    const auto programs = find_programs();
    if (programs.empty()) {
      std::fprintf(stderr,
                   "SKIPPED: the tests on PostgreSQL, because it is not installed (tools/setup test)\n");
      return nullptr;
    }
    return std::unique_ptr<PostgresServer>(new PostgresServer(programs));
  }();
  return server.get();
}

PostgresServer::PostgresServer(std::filesystem::path programs) : programs_(std::move(programs)) {
  user_ = getuid();
  group_ = getgid();
  if (user_ == 0) {
    const passwd* account = getpwnam("postgres");
    if (account == nullptr) give_up("no user postgres");
    user_ = account->pw_uid;
    group_ = account->pw_gid;
  }
  std::string name = (std::filesystem::temp_directory_path() / "rapport-pg-XXXXXX").string();
  RAPPORT_CHECK(mkdtemp(name.data()) != nullptr);
  folder_ = name;
  RAPPORT_CHECK(chown(name.c_str(), user_, group_) == 0);

  const int log = ::open((folder_ / "initdb.log").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  RAPPORT_CHECK(log >= 0);
  const int status = wait_for(spawn({"initdb", "-D", folder_ / "data", "-A", "trust", "-U", "rapport",
                                     "--no-sync", "--no-instructions", "-E", "UTF8", "--locale=C.UTF-8"},
                                    log));
  ::close(log);
  if (status != 0) give_up("initdb failed, see " + (folder_ / "initdb.log").string());
  start();
}

PostgresServer::~PostgresServer() {
  stop();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

pid_t PostgresServer::spawn(const std::vector<std::string>& command, int output) const {
  const std::string program = programs_ / command.front();
  std::vector<char*> arguments;
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  RAPPORT_CHECK(pid >= 0);
  if (pid > 0) return pid;
  if (getuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(group_) != 0 || setuid(user_) != 0)) _exit(126);
  // After setuid, which clears it. SIGINT: PostgreSQL's fast shutdown.
  prctl(PR_SET_PDEATHSIG, SIGINT);
  if (getppid() != parent || chdir(folder_.c_str()) != 0) _exit(126);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  execv(program.c_str(), arguments.data());
  _exit(127);
}

void PostgresServer::start() {
  int ends[2];
  RAPPORT_CHECK(pipe2(ends, O_CLOEXEC) == 0);
  pid_ = spawn({"postgres",
                "-D",
                folder_ / "data",
                "-k",
                folder_,
                "-c",
                "listen_addresses=",
                "-c",
                "fsync=off",
                "-c",
                "full_page_writes=off",
                "-c",
                "max_connections=60",
                "-c",
                "shared_buffers=32MB",
                "-c",
                "autovacuum=off",
                "-c",
                "log_checkpoints=off",
                "-c",
                "log_min_messages=log"},
               ends[1]);
  ::close(ends[1]);
  std::FILE* output = fdopen(ends[0], "r");
  std::string said;
  char line[512];
  bool is_ready = false;
  while (!is_ready && std::fgets(line, sizeof line, output) != nullptr) {
    said += line;
    is_ready = said.find("ready to accept connections") != std::string::npos;
  }
  if (!is_ready) give_up("did not start:\n" + said);
  // Keeps reading, lest the server wait for a full pipe.
  drain_ = std::thread([output] {
    char text[512];
    while (std::fgets(text, sizeof text, output) != nullptr) {
    }
    std::fclose(output);
  });
}

void PostgresServer::stop() {
  if (pid_ == 0) return;
  kill(pid_, SIGQUIT);
  wait_for(pid_);
  pid_ = 0;
  drain_.join();
}

std::string PostgresServer::connection(const std::string& database) const {
  return fmt::format("host={} user=rapport dbname={}", folder_.string(), database);
}

std::string PostgresServer::create(const std::string& template_database) {
  std::string name = fmt::format("test_{}", ++made_);
  run(fmt::format("create database {} template {}", name, template_database));
  return name;
}

void PostgresServer::drop(const std::string& database) {
  run(fmt::format("drop database if exists {} with (force)", database));
}

std::string PostgresServer::run(const std::string& sql) {
  std::unique_ptr<PGconn, decltype(&PQfinish)> server(PQconnectdb(connection("postgres").c_str()), &PQfinish);
  std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(server.get(), sql.c_str()), &PQclear);
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    give_up(sql + ": " + PQerrorMessage(server.get()));
  return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

}  // namespace rapport::tests
