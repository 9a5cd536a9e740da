// Values of settings as people write them. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/config/config_file.h"

namespace rapport::config {

std::string toml_text(const Value& value);        // as it would stand in the file
std::string expectation(const Setting& setting);  // "integer between 0 and 65535"
std::optional<Duration> parse_duration(std::string_view text);
std::string quoted_text(std::string_view text);  // for messages and TOML; long texts are cut

// The value when `text` (of an environment variable) is one for the setting; bounds are not looked at.
std::optional<Value> parse_value(const Setting& setting, const std::string& text);

bool is_allowed(const Setting& setting, const Value& value);  // bounds and choices

// The known name nearest to `name` by edit distance, "" when none is near.
std::string nearest(const std::string& name, const std::vector<std::string>& known);

}  // namespace rapport::config
