// Numbers in Chinese words. Pure. Inside phrases/.
#pragma once

#include <cstdint>
#include <string>

namespace rapport::phrases {

// 两 for 2 before 千, 万, 亿, and before 百 where the number begins with it; 一十 at the very beginning is
// 十.
std::string chinese_cardinal(std::uint64_t number);

}  // namespace rapport::phrases
