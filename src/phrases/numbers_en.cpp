#include "phrases/numbers_en.h"

namespace rapport::phrases {
namespace {

constexpr const char* english_small[] = {"zero",    "one",     "two",       "three",    "four",
                                         "five",    "six",     "seven",     "eight",    "nine",
                                         "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                         "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr const char* english_tens[] = {"",      "",      "twenty",  "thirty", "forty",
                                        "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr const char* english_groups[] = {"",          " thousand",    " million",    " billion",
                                          " trillion", " quadrillion", " quintillion"};

std::string below_hundred(std::uint64_t number) {
  if (number < 20) return english_small[number];
  std::string said = english_tens[number / 10];
  if (number % 10 != 0) said += std::string("-") + english_small[number % 10];
  return said;
}

std::string below_thousand(std::uint64_t number) {
  if (number < 100) return below_hundred(number);
  std::string said = std::string(english_small[number / 100]) + " hundred";
  if (number % 100 != 0) said += " and " + below_hundred(number % 100);
  return said;
}

}  // namespace

std::string english_cardinal(std::uint64_t number) {
  if (number < 1'000) return below_thousand(number);
  std::string said;
  std::uint64_t scale = 1'000'000'000'000'000'000;
  for (int group = 6; group >= 0; --group, scale /= 1'000) {
    const std::uint64_t part = number / scale % 1'000;
    if (part == 0) continue;
    if (!said.empty()) said += group == 0 && part < 100 ? " and " : " ";
    said += below_thousand(part) + english_groups[group];
  }
  return said;
}

std::string english_ordinal(std::uint64_t number) {
  std::string said = english_cardinal(number);
  const std::size_t cut = said.find_last_of(" -");
  const std::size_t last = cut == std::string::npos ? 0 : cut + 1;
  const std::string word = said.substr(last);
  constexpr const char* odd[][2] = {{"one", "first"},     {"two", "second"},   {"three", "third"},
                                    {"five", "fifth"},    {"eight", "eighth"}, {"nine", "ninth"},
                                    {"twelve", "twelfth"}};
  for (const auto& [plain, changed] : odd)
    if (word == plain) return said.substr(0, last) + changed;
  if (said.back() == 'y') {
    said.pop_back();
    return said + "ieth";
  }
  return said + "th";
}

}  // namespace rapport::phrases
