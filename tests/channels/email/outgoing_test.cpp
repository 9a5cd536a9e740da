#include "channels/email/outgoing.h"

#include <doctest/doctest.h>

#include "channels/email/outgoing_store.h"
#include "support/databases.h"

namespace rapport::email {
namespace {

constexpr Instant sending_start{1'772'000'000'000'000};

std::vector<OutgoingRecipient> recipients_of(const std::vector<std::string>& addresses) {
  std::vector<OutgoingRecipient> all;
  for (const std::string& address : addresses)
    all.push_back({address, RecipientState::waiting, {}, {}});
  return all;
}

mail::RecipientOutcome smtp_answered(const std::string& address, int code, const std::string& text) {
  return {address, {code, "", text}};
}

std::vector<database::Migration> sending_tables() {
  auto all = mail_migrations();
  for (auto& step : outgoing_migrations())
    all.push_back(step);
  int version = 0;
  for (auto& step : all)
    step.version = ++version;
  return all;
}

}  // namespace

TEST_CASE("a mail is sent when everybody's server has it, and tried again for those it has not") {
  auto recipients = recipients_of({"a@x", "b@x"});
  mail::Submitted submitted;
  submitted.recipients = {smtp_answered("a@x", 250, "ok"), smtp_answered("b@x", 451, "later")};
  const Tried first = outcome_after(recipients, submitted, 1, sending_start);
  CHECK(first.state == MailState::sending);
  CHECK(first.due == sending_start + send_pauses[0]);
  CHECK(first.reason.find("later") != std::string::npos);
  submitted.recipients = {smtp_answered("b@x", 250, "ok")};
  const Tried second = outcome_after(recipients, submitted, 2, sending_start);
  CHECK(second.state == MailState::sent);
  CHECK(!second.due);
}

TEST_CASE("refused by some it has bounced, refused by all it has failed, each with the reason") {
  auto recipients = recipients_of({"a@x", "b@x"});
  mail::Submitted submitted;
  submitted.recipients = {smtp_answered("a@x", 250, "ok"), smtp_answered("b@x", 550, "no such user")};
  Tried tried = outcome_after(recipients, submitted, 1, sending_start);
  CHECK(tried.state == MailState::bounced);
  CHECK(tried.reason == "b@x: no such user");
  recipients = recipients_of({"b@x"});
  submitted.recipients = {smtp_answered("b@x", 550, "no such user")};
  tried = outcome_after(recipients, submitted, 1, sending_start);
  CHECK(tried.state == MailState::failed);
}

TEST_CASE("a server that cannot be reached is tried again with growing pauses, and given up in the end") {
  auto recipients = recipients_of({"a@x"});
  const Error away{ErrorCode::unavailable, "no_connection", "nobody there"};
  Duration last{};
  for (int tries = 1; tries <= static_cast<int>(send_pauses.size()); ++tries) {
    const Tried tried = outcome_after(recipients, away, tries, sending_start);
    REQUIRE(tried.due.has_value());
    CHECK(*tried.due - sending_start >= last);
    last = *tried.due - sending_start;
  }
  const Tried over = outcome_after(recipients, away, static_cast<int>(send_pauses.size()) + 1, sending_start);
  CHECK(over.state == MailState::failed);
  CHECK(over.reason == "nobody there");
}

TEST_CASE("an answer that was lost is not tried again, what another try cannot mend neither") {
  auto recipients = recipients_of({"a@x"});
  CHECK(outcome_after(recipients, Error{ErrorCode::unavailable, "outcome_unknown", "lost"}, 1, sending_start)
            .state == MailState::unknown);
  const Tried big =
      outcome_after(recipients, Error{ErrorCode::too_large, "mail_too_large", "too big"}, 1, sending_start);
  CHECK(big.state == MailState::failed);
  CHECK(!big.due);
}

TEST_CASE(
    "what waits can be taken back or moved; what has begun to leave cannot, and a crash leaves it unknown") {
  tests::for_each_engine(
      [](database::Database& db) {
        const OrgId org{1};
        Mail mail;
        mail.id = {7};
        mail.mailbox = {3};
        mail.direction = Direction::out;
        mail.thread = {5};
        mail.state = MailState::undoable;
        OutgoingRow row;
        row.mail = mail.id;
        row.mailbox = mail.mailbox;
        row.by = {9};
        row.client_id = "one";
        row.recipients = recipients_of({"a@x"});
        row.due = sending_start + seconds(10);
        const auto in_write = [&](const std::function<bool(database::Session&)>& work) {
          return db.write<bool>([&](database::Session& sql) -> Result<bool> { return work(sql); })
              .get()
              .value();
        };
        in_write([&](database::Session& sql) {
          mails::insert(sql, org, mail);
          outgoing::insert(sql, org, row);
          CHECK(outgoing::find_by_client_id(sql, org, {9}, "one") == mail.id);
          CHECK(!outgoing::find_by_client_id(sql, org, {8}, "one"));
          CHECK(outgoing::due_mailboxes(sql, sending_start, 10).empty());
          CHECK(outgoing::next_due(sql) == row.due);
          CHECK(outgoing::reschedule(sql, org, mail.id, sending_start + seconds(5)));
          CHECK(outgoing::due_mailboxes(sql, sending_start + seconds(5), 10).size() == 1);
          CHECK(outgoing::begin(sql, org, mail.id, sending_start));
          CHECK(mails::find(sql, org, mail.id)->state == MailState::sending);
          CHECK(!outgoing::cancel(sql, org, mail.id, sending_start));
          CHECK(!outgoing::reschedule(sql, org, mail.id, sending_start));
          CHECK(outgoing::hand_over(sql, org, mail.id));
          CHECK(!outgoing::hand_over(sql, org, mail.id));
          return true;
        });
        in_write([&](database::Session& sql) {
          CHECK(outgoing::settle_interrupted(sql, sending_start).size() == 1);
          CHECK(mails::find(sql, org, mail.id)->state == MailState::unknown);
          CHECK(!outgoing::begin(sql, org, mail.id, sending_start));
          outgoing::send_again(sql, org, *outgoing::find(sql, org, mail.id), sending_start);
          CHECK(outgoing::due_mails(sql, org, mail.mailbox, sending_start, 10).size() == 1);
          CHECK(outgoing::begin(sql, org, mail.id, sending_start));
          CHECK(outgoing::hand_over(sql, org, mail.id));
          auto tried = *outgoing::find(sql, org, mail.id);
          tried.tries = 1;
          tried.recipients.front().state = RecipientState::accepted;
          outgoing::note_tried(sql, org, tried, {MailState::sent, {}, ""}, sending_start, true);
          CHECK(mails::find(sql, org, mail.id)->state == MailState::sent);
          CHECK(outgoing::due_mails(sql, org, mail.mailbox, sending_start + hours(99), 10).empty());
          CHECK(outgoing::due_copies(sql, org, mail.mailbox, sending_start, 10).size() == 1);
          outgoing::note_copied(sql, org, mail.id, {});
          CHECK(outgoing::due_copies(sql, org, mail.mailbox, sending_start + hours(99), 10).empty());
          return true;
        });
      },
      sending_tables());
}

}  // namespace rapport::email
