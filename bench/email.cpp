// How many mails a second become routed conversations: read by IMAP from a real Dovecot, and handed over by
// LMTP on several connections at once; then an answer to each of these, which joins its conversation. What
// the server's memory is on the way: conversations that wait take room, mails that went through do not. Each
// mail is kept, read, its sender found or made, and the conversation queued or gone on with, durably. The
// mail servers of the tests say by it what is wrong with them.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <thread>

#include "arrivals/ledger.h"
#include "channels/email/mailbox.h"
#include "org/admin.h"
#include "org/entity.h"
#include "platform/mail/transport/lmtp_server.h"
#include "program/parts.h"
#include "support/arguments.h"
#include "support/figures.h"
#include "support/mail_servers.h"
#include "support/temporary_folder.h"

using namespace rapport;

namespace {

const bench::Figures figures("email");

double seconds_since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

double resident_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::atof(line.c_str() + 6) / 1'024;
  return 0;
}

enum class Kind { first, answer };

// As people write: some text, some HTML, every tenth with a picture of 30 kB. An answer is to the first mail
// with the same number.
std::string a_mail(const std::string& run, int i, Kind kind = Kind::first) {
  const std::string id = fmt::format("<{}{}@home.test>", run, i);
  const std::string head = fmt::format(
      "From: Customer {0} <c{0}@home.test>\r\nTo: {1}@shop.test\r\nSubject: Order {0}\r\n{2}"
      "Date: Wed, 25 Feb 2026 08:00:00 +0000\r\n",
      i, run,
      kind == Kind::first ? fmt::format("Message-ID: {}\r\n", id)
                          : fmt::format("Message-ID: <again-{}\r\nIn-Reply-To: {}\r\n", id.substr(1), id));
  const std::string words = fmt::format(
      "Hello,\r\n\r\nmy order {} has not arrived. 订单还没有到。 Please have a look at it.\r\n\r\nBest "
      "regards\r\n",
      i);
  if (i % 10 != 0) return head + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + words;
  std::string picture(30'000, 'A');
  for (std::size_t at = 76; at < picture.size(); at += 78)
    picture.insert(at, "\r\n");
  return head +
         "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
         "Content-Type: text/html; charset=utf-8\r\n\r\n<p>" +
         words +
         "</p>\r\n--b\r\n"
         "Content-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n"
         "Content-Disposition: attachment; filename=a.png\r\n\r\n" +
         picture + "\r\n--b--\r\n";
}

struct Shop {
  program::Server& server;
  OrgId org;

  email::MailboxOfOrg mailbox(const std::string& name,
                              const std::function<void(email::MailboxFields&)>& change) {
    program::Server::Parts& parts = server.parts();
    email::MailboxFields fields;
    fields.name = name;
    fields.address = name + "@shop.test";
    fields.queue_id = parts.org.admin().queues(org)->front().id;
    fields.hourly_max = 1'000'000;
    change(fields);
    auto made =
        org::create(parts.org.admin().changes(), email::Mailboxes{&parts.org.vault()}, {org, {}}, fields);
    if (!made) {
      fmt::print(stderr, "mailbox: {}\n", made.error().detail);
      std::exit(1);
    }
    return {org, *made, ""};
  }
  std::size_t rows(const email::MailboxOfOrg& of, const std::string& prefix) {
    return server.parts()
        .database
        .read([&](database::Session& sql) -> Result<std::size_t> {
          return arrivals::keys_of(sql, org, switchboard::Channel::email, {of.mailbox.id.value}, prefix)
              .size();
        })
        .value();
  }
  int joined(const email::MailboxOfOrg& of) {
    arrivals::ArrivalFilter filter;
    filter.channel = switchboard::Channel::email;
    filter.account = {of.mailbox.id.value};
    filter.ending = arrivals::Ending::joined;
    return server.parts()
        .database
        .read([&](database::Session& sql) -> Result<int> {
          constexpr std::int64_t all = std::numeric_limits<std::int64_t>::max();
          return static_cast<int>(arrivals::list(sql, org, filter, arrivals::ArrivalId{all}, all).size());
        })
        .value();
  }
};

void by_imap(Shop& shop, tests::MailServers& servers, int count) {
  servers.add_account("imap");
  for (int i = 0; i < count; ++i)
    servers.deliver("imap", a_mail("imap", i));
  const auto began = std::chrono::steady_clock::now();
  const auto of = shop.mailbox("imap", [&](email::MailboxFields& fields) {
    fields.imap_host = "localhost";
    fields.imap_port = servers.imaps_port();
    fields.imap_user = "imap";
    fields.imap_secret = "secret-imap";
    fields.takes_old_mails = true;
  });
  double first_mb = 0;
  for (std::size_t rows = 0; rows < static_cast<std::size_t>(count);) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    rows = shop.rows(of, "INBOX/");
    if (first_mb == 0 && rows >= static_cast<std::size_t>(count) / 5) first_mb = resident_mb();
    if (seconds_since(began) > 300) std::exit(1);
  }
  figures.report("imap", count / seconds_since(began), "mails/s");
  figures.report("memory_after_a_fifth", first_mb, "MB");
  figures.report("memory_at_the_end", resident_mb(), "MB");
}

void by_lmtp(Shop& shop, int count, int connections) {
  const auto of = shop.mailbox("lmtp", [](email::MailboxFields& fields) { fields.does_fetch = false; });
  const std::string at = fmt::format("127.0.0.1:{}", shop.server.parts().mail_receiving.lmtp_port());
  const auto deliver_all = [&](Kind kind, const std::string& metric) {
    const auto began = std::chrono::steady_clock::now();
    std::vector<std::thread> senders;
    for (int sender = 0; sender < connections; ++sender)
      senders.emplace_back([&, sender] {
        for (int i = sender; i < count; i += connections) {
          const auto answers = mail::deliver_by_lmtp(at, "", {"lmtp@shop.test"}, a_mail("lmtp", i, kind));
          if (!answers || !answers->front().is_accepted()) {
            fmt::print(stderr, "lmtp: {}\n", answers ? answers->front().text : answers.error().detail);
            std::exit(1);
          }
        }
      });
    for (std::thread& sender : senders)
      sender.join();
    figures.report(metric, count / seconds_since(began), "mails/s");
  };
  deliver_all(Kind::first, "lmtp");
  figures.report("memory_before_answers", resident_mb(), "MB");
  deliver_all(Kind::answer, "lmtp_answers");
  figures.report("memory_after_answers", resident_mb(), "MB");
  if (shop.rows(of, "lmtp/") != static_cast<std::size_t>(count) * 2) std::exit(1);
  if (shop.joined(of) != count) {
    fmt::print(stderr, "lmtp: {} of {} answers joined their conversation\n", shop.joined(of), count);
    std::exit(1);
  }
}

}  // namespace

int main(int count, char** words) {
  doctest::Context context;
  context.setAsDefaultForAssertsOutOfTestCases();
  bench::Arguments given(count, words);
  const bool is_quick = given.has("--quick");
  given.check_all_known();
  std::signal(SIGPIPE, SIG_IGN);
  tests::MailServers* servers = tests::MailServers::running();
  if (servers == nullptr) return 0;  // it has said why
  const bench::TemporaryFolder folder;
  program::Settings settings;
  settings.data = folder.path() / "data";
  settings.http.port = 0;
  settings.log.file = (folder.path() / "server.log").string();
  settings.mail.ca_file = servers->ca_file();
  settings.mail.allows_private_addresses = true;
  settings.lmtp_listen = "127.0.0.1:0";
  settings.password_cost = {1, 8'192};
  auto server = program::Server::build(settings);
  if (!server) {
    fmt::print(stderr, "{}\n", server.error().detail);
    return 1;
  }
  if (auto started = (*server)->start(); !started) {
    fmt::print(stderr, "{}\n", started.error().detail);
    return 1;
  }
  auto organisation =
      (*server)->parts().org.admin().create_organisation({"Shop", "shop", "Europe/Berlin", {}});
  if (!organisation) return 1;
  Shop shop{**server, organisation->id};
  figures.report_load("before");
  by_imap(shop, *servers, is_quick ? 200 : 10'000);
  by_lmtp(shop, is_quick ? 100 : 5'000, 16);
  figures.report_load("after");
  return 0;
}
