// A mailbox on a real Dovecot, in the whole program.
#include "channels/email/fetcher.h"

#include <doctest/doctest.h>

#include <csignal>
#include <mutex>

#include "channels/email/access_tokens.h"
#include "org/entity.h"
#include "platform/http/server.h"
#include "support/mail_servers.h"
#include "support/program/house.h"

namespace rapport::program::testing {
namespace {

using namespace rapport::email;
using tests::MailServers;

struct FetchedRoom {
  FetchedRoom(House& the_house, MailServers& the_servers, const std::string& the_account)
      : house(the_house), servers(the_servers), account(the_account), org(house.organisation("shop").id) {
    servers.add_account(account);
  }

  Mailbox mailbox(const std::function<void(MailboxFields&)>& change = {}) {
    MailboxFields fields;
    fields.name = "Support";
    fields.address = account + "@shop.test";
    fields.queue_id = house.queue(org);
    fields.imap_host = "localhost";
    fields.imap_port = servers.imaps_port();
    fields.imap_user = account;
    fields.imap_secret = "secret-" + account;
    fields.takes_old_mails = true;
    if (change) change(fields);
    auto made = org::create(house.parts().org.admin().changes(), Mailboxes{&house.parts().org.vault()},
                            {org, {}}, fields);
    INFO((made ? "" : made.error().detail));
    REQUIRE(made.has_value());
    return *made;
  }
  void deliver(int number) {
    servers.deliver(account, "From: c" + std::to_string(number) + "@home.test\r\nTo: " + account +
                                 "@shop.test\r\nSubject: Mail\r\nMessage-ID: <" + account +
                                 std::to_string(number) + "@home.test>\r\n\r\nNumber " +
                                 std::to_string(number) + "\r\n");
  }
  std::vector<arrivals::Arrival> ledger() {
    return house.parts()
        .database
        .read([&](database::Session& sql) -> Result<std::vector<arrivals::Arrival>> {
          return arrivals::list(sql, org, {}, {INT64_MAX}, 1'000);
        })
        .value();
  }
  bool has_rows(std::size_t count) {
    return eventually([&] { return ledger().size() >= count; });
  }

  House& house;
  MailServers& servers;
  std::string account;
  OrgId org;
};

template <class Body>
void in_a_fetched_room(const char* account, Body&& body) {
  MailServers* servers = MailServers::running();
  if (servers == nullptr) return;
  std::signal(SIGPIPE, SIG_IGN);  // as the program does
  tests::FreshDatabase fresh(database::Engine::sqlite, all_migrations());
  House house(fresh);
  house.settings.mail.ca_file = servers->ca_file();
  house.settings.mail.allows_private_addresses = true;
  house.restart();
  FetchedRoom room(house, *servers, account);
  body(room);
}

// What gives access tokens against refresh tokens, as it is told.
class TokenProvider {
 public:
  explicit TokenProvider(log::Log& log) {
    router_.add("POST", "/token", [this](http::Request request, const http::Reply& reply) {
      const std::lock_guard lock(mutex_);
      asked_.push_back(request.body);
      http::Response answer;
      answer.status = status_;
      answer.body = body_;
      reply(answer);
    });
    http::ServerOptions options;
    options.port = 0;
    server_ = std::make_unique<http::Server>(options, router_, log, metrics_);
    REQUIRE(server_->start().has_value());
  }
  ~TokenProvider() { server_->stop(); }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()) + "/token"; }
  void answers(int status, const std::string& body) {
    const std::lock_guard lock(mutex_);
    status_ = status;
    body_ = body;
  }
  std::vector<std::string> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  mutable std::mutex mutex_;
  int status_ = 200;
  std::string body_;
  std::vector<std::string> asked_;
  http::Router router_;
  metrics::Metrics metrics_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace

TEST_CASE("mails of a server are taken as they come, once, over restarts, and the server's list agrees") {
  in_a_fetched_room("fetched", [](FetchedRoom& room) {
    for (int i = 0; i < 3; ++i)
      room.deliver(i);
    const Mailbox mailbox = room.mailbox();
    CHECK(room.has_rows(3));
    room.deliver(3);  // while it waits
    CHECK(room.has_rows(4));
    // Counted after it is kept.
    const auto state = [&] { return room.house.parts().mail_receiving.state(mailbox); };
    CHECK(eventually([&] { return state().taken == 4; }));
    CHECK(state().stage == FetchStage::connected);
    room.house.restart();
    room.deliver(4);
    CHECK(room.has_rows(5));
    CHECK(room.ledger().size() == 5);
    HttpClient admin = room.house.signed_in("admin@shop.test");
    const auto compared =
        admin.get("/api/v1/mailboxes/" + std::to_string(mailbox.id.value) + "/reconciliation");
    INFO(compared.body);
    CHECK(compared.body.find(R"("on_server":5,"in_ledger":5,"missing_here":[],"missing_there":[])") !=
          std::string::npos);
  });
}

TEST_CASE(
    "a mail of more than 50 MB stays on the server and is a row; taken ones are moved; old ones may stay") {
  in_a_fetched_room("moved", [](FetchedRoom& room) {
    room.deliver(0);
    const Mailbox mailbox = room.mailbox([](MailboxFields& fields) {
      fields.takes_old_mails = false;
      fields.folder_after = "Done";
    });
    REQUIRE(eventually(
        [&] { return room.house.parts().mail_receiving.state(mailbox).stage == FetchStage::connected; }));
    room.servers.deliver(room.account, "From: big@home.test\r\n\r\n" + std::string(50'000'001, 'x'));
    room.deliver(1);
    CHECK(room.has_rows(2));
    const auto rows = room.ledger();
    REQUIRE(rows.size() == 2);
    CHECK(rows[1].reason == "too_large");
    CHECK(rows[1].bytes > 50'000'000);
    CHECK(rows[0].ending == arrivals::Ending::interaction);
    CHECK(eventually([&] { return room.servers.inbox(room.account).size() == 1; }));
  });
}

TEST_CASE("a server that is away, or a wrong password, is told, and tried again") {
  in_a_fetched_room("away", [](FetchedRoom& room) {
    const Mailbox mailbox = room.mailbox([](MailboxFields& fields) { fields.imap_secret = "wrong"; });
    const auto state = [&] { return room.house.parts().mail_receiving.state(mailbox); };
    CHECK(eventually([&] { return state().last_reason == "login_refused"; }));
    CHECK(eventually([&] { return state().stage == FetchStage::waiting; }));
    CHECK(state().retry_at.has_value());
    MailboxFields right;
    static_cast<MailboxBase&>(right) = mailbox;
    right.imap_secret = "token-away";
    right.imap_login = MailLogin::oauth2;
    REQUIRE(org::change(room.house.parts().org.admin().changes(), Mailboxes{&room.house.parts().org.vault()},
                        {room.org, {}}, mailbox.id, right)
                .has_value());
    CHECK(eventually([&] { return state().stage == FetchStage::connected; }));
    room.deliver(1);
    CHECK(room.has_rows(1));
  });
}

TEST_CASE("access tokens are renewed against the refresh token, which may change, and a refusal is told") {
  in_a_fetched_room("renewed", [](FetchedRoom& room) {
    TokenProvider provider(room.house.fresh.log());
    provider.answers(400, R"({"error":"invalid_grant","error_description":"the consent was taken back"})");
    const Mailbox mailbox = room.mailbox([&](MailboxFields& fields) {
      fields.imap_secret.reset();
      fields.imap_login = MailLogin::oauth2;
      fields.oauth_token_url = provider.url();
      fields.oauth_client_id = "rapport & co";
      fields.oauth_client_secret = "of the client";
      fields.oauth_refresh_token = "first";
    });
    CHECK(mailbox.has_oauth_refresh_token);
    CHECK_FALSE(mailbox.has_imap_secret);
    const auto state = [&] { return room.house.parts().mail_receiving.state(mailbox); };
    CHECK(eventually([&] { return state().last_error == "invalid_grant: the consent was taken back"; }));
    CHECK(state().last_reason == "no_access_token");
    REQUIRE_FALSE(provider.asked().empty());
    CHECK(provider.asked().front() ==
          "grant_type=refresh_token&refresh_token=first&client_id=rapport%20%26%20co&client_secret=of%20the%"
          "20client");

    provider.answers(
        200, R"({"access_token":"token-renewed","expires_in":3600,"refresh_token":"second","more":1})");
    MailboxFields again;
    static_cast<MailboxBase&>(again) = mailbox;
    again.oauth_refresh_token = "other";
    REQUIRE(org::change(room.house.parts().org.admin().changes(), Mailboxes{&room.house.parts().org.vault()},
                        {room.org, {}}, mailbox.id, again)
                .has_value());
    CHECK(eventually([&] { return state().stage == FetchStage::connected; }));
    room.deliver(1);
    CHECK(room.has_rows(1));
    CHECK(provider.asked().back().find("refresh_token=other&") != std::string::npos);

    // Not before its time; then with what the provider gave in its place.
    const std::size_t asked = provider.asked().size();
    CHECK(room.house.parts().mail_tokens.turn().value_or(9) == 0);
    CHECK(provider.asked().size() == asked);
    room.house.pass(minutes(56));
    (void)room.house.parts().mail_tokens.turn();
    CHECK(eventually([&] { return provider.asked().size() > asked; }));
    CHECK(provider.asked().back().find("refresh_token=second&") != std::string::npos);
  });
}

TEST_CASE("a mailbox at a provider needs its address, a client and a refresh token") {
  in_a_fetched_room("unnamed", [](FetchedRoom& room) {
    MailboxFields fields;
    fields.name = "Support";
    fields.address = "unnamed@shop.test";
    fields.queue_id = room.house.queue(room.org);
    fields.does_fetch = false;
    fields.oauth_token_url = "ftp://provider.test/token";
    const auto made = org::create(room.house.parts().org.admin().changes(),
                                  Mailboxes{&room.house.parts().org.vault()}, {room.org, {}}, fields);
    REQUIRE_FALSE(made.has_value());
    std::vector<std::string> where;
    for (const Issue& issue : made.error().issues)
      where.push_back(issue.where);
    CHECK(where == std::vector<std::string>{"/oauth_token_url", "/oauth_client_id", "/oauth_refresh_token"});
  });
}

TEST_CASE("pauses between tries grow to five minutes") {
  CHECK(pause_after(1) == milliseconds(500));
  CHECK(pause_after(3) == seconds(2));
  CHECK(pause_after(50) == minutes(5));
}

}  // namespace rapport::program::testing
