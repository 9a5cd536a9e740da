// LinkSender: how a link to sign in by gets to the address that it is for. What sends it stands behind this.
#pragma once

#include <string>

#include "base/id.h"

namespace rapport::portal {

struct LinkMail {
  OrgId org;
  std::string to;       // as typed; checked
  std::string company;  // what the portal is called
  std::string address;  // the link itself
  std::string language;
};

struct LinkWords {
  std::string subject, text, html;
};
LinkWords words_of(const LinkMail& link);

class LinkSender {
 public:
  virtual ~LinkSender() = default;
  virtual bool can_send(OrgId org) const = 0;
  // Does not wait, and tells nobody how it went: whoever asked must not learn whether an address is known.
  virtual void send(const LinkMail& mail) = 0;
};

}  // namespace rapport::portal
