#include "phrases/money.h"

#include <charconv>
#include <cstdint>

namespace rapport::phrases {
namespace {

struct Currency {
  const char* code;
  const char* one;
  const char* many;
  const char* cent;  // "": the rest is said without a word
  const char* cents;
  const char* chinese;
};

constexpr Currency currencies[] = {{"CNY", "yuan", "yuan", "", "", "元"},
                                   {"USD", "dollar", "dollars", "cent", "cents", "美元"},
                                   {"EUR", "euro", "euros", "cent", "cents", "欧元"},
                                   {"GBP", "pound", "pounds", "penny", "pence", "英镑"},
                                   {"HKD", "Hong Kong dollar", "Hong Kong dollars", "cent", "cents", "港元"},
                                   {"JPY", "yen", "yen", "", "", "日元"}};

const Currency* currency_of(std::string_view code) {
  for (const Currency& known : currencies)
    if (code == known.code) return &known;
  return nullptr;
}

std::string chinese_money(std::int64_t whole, int hundredths, const std::string& unit, bool has_jiao) {
  std::string said;
  if (whole > 0 || hundredths == 0) said = counted(whole, Tongue::zh) + unit;
  if (hundredths == 0) return said;
  if (!has_jiao) {
    said = cardinal(whole, Tongue::zh) + "点" +
           digits(std::string{static_cast<char>('0' + hundredths / 10)}, Tongue::zh);
    if (hundredths % 10 != 0)
      said += digits(std::string{static_cast<char>('0' + hundredths % 10)}, Tongue::zh);
    return said + unit;
  }
  if (hundredths >= 10)
    said += counted(hundredths / 10, Tongue::zh) + "角";
  else if (whole > 0)
    said += "零";
  if (hundredths % 10 != 0) said += cardinal(hundredths % 10, Tongue::zh) + "分";
  return said;
}

std::string english_money(std::int64_t whole, int hundredths, const Currency& currency) {
  std::string said;
  const bool has_cents = *currency.cent != 0;
  if (whole > 0 || hundredths == 0 || !has_cents)
    said = cardinal(whole, Tongue::en) + " " + (whole == 1 ? currency.one : currency.many);
  if (hundredths == 0) return said;
  if (!has_cents) {
    if (hundredths < 10) said += " oh";
    return said + " " + cardinal(hundredths, Tongue::en);
  }
  if (!said.empty()) said += " and ";
  return said + cardinal(hundredths, Tongue::en) + " " + (hundredths == 1 ? currency.cent : currency.cents);
}

}  // namespace

std::string money(std::string_view amount, std::string_view currency, Tongue tongue) {
  const bool is_negative = !amount.empty() && amount[0] == '-';
  if (is_negative) amount.remove_prefix(1);
  std::string whole_text;
  std::size_t at = 0;
  for (; at < amount.size() && amount[at] != '.'; ++at)
    if (amount[at] != ',') whole_text += amount[at];
  std::int64_t whole = 0;
  const auto read = std::from_chars(whole_text.data(), whole_text.data() + whole_text.size(), whole);
  if (read.ec != std::errc() || read.ptr != whole_text.data() + whole_text.size() || whole < 0) return {};
  int hundredths = 0;
  if (at < amount.size()) {
    const std::string_view rest = amount.substr(at + 1);
    if (rest.empty() || rest.size() > 2 || rest.find_first_not_of("0123456789") != std::string_view::npos)
      return {};
    hundredths = (rest[0] - '0') * 10 + (rest.size() == 2 ? rest[1] - '0' : 0);
  }
  const Currency* known = currency_of(currency);
  const std::string code(currency);
  const Currency unknown{code.c_str(), code.c_str(), code.c_str(), "", "", code.c_str()};
  const Currency& of = known ? *known : unknown;
  std::string said = tongue == Tongue::zh ? chinese_money(whole, hundredths, of.chinese, currency == "CNY")
                                          : english_money(whole, hundredths, of);
  if (is_negative) said = (tongue == Tongue::zh ? "负" : "minus ") + said;
  return said;
}

}  // namespace rapport::phrases
