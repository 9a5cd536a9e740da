// Answers of mail servers, which may be anybody's: they are read or refused.
#include <cstddef>
#include <cstdint>
#include <string>

#include "platform/mail/transport/imap_response.h"
#include "platform/mail/transport/smtp.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rapport::mail;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  (void)read_imap_response(bytes);
  (void)announced_literal(bytes);
  (void)readable_folder_name(bytes);
  (void)imap_folder_name(bytes);
  (void)read_smtp_answer({bytes});
  return 0;
}
