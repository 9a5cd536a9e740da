// Characters by their ASCII class, whatever the locale.
#pragma once

namespace rapport::contract {

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace rapport::contract
