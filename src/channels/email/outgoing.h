// A mail on its way to the sending server: what that said of each of its recipients, and what the whole of it
// is therefore. What is reported later is note_delivery()'s (mail_store.h). Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "channels/email/mail.h"
#include "platform/contract/describe.h"
#include "platform/mail/transport/smtp.h"

namespace rapport::email {

enum class RecipientState : std::uint8_t { waiting, accepted, refused };
BOOST_DESCRIBE_ENUM(RecipientState, waiting, accepted, refused)

struct OutgoingRecipient {
  std::string address;  // as the wire has it
  RecipientState state = RecipientState::waiting;
  std::string status;  // RFC 3463: "5.1.1"; "" when nobody said
  std::string reason;  // the other server's words, of the last try
};
BOOST_DESCRIBE_STRUCT(OutgoingRecipient, (), (address, state, status, reason))

// After the first try, the second …; who could not be reached by the last one is given up.
inline constexpr std::array<Duration, 12> send_pauses = {seconds(20), minutes(1), minutes(5), minutes(15),
                                                         minutes(30), hours(1),   hours(2),   hours(4),
                                                         hours(8),    hours(8),   hours(12),  hours(12)};

// What a whole mail is, of which these are the recipients: `sending` while one of them waits, `bounced` when
// only some of them were refused.
MailState state_of(const std::vector<OutgoingRecipient>& recipients);

// The reasons of those that did not get it, one line for people; "" when all did.
std::string reasons_of(const std::vector<OutgoingRecipient>& recipients);

struct Tried {
  MailState state = MailState::sending;
  std::optional<Instant> due;  // of the next try, while it is sending
  std::string reason;
};

// What became of a try, the `tries`th: the recipients are brought up to date.
Tried outcome_after(std::vector<OutgoingRecipient>& recipients, const mail::Submitted& submitted, int tries,
                    Instant at);
// Of a try that ended with an error of Smtp's.
Tried outcome_after(std::vector<OutgoingRecipient>& recipients, const Error& error, int tries, Instant at);

}  // namespace rapport::email
