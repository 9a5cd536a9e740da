#include "support/arguments.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace rapport::bench {

bool Arguments::has(const std::string& name) {
  const auto found = std::find(words_.begin(), words_.end(), name);
  if (found == words_.end()) return false;
  words_.erase(found);
  return true;
}

std::string Arguments::text(const std::string& name, const std::string& otherwise) {
  const auto found = std::find(words_.begin(), words_.end(), name);
  if (found == words_.end()) return otherwise;
  if (found + 1 == words_.end()) throw std::runtime_error(name + " needs a value");
  const std::string value = *(found + 1);
  words_.erase(found, found + 2);
  return value;
}

std::size_t Arguments::number(const std::string& name, std::size_t otherwise) {
  const std::string value = text(name, std::to_string(otherwise));
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size())
    throw std::runtime_error(name + " needs a number, not " + value);
  return number;
}

void Arguments::check_all_known() const {
  if (!words_.empty()) throw std::runtime_error("unknown argument " + words_.front());
}

}  // namespace rapport::bench
