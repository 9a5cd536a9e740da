#include "channels/email/mail_view.h"

namespace rapport::email {
namespace {

template <class Id>
std::optional<Id> if_any(Id id) {
  return id ? std::optional<Id>(id) : std::nullopt;
}

}  // namespace

contract::Notes contract_notes(contract::Tag<MailView>) {
  return {.doc = "A mail as it is kept.",
          .fields = {{.name = "message_id", .doc = "without <>; empty when it has none"},
                     {.name = "state_detail", .doc = "why: the other server's words, or the ledger's reason"},
                     {.name = "at", .doc = "when it was taken here"}}};
}

MailView present(const Mail& mail, MailContent content) {
  MailView view;
  static_cast<MailFacts&>(view) = mail.facts;
  view.id = mail.id;
  view.mailbox_id = mail.mailbox;
  view.direction = mail.direction;
  view.thread_id = if_any(mail.thread);
  view.interaction_id = if_any(mail.interaction);
  view.customer_id = if_any(mail.customer);
  view.agent_id = if_any(mail.agent);
  view.message_id = mail.message_id;
  view.subject = mail.subject;
  view.at = mail.at;
  view.state = mail.state;
  view.state_detail = mail.state_detail;
  view.state_at = mail.state_at;
  view.bytes = mail.bytes;
  view.content = std::move(content);
  return view;
}

}  // namespace rapport::email
