// Hash: FNV-1a, 64 bit. Stable for ever: journals keep it. Not for anything an attacker could choose.
#pragma once

#include <cstdint>
#include <string_view>

namespace rapport::contract {

class Hash {
 public:
  constexpr void add(std::string_view bytes) {
    for (const char c : bytes)
      value_ = (value_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  // As eight bytes, lowest first.
  constexpr void add(std::uint64_t number) {
    for (int i = 0; i < 8; ++i)
      value_ = (value_ ^ ((number >> (8 * i)) & 0xff)) * 0x100000001b3ULL;
  }
  constexpr std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325ULL;
};

constexpr std::uint64_t hash(std::string_view bytes) {
  Hash h;
  h.add(bytes);
  return h.value();
}

}  // namespace rapport::contract
