// Mails of strangers: whatever the bytes, a Message of clean UTF-8 comes out, within its limits, and what is
// made of it again can be read again.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/utf8.h"
#include "platform/mail/mime/address_look.h"
#include "platform/mail/mime/compose.h"
#include "platform/mail/mime/parse.h"

namespace {

void check_text(const std::string& text) {
  RAPPORT_CHECK(rapport::is_utf8(text));
  RAPPORT_CHECK(text.find('\0') == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rapport::mail;
  ParseOptions options;
  options.authserv_id = "mx.example.com";
  options.limits.depth_max = 5;
  options.limits.parts_max = 20;
  const Message message = parse({reinterpret_cast<const char*>(data), size}, options);
  check_text(message.subject);
  check_text(message.text);
  check_text(message.html);
  check_text(message.message_id);
  for (const auto& header : message.headers)
    check_text(header.second);
  for (const Attachment& file : message.attachments) {
    check_text(file.name);
    RAPPORT_CHECK(file.bytes.size() <= 2 * size + 16);
  }
  RAPPORT_CHECK(message.problems.size() <= options.limits.problems_max);
  Outgoing again;
  again.message_id = message.message_id;
  again.references = message.references;
  again.subject = message.subject;
  again.text = message.text;
  again.from = {"", "a@example.com"};
  again.to = message.to;
  for (const Address& one : message.to) {
    check_text(one.name);
    check_text(one.address);
    (void)is_homograph(one.address);
    (void)is_name_another_address(one);
  }
  if (const auto composed = compose(again)) {
    const Message read = parse(*composed);
    RAPPORT_CHECK(read.message_id == again.message_id);
    RAPPORT_CHECK(read.to.size() == again.to.size());
  }
  return 0;
}
