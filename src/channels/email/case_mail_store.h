// Which words of a case a mail of ours carries, and the threads of mails that belong to cases. Everything
// within a session of the caller's.
#pragma once

#include <optional>
#include <vector>

#include "cases/case.h"
#include "channels/email/mail_store.h"

namespace rapport::email {

std::vector<database::Migration> case_mail_migrations();

struct CaseWords {
  MailId mail;
  CaseId case_of;
  cases::CaseEventId words;
};

namespace case_mails {

void insert(database::Session& sql, OrgId org, const CaseWords& row);
std::optional<CaseWords> find(database::Session& sql, OrgId org, MailId mail);
std::vector<CaseWords> of_cases(database::Session& sql, OrgId org, const std::vector<CaseId>& all);
// Of any of these cases: told of, or begun in a conversation that is linked to one. The newest mail first.
std::vector<MailThread> threads(database::Session& sql, OrgId org, const std::vector<CaseId>& all);

}  // namespace case_mails

}  // namespace rapport::email
