// PortalLinks: links to sign in by leave from the organisation's own mailbox, kept until they have and tried
// again; where there is none, by the operator's mail server (portal::LinkPost). Workers.
#pragma once

#include "channels/email/outgoing_mail.h"
#include "platform/log/log.h"
#include "portal/link_sender.h"

namespace rapport::program {

class PortalLinks : public portal::LinkSender {
 public:
  // Borrows all.
  PortalLinks(email::Outgoing& outgoing, portal::LinkSender& operators, log::Log& log)
      : outgoing_(outgoing), operators_(operators), log_(log) {}

  bool can_send(OrgId org) const override { return operators_.can_send(org) || outgoing_.can_send_own(org); }
  void send(const portal::LinkMail& mail) override {
    const portal::LinkWords words = portal::words_of(mail);
    const auto queued = outgoing_.send_own(mail.org, {mail.to, words.subject, words.text, words.html});
    if (queued) return;
    if (operators_.can_send(mail.org))
      operators_.send(mail);
    else
      log_.warning("a link to sign in by cannot be mailed", {{"reason", queued.error().reason}});
  }

 private:
  email::Outgoing& outgoing_;
  portal::LinkSender& operators_;
  log::Log& log_;
};

}  // namespace rapport::program
