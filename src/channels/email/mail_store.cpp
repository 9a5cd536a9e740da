#include "channels/email/mail_store.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "platform/contract/json.h"
#include "platform/database/statement.h"
#include "platform/text/text.h"

namespace rapport::email {
namespace {

#define MAIL_COLUMNS                                                                            \
  "id, mailbox, direction, thread, interaction, message, customer, agent, message_id, subject," \
  " sender, sameness, at_us, state, state_detail, state_us, blob_key, bytes, facts"

using MailColumns =
    std::tuple<MailId, MailboxId, Direction, MailThreadId, InteractionId, MessageId, CustomerId, UserId,
               std::string, std::string, std::string, std::string, Instant, MailState, std::string, Instant,
               std::string, std::int64_t, std::string>;

template <class... Parameters>
std::vector<Mail> select_mails(database::Session& sql, std::string_view query,
                               const Parameters&... parameters) {
  std::vector<Mail> found;
  for (MailColumns& row :
       database::all<MailId, MailboxId, Direction, MailThreadId, InteractionId, MessageId, CustomerId, UserId,
                     std::string, std::string, std::string, std::string, Instant, MailState, std::string,
                     Instant, std::string, std::int64_t, std::string>(sql, query, parameters...)) {
    Mail mail;
    std::string facts;
    std::tie(mail.id, mail.mailbox, mail.direction, mail.thread, mail.interaction, mail.message,
             mail.customer, mail.agent, mail.message_id, mail.subject, mail.sender, mail.sameness, mail.at,
             mail.state, mail.state_detail, mail.state_at, mail.blob, mail.bytes, facts) = std::move(row);
    mail.facts = contract::decode<MailFacts>(facts, {.ignores_unknown = true}).value_or(MailFacts{});
    found.push_back(std::move(mail));
  }
  return found;
}

std::optional<Mail> first_of(std::vector<Mail> mails) {
  if (mails.empty()) return std::nullopt;
  return std::move(mails.front());
}

void add_participants(database::Session& sql, OrgId org, MailThreadId thread, const MailFacts& facts) {
  for (const auto* group : {&facts.from, &facts.reply_to, &facts.to, &facts.cc, &facts.bcc}) {
    std::size_t taken = 0;
    for (const MailAddress& one : *group) {
      if (one.address.empty() || ++taken > 200) continue;
      database::execute(
          sql,
          "insert into email_participant (org, thread, address) values (:org, :thread, :address)"
          " on conflict do nothing",
          org, thread, address_key(one.address));
    }
  }
}

}  // namespace

std::vector<database::Migration> mail_migrations() {
  return {{0, "mails",
           "create table email_thread (org bigint not null, id bigint not null, mailbox bigint not null,"
           " customer bigint not null, interaction bigint not null, case_of bigint not null, subject text not"
           " null, primary key (org, id));"
           "create index email_thread_by_interaction on email_thread (org, interaction);"
           "create table email_participant (org bigint not null, thread bigint not null, address text not"
           " null, primary key (org, thread, address));"
           "create table email_mail (org bigint not null, id bigint not null, mailbox bigint not null,"
           " direction integer not null, thread bigint not null, interaction bigint not null, message bigint"
           " not null, customer bigint not null, agent bigint not null, message_id text not null, subject"
           " text not null, sender text not null, sameness text not null, at_us bigint not null, state"
           " integer not null, state_detail text not null, state_us bigint not null, blob_key text not null,"
           " bytes bigint not null, facts text not null, case_waits integer not null default 0,"
           " primary key (org, id));"
           // With the id: who asks for the first or last of them would otherwise be given the primary key.
           "create index email_mail_by_message_id on email_mail (org, message_id, id);"
           "create index email_mail_by_sameness on email_mail (org, sameness, id);"
           "create index email_mail_by_interaction on email_mail (org, interaction, id);"
           "create index email_mail_by_thread on email_mail (org, thread, id);"
           "create index email_mail_by_customer on email_mail (org, customer, id);"
           "create index email_mail_by_sender on email_mail (org, mailbox, sender, at_us);"
           "create index email_mail_case_waits on email_mail (org, id) where case_waits = 1",
           ""}};
}

namespace mails {

void insert(database::Session& sql, OrgId org, const Mail& mail) {
  database::execute(
      sql,
      "insert into email_mail (org, " MAIL_COLUMNS
      ") values (:org, :id, :mailbox, :direction, :thread, :interaction, :message, :customer, :agent,"
      " :message_id, :subject, :sender, :sameness, :at, :state, :state_detail, :state_at, :blob, :bytes,"
      " :facts)",
      org, mail.id, mail.mailbox, mail.direction, mail.thread, mail.interaction, mail.message, mail.customer,
      mail.agent, mail.message_id, mail.subject, mail.sender, mail.sameness, mail.at, mail.state,
      mail.state_detail, mail.state_at, mail.blob, mail.bytes, contract::encode(mail.facts));
  // Who is told of in a delivery report takes no part in anything, nor does whom it is forwarded to.
  if (mail.thread && mail.state != MailState::report && mail.state != MailState::rejected &&
      !mail.facts.is_forward.value_or(false))
    add_participants(sql, org, mail.thread, mail.facts);
}

std::optional<Mail> find(database::Session& sql, OrgId org, MailId id) {
  return first_of(
      select_mails(sql, "select " MAIL_COLUMNS " from email_mail where org = :org and id = :id", org, id));
}

std::vector<Mail> of_interaction(database::Session& sql, OrgId org, InteractionId interaction, MailId after,
                                 std::int64_t most) {
  return select_mails(sql,
                      "select " MAIL_COLUMNS
                      " from email_mail where org = :org and interaction = :interaction and id > :after"
                      " order by id limit :most",
                      org, interaction, after, most);
}

std::vector<Mail> begun_with(database::Session& sql, OrgId org, const std::vector<CustomerId>& customers,
                             Instant at, MailId before, const std::string& words, std::int64_t most) {
  constexpr std::int64_t searched_max = 1'000;  // of one row of a customer
  const std::string sought = text::folded(words);
  std::vector<Mail> found;
  for (const CustomerId customer : customers)
    for (Mail& mail : select_mails(sql,
                                   "select " MAIL_COLUMNS " from email_mail where org = :org and customer = "
                                   ":customer and direction = :out and interaction = 0"
                                   " and state <> :cancelled and (at_us < :at or (at_us = :at and id < "
                                   ":before)) and not exists (select 1"
                                   " from email_case_words w where w.org = :org and w.mail = email_mail.id)"
                                   " order by id desc limit :most",
                                   org, customer, Direction::out, MailState::cancelled, at, before,
                                   words.empty() ? most : searched_max))
      if (words.empty() || text::folded(mail.subject).find(sought) != std::string::npos)
        found.push_back(std::move(mail));
  std::sort(found.begin(), found.end(),
            [](const Mail& a, const Mail& b) { return a.at != b.at ? b.at < a.at : b.id < a.id; });
  if (found.size() > static_cast<std::size_t>(most)) found.resize(static_cast<std::size_t>(most));
  return found;
}

std::vector<Mail> of_thread(database::Session& sql, OrgId org, MailThreadId thread, MailId after,
                            std::int64_t most) {
  return select_mails(sql,
                      "select " MAIL_COLUMNS
                      " from email_mail where org = :org and thread = :thread and id > :after"
                      " order by id limit :most",
                      org, thread, after, most);
}

std::vector<Mail> failed(database::Session& sql, OrgId org, MailId before, std::int64_t most) {
  return select_mails(sql,
                      "select " MAIL_COLUMNS
                      " from email_mail where org = :org and direction = 1 and state in (9, 10, 11)"
                      " and (:before = 0 or id < :before) order by id desc limit :most",
                      org, before, most);
}

std::optional<Mail> by_message_id(database::Session& sql, OrgId org, const std::string& message_id,
                                  std::optional<Direction> direction) {
  if (message_id.empty()) return std::nullopt;
  return first_of(select_mails(
      sql,
      "select " MAIL_COLUMNS
      " from email_mail where org = :org and message_id = :message_id and (:direction < 0 or direction = "
      ":direction) order by id desc limit 1",
      org, message_id, direction ? static_cast<int>(*direction) : -1));
}

std::optional<MailId> same_as(database::Session& sql, OrgId org, MailboxId mailbox,
                              const std::string& message_id, const std::string& sameness) {
  return database::first<MailId>(
      sql,
      "select id from email_mail where org = :org and sameness = :sameness and mailbox = :mailbox"
      " and message_id = :message_id and direction = 0 order by id limit 1",
      org, sameness, mailbox, message_id);
}

std::int64_t count_from(database::Session& sql, OrgId org, MailboxId mailbox, const std::string& sender,
                        Instant since) {
  return *database::first<std::int64_t>(
      sql,
      "select count(*) from email_mail where org = :org and mailbox = :mailbox and sender = :sender"
      " and at_us >= :since and direction = 0 and interaction <> 0",
      org, mailbox, sender, since);
}

void set_state(database::Session& sql, OrgId org, MailId id, MailState state, const std::string& detail,
               Instant at) {
  database::execute(sql,
                    "update email_mail set state = :state, state_detail = :detail, state_us = :at"
                    " where org = :org and id = :id",
                    state, detail, at, org, id);
}

void set_bytes(database::Session& sql, OrgId org, MailId id, const std::string& blob, std::int64_t bytes) {
  database::execute(sql,
                    "update email_mail set blob_key = :blob, bytes = :bytes where org = :org and id = :id",
                    blob, bytes, org, id);
}

void set_place(database::Session& sql, OrgId org, MailId id, MailThreadId thread, InteractionId interaction,
               MessageId message) {
  database::execute(sql,
                    "update email_mail set thread = :thread, interaction = :interaction, message = :message"
                    " where org = :org and id = :id",
                    thread, interaction, message, org, id);
  if (const auto mail = find(sql, org, id); mail && thread) add_participants(sql, org, thread, mail->facts);
}

void insert_thread(database::Session& sql, OrgId org, const MailThread& thread) {
  database::execute(sql,
                    "insert into email_thread (org, id, mailbox, customer, interaction, case_of, subject)"
                    " values (:org, :id, :mailbox, :customer, :interaction, :case_of, :subject)",
                    org, thread.id, thread.mailbox, thread.customer, thread.interaction, thread.case_of,
                    thread.subject);
}

std::optional<MailThread> find_thread(database::Session& sql, OrgId org, MailThreadId id) {
  auto row = database::first<MailboxId, CustomerId, InteractionId, CaseId, std::string>(
      sql,
      "select mailbox, customer, interaction, case_of, subject from email_thread where org = :org and id = "
      ":id",
      org, id);
  if (!row) return std::nullopt;
  auto& [mailbox, customer, interaction, case_of, subject] = *row;
  return MailThread{id, mailbox, customer, interaction, case_of, std::move(subject)};
}

std::optional<MailThread> thread_of(database::Session& sql, OrgId org, InteractionId interaction) {
  auto id = database::first<MailThreadId>(
      sql, "select id from email_thread where org = :org and interaction = :interaction limit 1", org,
      interaction);
  if (!id)
    id = database::first<MailThreadId>(
        sql,
        "select thread from email_mail where org = :org and interaction = :interaction and thread <> 0"
        " limit 1",
        org, interaction);
  return id ? find_thread(sql, org, *id) : std::nullopt;
}

void set_interaction(database::Session& sql, OrgId org, MailThreadId id, InteractionId interaction) {
  database::execute(sql, "update email_thread set interaction = :interaction where org = :org and id = :id",
                    interaction, org, id);
}

void set_case(database::Session& sql, OrgId org, MailThreadId id, CaseId which) {
  database::execute(sql, "update email_thread set case_of = :which where org = :org and id = :id", which, org,
                    id);
}

void set_case_waits(database::Session& sql, OrgId org, MailId id, bool waits) {
  database::execute(sql, "update email_mail set case_waits = :waits where org = :org and id = :id", waits,
                    org, id);
}

std::vector<CaseWaits> waiting_for_case(database::Session& sql, std::int64_t most) {
  std::vector<CaseWaits> found;
  database::each<OrgId, MailId>(
      sql, "select org, id from email_mail where case_waits = 1 order by org, id limit :most",
      [&](OrgId org, MailId id) {
        found.push_back({org, id});
      },
      most);
  return found;
}

bool is_participant(database::Session& sql, OrgId org, MailThreadId id, const std::string& address) {
  return database::first<MailThreadId>(
             sql,
             "select thread from email_participant where org = :org and thread = :thread and address = "
             ":address",
             org, id, address_key(address))
      .has_value();
}

}  // namespace mails

std::optional<Mail> note_delivery(database::Session& sql, OrgId org, const std::string& message_id,
                                  const DeliveryOutcome& outcome) {
  auto mail = mails::by_message_id(sql, org, message_id, Direction::out);
  if (!mail) return std::nullopt;
  const bool has_ended = mail->state == MailState::bounced || mail->state == MailState::failed ||
                         mail->state == MailState::cancelled;
  const bool is_news = outcome.state == MailState::bounced ||
                       (outcome.state == MailState::delivered && !has_ended) ||
                       (outcome.state == MailState::delayed &&
                        (mail->state == MailState::sent || mail->state == MailState::unknown));
  if (!is_news) return mail;
  mails::set_state(sql, org, mail->id, outcome.state, outcome.detail, outcome.at);
  mail->state = outcome.state;
  mail->state_detail = outcome.detail;
  mail->state_at = outcome.at;
  return mail;
}

}  // namespace rapport::email
