// What is to be written for one arrived mail: its row in the ledger and, by what becomes of it, the mail, its
// thread, the message in the conversation. Made by the intake, written in one transaction.
#pragma once

#include <optional>
#include <vector>

#include "arrivals/ledger.h"
#include "channels/email/mail_store.h"
#include "channels/email/reading.h"
#include "conversations/message_store.h"
#include "conversations/record_store.h"

namespace rapport::email {

struct Plan {
  OrgId org;
  arrivals::Arrival arrival;
  std::optional<Mail> mail;  // nothing: its bytes never came, or are here already
  std::optional<MailThread> new_thread;
  bool moves_thread = false;  // the mail's interaction is the thread's newest now
  bool case_waits = false;
  std::optional<conversations::Message> message;
  std::optional<conversations::Entrance> entrance;
  std::string reported_id;
  std::vector<ReportedRecipient> reported;
};

// A second time, for a transaction that is repeated, nothing happens.
void write_plan(database::Session& sql, const conversations::MessageStore& messages, const Plan& plan);

}  // namespace rapport::email
