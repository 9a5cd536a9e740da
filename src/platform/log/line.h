// One log line as text, from its parts. Pure; used by Log only, apart from it for the tests' sake.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "platform/log/log.h"

namespace rapport::log {

// 2026-03-01T09:30:00.123456Z info message key=value key="two words"
// Control characters are escaped, so a line stays a line whatever a field holds.
std::string text_line(Instant now, Level level, std::string_view message,
                      std::initializer_list<Field> fields);

// {"time":"…","level":"info","message":"…","key":"value"}; bytes that are not UTF-8 become U+FFFD.
std::string json_line(Instant now, Level level, std::string_view message,
                      std::initializer_list<Field> fields);

}  // namespace rapport::log
