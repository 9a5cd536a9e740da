// What becomes of a mail, in the whole program: over both engines, with the ledger's row for each.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "cases/case_store.h"
#include "channels/email/mail_store.h"
#include "channels/email/mail_sweep.h"
#include "channels/email/mail_view.h"
#include "channels/email/reading.h"
#include "channels/email/thread_token.h"
#include "org/entity.h"
#include "platform/archive/zip_writer.h"
#include "platform/crypto/encoding.h"
#include "platform/database/statement.h"
#include "protection/erasing.h"
#include "support/program/visitor.h"
#include "support/temp_folder.h"

namespace rapport::program::testing {
namespace {

using namespace rapport::email;
using arrivals::Ending;

struct MailRoom {
  explicit MailRoom(House& the_house) : house(the_house), org(house.organisation("shop").id), by{org, {}} {
    MailboxFields fields;
    fields.name = "Support";
    fields.address = "Support@shop.test";
    fields.aliases = {"help@shop.test"};
    fields.queue_id = house.queue(org);
    fields.does_fetch = false;
    fields.authserv_id = "mx.shop.test";
    fields.hourly_max = 20;
    mailbox.org = org;
    auto made =
        org::create(house.parts().org.admin().changes(), Mailboxes{&house.parts().org.vault()}, by, fields);
    INFO((made ? "" : made.error().detail));
    REQUIRE(made.has_value());
    mailbox.mailbox = *made;
  }

  std::vector<Taken> take(const std::vector<std::string>& all) {
    std::vector<Incoming> incoming;
    for (const std::string& bytes : all)
      incoming.push_back({"test/" + std::to_string(++count), bytes, "", 0, ""});
    std::vector<Taken> taken;
    for (auto& one : house.parts().mail_intake.take(mailbox, std::move(incoming))) {
      INFO((one ? "" : one.error().reason + " " + one.error().detail));
      REQUIRE(one.has_value());
      taken.push_back(*one);
    }
    return taken;
  }
  Taken take(const std::string& bytes) { return take(std::vector<std::string>{bytes}).front(); }

  template <class T>
  T look(const std::function<T(database::Session&)>& at) {
    return house.parts().database.read([&](database::Session& sql) -> Result<T> { return at(sql); }).value();
  }
  std::vector<Mail> thread(InteractionId of) {
    return look<std::vector<Mail>>([&](database::Session& sql) {
      const auto found = mails::thread_of(sql, org, of);
      return found ? mails::of_thread(sql, org, found->id, {}, 100) : std::vector<Mail>{};
    });
  }
  std::string token(InteractionId of) {
    return look<std::string>([&](database::Session& sql) {
      const auto key = email::token_key(sql, house.parts().org.vault(), org, mailbox.mailbox.id);
      return thread_token(*key, mails::thread_of(sql, org, of)->id);
    });
  }
  void close(InteractionId id) {
    REQUIRE(house.parts().loop.submit_and_wait(org, switchboard::CustomerLeft{id}).has_value());
  }
  conversations::Record record(InteractionId id) { return house.parts().records.find(org, id).value(); }
  std::string words(InteractionId id) {
    std::string all;
    const auto said = house.parts().messages.page(org, id, {}, 100, true).value();
    for (const auto& message : said)
      all += message.text + " | ";
    return all;
  }
  // A mail of ours, as sending keeps it.
  Mail sent(InteractionId in_thread_of, const std::string& message_id, const std::string& to) {
    Mail mail;
    mail.id = house.parts().ids.next<MailId>();
    mail.mailbox = mailbox.mailbox.id;
    mail.direction = Direction::out;
    mail.message_id = message_id;
    mail.sender = mailbox.mailbox.address;
    mail.state = MailState::sent;
    mail.interaction = in_thread_of;
    mail.facts.to = {{"", to}};
    const auto written = house.parts()
                             .database
                             .write<void>([&](database::Session& sql) -> Result<void> {
                               mail.thread = mails::thread_of(sql, org, in_thread_of)->id;
                               mails::insert(sql, org, mail);
                               return {};
                             })
                             .get();
    REQUIRE(written.has_value());
    return mail;
  }

  House& house;
  OrgId org;
  org::By by;
  MailboxOfOrg mailbox;
  int count = 0;
};

std::string mail(const std::string& from, const std::string& id, const std::string& text,
                 const std::string& more = "", const std::string& to = "support@shop.test") {
  return "From: " + from + "\r\nTo: " + to + "\r\nSubject: The grinder\r\nMessage-ID: <" + id +
         ">\r\nDate: Wed, 25 Feb 2026 08:00:00 +0000\r\n" + more + "\r\n" + text + "\r\n";
}

const std::string ada = "Ada Lee <ada@home.test>";

std::string report(const std::string& about, const std::string& action) {
  return "From: MAILER-DAEMON@mx.test\r\nTo: support@shop.test\r\nSubject: Undelivered\r\nAuto-Submitted: "
         "auto-replied\r\nMessage-ID: <report-" +
         action +
         "@mx.test>\r\nReturn-Path: <>\r\n"
         "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
         "--b\r\n\r\nSorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; "
         "mx.test\r\n\r\n"
         "Final-Recipient: rfc822; ada@home.test\r\nAction: " +
         action +
         "\r\nStatus: 5.1.1\r\n"
         "Diagnostic-Code: smtp; 550 no such user\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
         "Message-ID: <" +
         about + ">\r\n\r\n--b--\r\n";
}

}  // namespace

TEST_CASE("a mail becomes a conversation of its sender's, with its words, files and a row in the ledger") {
  in_a_house([](House& house) {
    MailRoom room(house);
    const std::string with_file =
        "From: " + ada +
        "\r\nTo: support@shop.test\r\nSubject: =?UTF-8?B?5LiA5Y+35py65Z2P5LqG?=\r\nMessage-ID: "
        "<1@home.test>\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nIt screams.\r\n\r\n"
        "On Wed, 25 Feb 2026 at 08:00, Support <support@shop.test> wrote:\r\n> hello\r\n> again\r\n"
        "--b\r\nContent-Type: text/plain; name=log.txt\r\nContent-Disposition: attachment; "
        "filename=log.txt\r\n\r\n42\r\n--b\r\nContent-Type: text/html\r\n"
        "Content-Disposition: attachment; filename=trap.html\r\n\r\n"
        "<html><script>x</script></html>\r\n--b--\r\n";
    const Taken taken = room.take(with_file);
    CHECK(taken.ending == Ending::interaction);
    const auto record = room.record(taken.interaction);
    CHECK(record.channel == switchboard::Channel::email);
    CHECK(record.state == switchboard::InteractionState::queued);
    CHECK(house.parts().customers.find(room.org, record.customer)->email == "ada@home.test");
    CHECK(house.parts().customers.find(room.org, record.customer)->name == "Ada Lee");
    const auto messages = house.parts().messages.page(room.org, taken.interaction, {}, 10, true).value();
    REQUIRE(messages.size() == 1);
    CHECK(messages.front().text == "It screams.");
    REQUIRE(messages.front().attachments.size() == 1);  // what a browser would run stays closed
    CHECK(messages.front().attachments.front().name == "log.txt");
    CHECK(house.parts().records.entrance(room.org, taken.interaction).value()->subject == "一号机坏了");

    HttpClient admin = house.signed_in("admin@shop.test");
    const auto seen = admin.get("/api/v1/interactions/" + std::to_string(taken.interaction.value) + "/mails");
    CHECK(seen.status == 200);
    const auto page = read<api::Page<MailView>>(seen.body);
    REQUIRE(page.items.size() == 1);
    const MailView& view = page.items.front();
    CHECK(view.content.text == "It screams.");
    CHECK(view.content.quoted.starts_with("On Wed"));
    REQUIRE(view.files.size() == 2);
    CHECK(view.files[0].attachment_id.has_value());
    CHECK_FALSE(view.files[1].attachment_id.has_value());
    CHECK(admin.get("/api/v1/mails/" + std::to_string(view.id.value) + "/source").body == with_file);

    const auto arrivals = admin.get("/api/v1/arrivals?channel=email");
    CHECK(arrivals.status == 200);
    const auto rows = read<api::Page<arrivals::Arrival>>(arrivals.body).items;
    REQUIRE(rows.size() == 1);
    CHECK(rows.front().ending == Ending::interaction);
    CHECK(rows.front().interaction_id == taken.interaction);
    CHECK(rows.front().key == "test/1");
    CHECK(rows.front().digest.size() == 64);
  });
}

TEST_CASE(
    "a reply finds its thread by token, or by reference from who takes part in it, and nobody else does") {
  in_a_house([](House& house) {
    MailRoom room(house);
    const Taken first = room.take(mail(ada, "1@home.test", "It screams."));
    const Taken by_reference =
        room.take(mail(ada, "2@home.test", "Louder.", "In-Reply-To: <1@home.test>\r\n"));
    CHECK(by_reference.ending == Ending::joined);
    CHECK(by_reference.interaction == first.interaction);
    const Taken stranger = room.take(
        mail("Eve <eve@evil.test>", "3@evil.test", "What was that?", "References: <1@home.test>\r\n"));
    CHECK(stranger.ending == Ending::interaction);
    CHECK(stranger.interaction != first.interaction);
    CHECK(room.record(stranger.interaction).customer != room.record(first.interaction).customer);
    const std::string forged = "Authentication-Results: mx.shop.test; dmarc=fail header.from=home.test\r\n";
    const Taken pretends =
        room.take(mail(ada, "4@evil.test", "It is me", forged + "References: <1@home.test>\r\n"));
    CHECK(pretends.ending == Ending::interaction);
    CHECK(room.record(pretends.interaction).customer != room.record(first.interaction).customer);

    const std::string tagged = "support+" + room.token(first.interaction) + "@shop.test";
    const Taken by_token =
        room.take(mail("Bob <bob@work.test>", "5@work.test", "From my office.", "", tagged));
    CHECK(by_token.ending == Ending::joined);
    CHECK(by_token.interaction == first.interaction);
    const Taken bad_token = room.take(mail("Bob <bob@work.test>", "6@work.test", "Hm.", "",
                                           "support+aaaaaaaaaaaaaaaaaaaaaaaaaaaaa@shop.test"));
    CHECK(bad_token.ending == Ending::interaction);
    CHECK(room.words(first.interaction) == "It screams. | Louder. | From my office. | ");

    room.close(first.interaction);
    const Taken later = room.take(mail(ada, "7@home.test", "Again.", "In-Reply-To: <2@home.test>\r\n"));
    CHECK(later.ending == Ending::interaction);
    CHECK(room.record(later.interaction).previous == first.interaction);
    CHECK(room.record(later.interaction).customer == room.record(first.interaction).customer);
    CHECK(room.thread(first.interaction).size() == 4);
    CHECK(room.take(mail(ada, "8@home.test", "And again.", "", tagged)).interaction == later.interaction);
  });
}

TEST_CASE("mails of one batch that hang on each other are taken one after the other") {
  in_a_house([](House& house) {
    MailRoom room(house);
    const std::string one = mail(ada, "1@home.test", "First.");
    const auto taken = room.take({one, mail(ada, "2@home.test", "Second.", "In-Reply-To: <1@home.test>\r\n"),
                                  one, mail(ada, "3@home.test", "Third.", "In-Reply-To: <2@home.test>\r\n"),
                                  mail("Bob <bob@work.test>", "4@work.test", "Else.")});
    CHECK(taken[0].ending == Ending::interaction);
    CHECK(taken[1].ending == Ending::joined);
    CHECK(taken[2].reason == "duplicate");
    CHECK(taken[3].interaction == taken[0].interaction);
    CHECK(taken[4].ending == Ending::interaction);
    CHECK(room.words(taken[0].interaction) == "First. | Second. | Third. | ");
  });
}

TEST_CASE("what came before, comes back, floods or answers by machine is kept, and nobody is bothered") {
  in_a_house([](House& house) {
    MailRoom room(house);
    const std::string first = mail(ada, "1@home.test", "It screams.");
    const Taken taken = room.take(first);
    SUBCASE("twice, over another way") {
      CHECK(room.take("Received: from elsewhere\r\n" + first).reason == "duplicate");
      CHECK(room.take(mail(ada, "1@home.test", "Same id, other words")).ending == Ending::interaction);
    }
    SUBCASE("our own") {
      room.sent(taken.interaction, "ours@shop.test", "ada@home.test");
      CHECK(room.take(mail("Support <help@shop.test>", "x@shop.test", "Hello")).reason == "loop");
      CHECK(room.take(mail(ada, "ours@shop.test", "Our words")).reason == "loop");
      std::string hops;
      for (int i = 0; i < 60; ++i)
        hops += "Received: from a by b; Wed, 25 Feb 2026 08:00:00 +0000\r\n";
      CHECK(room.take(mail(ada, "9@home.test", "Round and round", hops)).reason == "loop");
    }
    SUBCASE("an answering machine's, when nobody talks any more") {
      const std::string machine = "Auto-Submitted: auto-replied\r\nIn-Reply-To: <1@home.test>\r\n";
      CHECK(room.take(mail(ada, "2@home.test", "I am on holiday.", machine)).ending == Ending::joined);
      room.close(taken.interaction);
      CHECK(room.take(mail(ada, "3@home.test", "Still on holiday.", machine)).reason == "auto_reply");
      const auto thread = room.thread(taken.interaction);
      REQUIRE(thread.size() == 3);
      CHECK(thread.back().facts.is_machine);
      CHECK(thread.back().state == MailState::rejected);
      // A machine that begins is no reason to be silent.
      CHECK(room.take(mail("alarm@plant.test", "4@plant.test", "Boiler hot",
                           "Auto-Submitted: auto-generated\r\n"))
                .ending == Ending::interaction);
    }
    SUBCASE("too many of one sender in an hour") {
      std::vector<std::string> flood;
      for (int i = 0; i < 25; ++i)
        flood.push_back(mail("Eve <eve@evil.test>", std::to_string(i) + "@evil.test", "Buy"));
      const auto ends = room.take(flood);
      CHECK(std::count_if(ends.begin(), ends.end(),
                          [](const Taken& one) { return one.reason == "too_many"; }) == 5);
      CHECK(room.take(mail(ada, "5@home.test", "Hello?")).ending == Ending::interaction);
    }
    SUBCASE("a report of nothing that we sent") {
      CHECK(room.take(report("never@shop.test", "failed")).reason == "unknown_report");
    }
    const auto rows = room.look<std::vector<arrivals::Arrival>>([&](database::Session& sql) {
      arrivals::ArrivalFilter filter;
      filter.channel = switchboard::Channel::email;
      return arrivals::list(sql, room.org, filter, {INT64_MAX}, 1'000);
    });
    CHECK(static_cast<int>(rows.size()) == room.count);
    for (const arrivals::Arrival& row : rows)
      CHECK((row.ending == Ending::rejected) == !row.interaction_id.has_value());
  });
}

TEST_CASE("a bounce is told of the mail it is about, and begins nothing") {
  in_a_house([](House& house) {
    MailRoom room(house);
    const Taken taken = room.take(mail(ada, "1@home.test", "It screams."));
    const Mail ours = room.sent(taken.interaction, "ours@shop.test", "ada@home.test");
    const auto state = [&] {
      return room.look<MailState>(
          [&](database::Session& sql) { return mails::find(sql, room.org, ours.id)->state; });
    };
    CHECK(room.take(report("ours@shop.test", "delayed")).ending == Ending::joined);
    CHECK(state() == MailState::delayed);
    const Taken bounced = room.take(report("ours@shop.test", "failed"));
    CHECK(bounced.ending == Ending::joined);
    CHECK(bounced.interaction == taken.interaction);
    CHECK(state() == MailState::bounced);
    CHECK(room.words(taken.interaction) == "It screams. | ✉ ✗ ada@home.test: 5.1.1 550 no such user | ");
    CHECK(room.take(report("ours@shop.test", "delivered")).ending == Ending::joined);
    CHECK(state() == MailState::bounced);
  });
}

TEST_CASE("replies in a thread of a case are told to the case, once") {
  in_a_house([](House& house) {
    MailRoom room(house);
    const Taken first = room.take(mail(ada, "1@home.test", "It screams."));
    cases::NewCase wanted;
    wanted.subject = "Loud";
    wanted.customer_id = room.record(first.interaction).customer;
    cases::CaseBook& book = house.parts().cases;
    const auto made = book.open(room.by, wanted).value();
    REQUIRE(book.link(room.by, made.id, first.interaction).has_value());
    const std::string reply = mail(ada, "2@home.test", "Louder.", "In-Reply-To: <1@home.test>\r\n");
    room.take(reply);
    CHECK(room.take(reply).reason == "duplicate");
    room.close(first.interaction);
    const Taken later = room.take(mail(ada, "3@home.test", "Loudest.", "In-Reply-To: <2@home.test>\r\n"));
    std::string words;
    const auto timeline = book.timeline(room.org, made.id, {}, 100).value();
    for (const auto& each : timeline)
      if (each.is_by_customer) words += each.text + " | ";
    CHECK(words == "Louder. | Loudest. | ");
    const auto linked = room.look<std::vector<CaseId>>(
        [&](database::Session& sql) { return cases::CaseStore::cases_of(sql, room.org, later.interaction); });
    CHECK(linked == std::vector<CaseId>{made.id});
  });
}

TEST_CASE("bytes of an erased person's mails go, and those that no row names after a day; all others stay") {
  in_a_house([](House& house) {
    MailRoom room(house);
    const std::string twice = mail(ada, "1@home.test", "It screams.");
    const Taken hers = room.take(twice);
    const Taken his = room.take(mail("Ben <ben@home.test>", "2@home.test", "It hums."));
    files::Store& store = house.parts().mail_files;
    const auto digest_of = [&](const Taken& taken) { return room.thread(taken.interaction).front().blob; };
    const std::string her_bytes = digest_of(hers), his_bytes = digest_of(his);
    const auto keep = [&](const std::string& bytes) {
      auto upload = store.begin().value();
      REQUIRE(upload.append(bytes).has_value());
      return upload.finish().value().digest;
    };
    const std::string left = keep("kept by one that crashed"), fresh = keep("on its way just now");
    const auto age = [&](const std::string& digest) {
      std::filesystem::last_write_time(
          store.find(digest).value(), std::filesystem::file_time_type::clock::now() - std::chrono::hours(25));
    };
    for (const std::string* each : {&her_bytes, &his_bytes, &left})
      age(*each);
    const CustomerId who = room.record(hers.interaction).customer;
    room.close(hers.interaction);  // what is open is not erased
    REQUIRE(protection::erase(house.parts().org.admin().changes(), room.by, who).has_value());
    CHECK(remove_erased_bytes(house.parts().database, store).value() == 1);
    CHECK(!store.find(her_bytes));
    CHECK(sweep_mail_bytes(house.parts().database, store).value() == 1);
    CHECK(!store.find(left));
    CHECK(store.find(his_bytes).has_value());
    CHECK(store.find(fresh).has_value());
    CHECK(sweep_mail_bytes(house.parts().database, store).value() == 0);
  });
}

TEST_CASE("hostile mails end in the ledger like any other, without taking the house down") {
  in_a_house([](House& house) {
    MailRoom room(house);
    std::string nested = "From: " + ada + "\r\nMessage-ID: <deep@home.test>\r\n";
    for (int i = 0; i < 500; ++i)
      nested += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\r\n\r\n--b" +
                std::to_string(i) + "\r\n";
    std::string many = "From: " + ada + "\r\nMessage-ID: <many@home.test>\r\nTo: a0@x.test";
    for (int i = 1; i < 10'000; ++i)
      many += ",\r\n a" + std::to_string(i) + "@x.test";
    many += "\r\n\r\nTo all\r\n";
    const std::string injected =
        "From: =?UTF-8?Q?Ada=0D=0ABcc:_x@evil.test?= <ada@home.test>\r\nSubject: "
        "=?UTF-8?Q?a=0D=0AX-Evil:_1?=\r\n"
        "Message-ID: <inj@home.test>\r\n\r\nHello\r\n";
    const std::string homograph =
        "From: =?UTF-8?B?QWRh?= <a@xn--80ak6aa92e.com>\r\nMessage-ID: <homo@x.test>\r\n\r\nHello\r\n";
    const auto taken = room.take({nested, many, injected, homograph, std::string("\0\xff\r\n", 4), ""});
    for (const Taken& one : taken)
      CHECK(one.ending == Ending::interaction);
    const auto of_many = room.thread(taken[1].interaction).front();
    CHECK(of_many.facts.to.size() == addresses_kept_max);
    CHECK(std::count(of_many.facts.warnings.begin(), of_many.facts.warnings.end(), "too_many_recipients") ==
          1);
    const auto of_injected = room.thread(taken[2].interaction).front();
    CHECK(of_injected.subject.find('\n') == std::string::npos);
    CHECK(of_injected.facts.from.front().name.find('\n') == std::string::npos);
    const auto of_homograph = room.thread(taken[3].interaction).front();
    CHECK(std::count(of_homograph.facts.warnings.begin(), of_homograph.facts.warnings.end(),
                     "homograph_sender") == 1);
  });
}

TEST_CASE(
    "a zip bomb stays packed, mails within mails end somewhere, and HTML that runs is shown without that") {
  in_a_house([](House& house) {
    MailRoom room(house);
    // Some 40 kB that would be 40 MB.
    const tests::TempFolder folder;
    const auto path = folder.path() / "bomb.zip";
    auto zip = archive::ZipWriter::create(path, 1U << 30U).value();
    REQUIRE(zip.add("zeros.txt", std::string(40 << 20, '0')).has_value());
    REQUIRE(zip.finish().has_value());
    std::ifstream file(path, std::ios::binary);
    const std::string packed{std::istreambuf_iterator<char>(file), {}};
    REQUIRE(packed.size() < 200'000);
    const std::string bomb = "From: " + ada +
                             "\r\nMessage-ID: <bomb@home.test>\r\nContent-Type: multipart/mixed; "
                             "boundary=b\r\n\r\n--b\r\n\r\nThe photos\r\n--b\r\nContent-Type: "
                             "application/zip\r\nContent-Disposition: attachment; filename=photos.zip\r\n"
                             "Content-Transfer-Encoding: base64\r\n\r\n" +
                             crypto::base64(packed) + "\r\n--b--\r\n";
    std::string within = "From: " + ada + "\r\nMessage-ID: <within@home.test>\r\n";
    for (int i = 0; i < 2'000; ++i)
      within += "Content-Type: message/rfc822\r\n\r\nFrom: a@b.test\r\n";
    const std::string running =
        "From: " + ada +
        "\r\nMessage-ID: <runs@home.test>\r\nContent-Type: text/html\r\n\r\n"
        "<p>Hi</p><script>a()</script><img src=x onerror=a()><svg onload=a()></svg>"
        "<a href=\"java&#115;cript:a()\">x</a><iframe src=//evil.test></iframe>"
        "<form action=//evil.test><input></form><style>@import '//evil.test'</style>\r\n";
    const auto taken = room.take({bomb, within, running});
    for (const Taken& one : taken)
      CHECK(one.ending == Ending::interaction);
    const auto of_bomb = room.thread(taken[0].interaction).front();
    REQUIRE(of_bomb.facts.files.size() == 1);
    CHECK(of_bomb.facts.files.front().bytes == static_cast<std::int64_t>(packed.size()));
    const auto of_running = room.thread(taken[2].interaction).front();
    auto admin = house.signed_in("admin@shop.test");
    const auto shown =
        read<MailView>(admin.get("/api/v1/mails/" + std::to_string(of_running.id.value)).body).content.html;
    CHECK(shown.find("Hi") != std::string::npos);
    for (const char* word : {"script", "onerror", "onload", "iframe", "evil.test", "<form", "@import"})
      CHECK_MESSAGE(shown.find(word) == std::string::npos, word << " in " << shown);
  });
}

TEST_CASE("a mailbox says what is wrong with it, keeps its secrets, and stays while its mails do") {
  in_a_house([](House& house) {
    MailRoom room(house);
    HttpClient admin = house.signed_in("admin@shop.test");
    const std::string queue = quoted(house.queue(room.org).value);
    const auto bad =
        admin.post("/api/v1/mailboxes", R"({"name":"x","address":"help@shop.test","queue_id":)" + queue +
                                            R"(,"tag_separator":"#","imap_host":"a b"})");
    CHECK(bad.status == 422);
    const auto pointers = problem_of(bad).pointers;
    for (const char* where : {"/address", "/tag_separator", "/imap_host", "/imap_user", "/imap_secret"}) {
      INFO(where);
      CHECK(std::count(pointers.begin(), pointers.end(), where) == 1);
    }
    const auto made = admin.post(
        "/api/v1/mailboxes", R"({"name":"x","address":"sales@shop.test","queue_id":)" + queue +
                                 R"(,"imap_host":"mail.test","imap_user":"sales","imap_secret":"s3cret"})");
    INFO(made.body);
    REQUIRE(made.status == 201);
    CHECK(made.body.find("s3cret") == std::string::npos);
    CHECK(read<Mailbox>(made.body).has_imap_secret);
    const auto states = admin.get("/api/v1/mailbox-states");
    CHECK(states.body.find("\"local\"") != std::string::npos);
    const std::string path = "/api/v1/mailboxes/" + std::to_string(room.mailbox.mailbox.id.value);
    room.take(mail(ada, "1@home.test", "Hello"));
    CHECK(problem_of(admin.send("DELETE", path)).reason == "in_use");
    CHECK(admin.send("DELETE", "/api/v1/mailboxes/" + std::to_string(read<Mailbox>(made.body).id.value))
              .status == 204);
    CHECK(admin.get(path + "/reconciliation").body.find("\"in_ledger\":1") != std::string::npos);
  });
}

TEST_CASE("a mail of somebody in a segment begins with the segment's head start") {
  in_a_house([](House& house) {
    MailRoom room(house);
    HttpClient admin = house.signed_in("admin@shop.test");
    REQUIRE(admin
                .post("/api/v1/segments",
                      R"({"name":"All","rank":1,"condition":"purchases >= 0","head_start_min":7})")
                .status == 201);
    const Taken first = room.take(mail(ada, "a@home.test", "It stopped."));
    const CustomerId customer = room.record(first.interaction).customer;
    CHECK(eventually([&] { return house.parts().treatments.of(room.org, customer).head_start_min == 7; }));
    const Taken second = room.take(mail(ada, "b@home.test", "Where is my parcel?"));
    CHECK(second.ending == Ending::interaction);
    const auto view = house.parts().loop.read<std::optional<switchboard::InteractionView>>(
        room.org, [&](const switchboard::Switchboard& board, Instant) {
          return board.interaction(second.interaction);
        });
    REQUIRE((view && *view));
    CHECK((*view)->priority == 7);
  });
}

TEST_CASE("a thread's token is of its mailbox alone") {
  const std::string key(32, 'k');
  const std::string token = thread_token(key, MailThreadId{4'711});
  CHECK(token.size() == 29);
  CHECK(read_thread_token(key, token) == MailThreadId{4'711});
  std::string shouted = token;
  for (char& c : shouted)
    c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  CHECK(read_thread_token(key, shouted) == MailThreadId{4'711});
  CHECK_FALSE(read_thread_token(std::string(32, 'x'), token));
  for (std::size_t i = 0; i + 1 < token.size(); ++i) {
    std::string other = token;
    other[i] = other[i] == 'a' ? 'b' : 'a';
    CHECK_FALSE(read_thread_token(key, other));
  }
  MailboxBase mailbox;
  mailbox.address = "support@shop.test";
  CHECK(reply_address(mailbox, token) == "support+" + token + "@shop.test");
  CHECK(tag_of(mailbox, "Support+" + token + "@Shop.test") == token);
  CHECK(tag_of(mailbox, "other+" + token + "@shop.test").empty());
  mailbox.tag_separator = "";
  CHECK(reply_address(mailbox, token) == "support@shop.test");
}

}  // namespace rapport::program::testing
