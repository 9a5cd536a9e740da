// Reading and writing a scalar of a table's kind in memory, shared by encoder and decoder.
#pragma once

#include <cstdint>
#include <cstring>

#include "platform/contract/type.h"

namespace rapport::contract {

template <class T>
T load(const void* from) {
  T value;
  std::memcpy(&value, from, sizeof(T));
  return value;
}
template <class T>
void store(void* to, T value) {
  std::memcpy(to, &value, sizeof(T));
}

// An integer of 1, 2, 4 or 8 bytes; an unsigned one of 8 bytes comes as its bits.
inline std::int64_t load_integer(const Type& type, const void* from) {
  switch (type.size) {
    case 1:
      return type.is_signed ? load<std::int8_t>(from) : static_cast<std::int64_t>(load<std::uint8_t>(from));
    case 2:
      return type.is_signed ? load<std::int16_t>(from) : static_cast<std::int64_t>(load<std::uint16_t>(from));
    case 4:
      return type.is_signed ? load<std::int32_t>(from) : static_cast<std::int64_t>(load<std::uint32_t>(from));
    default:
      return load<std::int64_t>(from);
  }
}
inline void store_integer(const Type& type, void* to, std::int64_t value) {
  switch (type.size) {
    case 1:
      store(to, static_cast<std::uint8_t>(value));
      break;
    case 2:
      store(to, static_cast<std::uint16_t>(value));
      break;
    case 4:
      store(to, static_cast<std::uint32_t>(value));
      break;
    default:
      store(to, value);
  }
}

inline void* at_offset(void* whole, std::size_t offset) {
  return static_cast<char*>(whole) + offset;
}
inline const void* at_offset(const void* whole, std::size_t offset) {
  return static_cast<const char*>(whole) + offset;
}

}  // namespace rapport::contract
