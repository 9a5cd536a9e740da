// Settings of a program: described once, read from one TOML file and from environment variables, which win.
// Wrong input is an Error that names the place, before anything starts; all mistakes are found in one go, and
// then nothing is set. Pure but for the reading of the file. It knows no setting by name.
//
//   config::Schema schema("RAPPORT_");
//   schema.section("http", "The web server.");
//   schema.integer("http.port", options.port, 0, 65535, "Where it listens; 0 takes any free port.");
//   if (auto loaded = config::load(schema, "rapport.toml", config::environment("RAPPORT_")); !loaded) …
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/check.h"
#include "base/instant.h"
#include "base/result.h"

namespace rapport::config {

using Value = std::variant<bool, std::int64_t, double, Duration, std::string, std::vector<std::string>>;

struct Setting {
  std::string key;  // "http.port"
  std::string doc;
  Value fallback;            // what the target held when it was described; also says which type is expected
  double low = 0, high = 0;  // bounds of integers, numbers and durations (in seconds)
  std::vector<std::string> choices;  // of a text; empty: any
  std::function<void(const Value&)> set;
};

// Targets are borrowed until load() has returned. A key twice is a programming error.
class Schema {
 public:
  explicit Schema(std::string environment_prefix) : environment_prefix_(std::move(environment_prefix)) {}

  void section(std::string name, std::string doc) { sections_[std::move(name)] = std::move(doc); }

  void flag(std::string key, bool& target, std::string doc);
  template <class Integer>
  void integer(std::string key, Integer& target, std::int64_t low, std::int64_t high, std::string doc);
  void number(std::string key, double& target, double low, double high, std::string doc);
  // Written "250ms", "10s", "5m", "2h", "7d".
  void duration(std::string key, Duration& target, Duration low, Duration high, std::string doc);
  void text(std::string key, std::string& target, std::string doc, std::vector<std::string> choices = {});
  void path(std::string key, std::filesystem::path& target, std::string doc);
  // In the environment separated by commas.
  void list(std::string key, std::vector<std::string>& target, std::string doc);

  const std::vector<Setting>& settings() const { return settings_; }
  const std::map<std::string, std::string>& sections() const { return sections_; }
  const std::string& environment_prefix() const { return environment_prefix_; }
  std::string variable_of(const std::string& key) const;  // "http.port" -> "RAPPORT_HTTP_PORT"

 private:
  void add(Setting setting);
  std::string environment_prefix_;
  std::vector<Setting> settings_;
  std::map<std::string, std::string> sections_;
};

using Environment = std::map<std::string, std::string>;
Environment environment(std::string_view prefix);  // of this process

// `file` "" reads only the environment. Fails with "bad_config"; the detail has one line for each mistake:
//   rapport.toml:12: http.port: expected integer between 0 and 65535, got string "abc"
//   rapport.toml:14: http.prot: unknown key, did you mean http.port?
//   RAPPORT_HTTP_PORT: expected integer between 0 and 65535, got "abc"
// or "no_config" when the file cannot be read.
Result<void> load(const Schema& schema, const std::filesystem::path& file, const Environment& environment);
// The same with the file's text at hand.
Result<void> load_text(const Schema& schema, std::string_view text, const std::string& file_name,
                       const Environment& environment);

// A TOML file with every setting, its documentation, bounds, variable and default, all commented out.
std::string example(const Schema& schema);

template <class Integer>
void Schema::integer(std::string key, Integer& target, std::int64_t low, std::int64_t high, std::string doc) {
  RAPPORT_CHECK(low >= 0 || std::numeric_limits<Integer>::is_signed);
  RAPPORT_CHECK(static_cast<std::uint64_t>(high < 0 ? 0 : high) <=
                static_cast<std::uint64_t>(std::numeric_limits<Integer>::max()));
  Setting setting{std::move(key),
                  std::move(doc),
                  static_cast<std::int64_t>(target),
                  static_cast<double>(low),
                  static_cast<double>(high),
                  {},
                  {}};
  setting.set = [&target](const Value& value) {
    target = static_cast<Integer>(std::get<std::int64_t>(value));
  };
  add(std::move(setting));
}

}  // namespace rapport::config
