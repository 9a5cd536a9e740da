#include "support/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace rapport::bench {

Arguments::Arguments(int count, char** values)
    : program_(std::filesystem::path(values[0]).filename().string()), words_(values + 1, values + count) {
  wants_help_ = std::any_of(words_.begin(), words_.end(),
                            [](const std::string& word) { return word == "--help" || word == "-h"; });
  if (wants_help_) words_.clear();
}

void Arguments::refuse(const std::string& what) const {
  fmt::print(stderr, "{}: {}; --help says what there is\n", program_, what);
  std::exit(2);
}

bool Arguments::has(const std::string& name) {
  known_.push_back(name);
  const auto found = std::find(words_.begin(), words_.end(), name);
  if (found == words_.end()) return false;
  words_.erase(found);
  return true;
}

std::string Arguments::taken(const std::string& name, const std::string& otherwise) {
  const auto found = std::find(words_.begin(), words_.end(), name);
  if (found == words_.end()) return otherwise;
  if (found + 1 == words_.end() || (found + 1)->rfind("--", 0) == 0) refuse(name + " needs a value");
  const std::string value = *(found + 1);
  words_.erase(found, found + 2);
  return value;
}

std::string Arguments::text(const std::string& name, const std::string& otherwise) {
  known_.push_back(name + " TEXT" + (otherwise.empty() ? "" : " (" + otherwise + ")"));
  return taken(name, otherwise);
}

std::size_t Arguments::number(const std::string& name, std::size_t otherwise) {
  known_.push_back(fmt::format("{} NUMBER ({})", name, otherwise));
  const std::string value = taken(name, std::to_string(otherwise));
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size())
    refuse(name + " needs a whole number, not " + value);
  return number;
}

double Arguments::real(const std::string& name, double otherwise) {
  known_.push_back(fmt::format("{} NUMBER ({:g})", name, otherwise));
  const std::string value = taken(name, "");
  if (value.empty()) return otherwise;
  char* end = nullptr;
  const double number = std::strtod(value.c_str(), &end);
  if (end != value.c_str() + value.size() || !std::isfinite(number) || number < 0)
    refuse(name + " needs a number from 0 on, not " + value);
  return number;
}

void Arguments::check_all_known() const {
  if (wants_help_) {
    fmt::print("{}, with its defaults; see bench/README.md\n", program_);
    for (const std::string& argument : known_)
      fmt::print("  {}\n", argument);
    std::exit(0);
  }
  if (!words_.empty()) refuse("unknown argument " + words_.front());
}

}  // namespace rapport::bench
