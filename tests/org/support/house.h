// A whole server around the capability: database, loop, organisations, REST door, sockets; with a clock that
// the test sets.
#pragma once

#include <doctest/doctest.h>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "api/api.h"
#include "live/journal.h"
#include "live/loop.h"
#include "org/migrations.h"
#include "org/organisations.h"
#include "platform/http/server.h"
#include "support/databases.h"
#include "support/http/http_client.h"

namespace rapport::org::testing {

using rapport::testing::HttpClient;
using rapport::testing::HttpReply;

std::vector<database::Migration> house_migrations();

inline constexpr const char* good_password = "correct horse";

class House {
 public:
  explicit House(tests::FreshDatabase& fresh, OrganisationsOptions options = {});
  ~House();

  // As after a crash: nothing is handed over, the tables and the journal are what they are.
  void restart();

  // A client with nobody, and one with somebody signed in.
  HttpClient client() { return HttpClient(server->port()); }
  HttpClient signed_in(const std::string& email, const std::string& password = good_password);
  // An organisation with an admin `admin@SLUG.test`.
  Organisation organisation(const std::string& slug, const std::string& time_zone = "Europe/Berlin");
  User user(OrgId org, const std::string& email, const std::string& role = "agent");

  Admin& admin() { return orgs->admin(); }
  std::vector<std::string> notices();

  std::atomic<std::int64_t> now_us{1'772'000'000'000'000};  // 2026-02-25
  Instant now() const { return {now_us.load()}; }
  void pass(Duration duration) { now_us += duration.us; }

  tests::FreshDatabase& fresh;
  OrganisationsOptions options;
  tests::TempFolder folder;
  log::Log log{{.file = "/dev/null"}};
  std::optional<metrics::Metrics> metrics;
  std::optional<live::IdSource> ids;
  std::optional<workers::WorkerPool> pool;
  std::optional<live::Loop> loop;
  std::unique_ptr<Organisations> orgs;
  std::optional<http::Router> router;
  std::optional<api::Api> api;
  std::optional<http::Server> server;

 private:
  void start();
  void stop();
  std::mutex mutex_;
  std::vector<std::string> notices_;
};

// A member of a JSON answer, looked up by a plain search: "id":"12" gives 12. For tests only.
std::string member(const std::string& json, const std::string& name);
std::string reason(const HttpReply& reply);

// Runs the body with a house on SQLite and on PostgreSQL.
template <class Body>
void in_a_house(Body&& body, const OrganisationsOptions& options = {}) {
  tests::for_each_fresh(
      [&](tests::FreshDatabase& fresh) {
        House house(fresh, options);
        body(house);
      },
      house_migrations());
}

}  // namespace rapport::org::testing
