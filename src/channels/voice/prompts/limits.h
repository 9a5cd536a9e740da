// How much of it there may be.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rapport::prompts {

inline constexpr std::int64_t prompts_max = 1'000;  // of an organisation; beyond it: conflict, limit_reached
inline constexpr std::size_t prompt_bytes_max = 5U << 20;
inline constexpr int prompt_seconds_max = 300;
inline constexpr std::size_t utterances_max = 32;          // of one prepare()
inline constexpr std::size_t utterance_bytes_max = 4'000;  // once its numbers are words
inline constexpr std::size_t stations_max = 64;            // that play at once; beyond it the built-in music
inline constexpr std::size_t music_places_max = 1'000;

}  // namespace rapport::prompts
