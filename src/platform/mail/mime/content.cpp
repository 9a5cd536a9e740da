#include "platform/mail/mime/content.h"

#include <gmime/gmime.h>

namespace rapport::mail {
namespace {

std::string lower_token(std::string_view text) {
  std::string kept;
  for (const char c : text)
    if (static_cast<unsigned char>(c) > ' ' && c != '"' && c != ';')
      kept += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return kept;
}

std::string stepped(std::string_view bytes, GMimeContentEncoding encoding) {
  GMimeEncoding state;
  g_mime_encoding_init_decode(&state, encoding);
  std::string decoded(g_mime_encoding_outlen(&state, bytes.size()) + 16, '\0');
  std::size_t length = g_mime_encoding_step(&state, bytes.data(), bytes.size(), decoded.data());
  length += g_mime_encoding_flush(&state, nullptr, 0, decoded.data() + length);
  decoded.resize(length);
  return decoded;
}

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int digit_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

}  // namespace

std::optional<std::string> decoded_content(std::string_view bytes, std::string_view encoding) {
  const std::string name = lower_token(encoding);
  if (name.empty() || name == "7bit" || name == "8bit" || name == "binary") return std::string(bytes);
  if (name == "base64") return base64_bytes(bytes);
  if (name == "quoted-printable") return stepped(bytes, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  if (name == "uuencode" || name == "x-uuencode" || name == "x-uue")
    return stepped(bytes, GMIME_CONTENT_ENCODING_UUENCODE);
  return std::nullopt;
}

std::string base64_bytes(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 3);
  unsigned kept = 0;
  int bits = 0;
  for (const char c : text) {
    // Some glue several padded texts together: each begins anew.
    if (c == '=') {
      kept = 0;
      bits = 0;
      continue;
    }
    const int value = digit_value(c);
    if (value < 0) continue;
    kept = (kept << 6U) | static_cast<unsigned>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>((kept >> static_cast<unsigned>(bits)) & 0xFFU);
  }
  return bytes;
}

std::string base64_text(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned three = 0;
    for (std::size_t k = 0; k < 3; ++k)
      three = (three << 8U) | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      text += i + k <= bytes.size() ? digits[(three >> (18U - 6U * k)) & 63U] : '=';
  }
  return text;
}

}  // namespace rapport::mail
