// Names of people in Latin and Chinese writing: how alike two of them are. Pure; any thread. No name is taken
// for a person: what a likeness is worth, matching.h says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::customers {

// A name taken apart, without titles ("Dr.", 先生).
struct NameForms {
  std::vector<std::string> words;      // folded; each Han character (Simplified) is one
  std::vector<std::string> syllables;  // Han characters by their reading, other words as they are
  bool is_han = false;                 // Han characters alone

  bool is_empty() const { return words.empty(); }
};
NameForms forms_of(std::string_view name);

enum class NameLikeness : std::uint8_t {
  unknown,  // one of them is empty
  different,
  partial,  // a word in common, or the family name: relatives have that
  sound,    // the same when read aloud: 张伟 and Zhang Wei, 张伟 and 张炜
  similar,  // a typing mistake, a middle name more
  swapped,  // given and family name the other way round
  same,
};
NameLikeness likeness(const NameForms& a, const NameForms& b);

// The syllables in one word, as written and turned by each place: "zhangwei", "weizhang". What a search for
// the beginning of a name finds, whichever comes first. At most `turns_max`.
inline constexpr std::size_t turns_max = 4;
std::vector<std::string> turns_of(const NameForms& name);

// Changes of a letter, letters more or less, neighbours exchanged, that lead from one to the other (optimal
// string alignment); `most` + 1 when there are more.
std::size_t distance(std::u32string_view a, std::u32string_view b, std::size_t most);

}  // namespace rapport::customers
