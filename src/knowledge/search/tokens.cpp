#include "knowledge/search/tokens.h"

#include <algorithm>

#include "platform/text/han.h"
#include "platform/text/stem.h"
#include "platform/text/text.h"

namespace rapport::knowledge::search {
namespace {

constexpr std::size_t token_bytes_max = 64;

// ASCII punctuation inside words ("don't", "2.4") goes: the index's own tokenizer would break there.
std::string without_marks(const std::string& word) {
  std::string kept;
  for (const char byte : word) {
    const bool is_kept = static_cast<unsigned char>(byte) >= 0x80 || (byte >= '0' && byte <= '9') ||
                         (byte >= 'a' && byte <= 'z');
    if (is_kept) kept.push_back(byte);
  }
  // The typographic apostrophe.
  for (std::size_t at; (at = kept.find("\xE2\x80\x99")) != std::string::npos;)
    kept.erase(at, 3);
  return kept.size() <= token_bytes_max ? kept : std::string();
}

bool is_syllable(const std::string& letters) {
  if (letters.find_first_of("aeiouv") == std::string::npos) return false;
  const auto& all = text::HanTable::get().syllables();
  return std::binary_search(all.begin(), all.end(), letters);
}

}  // namespace

std::vector<Token> word_tokens(std::string_view text) {
  std::vector<Token> tokens;
  std::string before;  // the Latin word just before, when only a hyphen follows it
  std::size_t before_end = 0;
  for (const text::Word& word : text::words(text)) {
    const std::string plain = without_marks(word.text);
    if (plain.empty()) {
      before.clear();
      continue;
    }
    const bool is_joined =
        !before.empty() && !word.is_han && word.begin == before_end + 1 && text[before_end] == '-';
    tokens.push_back({word.is_han ? plain : text::english_stem(plain), plain, word.is_han});
    if (is_joined && before.size() + plain.size() <= token_bytes_max)
      tokens.push_back({text::english_stem(before + plain), before + plain, false});
    before = word.is_han ? std::string() : plain;
    before_end = word.end;
  }
  return tokens;
}

std::vector<std::string> pair_tokens(std::string_view text) {
  std::vector<std::string> tokens;
  for (text::Word& pair : text::han_pairs(text))
    tokens.push_back(std::move(pair.text));
  return tokens;
}

std::vector<std::string> typed_tokens(const std::vector<std::string>& syllables) {
  std::vector<std::string> tokens;
  if (syllables.size() == 1) tokens.push_back("py" + syllables.front());
  for (std::size_t i = 0; i + 1 < syllables.size(); ++i)
    tokens.push_back("py" + syllables[i] + syllables[i + 1]);
  return tokens;
}

std::vector<std::string> typed_tokens(std::string_view text) {
  std::vector<std::string> tokens;
  std::vector<std::string> run;
  std::size_t run_end = 0;
  const auto finish = [&tokens, &run] {
    for (std::string& token : typed_tokens(run))
      tokens.push_back(std::move(token));
    run.clear();
  };
  for (const text::Word& pair : text::han_pairs(text)) {
    std::vector<std::string> read;
    std::string syllable;
    for (const char byte : text::pinyin(pair.text) + ' ') {
      if (byte != ' ') {
        syllable.push_back(byte);
      } else if (!syllable.empty()) {
        read.push_back(std::move(syllable));
        syllable.clear();
      }
    }
    if (read.empty() || read.size() > 2) continue;
    // Pairs of one run overlap by a character.
    if (run.empty() || pair.begin >= run_end) {
      finish();
      run.push_back(read.front());
    }
    if (read.size() == 2) run.push_back(read.back());
    run_end = pair.end;
  }
  finish();
  return tokens;
}

std::vector<std::string> syllables_of(std::string_view letters) {
  constexpr std::size_t syllable_max = 6, letters_max = 60;
  if (letters.empty() || letters.size() > letters_max) return {};
  // Fewest syllables from here to the end; the longest first among equals, as people read it.
  const std::size_t size = letters.size();
  std::vector<std::size_t> fewest(size + 1, size + 1), length(size + 1, 0);
  fewest[size] = 0;
  for (std::size_t at = size; at-- > 0;)
    for (std::size_t n = 1; n <= syllable_max && at + n <= size; ++n)
      if (fewest[at + n] + 1 <= fewest[at] && fewest[at + n] <= size &&
          is_syllable(std::string(letters.substr(at, n)))) {
        fewest[at] = fewest[at + n] + 1;
        length[at] = n;
      }
  if (fewest[0] > size) return {};
  std::vector<std::string> syllables;
  for (std::size_t at = 0; at < size; at += length[at])
    syllables.emplace_back(letters.substr(at, length[at]));
  return syllables;
}

std::vector<std::string> near_keys(const std::string& word) {
  std::vector<std::string> keys{word};
  for (std::size_t i = 0; i < word.size(); ++i) {
    std::string shorter = word;
    shorter.erase(i, 1);
    keys.push_back(std::move(shorter));
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

bool is_near(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t same = 0;
  while (same < a.size() && a[same] == b[same])
    ++same;
  const std::string_view rest_a = a.substr(same), rest_b = b.substr(same);
  if (rest_a.size() < rest_b.size()) return rest_a == rest_b.substr(1);
  if (rest_a.empty() || rest_a.substr(1) == rest_b.substr(1)) return true;
  return rest_a.size() >= 2 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] &&
         rest_a.substr(2) == rest_b.substr(2);
}

}  // namespace rapport::knowledge::search
