#include "channels/email/case_mail_store.h"

#include <algorithm>
#include <map>

#include "cases/case_store.h"
#include "platform/database/statement.h"

namespace rapport::email {

std::vector<database::Migration> case_mail_migrations() {
  return {{0, "mails of cases",
           "create table email_case_words (org bigint not null, mail bigint not null, case_of bigint not"
           " null, words bigint not null, primary key (org, mail));"
           "create index email_case_words_by_case on email_case_words (org, case_of, mail);"
           "create index email_thread_by_case on email_thread (org, case_of)",
           ""}};
}

namespace case_mails {

void insert(database::Session& sql, OrgId org, const CaseWords& row) {
  database::execute(
      sql, "insert into email_case_words (org, mail, case_of, words) values (:org, :mail, :case_of, :words)",
      org, row.mail, row.case_of, row.words);
}

std::optional<CaseWords> find(database::Session& sql, OrgId org, MailId mail) {
  const auto row = database::first<CaseId, cases::CaseEventId>(
      sql, "select case_of, words from email_case_words where org = :org and mail = :mail", org, mail);
  if (!row) return std::nullopt;
  return CaseWords{mail, std::get<0>(*row), std::get<1>(*row)};
}

std::vector<CaseWords> of_cases(database::Session& sql, OrgId org, const std::vector<CaseId>& all) {
  std::vector<CaseWords> found;
  for (const CaseId id : all)
    database::each<MailId, cases::CaseEventId>(
        sql, "select mail, words from email_case_words where org = :org and case_of = :id order by mail",
        [&](MailId mail, cases::CaseEventId words) {
          found.push_back({mail, id, words});
        },
        org, id);
  return found;
}

std::vector<MailThread> threads(database::Session& sql, OrgId org, const std::vector<CaseId>& all) {
  std::map<MailThreadId, MailThread> found;
  for (const CaseId id : all)
    for (const MailThreadId thread : database::all<MailThreadId>(
             sql, "select id from email_thread where org = :org and case_of = :id", org, id))
      if (auto one = mails::find_thread(sql, org, thread)) found.emplace(thread, std::move(*one));
  for (const cases::CaseStore::Link& link : cases::CaseStore::links(sql, org, all))
    if (!link.is_work)
      if (auto one = mails::thread_of(sql, org, link.interaction)) found.emplace(one->id, std::move(*one));
  struct Aged {
    MailId newest;
    MailThread thread;
  };
  std::vector<Aged> aged;
  for (auto& entry : found) {
    const auto newest = database::first<MailId>(
        sql, "select id from email_mail where org = :org and thread = :thread order by id desc limit 1", org,
        entry.first);
    aged.push_back({newest.value_or(MailId{}), std::move(entry.second)});
  }
  std::sort(aged.begin(), aged.end(), [](const Aged& a, const Aged& b) { return b.newest < a.newest; });
  std::vector<MailThread> ordered;
  for (Aged& one : aged)
    ordered.push_back(std::move(one.thread));
  return ordered;
}

}  // namespace case_mails
}  // namespace rapport::email
