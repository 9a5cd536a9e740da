#include "switchboard/support/words.h"

#include <fmt/format.h>

#include <charconv>

namespace rapport::switchboard::scenario {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (true) {
    const std::size_t to = text.find(separator, from);
    parts.emplace_back(text.substr(from, to == std::string_view::npos ? to : to - from));
    if (to == std::string_view::npos) return parts;
    from = to + 1;
  }
}

std::string trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return "";
  return std::string(text.substr(from, text.find_last_not_of(" \t\r") - from + 1));
}

std::int64_t number_of(std::string_view word) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size())
    throw ScenarioError(fmt::format("'{}' is not a number", word));
  return value;
}

bool is_time(std::string_view word) {
  return word.find(':') != std::string_view::npos &&
         word.find_first_not_of("0123456789:.") == std::string_view::npos;
}

static Duration clock_of(std::string_view word) {
  const std::vector<std::string> parts = split(word, ':');
  if (parts.size() < 2 || parts.size() > 3) throw ScenarioError(fmt::format("'{}' is not hh:mm:ss", word));
  Duration sum = hours(number_of(parts[0])) + minutes(number_of(parts[1]));
  if (parts.size() == 2) return sum;
  const std::vector<std::string> second = split(parts[2], '.');
  sum = sum + seconds(number_of(second[0]));
  return second.size() == 2 ? sum + milliseconds(number_of(second[1])) : sum;
}

Instant time_of(std::string_view word) {
  if (!is_time(word)) throw ScenarioError(fmt::format("'{}' is not a time, hh:mm:ss", word));
  return midnight + clock_of(word);
}

Duration duration_of(std::string_view word) {
  if (is_time(word)) return clock_of(word);
  const std::size_t digits = word.find_first_not_of("0123456789");
  const std::int64_t count = number_of(word.substr(0, digits));
  const std::string_view unit = digits == std::string_view::npos ? "" : word.substr(digits);
  if (unit == "ms") return milliseconds(count);
  if (unit == "s" || count == 0) return seconds(count);
  if (unit == "m") return minutes(count);
  if (unit == "h") return hours(count);
  throw ScenarioError(fmt::format("'{}' is not a duration such as 30s, 5m, 72h or 00:01:30", word));
}

std::string text_of(Duration duration) {
  const std::int64_t all = duration.us / 1'000'000;
  std::string text = fmt::format("{:02}:{:02}:{:02}", all / 3600, all / 60 % 60, all % 60);
  if (duration.us % 1'000'000 != 0) text += fmt::format(".{:03}", duration.us / 1'000 % 1'000);
  return text;
}

std::string text_of(Instant instant) {
  return text_of(instant - midnight);
}

Words::Words(std::string_view line) {
  for (std::string& word : split(line, ' '))
    if (!word.empty()) words_.push_back(std::move(word));
}

const std::string& Words::peek() const {
  static const std::string nothing;
  return is_empty() ? nothing : words_[at_];
}

std::string Words::next(const char* what) {
  if (is_empty()) throw ScenarioError(fmt::format("the line ends where {} should come", what));
  return words_[at_++];
}

bool Words::take(std::string_view phrase) {
  const Words wanted(phrase);
  if (at_ + wanted.words_.size() > words_.size()) return false;
  for (std::size_t i = 0; i < wanted.words_.size(); ++i)
    if (words_[at_ + i] != wanted.words_[i]) return false;
  at_ += wanted.words_.size();
  return true;
}

void Words::expect(std::string_view phrase) {
  if (!take(phrase)) throw ScenarioError(fmt::format("'{}' should come before '{}'", phrase, rest()));
}

bool Words::take_last(std::string_view phrase) {
  const Words wanted(phrase);
  const std::size_t count = wanted.words_.size();
  if (at_ + count > words_.size()) return false;
  for (std::size_t i = 0; i < count; ++i)
    if (words_[words_.size() - count + i] != wanted.words_[i]) return false;
  words_.resize(words_.size() - count);
  return true;
}

std::int64_t Words::number(const char* what) {
  return number_of(next(what));
}

Duration Words::duration(const char* what) {
  return duration_of(next(what));
}

Instant Words::time(const char* what) {
  return time_of(next(what));
}

std::map<std::string, std::string> Words::options() {
  std::map<std::string, std::string> options;
  while (!is_empty()) {
    const std::string word = next("an option");
    const std::size_t equals = word.find('=');
    options[word.substr(0, equals)] = equals == std::string::npos ? "" : word.substr(equals + 1);
  }
  return options;
}

std::string Words::rest() const {
  std::string text;
  for (std::size_t i = at_; i < words_.size(); ++i)
    text += (text.empty() ? "" : " ") + words_[i];
  return text;
}

void Words::end() const {
  if (!is_empty()) throw ScenarioError(fmt::format("'{}' is not understood", rest()));
}

}  // namespace rapport::switchboard::scenario
