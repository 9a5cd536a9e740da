#include "flows/phrases.h"

#include <algorithm>
#include <array>

#include "phrases/waiting.h"

namespace rapport::flows {
namespace {

bool is_chinese(const std::string& language) {
  return language.rfind("zh", 0) == 0;
}

}  // namespace

std::string waiting(const switchboard::flow::Treatment& treatment, const switchboard::WaitEstimate& wait,
                    const std::string& language) {
  const phrases::Tongue tongue = phrases::tongue_of(language);
  std::string text;
  if (treatment.says_position && wait.position > 0) text = phrases::place_in_line(wait.position, tongue);
  if (!treatment.says_wait || !wait.is_known) return text;
  if (!text.empty() && tongue == phrases::Tongue::en) text += ' ';
  return text + phrases::expected_wait(wait.low, wait.high, tongue);
}

std::string digit_by_digit(const std::string& words) {
  const bool is_number = words.size() >= 2 &&
                         std::all_of(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!is_number) return words;
  std::string apart;
  for (const char c : words) {
    if (!apart.empty()) apart += ' ';
    apart += c;
  }
  return apart;
}

std::string how_to_take(const std::string& language) {
  return is_chinese(language) ? "回复 1 即可。" : "Reply 1 for this.";
}

bool takes_offer(const std::string& said) {
  static constexpr std::array<const char*, 8> yes = {"1", "１", "yes", "Yes", "ok", "好", "好的", "是"};
  return std::any_of(yes.begin(), yes.end(), [&said](const char* word) { return said == word; });
}

}  // namespace rapport::flows
