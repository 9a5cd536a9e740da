#include "platform/log/line.h"

#include <ctime>
#include <iterator>

#include "base/json_text.h"

namespace rapport::log {
namespace {

std::string_view name_of(Level level) {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warning:
      return "warning";
    case Level::error:
      return "error";
  }
  return "error";
}

void append_time(std::string& out, Instant now) {
  const std::time_t whole = static_cast<std::time_t>(now.us / 1'000'000);
  std::tm parts{};
  gmtime_r(&whole, &parts);
  fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", parts.tm_year + 1900,
                 parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                 now.us % 1'000'000);
}

bool is_plain(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text)
    if (static_cast<unsigned char>(c) <= 0x20 || c == '"' || c == '=' || c == '\\' || c == 0x7f) return false;
  return true;
}

}  // namespace

std::string text_line(Instant now, Level level, std::string_view message,
                      std::initializer_list<Field> fields) {
  std::string line;
  append_time(line, now);
  line += ' ';
  line += name_of(level);
  line += ' ';
  for (const char c : message)
    line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  for (const Field& field : fields) {
    line += ' ';
    line += field.name;
    line += '=';
    if (is_plain(field.value))
      line += field.value;
    else
      append_json_string(line, field.value);
  }
  return line;
}

std::string json_line(Instant now, Level level, std::string_view message,
                      std::initializer_list<Field> fields) {
  std::string line = "{\"time\":\"";
  append_time(line, now);
  line += "\",\"level\":\"";
  line += name_of(level);
  line += "\",\"message\":";
  append_json_string(line, message);
  for (const Field& field : fields) {
    line += ',';
    append_json_string(line, field.name);
    line += ':';
    append_json_string(line, field.value);
  }
  line += '}';
  return line;
}

}  // namespace rapport::log
