// What people write on a command line for amounts. Nothing when it is no such amount: negative, not a number,
// infinite, or something else beside it.
#pragma once

#include <optional>
#include <string_view>

namespace rapport::program {

std::optional<double> number_of(std::string_view text);   // "12", "0.5"
std::optional<double> share_of(std::string_view text);    // "80%" or "0.8": 0.8; limits are the caller's
std::optional<double> seconds_of(std::string_view text);  // "20s", "3m", "1h30m", "1d"; without unit: seconds

}  // namespace rapport::program
