#include "channels/email/thread_token.h"

#include <cstdint>

#include "platform/crypto/digest.h"
#include "platform/crypto/encoding.h"

namespace rapport::email {
namespace {

constexpr std::size_t number_bytes = 8, code_bytes = 10;
constexpr std::size_t token_length = 29;  // base32 of both

std::string number_of(MailThreadId thread) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8)
    bytes += static_cast<char>((static_cast<std::uint64_t>(thread.value) >> shift) & 0xFF);
  return bytes;
}

std::string code_of(std::string_view key, const std::string& number) {
  return crypto::hmac_sha256(key, "email thread " + number).substr(0, code_bytes);
}

std::string lowered(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

}  // namespace

std::string thread_token(std::string_view key, MailThreadId thread) {
  const std::string number = number_of(thread);
  return lowered(crypto::base32(number + code_of(key, number)));
}

std::optional<MailThreadId> read_thread_token(std::string_view key, std::string_view token) {
  if (token.size() != token_length) return std::nullopt;
  const auto bytes = crypto::from_base32(token);
  if (!bytes || bytes->size() != number_bytes + code_bytes) return std::nullopt;
  const std::string number = bytes->substr(0, number_bytes);
  if (!crypto::is_equal(bytes->substr(number_bytes), code_of(key, number))) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : number)
    value = value << 8 | static_cast<unsigned char>(c);
  return MailThreadId{static_cast<std::int64_t>(value)};
}

std::string reply_address(const MailboxBase& mailbox, std::string_view token) {
  const auto at = mailbox.address.rfind('@');
  if (mailbox.tag_separator.empty() || at == std::string::npos) return mailbox.address;
  return mailbox.address.substr(0, at) + mailbox.tag_separator + std::string(token) +
         mailbox.address.substr(at);
}

std::string tag_of(const MailboxBase& mailbox, const std::string& address) {
  if (mailbox.tag_separator.empty() || !is_own_address(mailbox, address)) return "";
  const auto at = address.rfind('@');
  const auto tag = address.rfind(mailbox.tag_separator, at);
  if (tag == std::string::npos || at == std::string::npos) return "";
  return address.substr(tag + 1, at - tag - 1);
}

}  // namespace rapport::email
