// What becomes of an arrived mail, as far as the tables say: rejected and why, a report about a mail of ours,
// or words in a thread, known or new. Reads within a session of the caller's; decides nothing about a
// conversation being open, which only the switchboard knows.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "channels/email/mail_store.h"
#include "channels/email/prepare.h"

namespace rapport::email {

struct Verdict {
  std::string rejected;              // why; "" for the rest
  std::optional<Mail> reported;      // the mail of ours that a server reports of
  std::optional<MailThread> thread;  // where it belongs
  CaseId case_of;                    // that the thread belongs to; 0: none
};

struct Judging {
  OrgId org;
  const Mailbox& mailbox;
  std::string token_key;
  Instant now;
};

Verdict judge(database::Session& sql, const Judging& judging, const Prepared& prepared);

}  // namespace rapport::email
