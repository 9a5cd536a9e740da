// a=crypto:TAG SUITE inline:BASE64[|lifetime][|MKI:length] [session parameters] (RFC 4568, 9.2). Lines with
// an MKI are refused: nobody sends them and they change the packets.
#include <array>

#include "channels/voice/sdp/audio.h"
#include "channels/voice/sdp/words.h"

namespace rapport::sdp {
namespace {

struct SuiteName {
  Suite suite;
  std::string_view name;
  std::size_t bytes;
};
constexpr std::array<SuiteName, 4> suites = {{
    {Suite::aead_aes_128_gcm, "AEAD_AES_128_GCM", 28},
    {Suite::aead_aes_256_gcm, "AEAD_AES_256_GCM", 44},
    {Suite::aes_cm_128_hmac_sha1_80, "AES_CM_128_HMAC_SHA1_80", 30},
    {Suite::aes_cm_128_hmac_sha1_32, "AES_CM_128_HMAC_SHA1_32", 30},
}};

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::optional<std::string> from_base64(std::string_view text) {
  while (!text.empty() && text.back() == '=')
    text.remove_suffix(1);
  std::string out;
  unsigned bits = 0, held = 0;
  for (const char c : text) {
    const std::size_t value = alphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    held = (held << 6 | static_cast<unsigned>(value)) & 0xFFFFu;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out.push_back(static_cast<char>(held >> bits & 0xFFu));
    }
  }
  return out;
}

std::string to_base64(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned held = 0;
    for (std::size_t k = 0; k < 3; ++k)
      held = held << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k)
      out.push_back(i + k > bytes.size() ? '=' : alphabet[held >> (18 - 6 * k) & 63u]);
  }
  return out;
}

}  // namespace

std::string_view to_string(Suite suite) {
  return suites[static_cast<std::size_t>(suite)].name;
}

std::size_t key_bytes(Suite suite) {
  return suites[static_cast<std::size_t>(suite)].bytes;
}

std::optional<Key> read_crypto(std::string_view value) {
  Key key;
  if (!read_number(take_word(value), key.tag) || key.tag < 0) return std::nullopt;
  const std::string_view name = take_word(value);
  std::string_view parameters = take_word(value);
  constexpr std::string_view method = "inline:";
  if (parameters.substr(0, method.size()) != method) return std::nullopt;
  parameters.remove_prefix(method.size());
  const std::string_view encoded = take_word(parameters, '|');
  if (parameters.find(':') != std::string_view::npos) return std::nullopt;
  // Session parameters (UNENCRYPTED_SRTP, KDR=…) change the packets; none of them is ours.
  if (!value.empty() && value.substr(0, 4) != "WSH=") return std::nullopt;
  for (const SuiteName& suite : suites) {
    if (suite.name != name) continue;
    auto bytes = from_base64(encoded);
    if (!bytes || bytes->size() != suite.bytes) return std::nullopt;
    key.suite = suite.suite;
    key.bytes = std::move(*bytes);
    return key;
  }
  return std::nullopt;
}

std::string write_crypto(const Key& key) {
  return std::to_string(key.tag) + " " + std::string(to_string(key.suite)) +
         " inline:" + to_base64(key.bytes);
}

}  // namespace rapport::sdp
