#include "phrases/waiting.h"

#include <fmt/format.h>

#include <algorithm>

namespace rapport::phrases {
namespace {

std::int64_t minutes_up(Duration duration) {
  return std::max<std::int64_t>(1, (duration.us + 59'999'999) / 60'000'000);
}

}  // namespace

std::string place_in_line(std::int64_t position, Tongue tongue) {
  return tongue == Tongue::zh ? fmt::format("您排在第 {} 位。", position)
                              : fmt::format("You are number {} in line.", position);
}

std::string expected_wait(Duration low, Duration high, Tongue tongue) {
  const std::int64_t from = minutes_up(std::min(low, high));
  const std::int64_t to = minutes_up(std::max(low, high));
  if (tongue == Tongue::zh)
    return from == to ? fmt::format("预计等待约 {} 分钟。", to)
                      : fmt::format("预计等待 {} 至 {} 分钟。", from, to);
  if (from == to) return fmt::format("The wait is about {} {}.", to, to == 1 ? "minute" : "minutes");
  return fmt::format("The wait is about {} to {} minutes.", from, to);
}

std::string place_in_chat(Tongue tongue) {
  return tongue == Tongue::zh ? "您在网上聊天中也有一个位置。" : "You also have a place in our chat.";
}

std::string talk_in_chat(Tongue tongue) {
  return tongue == Tongue::zh ? "客服正在网上聊天中为您服务。" : "We are also talking with you in our chat.";
}

std::string chat_or_phone(Tongue tongue) {
  return tongue == Tongue::zh ? "到聊天中继续，请按 8；留在电话中，请按 9。"
                              : "To go on in the chat, press 8. To stay on the phone, press 9.";
}

std::string stays_on_phone(Tongue tongue) {
  return tongue == Tongue::zh ? "好的，您继续在电话中等待。" : "You go on waiting on the phone.";
}

std::string place_set_aside(Tongue tongue) {
  return tongue == Tongue::zh
             ? "您将在另一渠道继续，已等待的时间全部保留，您可以挂断电话。如果仍想在电话中等待，请按 1。"
             : "You go on in the other place and keep the time you have waited. You may hang up. To wait on "
               "the "
               "phone after all, press 1.";
}

std::string place_is_back(Tongue tongue) {
  return tongue == Tongue::zh ? "您继续在电话中等待。" : "You are waiting on the phone again.";
}

}  // namespace rapport::phrases
