// What agents write leaves by a real SMTP server, whole, once, and not before it can no more be taken back.
#include <doctest/doctest.h>

#include <signal.h>

#include "cases/case_operations.h"
#include "channels/email/case_mail.h"
#include "channels/email/mail_store.h"
#include "channels/email/outgoing_contract.h"
#include "org/entity.h"
#include "platform/database/statement.h"
#include "platform/mail/mime/parse.h"
#include "support/mail_servers.h"
#include "support/program/shop.h"

namespace rapport::email {
namespace {

using namespace program::testing;
using tests::MailServers;

int next_run() {
  static int runs = 0;
  return ++runs;
}

struct SendingShop : Shop {
  SendingShop(House& the_house, MailServers& at, std::uint16_t smtp_port) : Shop(the_house), servers(at) {
    MailboxFields fields;
    fields.name = "Support";
    fields.address = "support@shop.test";
    fields.sender_name = "Shop";
    fields.signature = "{agent}, {mailbox}";
    fields.queue_id = queue;
    fields.does_fetch = false;
    fields.smtp_host = "localhost";
    fields.smtp_port = smtp_port;
    fields.smtp_user = "support";
    fields.smtp_secret = "secret-support";
    const auto made = org::create(house.parts().org.admin().changes(), Mailboxes{&house.parts().org.vault()},
                                  {org, {}}, fields);
    INFO((made ? "" : made.error().detail));
    REQUIRE(made.has_value());
    mailbox = *made;
  }

  // A mail that has come and lies in this conversation.
  MailId arrived(
      InteractionId interaction,
      const std::string& bytes =
          "From: Ada Lee <ada@customer.test>\r\nMessage-ID: <first@customer.test>\r\nSubject: Grinder\r\n"
          "Content-Type: text/html\r\n\r\n<p>My <b>grinder</b> stopped.</p>\r\n") {
    Mail mail;
    mail.id = house.parts().ids.next<MailId>();
    mail.mailbox = mailbox.id;
    mail.thread = house.parts().ids.next<MailThreadId>();
    mail.interaction = interaction;
    mail.message_id = "first@customer.test";
    mail.subject = "Grinder";
    mail.sender = "ada@customer.test";
    mail.at = house.now();
    mail.facts.from = {{"Ada Lee", "ada@customer.test"}};
    mail.facts.to = {{"", "support@shop.test"}, {"", "ben@customer.test"}};
    auto upload = house.parts().mail_files.begin().value();
    REQUIRE(upload.append(bytes).has_value());
    mail.blob = upload.finish().value().digest;
    const auto kept =
        house.parts()
            .database
            .write<bool>([&](database::Session& sql) -> Result<bool> {
              mails::insert_thread(sql, org, {mail.thread, mailbox.id, {}, interaction, {}, "Grinder"});
              mails::insert(sql, org, mail);
              return true;
            })
            .get();
    REQUIRE(kept.has_value());
    return mail.id;
  }

  OutgoingMail known(HttpClient& client, MailId id) {
    return read<OutgoingMail>(client.get("/api/v1/mails/" + std::to_string(id.value) + "/sending").body);
  }
  bool becomes(HttpClient& client, MailId id, MailState state) {
    const bool has = eventually([&] {
      house.parts().mail_sender.wake();
      return known(client, id).state == state;
    });
    if (!has) MESSAGE(contract::encode(known(client, id)));
    return has;
  }
  OutgoingMail write(HttpClient& client, const NewMail& mail) {
    const auto reply = client.post("/api/v1/mails", contract::encode(mail));
    INFO(reply.body);
    REQUIRE(reply.status == 201);
    return read<OutgoingMail>(reply.body);
  }
  NewMail a_mail(const std::string& to, const std::string& client_id) const {
    NewMail mail;
    mail.client_id = client_id;
    mail.mailbox_id = mailbox.id;
    mail.to = {{"", to}};
    mail.subject = "Hello";
    mail.html = "<p>Hello</p>";
    return mail;
  }

  MailServers& servers;
  Mailbox mailbox;
  const int run = next_run();  // the servers keep what earlier ones sent
};

template <class Body>
void in_a_sending_shop(Body&& body) {
  ::signal(SIGPIPE, SIG_IGN);  // as the program does
  MailServers* servers = MailServers::running();
  if (servers == nullptr) return;
  in_a_house([&](House& house) {
    house.settings.mail.ca_file = servers->ca_file();
    house.settings.mail.allows_private_addresses = true;
    house.restart();
    SendingShop shop(house, *servers, servers->smtps_port());
    body(shop);
    house.stop();
  });
}

std::string mail_path(MailId id, const char* rest) {
  return "/api/v1/mails/" + std::to_string(id.value) + rest;
}

}  // namespace

TEST_CASE("a formatted reply with a file reaches the customer in its thread, after it could be taken back") {
  in_a_sending_shop([](SendingShop& shop) {
    House& house = shop.house;
    const std::string ada = fmt::format("ada{}@customer.test", shop.run);
    auto ana = shop.desk_of_ana();
    auto visitor = shop.visitor();
    visitor.start("hello", "1");
    const InteractionId interaction = ana.accept_next().id;
    const MailId answered = shop.arrived(interaction);

    const auto draft = read<ReplyDraft>(ana.client.get(mail_path(answered, "/reply?all=true")).body);
    CHECK(draft.subject == "Re: Grinder");
    REQUIRE(draft.to.size() == 1);
    CHECK(draft.to.front() == MailAddress{"Ada Lee", "ada@customer.test"});
    REQUIRE(draft.cc.size() == 1);  // not our own address
    CHECK(draft.cc.front().address == "ben@customer.test");
    CHECK(draft.signature == "ana, Shop");

    const auto file = ana.client.send("POST", "/api/v1/attachments", "prices 2026",
                                      {{"Content-Type", "text/plain"}, {"X-File-Name", "prices.txt"}});
    NewMail reply = shop.a_mail(ada, "one");
    reply.mailbox_id.reset();
    reply.reply_to_id = answered;
    reply.subject = draft.subject;
    reply.html = "<p>Dear {customer}, it is <b>fixed</b>.<script>x()</script></p>";
    reply.attachment_ids = {read<desk::Attachment>(file.body).id};
    const OutgoingMail first = shop.write(ana.client, reply);
    CHECK(first.state == MailState::undoable);
    CHECK(first.due_at == house.now() + seconds(10));
    CHECK(shop.write(ana.client, reply).id == first.id);  // sent again, it is the same

    const auto back = ana.client.post(mail_path(first.id, "/cancel"), "");
    CHECK(back.status == 200);
    CHECK(read<NewMail>(back.body).html == reply.html);
    CHECK(problem_of(ana.client.post(mail_path(first.id, "/cancel"), "")).reason == "too_late");
    CHECK(messages_of(ana.client, interaction).size() == 1);

    reply.client_id = "two";
    const OutgoingMail second = shop.write(ana.client, reply);
    house.pass(seconds(10));
    REQUIRE(shop.becomes(ana.client, second.id, MailState::sent));
    const auto came = shop.servers.outside(ada);
    REQUIRE(came.size() == 1);
    const mail::Message message = mail::parse(came.front());
    CHECK(message.subject == "Re: Grinder");
    CHECK(message.from.front().address == "support@shop.test");
    REQUIRE(message.reply_to.size() == 1);
    CHECK(message.reply_to.front().address.starts_with("support+"));
    CHECK(message.in_reply_to == std::vector<std::string>{"first@customer.test"});
    CHECK(message.references == std::vector<std::string>{"first@customer.test"});
    CHECK(message.html.find("<b>fixed</b>") != std::string::npos);
    CHECK(message.html.find("script") == std::string::npos);
    CHECK(message.text.find("> My grinder stopped.") != std::string::npos);
    CHECK(message.text.find("ana, Shop") != std::string::npos);
    REQUIRE(message.attachments.size() == 1);
    CHECK(message.attachments.front().bytes == "prices 2026");
    CHECK(message.attachments.front().name == "prices.txt");
    CHECK(message.return_path == "support@shop.test");
    CHECK(problem_of(ana.client.post(mail_path(second.id, "/cancel"), "")).reason == "too_late");

    const auto said = messages_of(ana.client, interaction);
    REQUIRE(said.size() == 2);
    CHECK(said.back().author == switchboard::Author::agent);
    CHECK(said.back().text.find("it is fixed.") != std::string::npos);
    CHECK(said.back().attachments.size() == 1);
    auto ben = house.signed_in("ben@shop.test");
    reply.client_id = "three";
    reply.attachment_ids.clear();
    CHECK(problem_of(ben.post("/api/v1/mails", contract::encode(reply))).reason == "not_your_interaction");
  });
}

TEST_CASE(
    "what cannot be sent is said with its place; what is refused, delayed or unreachable with the reason") {
  in_a_sending_shop([](SendingShop& shop) {
    House& house = shop.house;
    auto ana = house.signed_in("ana@shop.test");
    const auto pointers = [&](const NewMail& mail) {
      return problem_of(ana.post("/api/v1/mails", contract::encode(mail))).pointers;
    };
    using Places = std::vector<std::string>;
    NewMail mail = shop.a_mail("x@\xD0\xB0pple.example", "homograph");
    mail.cc = {{"Ada\r\nBcc: x@y.example", "ada@customer.test"}, {"", "support+x@shop.test"}};
    CHECK(pointers(mail) == Places{"/to/0/address", "/cc/0/name", "/cc/1/address"});
    mail = shop.a_mail("ada@customer.test", "injection");
    mail.subject = "Hello\r\nBcc: x@y.example";
    CHECK(pointers(mail) == Places{"/subject"});
    mail = shop.a_mail("ada@customer.test", "many");
    mail.to.assign(10'000, {"", "ada@customer.test"});
    CHECK(pointers(mail) == Places{"/to"});
    mail = shop.a_mail("ada@customer.test", "empty");
    mail.html = "<p></p>";
    CHECK(pointers(mail) == Places{"/html"});
    mail = shop.a_mail("ada@customer.test", "late");
    mail.send_at = house.now() - hours(1);
    CHECK(pointers(mail) == Places{"/send_at"});

    const MailId unknown = shop.write(ana, shop.a_mail("unknown1@customer.test", "a")).id;
    const MailId later = shop.write(ana, shop.a_mail("later1@customer.test", "b")).id;
    NewMail two = shop.a_mail("unknown2@customer.test", "c");
    two.bcc = {{"", fmt::format("kept{}@customer.test", shop.run)}};
    const MailId some = shop.write(ana, two).id;
    NewMail scheduled = shop.a_mail(fmt::format("later-on{}@customer.test", shop.run), "d");
    scheduled.to.front().address = fmt::format("noon{}@customer.test", shop.run);
    scheduled.send_at = house.now() + hours(2);
    const MailId noon = shop.write(ana, scheduled).id;
    house.pass(seconds(10));
    REQUIRE(shop.becomes(ana, unknown, MailState::failed));
    CHECK(shop.known(ana, unknown).state_detail.value_or("").find("no such user here") != std::string::npos);
    REQUIRE(shop.becomes(ana, some, MailState::bounced));
    CHECK(shop.servers.outside(two.bcc.front().address).size() == 1);
    CHECK(shop.servers.outside(two.bcc.front().address).front().find("Bcc") == std::string::npos);
    REQUIRE(eventually([&] { return shop.known(ana, later).tries == 1; }));
    const OutgoingMail waits = shop.known(ana, later);
    CHECK(waits.state == MailState::sending);
    CHECK(waits.due_at == house.now() + send_pauses[0]);
    CHECK(waits.state_detail.value_or("").find("come back later") != std::string::npos);
    CHECK(problem_of(ana.post(mail_path(later, "/retry"), "")).reason == "not_failed");

    CHECK(shop.known(ana, noon).state == MailState::scheduled);
    house.pass(hours(2));
    auto again = house.signed_in("ana@shop.test");
    REQUIRE(shop.becomes(again, noon, MailState::sent));
    const auto came = shop.servers.outside(scheduled.to.front().address);
    REQUIRE(came.size() == 1);
    CHECK(mail::parse(came.front()).date >= house.now() - seconds(1));
  });
}

TEST_CASE("a mailbox tells whether its servers can be reached, and a dead one keeps what is to be sent") {
  in_a_sending_shop([](SendingShop& shop) {
    auto admin = shop.house.signed_in("admin@shop.test");
    const std::string probe = "/api/v1/mailboxes/" + std::to_string(shop.mailbox.id.value) + "/test";
    auto tested = read<MailboxTest>(admin.post(probe, "").body);
    CHECK(!tested.imap.is_used);
    CHECK(tested.smtp.is_ok);
    MailboxFields fields;
    static_cast<MailboxBase&>(fields) = shop.mailbox;
    fields.smtp_secret = "wrong";
    org::Changes& changes = shop.house.parts().org.admin().changes();
    const Mailboxes store{&shop.house.parts().org.vault()};
    REQUIRE(org::change(changes, store, {shop.org, {}}, shop.mailbox.id, fields).has_value());
    tested = read<MailboxTest>(admin.post(probe, "").body);
    CHECK(!tested.smtp.is_ok);
    CHECK(tested.smtp.reason == "login_refused");

    auto ana = shop.house.signed_in("ana@shop.test");
    const MailId id = shop.write(ana, shop.a_mail("ada@customer.test", "a")).id;
    shop.house.pass(seconds(10));
    REQUIRE(eventually([&] {
      shop.house.parts().mail_sender.wake();
      return shop.known(ana, id).tries == 1;
    }));
    CHECK(shop.known(ana, id).state == MailState::sending);
    fields.smtp_secret = "secret-support";
    REQUIRE(org::change(changes, store, {shop.org, {}}, shop.mailbox.id, fields).has_value());
    shop.house.pass(send_pauses[0]);
    CHECK(shop.becomes(ana, id, MailState::sent));
  });
}

namespace {

struct CaseEvents {
  std::vector<cases::CaseEvent> items;
};
BOOST_DESCRIBE_STRUCT(CaseEvents, (), (items))

// A case of somebody who has written nothing yet, and what an agent says in it.
struct MailedCase {
  MailedCase(SendingShop& the_shop, HttpClient& the_agent, const std::string& address)
      : shop(the_shop), agent(&the_agent) {
    customers::Customer fresh;
    fresh.id = shop.house.parts().ids.next<CustomerId>();
    fresh.name = "Ada Lee";
    fresh.email = address;
    const auto customer =
        shop.house.parts().customers.find_or_create(shop.org, "email", address, fresh).value();
    cases::NewCase wanted;
    wanted.subject = "Loud grinder";
    wanted.customer_id = customer.id;
    id = shop.house.parts().cases.open({shop.org, shop.ana}, wanted).value().id;
  }
  std::string path(const std::string& rest) const {
    return fmt::format("/api/v1/cases/{}{}", id.value, rest);
  }
  HttpReply say(const std::string& text, const std::string& more = "") {
    return agent->post(path("/comments"), R"({"text":")" + text + R"(","is_public":true)" + more + "}");
  }
  std::vector<CaseMailShown> mails() { return read<CaseMails>(agent->get(path("/mails")).body).items; }
  cases::ClockState first_reply() {
    return read<cases::ShownCase>(agent->get(path("")).body).clocks.first_reply.state;
  }
  // Of what people said: who may read it.
  std::string story() {
    std::string all;
    for (const auto& each : read<CaseEvents>(agent->get(path("/timeline")).body).items)
      if (each.kind == cases::CaseEventKind::comment)
        all += fmt::format("{}: {} | ",
                           each.is_by_customer ? "customer"
                           : each.is_public    ? "public"
                                               : "note",
                           each.text);
    return all;
  }
  Taken arrives(const std::string& bytes) {
    std::vector<Incoming> incoming;
    incoming.push_back({fmt::format("test/{}", ++arrived), bytes, "", 0, ""});
    auto taken = shop.house.parts().mail_intake.take({shop.org, shop.mailbox}, std::move(incoming));
    REQUIRE(taken.front().has_value());
    return *taken.front();
  }

  SendingShop& shop;
  HttpClient* agent;
  CaseId id;
  int arrived = 0;
};

}  // namespace

TEST_CASE("words to the customer in a case leave by email once, and taken back they are a note") {
  in_a_sending_shop([](SendingShop& shop) {
    House& house = shop.house;
    auto admin = house.signed_in("admin@shop.test");
    REQUIRE(admin.post("/api/v1/case-policies", R"({"name":"All","normal":{"first_reply_min":60}})").status ==
            201);
    auto ana = house.signed_in("ana@shop.test");
    const std::string ada = fmt::format("ada-case{}@customer.test", shop.run);
    MailedCase loud(shop, ana, ada);
    const auto plan = read<CaseMailPlan>(ana.get(loud.path("/mail")).body);
    CHECK(plan.is_mailed);
    REQUIRE(plan.to.has_value());
    CHECK(*plan.to == MailAddress{"Ada Lee", ada});
    CHECK(plan.from == "support@shop.test");
    CHECK(plan.undo_s == 10);

    REQUIRE(ana.post(loud.path("/comments"), R"({"text":"Second one of series 12."})").status == 201);
    REQUIRE(loud.say("Only on the portal.", R"(,"mails":false)").status == 201);
    CHECK(loud.mails().empty());

    MailedCase quiet(shop, ana, fmt::format("bea{}@customer.test", shop.run));
    CHECK(quiet.first_reply() == cases::ClockState::running);
    REQUIRE(quiet.say("We look into it.", R"(,"client_id":"one")").status == 201);
    REQUIRE(quiet.say("We look into it.", R"(,"client_id":"one")").status == 201);
    REQUIRE(quiet.mails().size() == 1);
    CHECK(quiet.mails().front().state == MailState::undoable);
    CHECK(quiet.first_reply() == cases::ClockState::met);
    CHECK(quiet.story() == "public: We look into it. | ");
    const auto back = ana.post(mail_path(quiet.mails().front().mail_id, "/cancel"), "");
    CHECK(read<NewMail>(back.body).text == "We look into it.");
    CHECK(quiet.story() == "note: We look into it. | ");
    CHECK(quiet.first_reply() == cases::ClockState::running);
    CHECK(quiet.mails().front().state == MailState::cancelled);

    // What was accepted leaves, whatever happens to the program before.
    REQUIRE(loud.say("A new one is on its way.").status == 201);
    house.restart();
    auto again = house.signed_in("ana@shop.test");
    house.pass(seconds(10));
    loud.agent = &again;
    REQUIRE(loud.mails().size() == 1);
    REQUIRE(shop.becomes(again, loud.mails().front().mail_id, MailState::sent));
    REQUIRE(shop.servers.outside(ada).size() == 1);
    const mail::Message message = mail::parse(shop.servers.outside(ada).front());
    CHECK(message.subject.starts_with("Loud grinder [C-"));
    CHECK(message.text.find("A new one is on its way.") != std::string::npos);
    CHECK(message.text.find("ana, Shop") != std::string::npos);
    CHECK(message.text.find("series 12") == std::string::npos);
    CHECK(message.return_path == "support@shop.test");
    // It was said there already.
    CHECK(
        loud.story() ==
        "note: Second one of series 12. | public: Only on the portal. | public: A new one is on its way. | ");
  });
}

TEST_CASE(
    "an answer to a case's mail lands in the case, in the one that it lives on in, and no machine does") {
  in_a_sending_shop([](SendingShop& shop) {
    House& house = shop.house;
    auto ana = house.signed_in("ana@shop.test");
    const std::string ada = fmt::format("ada-merged{}@customer.test", shop.run);
    MailedCase old(shop, ana, ada);
    MailedCase lives(shop, ana, ada);
    REQUIRE(old.say("Which series is it?").status == 201);
    house.pass(seconds(10));
    REQUIRE(shop.becomes(ana, old.mails().front().mail_id, MailState::sent));
    const mail::Message asked = mail::parse(shop.servers.outside(ada).front());
    REQUIRE(asked.reply_to.size() == 1);
    REQUIRE(ana.post(old.path("/merge"), fmt::format(R"({{"into_case_id":"{}"}})", lives.id.value)).status ==
            200);
    const std::string head =
        "From: Ada Lee <" + ada + ">\r\nTo: " + asked.reply_to.front().address + "\r\nSubject: Re\r\n";
    const Taken away =
        lives.arrives(head + "Auto-Submitted: auto-replied\r\nMessage-ID: <away@c.test>\r\n\r\nAway.\r\n");
    CHECK(away.reason == "auto_reply");
    const Taken came = lives.arrives(head + "Message-ID: <twelve@c.test>\r\n\r\nTwelve.\r\n");
    CHECK(came.interaction.value != 0);
    CHECK(lives.story() == "public: Which series is it? | customer: Twelve. | ");
    // In the conversation that this began a machine speaks: nobody is answered, the case stays as it is.
    CHECK(lives.arrives(head + "Auto-Submitted: auto-replied\r\nMessage-ID: <away2@c.test>\r\n\r\nAway.\r\n")
              .ending == arrivals::Ending::joined);
    CHECK(lives.story() == "public: Which series is it? | customer: Twelve. | ");
    CHECK(lives.mails().size() == 1);

    REQUIRE(lives.say("Thank you.").status == 201);
    house.pass(seconds(10));
    REQUIRE(shop.becomes(ana, lives.mails().back().mail_id, MailState::sent));
    REQUIRE(shop.servers.outside(ada).size() == 2);
    const mail::Message thanks = mail::parse(shop.servers.outside(ada).back());
    CHECK(thanks.in_reply_to == std::vector<std::string>{"twelve@c.test"});
    CHECK(thanks.subject.starts_with("Re: Loud grinder [C-"));
    CHECK(thanks.reply_to.front().address == asked.reply_to.front().address);
    CHECK(problem_of(old.say("To nobody.", R"(,"mails":true)")).reason == "cannot_mail");

    MailedCase gone(shop, ana, "unknown-case@customer.test");
    REQUIRE(gone.say("Hello?").status == 201);
    house.pass(seconds(10));
    REQUIRE(shop.becomes(ana, gone.mails().front().mail_id, MailState::failed));
    CHECK(gone.mails().front().state_detail.value_or("").find("no such user here") != std::string::npos);
  });
}

TEST_CASE(
    "a mail goes on to somebody else with its files, outside the customer's thread; what failed is listed") {
  in_a_sending_shop([](SendingShop& shop) {
    House& house = shop.house;
    auto ana = shop.desk_of_ana();
    auto visitor = shop.visitor();
    visitor.start("hello", "1");
    const InteractionId interaction = ana.accept_next().id;
    const MailId answered = shop.arrived(
        interaction,
        "From: Ada Lee <ada@customer.test>\r\nMessage-ID: <first@customer.test>\r\nSubject: Grinder\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nMy grinder stopped.\r\n--b\r\n"
        "Content-Type: application/pdf\r\nContent-Disposition: attachment; "
        "filename=bill.pdf\r\n\r\n%PDF-1.4\r\n--b--\r\n");
    const auto draft = read<ReplyDraft>(ana.client.get(mail_path(answered, "/reply?forwards=true")).body);
    CHECK(draft.subject == "Fwd: Grinder");
    CHECK(draft.to.empty());
    const std::string supplier = fmt::format("supplier{}@factory.test", shop.run);
    NewMail mail = shop.a_mail(supplier, "forward");
    mail.reply_to_id = answered;
    mail.forwards = true;
    mail.subject = draft.subject;
    mail.html = "<p>Do you know this one?</p>";
    NewMail alone = mail;
    alone.reply_to_id.reset();
    CHECK(problem_of(ana.client.post("/api/v1/mails", contract::encode(alone))).pointers ==
          std::vector<std::string>{"/reply_to_id"});
    const MailId sent = shop.write(ana.client, mail).id;
    mail.client_id = "refused";
    mail.to = {{"", "unknown-supplier@factory.test"}};
    const MailId refused = shop.write(ana.client, mail).id;
    house.pass(seconds(10));
    REQUIRE(shop.becomes(ana.client, sent, MailState::sent));
    const mail::Message message = mail::parse(shop.servers.outside(supplier).front());
    CHECK(message.reply_to.empty());
    CHECK(message.in_reply_to.empty());
    CHECK(message.text.find("Do you know this one?") != std::string::npos);
    CHECK(message.text.find("From: Ada Lee <ada@customer.test>") != std::string::npos);
    CHECK(message.text.find("My grinder stopped.") != std::string::npos);
    REQUIRE(message.attachments.size() == 1);
    CHECK(message.attachments.front().name == "bill.pdf");
    CHECK(message.attachments.front().bytes.starts_with("%PDF-1.4"));
    // The customer is not told; the supplier's answer is no word of the customer's.
    CHECK(messages_of(ana.client, interaction).size() == 1);
    std::vector<Incoming> incoming;
    incoming.push_back({"test/supplier",
                        "From: " + supplier + "\r\nTo: support@shop.test\r\nIn-Reply-To: <" +
                            message.message_id + ">\r\nMessage-ID: <known@factory.test>\r\n\r\nWe do.\r\n",
                        "", 0, ""});
    const auto came = house.parts().mail_intake.take({shop.org, shop.mailbox}, std::move(incoming));
    REQUIRE(came.front().has_value());
    CHECK(came.front()->interaction != interaction);

    REQUIRE(shop.becomes(ana.client, refused, MailState::failed));
    auto sue = house.signed_in("sue@shop.test");
    const auto failed = read<api::Page<FailedMail>>(sue.get("/api/v1/failed-mails").body).items;
    REQUIRE(failed.size() == 1);
    CHECK(failed.front().id == refused);
    CHECK(failed.front().agent_id == shop.ana);
    CHECK(failed.front().state_detail.value_or("").find("no such user here") != std::string::npos);
    CHECK(sue.post(mail_path(refused, "/retry"), "").status == 200);
  });
}

TEST_CASE("a mail that an agent writes of their own accord stands in the customer's thread") {
  in_a_sending_shop([](SendingShop& shop) {
    auto admin = shop.house.signed_in("admin@shop.test");
    customers::Customer fresh;
    fresh.id = shop.house.parts().ids.next<CustomerId>();
    const std::string address = fmt::format("eva{}@customer.test", shop.run);
    const auto customer =
        shop.house.parts().customers.find_or_create(shop.org, "email", address, fresh).value();
    NewMail mail = shop.a_mail(address, "unasked");
    mail.customer_id = customer.id;
    mail.subject = "Your grinder is ready";
    const OutgoingMail written = shop.write(admin, mail);
    const auto thread = [&](const std::string& query) {
      return admin.get(fmt::format("/api/v1/customers/{}/thread{}", customer.id.value, query)).body;
    };
    CHECK(thread("").find("\"subject\":\"Your grinder is ready\",\"to\":[\"" + address +
                          "\"],\"state\":\"undoable\"") != std::string::npos);
    CHECK(thread("?q=GRINDER").find("\"kind\":\"mail\"") != std::string::npos);
    CHECK(thread("?q=kettle").find("\"kind\":\"mail\"") == std::string::npos);
    REQUIRE(admin.post(mail_path(written.id, "/cancel"), "").status == 200);
    CHECK(thread("").find("grinder is ready") == std::string::npos);
  });
}

TEST_CASE(
    "a link to sign in by leaves from the company's mailbox, over a restart, and nobody here reads it") {
  in_a_sending_shop([](SendingShop& shop) {
    House& house = shop.house;
    const std::string ada = fmt::format("ada-link{}@customer.test", shop.run);
    portal::LinkSender& links = house.parts().portal_links;
    CHECK(links.can_send(shop.org));
    CHECK(!links.can_send({shop.org.value + 1}));
    house.parts().mail_sender.stop();
    links.send({shop.org, ada, "Shop", "https://help.shop.test/-/sign-in/link?token=abc", "en"});
    CHECK(shop.servers.outside(ada).empty());
    house.restart();
    const auto own = [&] {
      return house.parts()
          .database
          .read([&](database::Session& sql) -> Result<MailId> {
            return database::first<MailId>(
                       sql, "select id from email_mail where org = :org and thread = 0 and state = :sent",
                       shop.org, MailState::sent)
                .value_or(MailId{});
          })
          .value();
    };
    REQUIRE(eventually([&] {
      house.parts().mail_sender.wake();
      return own().value != 0;
    }));
    REQUIRE(shop.servers.outside(ada).size() == 1);
    const mail::Message message = mail::parse(shop.servers.outside(ada).front());
    REQUIRE(message.from.size() == 1);
    CHECK(message.from.front().address == "support@shop.test");
    CHECK(message.text.find("token=abc") != std::string::npos);
    auto admin = house.signed_in("admin@shop.test");
    CHECK(admin.get(mail_path(own(), "")).status == 404);
    CHECK(admin.get(mail_path(own(), "/source")).status == 404);
  });
}

}  // namespace rapport::email
