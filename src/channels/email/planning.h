// Planning: what becomes of mails that were read: who wrote them, which thread they belong to, and what is to
// be written for them, by one look at the database for all of a round. It writes nothing but the senders who
// were not known, and decides for one round at a time (see intake.cpp's turn). The thread that brought the
// mails.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "channels/email/intake.h"
#include "channels/email/judge.h"
#include "channels/email/plan.h"
#include "channels/email/prepare.h"

namespace rapport::email {

struct Handled {  // one mail on its way through a round
  std::size_t index = 0;
  Prepared* prepared = nullptr;
  Verdict verdict;
  Plan plan;
  bool is_known = false;  // taken before: the plan has its row of the ledger
  bool is_thread_open = false;
  CustomerId customer;
  AgentId last_agent;
  Instant last_contact_ended;
  value::Treatment treatment;
};

class Planning {
 public:
  explicit Planning(const IntakeParts& parts);

  // The verdict and plan of each; of those that were taken before the row of the ledger. unavailable: of
  // none.
  Result<void> plan(const MailboxOfOrg& of, std::vector<Handled>& cases);

 private:
  Result<void> judge_all(const MailboxOfOrg& of, std::vector<Handled>& cases);
  Result<void> find_customers(const MailboxOfOrg& of, std::vector<Handled>& cases);
  void look_back(OrgId org, Handled& one);
  void plan_rejected(const MailboxOfOrg& of, Handled& one, const std::string& reason);
  void plan_report(Handled& one);
  void plan_joined(Handled& one);
  void plan_new(const MailboxOfOrg& of, Handled& one);
  Mail mail_of(const MailboxOfOrg& of, const Handled& one) const;
  conversations::Message message_of(const Handled& one, const Mail& mail) const;

  const IntakeParts& parts_;
  metrics::Counter& flood_total_;
};

}  // namespace rapport::email
