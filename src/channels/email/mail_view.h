// A kept mail as agents see it: what is known of it, and its words.
#pragma once

#include "channels/email/mail.h"
#include "channels/email/mail_content.h"

namespace rapport::email {

struct MailView : MailFacts {
  MailId id;
  MailboxId mailbox_id;
  Direction direction = Direction::in;
  std::optional<MailThreadId> thread_id;
  std::optional<InteractionId> interaction_id;
  std::optional<CustomerId> customer_id;
  std::optional<UserId> agent_id;
  std::string message_id;
  std::string subject;
  Instant at;
  MailState state = MailState::received;
  std::string state_detail;
  Instant state_at;
  std::optional<Instant> due_at;  // out, while it waits: when it leaves, or is tried next
  std::int64_t bytes = 0;
  MailContent content;
};
BOOST_DESCRIBE_STRUCT(MailView, (MailFacts),
                      (id, mailbox_id, direction, thread_id, interaction_id, customer_id, agent_id,
                       message_id, subject, at, state, state_detail, state_at, due_at, bytes, content))
contract::Notes contract_notes(contract::Tag<MailView>);

MailView present(const Mail& mail, MailContent content);

}  // namespace rapport::email
