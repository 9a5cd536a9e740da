// What is known of single Han characters: their Simplified form and their commonest reading. Made from ICU's
// transliterators at first use (a fifth of a second), read only afterwards; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rapport::text {

class HanTable {
 public:
  static const HanTable& get();

  char32_t simplified(char32_t character) const;
  // Without a tone, "" when ICU knows none. `character` in its Simplified form.
  const std::string& reading(char32_t character) const;
  // Every syllable that is the reading of some character, sorted.
  const std::vector<std::string>& syllables() const { return syllables_; }

 private:
  HanTable();
  std::vector<char32_t> simplified_;
  std::vector<std::uint16_t> reading_;  // index into syllables_
  std::vector<std::string> syllables_;  // the first is ""
};

bool is_han(char32_t character);

}  // namespace rapport::text
