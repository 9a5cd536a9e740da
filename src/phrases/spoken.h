// Written text as a voice should say it: every number in it becomes words of its language, by what it is.
//
//   en  "You are number 3 in line." -> "You are number three in line."    "at 14:30" -> "at two thirty p.m."
//   zh  "您排在第 2 位，约 2 分钟。" -> "您排在第二位，约两分钟。"            "拨打 400-810-1234" ->
//   "拨打四零零，八幺零，…"
//
// Told apart: dates (2026-03-05, 2026年3月5日), times (14:30), money (¥12.50, $3, 12.50元), percentages,
// phone numbers (+86…, 400-810-1234, 11 digits of a mobile), places (第 3, 3rd), what is counted (2 分钟),
// decimals, and bare runs of five digits and more or with a leading 0, which are said digit by digit. Pure;
// any text, also broken UTF-8, comes through; linear time. Languages as in numbers.h.
#pragma once

#include <string>
#include <string_view>

#include "phrases/numbers.h"

namespace rapport::phrases {

std::string spoken(std::string_view text, Tongue tongue);

}  // namespace rapport::phrases
