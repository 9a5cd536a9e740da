// Numbers in network byte order. No checks: callers have looked at the length.
#pragma once

#include <cstdint>

namespace rapport::media {

inline std::uint16_t read_u16(const std::uint8_t* p) {
  return static_cast<std::uint16_t>(p[0] << 8 | p[1]);
}
inline std::uint32_t read_u24(const std::uint8_t* p) {
  return static_cast<std::uint32_t>(p[0]) << 16 | static_cast<std::uint32_t>(p[1]) << 8 | p[2];
}
inline std::uint32_t read_u32(const std::uint8_t* p) {
  return static_cast<std::uint32_t>(p[0]) << 24 | read_u24(p + 1);
}
inline void write_u16(std::uint8_t* p, std::uint32_t value) {
  p[0] = static_cast<std::uint8_t>(value >> 8);
  p[1] = static_cast<std::uint8_t>(value);
}
inline void write_u32(std::uint8_t* p, std::uint32_t value) {
  write_u16(p, value >> 16);
  write_u16(p + 2, value);
}

}  // namespace rapport::media
