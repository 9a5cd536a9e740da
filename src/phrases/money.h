// Amounts of money in words. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "phrases/numbers.h"

namespace rapport::phrases {

// `amount` as written ("1,234.50"), `currency` ISO 4217. "twelve yuan and five jiao" is nobody's English:
// "twelve yuan fifty", "twelve dollars and fifty cents"; "十二元五角". "" when it is no amount, or has more
// than two decimals; a currency that nobody knows is said by its letters.
std::string money(std::string_view amount, std::string_view currency, Tongue tongue);

}  // namespace rapport::phrases
