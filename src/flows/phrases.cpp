#include "flows/phrases.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rapport::flows {
namespace {

bool is_chinese(const std::string& language) {
  return language.rfind("zh", 0) == 0;
}
std::int64_t minutes_up(Duration duration) {
  return std::max<std::int64_t>(1, (duration.us + 59'999'999) / 60'000'000);
}

}  // namespace

std::string waiting(const switchboard::flow::Treatment& treatment, const switchboard::WaitEstimate& wait,
                    const std::string& language) {
  std::string text;
  if (treatment.says_position && wait.position > 0)
    text = fmt::format(fmt::runtime(is_chinese(language) ? "您排在第 {} 位。" : "You are number {} in line."),
                       wait.position);
  if (treatment.says_wait && wait.is_known) {
    const std::int64_t low = minutes_up(wait.low);
    const std::int64_t high = minutes_up(wait.high);
    if (!text.empty() && !is_chinese(language)) text += ' ';
    if (low == high)
      text += fmt::format(
          fmt::runtime(is_chinese(language) ? "预计等待约 {} 分钟。" : "The wait is about {} min."), high);
    else
      text += fmt::format(
          fmt::runtime(is_chinese(language) ? "预计等待 {} 至 {} 分钟。" : "The wait is about {} to {} min."),
          low, high);
  }
  return text;
}

std::string how_to_take(const std::string& language) {
  return is_chinese(language) ? "回复 1 即可。" : "Reply 1 for this.";
}

bool takes_offer(const std::string& said) {
  static constexpr std::array<const char*, 8> yes = {"1", "１", "yes", "Yes", "ok", "好", "好的", "是"};
  return std::any_of(yes.begin(), yes.end(), [&said](const char* word) { return said == word; });
}

}  // namespace rapport::flows
