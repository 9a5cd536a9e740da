// The whole program in a test: the real Server on a fresh database, real sockets, a clock that the test sets.
//
//   in_a_house([](House& house) {
//     const org::Organisation shop = house.organisation("shop");
//     HttpClient admin = house.signed_in("admin@shop.test");
//     ...
//   });
#pragma once

#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/contract/json.h"
#include "program/migrations.h"
#include "program/parts.h"
#include "program/server.h"
#include "support/databases.h"
#include "support/http/http_client.h"

namespace rapport::program::testing {

using rapport::testing::HttpClient;
using rapport::testing::HttpReply;
using rapport::testing::WebSocketClient;

// The executable `rapport`, which is built beside the tests.
std::filesystem::path the_program();

inline constexpr const char* good_password = "correct horse";

class House {
 public:
  // `data`: a folder for all that the server keeps, when it is not to be the database's own.
  explicit House(tests::FreshDatabase& fresh, const std::filesystem::path& data = {});
  ~House();

  // Stops and starts the server on the same data. Ports and sockets change.
  void restart();
  void stop();
  // `furnish` is called before it starts.
  void start(const std::function<void(Server::Parts&)>& furnish = {});

  HttpClient client() { return HttpClient(server().port()); }
  HttpClient signed_in(const std::string& email, const std::string& password = good_password);

  // With an admin `admin@SLUG.test`.
  org::Organisation organisation(const std::string& slug);
  // The name is what stands before the @.
  org::User user(OrgId org, const std::string& email, const std::string& role,
                 const std::vector<QueueId>& queues = {});
  // The queue that every new organisation has; with other rules when `change` is given.
  QueueId queue(OrgId org);
  void change_queue(OrgId org, const std::function<void(org::QueueFields&)>& change);
  // A chat into that queue; its public key.
  std::string chat(OrgId org, const std::function<void(org::ChannelFields&)>& change = {});

  Server& server() { return *server_; }
  Server::Parts& parts() { return server_->parts(); }

  std::atomic<std::int64_t> now_us{1'772'000'000'000'000};  // 2026-02-25, a Wednesday
  Instant now() const { return {now_us.load()}; }
  // Jumps: timers that are due by then fire with the loop's next turn.
  void pass(Duration duration);

  tests::FreshDatabase& fresh;
  Settings settings;

 private:
  std::unique_ptr<Server> server_;
};

// What an answer says, as the API's own struct; members it does not know are fine.
template <class T>
T read(const std::string& json) {
  contract::DecodeOptions lenient;
  lenient.ignores_unknown = true;
  auto value = contract::decode<T>(json, lenient);
  INFO(json);
  REQUIRE(value.has_value());
  return std::move(*value);
}

struct Problem {
  std::string reason, detail;
  int status = 0;
  std::vector<std::string> pointers;
};
Problem problem_of(const HttpReply& reply);

std::string quoted(std::int64_t id);  // "12", with the quotation marks
// Asks again and again, for some seconds at most.
bool eventually(const std::function<bool()>& is_so);

template <class Body>
void in_a_house(Body&& body) {
  tests::for_each_fresh(
      [&](tests::FreshDatabase& fresh) {
        House house(fresh);
        body(house);
      },
      all_migrations());
}

}  // namespace rapport::program::testing
