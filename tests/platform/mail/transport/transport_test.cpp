// With a real Dovecot and a real SMTP server (tests/support/mail_servers.h).
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "platform/mail/transport/imap.h"
#include "platform/mail/transport/smtp.h"
#include "support/mail_servers.h"

namespace rapport::mail {
namespace {

using tests::MailServers;

MailServers* servers() {
  ::signal(SIGPIPE, SIG_IGN);  // as the program does
  return MailServers::running();
}

MailServer imap_of(const MailServers& at, const std::string& name) {
  MailServer server;
  server.host = "localhost";
  server.port = at.imaps_port();
  server.user = name;
  server.secret = "secret-" + name;
  server.ca_file = at.ca_file();
  server.allows_private_addresses = true;
  return server;
}

MailServer smtp_of(const MailServers& at, const std::string& name) {
  MailServer server = imap_of(at, name);
  server.port = at.smtps_port();
  server.own_name = "shop.test";
  return server;
}

MailServer with_starttls(MailServer server, std::uint16_t port) {
  server.port = port;
  server.security = Security::starttls;
  return server;
}

std::string a_mail(const std::string& subject, const std::string& body = "hello\r\n",
                   const std::string& header = "") {
  return "From: help@shop.test\r\nTo: someone@shop.test\r\nSubject: " + subject + "\r\n" + header + "\r\n" +
         body;
}

template <class T>
std::string reason(const Result<T>& result) {
  return result ? "fine" : result.error().reason;
}

}  // namespace

TEST_CASE("a server is taken only when it proves who it is and lets us in") {
  const MailServers* at = servers();
  if (at == nullptr) return;
  servers()->add_account("door");
  const MailServer good = imap_of(*at, "door");
  CHECK(reason(Imap::open(good)) == "fine");
  CHECK(reason(Imap::open(with_starttls(good, at->imap_port()))) == "fine");
  CHECK(reason(Smtp::open(smtp_of(*at, "door"))) == "fine");
  CHECK(reason(Smtp::open(with_starttls(good, at->smtp_port()))) == "fine");

  for (const bool is_imap : {true, false}) {
    CAPTURE(is_imap);
    const auto why = [is_imap](const MailServer& server) {
      std::string said;
      const auto look = [&](const auto& opened) {
        if (opened) return std::string("fine");
        said = opened.error().detail;
        return opened.error().reason;
      };
      const std::string found = is_imap ? look(Imap::open(server)) : look(Smtp::open(server));
      CHECK(said.find("secret") == std::string::npos);
      CHECK(said.find("token") == std::string::npos);
      if (found != "fine" && found != "bad_server") CHECK(said.find(server.host) != std::string::npos);
      return found;
    };
    const MailServer base = is_imap ? good : smtp_of(*at, "door");
    MailServer server = base;
    server.ca_file = "";  // the system's authorities do not know ours
    CHECK(why(server) == "bad_certificate");
    CHECK(why(with_starttls(server, is_imap ? at->imap_port() : at->smtp_port())) == "bad_certificate");
    server = base;
    server.host = "127.0.0.2";  // not in the certificate
    CHECK((why(server) == "bad_certificate" || why(server) == "no_connection"));
    server = base;
    server.secret = "secret-wrong";
    CHECK(why(server) == "login_refused");
    server = base;
    server.login = Login::oauth2;
    server.secret = "token-door";
    CHECK(why(server) == "fine");
    server.secret = "token-wrong";
    CHECK(why(server) == "login_refused");
    server = base;
    server.allows_private_addresses = false;
    CHECK(why(server) == "guarded_address");
    server = base;
    server.security = Security::none;
    CHECK(why(server) == "clear_password");
    server = base;
    server.security = Security::starttls;  // of a port that speaks TLS at once
    server.connect_timeout = milliseconds(700);
    CHECK((why(server) == "timed_out" || why(server) == "no_connection"));
    server = base;
    server.host = "x\r\nEHLO y";
    CHECK(why(server) == "bad_server");
    server = base;
    server.host = "no-such-host.invalid";
    CHECK(why(server) == "unknown_host");
  }
}

TEST_CASE("mails are listed, fetched in pieces, flagged, moved and deleted") {
  MailServers* at = servers();
  if (at == nullptr) return;
  at->add_account("box");
  auto imap = Imap::open(imap_of(*at, "box"));
  REQUIRE_MESSAGE(imap.has_value(), imap.error().detail);
  const std::string big = a_mail("big", std::string(1'500'000, 'x') + "\r\n");
  at->deliver("box", a_mail("one"));
  at->deliver("box", big);
  at->deliver("box", a_mail("three"));
  auto folder = imap->select("INBOX");
  REQUIRE_MESSAGE(folder.has_value(), folder.error().detail);
  CHECK(folder->uid_validity != 0);
  CHECK(folder->messages == 3);
  CHECK_FALSE(folder->is_read_only);
  const auto listed = imap->list(1, 100);
  REQUIRE(listed.has_value());
  REQUIRE(listed->size() == 3);
  CHECK(folder->uid_next == listed->back().uid + 1);
  CHECK(listed->at(1).size == big.size());
  CHECK(imap->list(1, 2)->size() == 2);
  CHECK(imap->list(listed->at(1).uid, 100)->size() == 2);
  CHECK(imap->list(listed->at(2).uid + 1, 100)->empty());
  CHECK(imap->fetch(listed->at(0).uid, 1'000).value_or("") == a_mail("one"));
  CHECK(imap->fetch(listed->at(1).uid, 50'000'000).value_or("") == big);
  CHECK(reason(imap->fetch(listed->at(1).uid, 1'000'000)) == "mail_too_large");
  CHECK(reason(imap->fetch(4'000'000, 1'000'000)) == "no_mail");

  CHECK(reason(imap->flag(listed->at(0).uid, ImapFlagging::add, "\\Seen")) == "fine");
  const auto flags = imap->list(1, 1)->at(0).flags;
  CHECK(std::find(flags.begin(), flags.end(), "\\Seen") != flags.end());
  CHECK(reason(imap->flag(1, ImapFlagging::add, "a b")) == "bad_flag");
  CHECK(reason(imap->move(listed->at(0).uid, "已处理")) == "imap_refused");  // there is no such folder yet
  CHECK(reason(imap->create("已处理")) == "fine");
  CHECK(reason(imap->create("已处理")) == "imap_refused");
  CHECK(reason(imap->move(listed->at(0).uid, "已处理")) == "fine");
  const auto folders = imap->folders();
  REQUIRE(folders.has_value());
  CHECK(std::find(folders->begin(), folders->end(), "已处理") != folders->end());
  CHECK(reason(imap->expunge(listed->at(1).uid)) == "fine");
  CHECK(imap->list(1, 100)->size() == 1);
  CHECK(reason(imap->append("已处理", a_mail("ours"), {"\\Seen"})) == "fine");
  CHECK(imap->select("已处理", true)->messages == 2);
  CHECK(imap->select("已处理", true)->is_read_only);
  CHECK(reason(imap->select("Nowhere")) == "no_folder");
  imap->close();
}

TEST_CASE("many mails are listed page by page") {
  MailServers* at = servers();
  if (at == nullptr) return;
  at->add_account("many");
  for (int i = 0; i < 1'100; ++i)
    at->deliver("many", a_mail(fmt::format("{}", i)));
  auto imap = Imap::open(imap_of(*at, "many"));
  REQUIRE_MESSAGE(imap.has_value(), imap.error().detail);
  REQUIRE(imap->select("INBOX").has_value());
  std::size_t count = 0;
  std::uint32_t next = 1;
  for (;;) {
    const auto page = imap->list(next, 400);
    REQUIRE(page.has_value());
    if (page->empty()) break;
    count += page->size();
    next = page->back().uid + 1;
  }
  CHECK(count == 1'100);
}

TEST_CASE("waiting ends with a new mail, with a wake-up, or with the time") {
  MailServers* at = servers();
  if (at == nullptr) return;
  at->add_account("idle");
  auto imap = Imap::open(imap_of(*at, "idle"));
  REQUIRE_MESSAGE(imap.has_value(), imap.error().detail);
  CHECK(imap->can("idle"));
  REQUIRE(imap->select("INBOX").has_value());
  CHECK(*imap->idle(milliseconds(50)) == ImapIdled::timed_out);
  const auto waker = imap->waker();
  waker->wake();  // before: it holds for the next one
  CHECK(*imap->idle(minutes(5)) == ImapIdled::woken);
  std::thread other([&] { waker->wake(); });
  CHECK(*imap->idle(minutes(5)) == ImapIdled::woken);
  other.join();
  std::thread sender([&] { at->deliver("idle", a_mail("news")); });
  const auto idled = imap->idle(minutes(5));
  sender.join();
  CHECK(*idled == ImapIdled::changed);
  CHECK(imap->list(1, 10)->size() == 1);
}

TEST_CASE("a server that goes away, and one that is not there, are said by name") {
  MailServers* at = servers();
  if (at == nullptr) return;
  at->add_account("gone");
  auto imap = Imap::open(imap_of(*at, "gone"));
  REQUIRE_MESSAGE(imap.has_value(), imap.error().detail);
  REQUIRE(imap->select("INBOX").has_value());
  at->stop_imap();
  // Its processes end one after the other.
  auto listed = imap->list(1, 10);
  while (listed)
    listed = imap->list(1, 10);
  CHECK(reason(listed) == "connection_lost");
  CHECK(listed.error().detail.find("localhost:") != std::string::npos);
  CHECK(reason(Imap::open(imap_of(*at, "gone"))) == "no_connection");
  at->start_imap();
  CHECK(reason(Imap::open(imap_of(*at, "gone"))) == "fine");
}

TEST_CASE("who is cancelled stops at once") {
  MailServers* at = servers();
  if (at == nullptr) return;
  at->add_account("stop");
  std::atomic<bool> is_over = false;
  auto imap = Imap::open(imap_of(*at, "stop"), [&is_over] { return is_over.load(); });
  REQUIRE_MESSAGE(imap.has_value(), imap.error().detail);
  REQUIRE(imap->select("INBOX").has_value());
  std::thread other([&] { is_over = true; });
  CHECK(reason(imap->idle(minutes(10))) == "cancelled");
  other.join();
  CHECK(reason(Imap::open(imap_of(*at, "stop"), [&is_over] { return is_over.load(); })) == "cancelled");
}

TEST_CASE("a mail is taken for each recipient, or refused for good or for now") {
  MailServers* at = servers();
  if (at == nullptr) return;
  at->add_account("ada");
  at->add_account("bob");
  auto smtp = Smtp::open(smtp_of(*at, "ada"));
  REQUIRE_MESSAGE(smtp.has_value(), smtp.error().detail);
  const std::string mail = a_mail("dots", ".\r\n..two\r\nno end");
  const auto sent = smtp->submit(
      {"ada@shop.test", {"bob@shop.test", "unknown@shop.test", "later@shop.test", "x@outside.test"}}, mail);
  REQUIRE_MESSAGE(sent.has_value(), sent.error().detail);
  REQUIRE(sent->recipients.size() == 4);
  CHECK(sent->mail.is_accepted());
  CHECK(sent->mail.text.starts_with("kept as"));
  CHECK(sent->recipients[0].answer.is_accepted());
  CHECK(sent->recipients[1].answer.code == 550);
  CHECK(sent->recipients[1].answer.status == "5.1.1");
  CHECK(sent->recipients[1].answer.text == "no such user here");
  CHECK_FALSE(sent->recipients[1].answer.is_retryable());
  CHECK(sent->recipients[2].answer.is_retryable());
  CHECK(sent->recipients[3].answer.is_accepted());
  REQUIRE(at->inbox("bob").size() == 1);
  CHECK(at->inbox("bob")[0] == "Return-Path: <ada@shop.test>\r\n" + mail + "\r\n");
  CHECK(at->outside("x@outside.test").size() == 1);

  // The same connection goes on.
  const auto refused =
      smtp->submit({"ada@shop.test", {"bob@shop.test"}}, a_mail("no", "x\r\n", "X-Test: refuse\r\n"));
  REQUIRE(refused.has_value());
  CHECK(refused->recipients[0].answer.status == "5.6.0");
  const auto later =
      smtp->submit({"ada@shop.test", {"bob@shop.test"}}, a_mail("no", "x\r\n", "X-Test: try-again\r\n"));
  REQUIRE(later.has_value());
  CHECK(later->recipients[0].answer.is_retryable());
  const auto nobody = smtp->submit({"ada@shop.test", {"unknown@shop.test"}}, mail);
  REQUIRE(nobody.has_value());
  CHECK_FALSE(nobody->recipients[0].answer.is_accepted());
  CHECK(reason(smtp->submit({"ada@shop.test", {"bob@shop.test"}}, std::string(31'000'000, 'x'))) ==
        "mail_too_large");
  CHECK(reason(smtp->submit({"ada@shop.test", {"bob@shop.test>\r\nRCPT TO:<x@y"}}, mail)) == "bad_envelope");
  CHECK(reason(smtp->submit({"", {"bob@shop.test"}}, a_mail("from nobody"))) == "fine");
  CHECK(at->inbox("bob").size() == 2);
  smtp->close();
}

TEST_CASE("when the connection is lost at the last moment, nobody says that the mail was not sent") {
  MailServers* at = servers();
  if (at == nullptr) return;
  at->add_account("eve");
  auto smtp = Smtp::open(smtp_of(*at, "eve"));
  REQUIRE(smtp.has_value());
  CHECK(reason(smtp->submit({"eve@shop.test", {"eve@shop.test"}},
                            a_mail("gone", "x\r\n", "X-Test: vanish\r\n"))) == "outcome_unknown");
  CHECK(at->inbox("eve").size() == 1);
}

TEST_CASE("several threads speak to the servers at once") {
  MailServers* at = servers();
  if (at == nullptr) return;
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int i = 0; i < 4; ++i)
    at->add_account(fmt::format("thread{}", i));
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      const std::string name = fmt::format("thread{}", i);
      auto smtp = Smtp::open(smtp_of(*at, name));
      for (int k = 0; smtp && k < 10; ++k)
        if (!smtp->submit({"a@shop.test", {name + "@shop.test"}}, a_mail(name))) return;
      auto imap = Imap::open(imap_of(*at, name));
      if (!imap || !imap->select("INBOX")) return;
      const auto listed = imap->list(1, 100);
      if (listed && listed->size() == 10) ++good;
    });
  for (std::thread& thread : threads)
    thread.join();
  CHECK(good == 4);
}

}  // namespace rapport::mail
