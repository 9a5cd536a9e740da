// Numbers in words. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rapport::phrases {

enum class Tongue : std::uint8_t { en, zh };
Tongue tongue_of(std::string_view language);  // BCP 47; all that is not Chinese is English

// "one hundred and ten", "一百一十".
std::string cardinal(std::int64_t number, Tongue tongue);
// Before what is counted: 2 is 两 in Chinese ("两分钟").
std::string counted(std::int64_t number, Tongue tongue);
// "third", "第三".
std::string ordinal(std::int64_t number, Tongue tongue);
// "three point one four" of "3.14"; the whole part may have thousands' commas. "" when it is no such number.
std::string decimal(std::string_view number, Tongue tongue);

// One by one: order and card numbers. Whatever is no digit becomes a pause.
std::string digits(std::string_view text, Tongue tongue);
// The same with 幺 for 1 in Chinese, and a leading + said ("plus"). Groups as written, or else of 3-4-4, 4-4
// …
std::string phone_number(std::string_view text, Tongue tongue);

}  // namespace rapport::phrases
