// The part of taking a mail that needs no turn: reading it, and keeping its bytes and files. Blocks on the
// disk; any thread.
#pragma once

#include <string>
#include <vector>

#include "channels/email/intake.h"
#include "channels/email/reading.h"

namespace rapport::email {

struct Prepared {
  Incoming incoming;  // without its bytes
  Reading reading;
  std::string blob;  // where the bytes lie, which is their SHA-256, too; "": they never came
  std::vector<conversations::Attachment> attachments;  // that can be opened; as facts.files says
};

// Errors: unavailable (the disk is full): nothing is taken. What may not be opened (programs, web pages) or
// is too large stays in the mail's own bytes only.
Result<Prepared> prepare(const IntakeParts& parts, const MailboxBase& mailbox, Incoming incoming);

}  // namespace rapport::email
