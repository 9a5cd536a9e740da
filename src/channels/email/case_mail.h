// CaseMail: what agents say to a customer in a case leaves by email. The words and their mail are one
// transaction, so that neither is there without the other; from then on it is a mail like any
// (outgoing_mail.h). A mail that is taken back makes its words a note. Worker threads; all calls block.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/api.h"
#include "cases/case_book.h"
#include "channels/email/outgoing_mail.h"

namespace rapport::email {

// What would become of public words just now.
struct CaseMailPlan {
  bool is_mailed = false;
  // Why not: no_customer, no_address, bad_address (one that nobody should write to), no_mailbox, merged.
  std::optional<std::string> reason;
  std::optional<MailboxId> mailbox_id;
  std::string from;
  std::optional<MailAddress> to;
  std::string subject;
  std::int32_t undo_s = 0;
};
BOOST_DESCRIBE_STRUCT(CaseMailPlan, (), (is_mailed, reason, mailbox_id, from, to, subject, undo_s))
contract::Notes contract_notes(contract::Tag<CaseMailPlan>);

struct CaseMailShown {
  cases::CaseEventId event_id;  // the words
  MailId mail_id;
  std::vector<std::string> to;
  MailState state = MailState::sending;
  std::optional<std::string> state_detail;
  std::optional<Instant> due_at;  // while it waits
};
BOOST_DESCRIBE_STRUCT(CaseMailShown, (), (event_id, mail_id, to, state, state_detail, due_at))
struct CaseMails {
  std::vector<CaseMailShown> items;
};
BOOST_DESCRIBE_STRUCT(CaseMails, (), (items))

class CaseMail {
 public:
  // Borrows all.
  CaseMail(Outgoing& outgoing, cases::CaseBook& book, database::Database& database,
           customers::CustomerStore& customers)
      : outgoing_(outgoing), book_(book), database_(database), customers_(customers) {}

  Result<CaseMailPlan> plan(OrgId org, CaseId id);
  // Public words, and their mail where one can leave. conflict, "cannot_mail", when it must and cannot.
  Result<cases::Case> comment(const org::By& by, CaseId id, const cases::CommentOnCase& said);
  // Oldest first, those of the cases that live on in it included.
  Result<CaseMails> mails(OrgId org, CaseId id);

 private:
  struct Way;  // a plan, and what it follows
  Result<Way> way(OrgId org, CaseId id);

  Outgoing& outgoing_;
  cases::CaseBook& book_;
  database::Database& database_;
  customers::CustomerStore& customers_;
};

void add_case_mail_operations(api::Api& api, CaseMail& mail);

}  // namespace rapport::email
