// How many of each one organisation may have; beyond it: conflict, limit_reached.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rapport::lines {

inline constexpr std::int64_t trunks_max = 100;
inline constexpr std::int64_t phone_numbers_max = 5'000;
inline constexpr std::int64_t phones_max = 10'000;
inline constexpr std::size_t gateways_max = 10;
inline constexpr std::size_t networks_max = 50;

}  // namespace rapport::lines
