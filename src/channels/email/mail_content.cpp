#include "channels/email/mail_content.h"

#include <fstream>

#include "platform/mail/html/quoted.h"
#include "platform/mail/html/sanitise.h"
#include "platform/mail/html/text.h"
#include "platform/mail/mime/parse.h"

namespace rapport::email {

Result<std::string> read_bytes(const files::Store& files, const std::string& blob) {
  auto place = files.find(blob);
  if (!place) return tl::unexpected<Error>(std::move(place.error()));
  std::ifstream file(*place, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (!file) return fail(ErrorCode::unavailable, "disk_error", "the mail's bytes cannot be read");
  return bytes;
}

Result<MailContent> read_content(const files::Store& files, const Mail& mail) {
  auto bytes = read_bytes(files, mail.blob);
  if (!bytes) return tl::unexpected<Error>(std::move(bytes.error()));
  const mail::Message message = mail::parse(*bytes);
  MailContent content;
  mail::Reply reply =
      mail::split_reply(message.is_text_whole ? message.text : mail::readable_text(message.html));
  content.text = std::move(reply.fresh);
  content.quoted = std::move(reply.quoted);
  content.signature = std::move(reply.signature);
  if (!message.html.empty()) {
    mail::Sanitised clean = mail::sanitise(message.html);
    content.html = std::move(clean.html);
    content.remote_images = static_cast<std::int64_t>(clean.remote_images);
    content.is_cut = clean.is_cut;
  }
  content.is_cut = content.is_cut || message.has(mail::ProblemKind::text_too_long);
  for (const mail::Problem& problem : message.problems)
    content.problems.push_back(problem.detail);
  return content;
}

}  // namespace rapport::email
