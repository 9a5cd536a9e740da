// How many of each thing one organisation may have; beyond it: conflict, limit_reached.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rapport::org {

inline constexpr std::int64_t users_max = 10'000;
inline constexpr std::int64_t queues_max = 1'000;
inline constexpr std::int64_t names_max = 1'000;  // teams, skills, reasons, dispositions: of each
inline constexpr std::int64_t roles_max = 200;
inline constexpr std::int64_t hours_max = 200;
inline constexpr std::int64_t channels_max = 200;
inline constexpr std::int64_t api_tokens_max = 1'000;
inline constexpr std::int64_t sessions_per_user_max = 50;  // beyond it the oldest ends
inline constexpr std::size_t name_length_max = 100;

}  // namespace rapport::org
