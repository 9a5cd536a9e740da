#include "channels/voice/media/stun.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <cstring>

#include "channels/voice/media/bytes.h"

namespace rapport::media {
namespace {

constexpr std::uint32_t cookie = 0x2112A442;
constexpr std::size_t header_bytes = 20, integrity_bytes = 20;
constexpr std::uint16_t binding_request = 0x0001, binding_success = 0x0101;
enum : std::uint16_t {
  username = 0x0006,
  message_integrity = 0x0008,
  xor_mapped_address = 0x0020,
  priority = 0x0024,
  use_candidate = 0x0025,
  fingerprint = 0x8028,
  ice_controlling = 0x802A,
};
constexpr std::uint32_t fingerprint_mask = 0x5354554E;

// CRC-32 of ISO 3309 (RFC 8489, 14.7).
std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
  static const std::array<std::uint32_t, 256> table = [] {
    std::array<std::uint32_t, 256> out{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit)
        value = value & 1 ? value >> 1 ^ 0xEDB88320u : value >> 1;
      out[i] = value;
    }
    return out;
  }();
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const std::uint8_t byte : bytes)
    crc = crc >> 8 ^ table[(crc ^ byte) & 0xFF];
  return ~crc;
}

// HMAC-SHA1 over the message up to its integrity attribute, its length field counting that attribute (RFC
// 8489, 14.5).
std::array<std::uint8_t, integrity_bytes> integrity(std::span<const std::uint8_t> before,
                                                    std::string_view password) {
  std::array<std::uint8_t, 1024> copy;
  std::array<std::uint8_t, integrity_bytes> out{};
  if (before.size() > copy.size()) return out;
  std::memcpy(copy.data(), before.data(), before.size());
  write_u16(&copy[2], static_cast<std::uint32_t>(before.size() - header_bytes + 4 + integrity_bytes));
  unsigned size = 0;
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest;
  HMAC(EVP_sha1(), password.data(), static_cast<int>(password.size()), copy.data(), before.size(),
       digest.data(), &size);
  std::copy_n(digest.begin(), integrity_bytes, out.begin());
  return out;
}

class Writer {
 public:
  Writer(std::uint8_t* out, std::uint16_t type, const StunTransaction& transaction) : out_(out) {
    write_u16(out, type);
    write_u32(out + 4, cookie);
    std::memcpy(out + 8, transaction.data(), transaction.size());
  }
  std::uint8_t* add(std::uint16_t type, std::size_t bytes) {
    write_u16(out_ + size_, type);
    write_u16(out_ + size_ + 2, static_cast<std::uint32_t>(bytes));
    std::uint8_t* value = out_ + size_ + 4;
    std::memset(value, 0, (bytes + 3) / 4 * 4);
    size_ += 4 + (bytes + 3) / 4 * 4;
    write_u16(out_ + 2, static_cast<std::uint32_t>(size_ - header_bytes));
    return value;
  }
  std::size_t finish(std::string_view password) {
    const auto mac = integrity({out_, size_}, password);
    std::memcpy(add(message_integrity, integrity_bytes), mac.data(), mac.size());
    // The length counts the fingerprint while it is computed (RFC 8489, 14.7).
    const std::size_t before = size_;
    std::uint8_t* value = add(fingerprint, 4);
    write_u32(value, crc32({out_, before}) ^ fingerprint_mask);
    return size_;
  }

 private:
  std::uint8_t* out_;
  std::size_t size_ = header_bytes;
};

}  // namespace

std::optional<StunRequest> read_binding_request(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < header_bytes || bytes.size() > 1024 || read_u16(&bytes[0]) != binding_request ||
      read_u32(&bytes[4]) != cookie || read_u16(&bytes[2]) != bytes.size() - header_bytes ||
      bytes.size() % 4 != 0)
    return std::nullopt;
  StunRequest request;
  std::copy_n(bytes.begin() + 8, request.transaction.size(), request.transaction.begin());
  bool has_fingerprint = false;
  for (std::size_t at = header_bytes; at < bytes.size();) {
    if (bytes.size() - at < 4) return std::nullopt;
    const std::uint16_t type = read_u16(&bytes[at]);
    const std::size_t length = read_u16(&bytes[at + 2]);
    const std::size_t padded = (length + 3) / 4 * 4;
    if (bytes.size() - at - 4 < padded || has_fingerprint) return std::nullopt;  // the fingerprint comes last
    const std::span<const std::uint8_t> value = bytes.subspan(at + 4, length);
    if (type == fingerprint) {
      if (length != 4 || (crc32(bytes.first(at)) ^ fingerprint_mask) != read_u32(value.data()))
        return std::nullopt;
      has_fingerprint = true;
    } else if (request.integrity_at != 0) {
      // Behind the integrity nothing is protected: passed over.
    } else if (type == username) {
      const std::string_view name(reinterpret_cast<const char*>(value.data()), value.size());
      const std::size_t colon = name.find(':');
      if (colon == std::string_view::npos) return std::nullopt;
      request.ours = name.substr(0, colon);
      request.theirs = name.substr(colon + 1);
    } else if (type == message_integrity) {
      if (length != integrity_bytes) return std::nullopt;
      request.integrity_at = at;
    } else if (type == use_candidate) {
      request.is_nomination = true;
    } else if (type == priority) {
      request.has_priority = true;
    }
    at += 4 + padded;
  }
  if (!has_fingerprint || request.integrity_at == 0 || request.ours.empty()) return std::nullopt;
  return request;
}

bool is_genuine(std::span<const std::uint8_t> bytes, std::size_t integrity_at, std::string_view password) {
  if (integrity_at + 4 + integrity_bytes > bytes.size()) return false;
  const auto expected = integrity(bytes.first(integrity_at), password);
  return CRYPTO_memcmp(expected.data(), &bytes[integrity_at + 4], integrity_bytes) == 0;
}

std::size_t write_binding_answer(const StunTransaction& transaction, const Address& seen,
                                 std::string_view password,
                                 std::span<std::uint8_t, stun_answer_bytes_max> out) {
  Writer writer(out.data(), binding_success, transaction);
  const bool is_ipv6 = seen.is_ipv6();
  std::uint8_t* value = writer.add(xor_mapped_address, is_ipv6 ? 20 : 8);
  value[1] = is_ipv6 ? 2 : 1;
  write_u16(value + 2, static_cast<std::uint32_t>(seen.port() ^ (cookie >> 16)));
  if (is_ipv6)
    std::memcpy(value + 4, &reinterpret_cast<const sockaddr_in6*>(seen.raw())->sin6_addr, 16);
  else
    std::memcpy(value + 4, &reinterpret_cast<const sockaddr_in*>(seen.raw())->sin_addr, 4);
  // The mask is the cookie and the transaction, as they stand in the header.
  for (std::size_t i = 0; i < (is_ipv6 ? 16u : 4u); ++i)
    value[4 + i] ^= out[4 + i];
  return writer.finish(password);
}

std::size_t write_binding_request(const StunTransaction& transaction, std::string_view user,
                                  std::string_view password, bool is_nomination,
                                  std::span<std::uint8_t, 512> out) {
  Writer writer(out.data(), binding_request, transaction);
  std::memcpy(writer.add(username, user.size()), user.data(), user.size());
  write_u32(writer.add(priority, 4), 0x6E0001FF);
  writer.add(ice_controlling, 8);
  if (is_nomination) writer.add(use_candidate, 0);
  return writer.finish(password);
}

}  // namespace rapport::media
