// Tokens: a text as the index keeps it and a query asks for it. Latin words by their English stem, Han words
// by ICU's dictionary, and pairs of Han characters beside them, because the dictionary splits what a company
// calls its things. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rapport::knowledge::search {

struct Token {
  std::string text;   // stemmed
  std::string plain;  // as written, folded: what typing mistakes are measured against
  bool is_han = false;
};

// In order. Wi-Fi gives wi, fi and wifi.
std::vector<Token> word_tokens(std::string_view text);
// In order.
std::vector<std::string> pair_tokens(std::string_view text);

// How the Han text in it is typed: "pytuikuan" for 退款, a token for each two syllables that follow each
// other.
std::vector<std::string> typed_tokens(std::string_view text);
// "tuikuan" -> tui, kuan; empty when it cannot be read as syllables.
std::vector<std::string> syllables_of(std::string_view letters);
// The tokens of such syllables, as typed_tokens makes them.
std::vector<std::string> typed_tokens(const std::vector<std::string>& syllables);

// A word and what remains of it with one letter less: two words with one typing mistake between them share
// one.
std::vector<std::string> near_keys(const std::string& word);
// At most one letter added, left out, replaced, or two neighbours swapped.
bool is_near(std::string_view a, std::string_view b);

}  // namespace rapport::knowledge::search
