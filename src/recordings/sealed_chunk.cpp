#include "recordings/sealed_chunk.h"

#include "platform/crypto/sealed_bytes.h"

namespace rapport::recordings {
namespace {

static_assert(chunk_overhead == crypto::seal_overhead);

void append_number(std::string& out, std::uint64_t number) {
  for (int i = 0; i < 8; ++i)
    out += static_cast<char>(number >> (8 * i) & 0xff);
}

std::string bound_to(std::string_view header, std::uint64_t number, ChunkPlace place) {
  std::string bound(header);
  append_number(bound, number);
  bound += static_cast<char>(place);
  return bound;
}

}  // namespace

std::string make_header(std::int64_t id, std::uint8_t part) {
  std::string header = "RAPREC1\n";
  append_number(header, static_cast<std::uint64_t>(id));
  header += static_cast<char>(part);
  header.resize(header_bytes, '\0');
  return header;
}

std::string seal_chunk(std::string_view key, std::string_view header, std::uint64_t number, ChunkPlace place,
                       std::string_view bytes) {
  return crypto::seal_bytes(key, bytes, bound_to(header, number, place));
}

std::optional<std::string> open_chunk(std::string_view key, std::string_view header, std::uint64_t number,
                                      ChunkPlace place, std::string_view sealed) {
  return crypto::open_bytes(key, sealed, bound_to(header, number, place));
}

}  // namespace rapport::recordings
