#include "customers/names.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"
#include "platform/text/text.h"

namespace rapport::customers {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t words_max = 8;  // of a name; the rest does not count

bool is_title(std::string_view word) {
  constexpr std::array<std::string_view, 9> titles{"mr",   "mrs",  "ms",   "miss", "dr",
                                                   "prof", "herr", "frau", "sir"};
  return std::find(titles.begin(), titles.end(), word) != titles.end();
}

Words characters_of(std::string_view text) {
  Words all;
  while (!text.empty()) {
    const std::size_t length = std::max<std::size_t>(utf8_sequence_length(text), 1);
    all.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return all;
}

Words split_at_blanks(const std::string& text) {
  Words all;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t to = std::min(text.find(' ', from), text.size());
    if (to > from) all.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return all;
}

// 张先生: what is left is the family name alone.
void drop_han_title(Words& characters) {
  if (characters.size() < 3) return;
  const std::string last = characters[characters.size() - 2] + characters.back();
  if (last == "先生" || last == "女士" || last == "小姐" || last == "太太")
    characters.resize(characters.size() - 2);
}

std::string in_one(const Words& words) {
  std::string all;
  for (const std::string& word : words)
    all += word;
  return all;
}

Words turned(Words words, std::size_t by) {
  std::rotate(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(by), words.end());
  return words;
}

// By a turn other than none.
bool is_turn(const Words& a, const Words& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t by = 1; by < a.size(); ++by)
    if (turned(a, by) == b) return true;
  return false;
}

// Read aloud, whichever of the names comes first.
bool sounds_same(const NameForms& a, const NameForms& b) {
  const std::string sought = in_one(a.syllables);
  for (std::size_t by = 0; by < b.syllables.size(); ++by)
    if (in_one(turned(b.syllables, by)) == sought) return true;
  return false;
}

std::u32string code_points(std::string_view text) {
  std::u32string all;
  while (!text.empty()) {
    const std::size_t length = std::max<std::size_t>(utf8_sequence_length(text), 1);
    char32_t point = static_cast<unsigned char>(text[0]);
    if (length > 1) point &= 0xFFU >> (length + 1);
    for (std::size_t i = 1; i < length; ++i)
      point = (point << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    all += point;
    text.remove_prefix(length);
  }
  return all;
}

// Short names differ by one letter and are other people's: Li Na, Li Ya.
std::size_t mistakes_allowed(std::size_t letters) {
  if (letters <= 7) return 0;
  return letters <= 13 ? 1 : 2;
}

bool is_mistyped(const Words& a, const Words& b) {
  const std::u32string sought = code_points(in_one(a));
  for (std::size_t by = 0; by < b.size(); ++by) {
    const std::u32string other = code_points(in_one(turned(b, by)));
    const std::size_t most = mistakes_allowed(std::min(sought.size(), other.size()));
    if (most > 0 && distance(sought, other, most) <= most) return true;
  }
  return false;
}

bool has_all(const Words& many, const Words& few) {
  return std::all_of(few.begin(), few.end(), [&](const std::string& word) {
    return std::find(many.begin(), many.end(), word) != many.end();
  });
}

bool shares_a_word(const Words& a, const Words& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& word) {
    return word.size() > 1 && std::find(b.begin(), b.end(), word) != b.end();
  });
}

NameLikeness latin_likeness(const NameForms& a, const NameForms& b) {
  Words sorted_a = a.words, sorted_b = b.words;
  std::sort(sorted_a.begin(), sorted_a.end());
  std::sort(sorted_b.begin(), sorted_b.end());
  if (sorted_a == sorted_b) return NameLikeness::swapped;
  const bool a_is_longer = a.words.size() > b.words.size();
  const Words& shorter = a_is_longer ? b.words : a.words;
  if (shorter.size() >= 2 && has_all(a_is_longer ? a.words : b.words, shorter)) return NameLikeness::similar;
  if (in_one(a.words) == in_one(b.words)) return NameLikeness::same;  // "Mac Donald"
  if (is_mistyped(a.words, b.words)) return NameLikeness::similar;
  return shares_a_word(a.words, b.words) ? NameLikeness::partial : NameLikeness::different;
}

}  // namespace

NameForms forms_of(std::string_view name) {
  NameForms forms;
  bool has_han = false, has_other = false;
  for (const text::Word& word : text::words(name)) {
    if (forms.words.size() >= words_max) break;
    if (word.is_han) {
      has_han = true;
      for (std::string& character : characters_of(word.text))
        forms.words.push_back(std::move(character));
    } else if (!is_title(word.text)) {
      has_other = true;
      forms.words.push_back(word.text);
    }
  }
  if (has_han && !has_other) drop_han_title(forms.words);
  if (forms.words.size() > words_max) forms.words.resize(words_max);
  forms.is_han = has_han && !has_other;
  if (!has_han) {
    forms.syllables = forms.words;
    return forms;
  }
  for (const std::string& word : forms.words)
    for (std::string& syllable : split_at_blanks(text::pinyin(word)))
      forms.syllables.push_back(std::move(syllable));
  return forms;
}

NameLikeness likeness(const NameForms& a, const NameForms& b) {
  if (a.is_empty() || b.is_empty()) return NameLikeness::unknown;
  if (a.words == b.words) return NameLikeness::same;
  if (!a.is_han && !b.is_han) return latin_likeness(a, b);
  if (a.is_han && b.is_han && is_turn(a.words, b.words)) return NameLikeness::swapped;
  if (sounds_same(a, b)) return NameLikeness::sound;
  if (a.is_han && b.is_han)
    return a.words.front() == b.words.front() ? NameLikeness::partial : NameLikeness::different;
  return shares_a_word(a.syllables, b.syllables) ? NameLikeness::partial : NameLikeness::different;
}

std::vector<std::string> turns_of(const NameForms& name) {
  std::vector<std::string> all;
  for (std::size_t by = 0; by < std::min(name.syllables.size(), turns_max); ++by) {
    std::string turn = in_one(turned(name.syllables, by));
    if (std::find(all.begin(), all.end(), turn) == all.end()) all.push_back(std::move(turn));
  }
  return all;
}

std::size_t distance(std::u32string_view a, std::u32string_view b, std::size_t most) {
  const std::size_t longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
  if (longer - shorter > most) return most + 1;
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + cost});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
    std::swap(before, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], most + 1);
}

}  // namespace rapport::customers
