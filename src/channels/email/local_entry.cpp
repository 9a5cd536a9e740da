// The entry for a mail server beside us: each recipient's mailbox takes the mail, and 250 is said when that
// is durable.
#include "channels/email/mail_content.h"
#include "channels/email/receiving.h"

namespace rapport::email {
namespace {

mail::SmtpAnswer come_again(const Error& error) {
  return {451, "4.3.0", error.detail};
}

}  // namespace

Result<void> Receiving::listen() {
  if (options_.lmtp_listen.empty()) return {};
  mail::LmtpOptions options;
  options.listen = options_.lmtp_listen;
  options.bytes_max = mail_bytes_max;
  mail::LmtpHandler handler;
  handler.recipient = [this](const std::string& address) -> mail::SmtpAnswer {
    auto found = parts_.changes.database().read(
        [&](database::Session& sql) -> Result<bool> { return mailbox_for(sql, address).has_value(); });
    if (!found) return come_again(found.error());
    if (!*found) return {550, "5.1.1", "no mailbox of this address"};
    return {250, "2.1.5", "OK"};
  };
  handler.take = [this](const std::vector<std::string>& recipients, const std::string& bytes,
                        bool is_too_large, std::size_t size) {
    std::vector<mail::SmtpAnswer> answers;
    for (const std::string& recipient : recipients)
      answers.push_back(take_locally(recipient, bytes, is_too_large, size));
    return answers;
  };
  auto opened = mail::LmtpServer::open(std::move(options), std::move(handler));
  if (!opened) return tl::unexpected<Error>(std::move(opened.error()));
  lmtp_ = std::move(*opened);
  return {};
}

mail::SmtpAnswer Receiving::take_locally(const std::string& recipient, const std::string& bytes,
                                         bool is_too_large, std::size_t size) {
  auto mailbox = parts_.changes.database().read([&](database::Session& sql) -> Result<MailboxOfOrg> {
    auto found = mailbox_for(sql, recipient);
    if (!found) return fail(ErrorCode::not_found, "unknown_mailbox", "no mailbox of this address any more");
    return std::move(*found);
  });
  if (!mailbox) return come_again(mailbox.error());
  Incoming incoming;
  incoming.key = fmt::format("lmtp/{}", parts_.ids.next_value());
  incoming.size = static_cast<std::int64_t>(size);
  if (is_too_large) {
    incoming.refused = "too_large";
    incoming.place = "with the sending server, which was told";
  } else {
    incoming.bytes = bytes;
  }
  std::vector<Incoming> one;
  one.push_back(std::move(incoming));
  const auto taken = parts_.intake.take(*mailbox, std::move(one));
  if (!taken.front()) return come_again(taken.front().error());
  if (is_too_large) return {552, "5.3.4", fmt::format("at most {} bytes", mail_bytes_max)};
  return {250, "2.0.0", taken.front()->reason.empty() ? "taken" : "taken: " + taken.front()->reason};
}

}  // namespace rapport::email
