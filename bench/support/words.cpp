#include "support/words.h"

#include <fmt/format.h>

#include <charconv>

namespace rapport::bench {

std::string text_of(const Words& words) {
  const bool is_visitor = words.side == Side::visitor;
  return fmt::format("~{} {} {} {}", is_visitor ? 'v' : 'a', words.conversation, words.number,
                     is_visitor ? "Hello, could you please look up where my order is right now? 谢谢"
                                : "Thank you for waiting, the parcel is on its way to you. 请稍等");
}

std::string client_id_of(const Words& words) {
  return fmt::format("{}{}-{}", words.side == Side::visitor ? 'v' : 'a', words.conversation, words.number);
}

std::optional<Words> find_words(std::string_view frame) {
  constexpr std::string_view mark = R"("text":"~)";
  const std::size_t at = frame.find(mark);
  if (at == std::string_view::npos || at + mark.size() + 2 >= frame.size()) return std::nullopt;
  const char* next = frame.data() + at + mark.size();
  const char* const end = frame.data() + frame.size();
  Words words;
  words.side = *next == 'v' ? Side::visitor : Side::agent;
  const auto [after, error] = std::from_chars(next + 2, end, words.conversation);
  if (error != std::errc{} || after == end) return std::nullopt;
  if (std::from_chars(after + 1, end, words.number).ec != std::errc{}) return std::nullopt;
  return words;
}

std::string_view member(std::string_view frame, std::string_view quoted_name) {
  const std::size_t at = frame.find(quoted_name);
  if (at == std::string_view::npos) return {};
  const std::size_t from = at + quoted_name.size() + 2;  // :"
  return frame.substr(from, frame.find('"', from) - from);
}

}  // namespace rapport::bench
