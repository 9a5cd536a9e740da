// Words: one line of a scenario, taken word by word. What does not fit is a ScenarioError, which names the
// line.
#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace rapport::switchboard::scenario {

struct ScenarioError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Words {
 public:
  explicit Words(std::string_view line);

  bool is_empty() const { return at_ == words_.size(); }
  const std::string& peek() const;
  std::string next(const char* what);
  // Takes the phrase if it comes next, word by word.
  bool take(std::string_view phrase);
  void expect(std::string_view phrase);
  // Takes the phrase if the line ends with it.
  bool take_last(std::string_view phrase);
  std::int64_t number(const char* what);
  Duration duration(const char* what);
  Instant time(const char* what);
  // The rest as key=value, or a bare key with value "".
  std::map<std::string, std::string> options();
  std::string rest() const;
  void end() const;

 private:
  std::vector<std::string> words_;
  std::size_t at_ = 0;
};

// The day on which all scenarios play.
inline constexpr Instant midnight{1'700'006'400'000'000};

std::vector<std::string> split(std::string_view text, char separator);
std::string trimmed(std::string_view text);
bool is_time(std::string_view word);          // hh:mm or hh:mm:ss
Instant time_of(std::string_view word);       // since midnight; hours may pass 24
Duration duration_of(std::string_view word);  // 00:01:30, 90s, 5m, 72h, 250ms, 0
std::int64_t number_of(std::string_view word);
std::string text_of(Duration duration);  // 00:01:30, with .ms when there are
std::string text_of(Instant instant);    // time of day

}  // namespace rapport::switchboard::scenario
