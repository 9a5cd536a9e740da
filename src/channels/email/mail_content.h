// The words of a kept mail, read from its bytes when somebody looks: parsed, sanitised, its quoted part
// apart. Blocks on the disk; worker threads.
#pragma once

#include <string>

#include "channels/email/mail.h"
#include "platform/files/store.h"

namespace rapport::email {

inline constexpr std::size_t mail_bytes_max = 50'000'000;

struct MailContent {
  std::string text;       // the new part of a reply
  std::string quoted;     // from the line that introduces it on
  std::string signature;  // what followed "-- "
  std::string html;       // sanitised, see platform/mail/html/sanitise.h; "": there is only text
  std::int64_t remote_images = 0;
  bool is_cut = false;
  std::vector<std::string> problems;  // English: what was not as it should be
};
BOOST_DESCRIBE_STRUCT(MailContent, (), (text, quoted, signature, html, remote_images, is_cut, problems))

Result<std::string> read_bytes(const files::Store& files, const std::string& blob);
Result<MailContent> read_content(const files::Store& files, const Mail& mail);

}  // namespace rapport::email
