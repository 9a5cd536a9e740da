#include "channels/email/outgoing_store.h"

#include <limits>

#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::email {
namespace {

// Only of one that waits: the row is the lock.
bool close_waiting(database::Session& sql, OrgId org, MailId mail) {
  return database::execute(sql,
                           "update email_outgoing set is_open = 0 where org = :org and mail = :mail"
                           " and is_open = 1 and begun_us is null",
                           org, mail) > 0;
}

bool is_in(database::Session& sql, OrgId org, MailId mail, MailState state) {
  const auto found = mails::find(sql, org, mail);
  return found && found->state == state;
}

}  // namespace

std::vector<database::Migration> outgoing_migrations() {
  return {{0, "outgoing mail",
           "create table email_outgoing (org bigint not null, mail bigint not null, mailbox bigint not null,"
           " by_user bigint not null, client_id text not null, draft text not null, words text not null,"
           " envelope_from text not null, recipients text not null, is_open integer not null,"
           " is_handed_over integer not null, due_us bigint not null, begun_us bigint,"
           " tries integer not null, copy_due_us bigint, copy_tries integer not null,"
           " primary key (org, mail), unique (org, by_user, client_id));"
           "create index email_outgoing_due on email_outgoing (is_open, due_us);"
           "create index email_outgoing_copy on email_outgoing (copy_due_us);"
           "create index email_outgoing_handed_over on email_outgoing (is_handed_over)",
           ""}};
}

namespace outgoing {

void insert(database::Session& sql, OrgId org, const OutgoingRow& row) {
  database::execute(
      sql,
      "insert into email_outgoing (org, mail, mailbox, by_user, client_id, draft, words, envelope_from,"
      " recipients, is_open, is_handed_over, due_us, tries, copy_tries) values (:org, :mail, :mailbox, :by,"
      " :client_id, :draft, :words, :envelope_from, :recipients, 1, 0, :due, 0, 0)",
      org, row.mail, row.mailbox, row.by, row.client_id, row.draft, row.words, row.envelope_from,
      contract::encode(row.recipients), row.due);
}

std::optional<OutgoingRow> find(database::Session& sql, OrgId org, MailId mail) {
  std::optional<OutgoingRow> found;
  database::each<MailboxId, UserId, std::string, std::string, std::string, std::string, std::string, bool,
                 bool, Instant, int, std::optional<Instant>, int>(
      sql,
      "select mailbox, by_user, client_id, draft, words, envelope_from, recipients, is_open, is_handed_over,"
      " due_us, tries, copy_due_us, copy_tries from email_outgoing where org = :org and mail = :mail",
      [&](MailboxId mailbox, UserId by, std::string client_id, std::string draft, std::string words,
          std::string envelope_from, const std::string& recipients, bool is_open, bool is_handed_over,
          Instant due, int tries, std::optional<Instant> copy_due, int copy_tries) {
        OutgoingRow row;
        row.mail = mail;
        row.mailbox = mailbox;
        row.by = by;
        row.client_id = std::move(client_id);
        row.draft = std::move(draft);
        row.words = std::move(words);
        row.envelope_from = std::move(envelope_from);
        row.recipients = contract::decode<std::vector<OutgoingRecipient>>(recipients)
                             .value_or(std::vector<OutgoingRecipient>{});
        row.is_open = is_open;
        row.is_handed_over = is_handed_over;
        row.due = due;
        row.tries = tries;
        row.copy_due = copy_due;
        row.copy_tries = copy_tries;
        found = std::move(row);
      },
      org, mail);
  return found;
}

std::optional<MailId> find_by_client_id(database::Session& sql, OrgId org, UserId by,
                                        const std::string& client_id) {
  return database::first<MailId>(
      sql, "select mail from email_outgoing where org = :org and by_user = :by and client_id = :client_id",
      org, by, client_id);
}

std::vector<DueMailbox> due_mailboxes(database::Session& sql, Instant now, std::int64_t most) {
  std::vector<DueMailbox> all;
  const auto add = [&](OrgId org, MailboxId mailbox, Instant) { all.push_back({org, mailbox}); };
  database::each<OrgId, MailboxId, Instant>(
      sql,
      "select org, mailbox, min(due_us) from email_outgoing where is_open = 1 and due_us <= :now"
      " group by org, mailbox order by 3 limit :most",
      add, now, most);
  database::each<OrgId, MailboxId, Instant>(
      sql,
      "select org, mailbox, min(copy_due_us) from email_outgoing where copy_due_us <= :now"
      " group by org, mailbox order by 3 limit :most",
      add, now, most);
  return all;
}

std::vector<MailId> due_mails(database::Session& sql, OrgId org, MailboxId mailbox, Instant now,
                              std::int64_t most) {
  return database::all<MailId>(sql,
                               "select mail from email_outgoing where is_open = 1 and due_us <= :now"
                               " and org = :org and mailbox = :mailbox order by due_us, mail limit :most",
                               now, org, mailbox, most);
}

std::vector<MailId> due_copies(database::Session& sql, OrgId org, MailboxId mailbox, Instant now,
                               std::int64_t most) {
  return database::all<MailId>(sql,
                               "select mail from email_outgoing where copy_due_us <= :now and org = :org"
                               " and mailbox = :mailbox order by copy_due_us, mail limit :most",
                               now, org, mailbox, most);
}

std::optional<Instant> next_due(database::Session& sql) {
  const auto mail = database::first<std::optional<Instant>>(
      sql, "select min(due_us) from email_outgoing where is_open = 1");
  const auto copy =
      database::first<std::optional<Instant>>(sql, "select min(copy_due_us) from email_outgoing");
  std::optional<Instant> next;
  for (const auto& one : {mail, copy})
    if (one && *one && (!next || **one < *next)) next = **one;
  return next;
}

bool begin(database::Session& sql, OrgId org, MailId mail, Instant now) {
  const auto taken = database::execute(sql,
                                       "update email_outgoing set begun_us = :now where org = :org"
                                       " and mail = :mail and is_open = 1 and is_handed_over = 0",
                                       now, org, mail);
  if (taken == 0) return false;
  mails::set_state(sql, org, mail, MailState::sending, "", now);
  return true;
}

bool hand_over(database::Session& sql, OrgId org, MailId mail) {
  return database::execute(sql,
                           "update email_outgoing set is_handed_over = 1 where org = :org and mail = :mail"
                           " and is_open = 1 and is_handed_over = 0",
                           org, mail) > 0;
}

void note_tried(database::Session& sql, OrgId org, const OutgoingRow& row, const Tried& tried, Instant at,
                bool wants_copy) {
  const bool is_gone = tried.state == MailState::sent || tried.state == MailState::bounced ||
                       tried.state == MailState::unknown;
  database::execute(
      sql,
      "update email_outgoing set recipients = :recipients, is_open = :is_open, is_handed_over = 0,"
      " due_us = :due, tries = :tries, copy_due_us = :copy where org = :org and mail = :mail",
      contract::encode(row.recipients), tried.due.has_value(), tried.due.value_or(row.due), row.tries,
      is_gone && wants_copy ? std::optional<Instant>(at) : std::nullopt, org, row.mail);
  if (is_in(sql, org, row.mail, MailState::sending))
    mails::set_state(sql, org, row.mail, tried.state, tried.reason, at);
}

void note_copied(database::Session& sql, OrgId org, MailId mail, std::optional<Instant> again) {
  database::execute(sql,
                    "update email_outgoing set copy_due_us = :again, copy_tries = copy_tries + 1"
                    " where org = :org and mail = :mail",
                    again, org, mail);
}

std::vector<MailId> settle_interrupted(database::Session& sql, Instant now) {
  std::vector<std::pair<OrgId, MailId>> all;
  database::each<OrgId, MailId>(
      sql, "select org, mail from email_outgoing where is_handed_over = 1 order by org, mail",
      [&](OrgId org, MailId mail) { all.emplace_back(org, mail); });
  std::vector<MailId> settled;
  for (const auto& one : all) {
    database::execute(sql,
                      "update email_outgoing set is_handed_over = 0, is_open = 0 where org = :org"
                      " and mail = :mail",
                      one.first, one.second);
    if (is_in(sql, one.first, one.second, MailState::sending))
      mails::set_state(sql, one.first, one.second, MailState::unknown,
                       "the program ended while it was being handed over", now);
    settled.push_back(one.second);
  }
  return settled;
}

bool cancel(database::Session& sql, OrgId org, MailId mail, Instant now) {
  if (!close_waiting(sql, org, mail)) return false;
  mails::set_state(sql, org, mail, MailState::cancelled, "", now);
  return true;
}

bool reschedule(database::Session& sql, OrgId org, MailId mail, Instant due) {
  return database::execute(sql,
                           "update email_outgoing set due_us = :due where org = :org and mail = :mail"
                           " and is_open = 1 and begun_us is null",
                           due, org, mail) > 0;
}

void send_again(database::Session& sql, OrgId org, const OutgoingRow& row, Instant now) {
  std::vector<OutgoingRecipient> recipients = row.recipients;
  for (OutgoingRecipient& one : recipients)
    if (one.state == RecipientState::refused) one.state = RecipientState::waiting;
  database::execute(
      sql,
      "update email_outgoing set recipients = :recipients, is_open = 1, due_us = :now, tries = 0"
      " where org = :org and mail = :mail",
      contract::encode(recipients), now, org, row.mail);
  mails::set_state(sql, org, row.mail, MailState::sending, "", now);
}

}  // namespace outgoing
}  // namespace rapport::email
