// Sealing bytes with a key of one's own: XChaCha20-Poly1305 of libsodium, a random nonce each time, so that
// nothing has to be counted. For what is too large for a Vault, whose key seals the keys used here. Pure but
// for the nonce.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rapport::crypto {

inline constexpr std::size_t seal_key_bytes = 32;
inline constexpr std::size_t seal_overhead = 24 + 16;  // nonce in front, code behind

// `bound_to` is not in it, but has to be the same to open it: its place, its number.
std::string seal_bytes(std::string_view key, std::string_view bytes, std::string_view bound_to);
// Nothing: another key, bound to something else, or damaged.
std::optional<std::string> open_bytes(std::string_view key, std::string_view sealed,
                                      std::string_view bound_to);

}  // namespace rapport::crypto
