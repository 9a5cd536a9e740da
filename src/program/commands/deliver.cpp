#include "program/commands/deliver.h"

#include <sysexits.h>

#include <algorithm>
#include <istream>
#include <iterator>
#include <ostream>

#include "channels/email/mail_content.h"
#include "platform/mail/transport/lmtp_server.h"

namespace rapport::program {
namespace {

bool is_one_address(const std::string& text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), [](unsigned char c) {
    return c <= ' ' || c == '<' || c == '>' || c == 127;
  });
}

// Up to one byte too many, so that the server says that it is too large.
std::string read_all(std::istream& input) {
  std::string bytes;
  char piece[65'536];
  while (bytes.size() <= email::mail_bytes_max && (input.read(piece, sizeof piece), input.gcount() > 0))
    bytes.append(piece, static_cast<std::size_t>(input.gcount()));
  return bytes;
}

}  // namespace

int deliver(const Settings& settings, const std::string& sender, const std::vector<std::string>& recipients,
            std::istream& input, std::ostream& errors) {
  if (settings.lmtp_listen.empty()) {
    errors << "rapport deliver: mail.lmtp_listen is not configured\n";
    return EX_CONFIG;
  }
  if (!std::all_of(recipients.begin(), recipients.end(), is_one_address) ||
      (!sender.empty() && !is_one_address(sender))) {
    errors << "rapport deliver: expected addresses without brackets\n";
    return EX_USAGE;
  }
  const auto answers = mail::deliver_by_lmtp(settings.lmtp_listen, sender, recipients, read_all(input));
  if (!answers) {
    errors << "rapport deliver: " << answers.error().detail << "\n";
    return EX_TEMPFAIL;
  }
  int code = EX_OK;
  for (std::size_t i = 0; i < answers->size(); ++i) {
    const mail::SmtpAnswer& answer = (*answers)[i];
    if (answer.is_accepted()) continue;
    errors << "rapport deliver: " << recipients[i] << ": " << answer.code << " " << answer.status << " "
           << answer.text << "\n";
    if (answer.is_retryable())
      code = EX_TEMPFAIL;
    else if (code != EX_TEMPFAIL)
      code = answer.status == "5.1.1" ? EX_NOUSER : EX_DATAERR;
  }
  return code;
}

}  // namespace rapport::program
