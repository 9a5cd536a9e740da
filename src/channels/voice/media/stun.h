// STUN as ICE-lite needs it (RFC 8489, 8445): Binding requests in, Binding answers out. Untrusted bytes; pure
// but for the HMAC.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "channels/voice/media/address.h"

namespace rapport::media {

using StunTransaction = std::array<std::uint8_t, 12>;

struct StunRequest {
  StunTransaction transaction = {};
  std::string_view ours, theirs;  // USERNAME is "ours:theirs"; views into the packet
  bool is_nomination = false;     // USE-CANDIDATE
  bool has_priority = false;
  std::size_t integrity_at = 0;  // where MESSAGE-INTEGRITY stands
};

// A Binding request with USERNAME, MESSAGE-INTEGRITY and a right FINGERPRINT; nothing else is of interest.
// The integrity is not proven yet.
std::optional<StunRequest> read_binding_request(std::span<const std::uint8_t> bytes);
// Whether the MESSAGE-INTEGRITY at `integrity_at` was made with `password`.
bool is_genuine(std::span<const std::uint8_t> bytes, std::size_t integrity_at, std::string_view password);

constexpr std::size_t stun_answer_bytes_max = 96;
// Success with XOR-MAPPED-ADDRESS, MESSAGE-INTEGRITY and FINGERPRINT; its size.
std::size_t write_binding_answer(const StunTransaction& transaction, const Address& seen,
                                 std::string_view password,
                                 std::span<std::uint8_t, stun_answer_bytes_max> out);

// For tests and checks of our own: a request as a browser sends it; its size.
std::size_t write_binding_request(const StunTransaction& transaction, std::string_view username,
                                  std::string_view password, bool is_nomination,
                                  std::span<std::uint8_t, 512> out);

}  // namespace rapport::media
