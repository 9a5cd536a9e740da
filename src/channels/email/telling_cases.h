// A case hears of a mail that answers it, or of one of ours that did not arrive: after the mail's commit, and
// again after a crash; the case knows a reply by its key. Blocks; the thread that brought the mail.
#pragma once

#include "channels/email/intake.h"

namespace rapport::email {

// Nothing, when there is no such case or mail. What cannot be written now is told with the next start.
void tell_case(const IntakeParts& parts, OrgId org, MailId id);

}  // namespace rapport::email
