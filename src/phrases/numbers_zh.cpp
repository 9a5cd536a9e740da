#include "phrases/numbers_zh.h"

namespace rapport::phrases {
namespace {

constexpr const char* chinese_digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
constexpr const char* chinese_places[] = {"", "十", "百", "千"};

// 1 to 9999; `is_first`: nothing was said before it.
std::string chinese_section(std::uint64_t number, bool is_first) {
  std::string said;
  bool has_gap = false;
  std::uint64_t scale = 1'000;
  for (int place = 3; place >= 0; --place, scale /= 10) {
    const std::uint64_t digit = number / scale % 10;
    if (digit == 0) {
      has_gap = !said.empty();
      continue;
    }
    if (has_gap) said += chinese_digits[0];
    has_gap = false;
    const bool begins = is_first && said.empty();
    if (digit == 2 && (place == 3 || (place == 2 && begins)))
      said += "两";
    else if (!(digit == 1 && place == 1 && begins))
      said += chinese_digits[digit];
    said += chinese_places[place];
  }
  return said;
}

// Below 10^8, with 万.
std::string chinese_lower(std::uint64_t number, bool is_first) {
  const std::uint64_t upper = number / 10'000;
  const std::uint64_t rest = number % 10'000;
  std::string said;
  if (upper > 0) said = (upper == 2 ? "两" : chinese_section(upper, is_first)) + std::string("万");
  if (rest == 0) return said;
  if (upper > 0 && rest < 1'000) said += chinese_digits[0];
  return said + chinese_section(rest, is_first && upper == 0);
}

}  // namespace

std::string chinese_cardinal(std::uint64_t number) {
  if (number == 0) return chinese_digits[0];
  constexpr std::uint64_t yi = 100'000'000;
  if (number < yi) return chinese_lower(number, true);
  const std::uint64_t upper = number / yi;
  const std::uint64_t rest = number % yi;
  std::string said = (upper == 2 ? "两" : chinese_cardinal(upper)) + std::string("亿");
  if (rest == 0) return said;
  if (rest < yi / 10) said += chinese_digits[0];
  return said + chinese_lower(rest, false);
}

}  // namespace rapport::phrases
