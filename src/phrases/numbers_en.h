// Numbers in English words. Pure. Inside phrases/.
#pragma once

#include <cstdint>
#include <string>

namespace rapport::phrases {

std::string english_cardinal(std::uint64_t number);  // "ten thousand and ten"
std::string english_ordinal(std::uint64_t number);   // "twenty-first"

}  // namespace rapport::phrases
