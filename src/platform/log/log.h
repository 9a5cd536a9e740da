// Structured logs: one line, `key=value` fields, or JSON by option. Any thread. Words of customers never go
// in here.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace rapport::log {

enum class Level { debug, info, warning, error };

// One field of a line: {"request", id}. Numbers and strings.
struct Field {
  template <class T>
  Field(std::string_view field_name, const T& field_value)
      : name(field_name), value(fmt::format("{}", field_value)) {}
  std::string_view name;
  std::string value;
};

struct Options {
  Level level = Level::info;
  bool is_json = false;
  std::string file;  // "": standard error
};

class Log {
 public:
  explicit Log(Options options);
  ~Log();
  bool is_on(Level level) const;  // for callers who would build their fields in vain
  void write(Level level, std::string_view message, std::initializer_list<Field> fields = {});
  void info(std::string_view message, std::initializer_list<Field> fields = {}) {
    write(Level::info, message, fields);
  }
  void warning(std::string_view message, std::initializer_list<Field> fields = {}) {
    write(Level::warning, message, fields);
  }
  void error(std::string_view message, std::initializer_list<Field> fields = {}) {
    write(Level::error, message, fields);
  }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::log
