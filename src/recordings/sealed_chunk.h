// One sealed chunk of a sealed file, as bytes. Pure but for the nonce. Inside recordings/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rapport::recordings {

inline constexpr std::size_t header_bytes = 32;
inline constexpr std::size_t chunk_overhead = 24 + 16;

// What a chunk is bound to.
enum class ChunkPlace : std::uint8_t { middle = 0, last = 1, tail = 2 };

std::string make_header(std::int64_t id, std::uint8_t part);
std::string seal_chunk(std::string_view key, std::string_view header, std::uint64_t number, ChunkPlace place,
                       std::string_view bytes);
// Nothing: it was not sealed so.
std::optional<std::string> open_chunk(std::string_view key, std::string_view header, std::uint64_t number,
                                      ChunkPlace place, std::string_view sealed);

}  // namespace rapport::recordings
