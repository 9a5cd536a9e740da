// Chatter: what the bench's people say: eight seconds of G.711 that are to a codec what speech is: voiced
// syllables with a pitch and formants, hissing between them, for half of the time; the faint noise of a line
// else. Always the same. Constant after it was made.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace rapport::bench {

class Chatter {
 public:
  Chatter();
  // 160 bytes of mu-law for any number: it goes round.
  std::span<const std::uint8_t> frame(std::uint64_t number) const;

 private:
  std::vector<std::uint8_t> bytes_;
};

}  // namespace rapport::bench
