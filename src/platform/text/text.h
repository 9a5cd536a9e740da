// What search and matching need to know of written language, Chinese and Latin, by ICU. Pure functions of
// their input; any thread (each keeps its own ICU objects). Input is UTF-8 of any origin; bytes that are no
// UTF-8 count as a break. Output is UTF-8. Nothing here throws.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::text {

// One form for what readers take for the same: NFKC, case folded, full width to narrow, marks of Latin
// letters dropped (é -> e), Traditional Han to Simplified. "Ｗi-Fi" -> "wi-fi", "退貨" -> "退货".
std::string folded(std::string_view text);

// Traditional and variant Han characters to Simplified, the rest unchanged.
std::string simplified(std::string_view text);

// Han characters as their commonest reading without tones, one space between syllables; what is not Han stays
// (folded); ü is v, as it is typed. "张伟" -> "zhang wei", "退款 ok" -> "tui kuan ok". No polyphones by
// context: 重庆 -> "zhong qing".
std::string pinyin(std::string_view text);

bool has_han(std::string_view text);

struct Word {
  std::string text;       // folded
  std::size_t begin = 0;  // bytes in the input
  std::size_t end = 0;
  bool is_han = false;  // a piece of Han text, by ICU's dictionary
};
// Words by ICU's word breaks; punctuation and space left out.
std::vector<Word> words(std::string_view text);

// Overlapping pairs of each run of Han characters, folded: 退货款 -> 退货, 货款; a lone character gives
// itself.
std::vector<Word> han_pairs(std::string_view text);

}  // namespace rapport::text
