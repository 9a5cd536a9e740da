// Times, dates and durations in words. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>

#include "phrases/numbers.h"

namespace rapport::phrases {

enum class Dial : std::uint8_t { twelve, twenty_four };

// hour 0-24, minute 0-59; "" otherwise. "two thirty p.m.", "fourteen thirty"; "下午两点三十分",
// "十四点三十分".
std::string time_of_day(int hour, int minute, Tongue tongue, Dial dial);
// "March fifth, twenty twenty-six", "二零二六年三月五日"; year 0 is left out. "" when there is no such day.
std::string date(int year, int month, int day, Tongue tongue);
// "twenty twenty-six", "二零二六".
std::string year(int year, Tongue tongue);

}  // namespace rapport::phrases
