#include "channels/email/outgoing.h"

#include <algorithm>

namespace rapport::email {
namespace {

// Tried again as long as there is a pause for it.
Tried again(std::vector<OutgoingRecipient>& recipients, int tries, Instant at, std::string reason) {
  Tried tried;
  const auto done = static_cast<std::size_t>(std::max(tries, 1));
  if (done > send_pauses.size()) {
    for (OutgoingRecipient& one : recipients)
      if (one.state == RecipientState::waiting) one.state = RecipientState::refused;
    tried.state = state_of(recipients);
    tried.reason = std::move(reason);
    return tried;
  }
  tried.due = at + send_pauses[done - 1];
  tried.reason = std::move(reason);
  return tried;
}

void refuse(std::vector<OutgoingRecipient>& recipients, const std::string& status, const std::string& words) {
  for (OutgoingRecipient& one : recipients) {
    if (one.state != RecipientState::waiting) continue;
    one.state = RecipientState::refused;
    one.status = status;
    one.reason = words;
  }
}

// Errors that another try cannot mend.
bool is_final(const Error& error) {
  return error.code == ErrorCode::invalid || error.code == ErrorCode::too_large ||
         error.code == ErrorCode::forbidden;
}

}  // namespace

MailState state_of(const std::vector<OutgoingRecipient>& recipients) {
  const auto count = [&](RecipientState state) {
    return std::count_if(recipients.begin(), recipients.end(),
                         [state](const OutgoingRecipient& one) { return one.state == state; });
  };
  const auto all = static_cast<std::ptrdiff_t>(recipients.size());
  if (count(RecipientState::waiting) > 0) return MailState::sending;
  if (count(RecipientState::refused) == all) return MailState::failed;
  if (count(RecipientState::refused) > 0) return MailState::bounced;
  return MailState::sent;
}

std::string reasons_of(const std::vector<OutgoingRecipient>& recipients) {
  std::string all;
  for (const OutgoingRecipient& one : recipients) {
    if (one.state != RecipientState::refused) continue;
    if (!all.empty()) all += "; ";
    all += one.address + ": " + (one.status.empty() ? "" : one.status + " ") + one.reason;
  }
  return all;
}

Tried outcome_after(std::vector<OutgoingRecipient>& recipients, const mail::Submitted& submitted, int tries,
                    Instant at) {
  std::string words;
  for (const mail::RecipientOutcome& outcome : submitted.recipients)
    for (OutgoingRecipient& one : recipients) {
      if (one.state != RecipientState::waiting || one.address != outcome.address) continue;
      one.status = outcome.answer.status;
      one.reason = outcome.answer.text;
      if (outcome.answer.is_accepted())
        one.state = RecipientState::accepted;
      else if (!outcome.answer.is_retryable())
        one.state = RecipientState::refused;
      else
        words = one.address + ": " + outcome.answer.text;
    }
  if (state_of(recipients) == MailState::sending) return again(recipients, tries, at, words);
  return {state_of(recipients), {}, reasons_of(recipients)};
}

Tried outcome_after(std::vector<OutgoingRecipient>& recipients, const Error& error, int tries, Instant at) {
  if (error.reason == "outcome_unknown") return {MailState::unknown, {}, error.detail};
  if (!is_final(error)) return again(recipients, tries, at, error.detail);
  refuse(recipients, "", error.detail);
  return {state_of(recipients), {}, error.detail};
}

}  // namespace rapport::email
