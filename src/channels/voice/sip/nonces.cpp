#include "channels/voice/sip/nonces.h"

#include <cstring>
#include <optional>

#include "platform/crypto/digest.h"
#include "platform/crypto/encoding.h"
#include "platform/crypto/random.h"

namespace rapport::sip {

namespace {

constexpr std::size_t time_bytes = 8, chance_bytes = 8, seal_bytes = 16;

std::optional<Instant> issued_at(std::string_view body) {
  Instant issued;
  if (body.size() < time_bytes) return std::nullopt;
  std::memcpy(&issued.us, body.data(), sizeof issued.us);
  return issued;
}

}  // namespace

Nonces::Nonces(std::string key, Duration life, std::size_t capacity)
    : key_(std::move(key)), life_(life), capacity_(capacity) {}

std::string Nonces::seal(std::string_view body) const {
  return crypto::hmac_sha256(key_, body).substr(0, seal_bytes);
}

std::string Nonces::issue(Instant now) {
  std::string body(time_bytes, '\0');
  std::memcpy(body.data(), &now.us, sizeof now.us);
  body += crypto::random_bytes(chance_bytes);
  return crypto::hex(body + seal(body));
}

Nonces::Use Nonces::look_at(std::string_view nonce, std::uint32_t count, Instant now) const {
  const auto bytes = crypto::from_hex(nonce);
  if (!bytes || bytes->size() != time_bytes + chance_bytes + seal_bytes) return Use::foreign;
  const std::string_view body = std::string_view(*bytes).substr(0, time_bytes + chance_bytes);
  if (!crypto::is_equal(seal(body), std::string_view(*bytes).substr(body.size()))) return Use::foreign;
  const auto issued = issued_at(body);
  if (!issued || *issued > now || now - *issued > life_ || *issued <= forgotten_before_) return Use::stale;
  const auto used = used_.find(std::string(nonce));
  return used != used_.end() && count <= used->second.count ? Use::stale : Use::good;
}

Nonces::Use Nonces::use(std::string_view nonce, std::uint32_t count, Instant now) {
  const Use result = look_at(nonce, count, now);
  if (result != Use::good) return result;
  forget_expired(now);
  auto [entry, is_new] = used_.try_emplace(std::string(nonce));
  if (is_new) {
    entry->second.issued = *issued_at(*crypto::from_hex(nonce));
    order_.push_back(entry->first);
  }
  entry->second.count = count;
  return Use::good;
}

void Nonces::forget_expired(Instant now) {
  while (!order_.empty()) {
    const auto oldest = used_.find(order_.front());
    const bool is_expired = now - oldest->second.issued > life_;
    if (!is_expired && used_.size() < capacity_) return;
    // What is forgotten before its time must not be good once more.
    if (!is_expired) forgotten_before_ = std::max(forgotten_before_, oldest->second.issued);
    used_.erase(oldest);
    order_.pop_front();
  }
}

}  // namespace rapport::sip
