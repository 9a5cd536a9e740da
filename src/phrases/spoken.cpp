#include "phrases/spoken.h"

#include <charconv>
#include <cstdint>

#include "phrases/money.h"
#include "phrases/times.h"

namespace rapport::phrases {
namespace {

bool is_figure(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Full-width digits, signs and blanks as their ASCII selves.
std::string half_width(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = [&text](std::size_t at) {
      return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    };
    const bool is_wide = byte(i) == 0xEF && byte(i + 1) == 0xBC;
    if (is_wide && (byte(i + 2) == 0x85 || byte(i + 2) == 0x8B || byte(i + 2) == 0x8D ||
                    byte(i + 2) == 0x8E || (byte(i + 2) >= 0x90 && byte(i + 2) <= 0x99))) {
      out += static_cast<char>(byte(i + 2) - 0x60);  // ％ ＋ － ． ０…９
      i += 2;
    } else if (is_wide && byte(i + 2) == 0x9A && i > 0 && is_figure(text[i - 1])) {
      out += ':';
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// One pass over the text; `at_` is what is read next, `out_` what has been said.
class Speaker {
 public:
  Speaker(std::string_view text, Tongue tongue) : text_(text), tongue_(tongue) {}

  std::string run() {
    while (at_ < text_.size()) {
      if (!begins_number()) {
        out_ += text_[at_++];
        continue;
      }
      take();
    }
    return std::move(out_);
  }

 private:
  bool zh() const { return tongue_ == Tongue::zh; }
  char sign(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  bool follows(std::size_t at, std::string_view word) const { return text_.substr(at, word.size()) == word; }
  std::size_t past_figures(std::size_t at) const {
    while (is_figure(sign(at)))
      ++at;
    return at;
  }
  std::size_t past_blanks(std::size_t at) const {
    while (sign(at) == ' ')
      ++at;
    return at;
  }
  int value(std::size_t from, std::size_t to) const {
    int number = -1;
    if (to - from <= 6) std::from_chars(text_.data() + from, text_.data() + to, number);
    return number;
  }

  // The length of a currency's sign here; `code` its name.
  std::size_t currency_sign(std::size_t at, std::string_view& code) const {
    constexpr std::string_view signs[][2] = {
        {"¥", "CNY"}, {"￥", "CNY"},   {"HK$", "HKD"},  {"US$", "USD"},  {"$", "USD"},   {"€", "EUR"},
        {"£", "GBP"}, {"CNY ", "CNY"}, {"RMB ", "CNY"}, {"USD ", "USD"}, {"EUR ", "EUR"}};
    for (const auto& known : signs)
      if (follows(at, known[0])) {
        code = known[1];
        return known[0].size();
      }
    return 0;
  }

  bool begins_number() const {
    const char c = text_[at_];
    if (is_figure(c)) return true;
    if (c == '+' && is_figure(sign(at_ + 1))) return true;
    if (c == '-' && is_figure(sign(at_ + 1)))
      return out_.empty() || out_.back() == ' ' || (static_cast<unsigned char>(out_.back()) & 0x80) != 0;
    std::string_view code;
    const std::size_t length = currency_sign(at_, code);
    return length > 0 && is_figure(sign(at_ + length)) && (out_.empty() || !is_letter(out_.back()));
  }

  void take() {
    if (take_money() || take_date() || take_time() || take_phone()) return;
    take_number();
  }

  // In Chinese the blanks around a number are for the eye.
  void say(const std::string& words, std::size_t until) {
    if (zh()) {
      while (out_.size() > 1 && out_.back() == ' ' &&
             (static_cast<unsigned char>(out_[out_.size() - 2]) & 0x80) != 0)
        out_.pop_back();
      const std::size_t next = past_blanks(until);
      if ((static_cast<unsigned char>(sign(next)) & 0x80) != 0) until = next;
    } else if (!out_.empty() && (is_letter(out_.back()) || is_figure(out_.back()))) {
      out_ += ' ';
    }
    out_ += words;
    at_ = until;
    if (!zh() && is_letter(sign(at_))) out_ += ' ';
  }

  // 1,234.50 or 1234.5: past its end.
  std::size_t past_amount(std::size_t at) const {
    at = past_figures(at);
    while (sign(at) == ',' && past_figures(at + 1) == at + 4)
      at += 4;
    if (sign(at) == '.' && is_figure(sign(at + 1))) at = past_figures(at + 1);
    return at;
  }

  bool take_money() {
    std::string_view code;
    const std::size_t length = currency_sign(at_, code);
    std::size_t from = at_ + length;
    if (!is_figure(sign(from))) return false;
    std::size_t to = past_amount(from);
    std::size_t until = to;
    if (length == 0) {
      // A decimal before 元 is money; a whole number is counted like anything else.
      const std::size_t unit = past_blanks(to);
      if (!zh() || text_.substr(from, to - from).find('.') == std::string_view::npos || !follows(unit, "元"))
        return false;
      code = "CNY";
      until = unit + std::string_view("元").size();
    }
    const std::string words = money(text_.substr(from, to - from), code, tongue_);
    if (words.empty()) return false;
    say(words, until);
    return true;
  }

  bool take_date() {
    const std::size_t year_end = past_figures(at_);
    if (year_end - at_ != 4) return false;
    const char mark = sign(year_end);
    if (zh() && follows(past_blanks(year_end), "年")) {
      say(year(value(at_, year_end), tongue_), past_blanks(year_end));
      return true;
    }
    if (mark != '-' && mark != '/') return false;
    const std::size_t month_end = past_figures(year_end + 1);
    if (sign(month_end) != mark) return false;
    const std::size_t day_end = past_figures(month_end + 1);
    if (day_end - month_end > 3 || day_end == month_end + 1) return false;
    const std::string words =
        date(value(at_, year_end), value(year_end + 1, month_end), value(month_end + 1, day_end), tongue_);
    if (words.empty()) return false;
    say(words, day_end);
    return true;
  }

  bool take_time() {
    const std::size_t hour_end = past_figures(at_);
    const std::size_t minute_end = past_figures(hour_end + 1);
    if (hour_end - at_ > 2 || hour_end == at_ || sign(hour_end) != ':' || minute_end != hour_end + 3)
      return false;
    int hour = value(at_, hour_end);
    std::size_t until = minute_end;
    if (sign(until) == ':' && past_figures(until + 1) == until + 3) until += 3;  // seconds are not said
    Dial dial = zh() ? Dial::twenty_four : Dial::twelve;
    const std::size_t half = past_blanks(until);
    const char letter = static_cast<char>(sign(half) | 0x20);
    if ((letter == 'a' || letter == 'p') && (sign(half + 1) | 0x20) == 'm' && !is_letter(sign(half + 2)) &&
        hour >= 1 && hour <= 12) {
      hour = hour % 12 + (letter == 'p' ? 12 : 0);
      dial = Dial::twelve;
      until = half + 2;
    }
    const std::string words = time_of_day(hour, value(hour_end + 1, minute_end), tongue_, dial);
    if (words.empty()) return false;
    if (words.back() == '.' && sign(until) == '.') ++until;  // one full stop is enough after "p.m."
    say(words, until);
    return true;
  }

  bool take_phone() {
    const bool has_plus = text_[at_] == '+';
    std::size_t to = at_ + (has_plus ? 1 : 0);
    std::size_t figures = 0;
    std::size_t groups = 0;
    while (is_figure(sign(to))) {
      const std::size_t end = past_figures(to);
      figures += end - to;
      ++groups;
      to = end;
      const bool goes_on = sign(to) == '-' || (has_plus && sign(to) == ' ');
      if (!goes_on || !is_figure(sign(to + 1))) break;
      ++to;
    }
    const bool is_mobile = groups == 1 && figures == 11 && text_[at_] == '1';
    const bool is_phone = (has_plus && figures >= 5) || is_mobile || (groups > 1 && figures >= 7);
    if (!is_phone || figures > 24 || is_letter(sign(to)) || sign(to) == '.') return false;
    say(phone_number(text_.substr(at_, to - at_), tongue_), to);
    return true;
  }

  void take_number() {
    const bool has_sign = text_[at_] == '-' || text_[at_] == '+';
    const std::size_t first = at_ + (has_sign ? 1 : 0);
    const bool is_code_before = !out_.empty() && is_letter(out_.back());
    const std::size_t plain_end = past_figures(first);
    std::size_t to = past_amount(first);
    if (to == first) {  // a currency's sign before what is no amount
      out_ += text_[at_++];
      return;
    }
    const std::string_view shown = text_.substr(at_, to - at_);
    const bool is_plain = to == plain_end;
    if (is_code_before && is_plain) return say(digits(shown, tongue_), to);
    if (sign(to) == '%') {
      const std::string words = decimal(without_plus(shown), tongue_);
      if (!words.empty()) return say(zh() ? "百分之" + words : words + " percent", to + 1);
    }
    if (!is_plain) {
      const std::string words = decimal(without_plus(shown), tongue_);
      return say(words.empty() ? digits(shown, tongue_) : words, to);
    }
    say_whole(first, to, text_[at_] == '-');
  }

  void say_whole(std::size_t first, std::size_t to, bool is_negative) {
    const std::string_view shown = text_.substr(first, to - first);
    std::int64_t number = 0;
    const auto read = std::from_chars(shown.data(), shown.data() + shown.size(), number);
    if (read.ec != std::errc()) return say(digits(shown, tongue_), to);
    if (is_negative) number = -number;
    if (zh()) {
      const bool is_place = ends_with_place();
      const bool is_counted = !is_place && counts(to);
      if (!is_place && !is_counted && (shown.size() >= 5 || (shown.size() > 1 && shown[0] == '0')) &&
          !is_named_unit(past_blanks(to)))
        return say(digits(shown, tongue_), to);
      return say(is_counted ? counted(number, tongue_) : cardinal(number, tongue_), to);
    }
    constexpr std::string_view endings[] = {"st", "nd", "rd", "th"};
    for (const std::string_view ending : endings)
      if (follows(to, ending) && !is_letter(sign(to + 2))) return say(ordinal(number, tongue_), to + 2);
    if (shown.size() >= 5 || (shown.size() > 1 && shown[0] == '0')) return say(digits(shown, tongue_), to);
    say(cardinal(number, tongue_), to);
  }

  static std::string_view without_plus(std::string_view number) {
    return !number.empty() && number[0] == '+' ? number.substr(1) : number;
  }

  // 第 3 …
  bool ends_with_place() const {
    std::string_view said = out_;
    while (!said.empty() && said.back() == ' ')
      said.remove_suffix(1);
    constexpr std::string_view place = "第";
    return said.size() >= place.size() && said.substr(said.size() - place.size()) == place;
  }
  bool is_measure(std::size_t at) const {
    constexpr std::string_view measures[] = {
        "分钟", "小时", "个", "天", "位", "人", "元", "块", "秒", "年", "次",   "条",   "笔",   "件",
        "名",   "张",   "台", "家", "份", "点", "倍", "项", "层", "周", "星期", "公里", "公斤", "米"};
    for (const std::string_view word : measures)
      if (follows(at, word)) return true;
    return false;
  }
  // What makes a long run of digits a number all the same.
  bool is_named_unit(std::size_t at) const {
    return follows(at, "号") || follows(at, "月") || follows(at, "日") || follows(at, "万") ||
           follows(at, "亿");
  }
  // 2 分钟, and the first of 2 至 5 分钟.
  bool counts(std::size_t at) const {
    at = past_blanks(at);
    if (is_measure(at)) return true;
    constexpr std::string_view ranges[] = {"至", "到", "~", "～", "–", "-"};
    for (const std::string_view word : ranges) {
      if (!follows(at, word)) continue;
      const std::size_t from = past_blanks(at + word.size());
      const std::size_t to = past_figures(from);
      return to > from && is_measure(past_blanks(to));
    }
    return false;
  }

  std::string_view text_;
  Tongue tongue_;
  std::size_t at_ = 0;
  std::string out_ = {};
};

}  // namespace

std::string spoken(std::string_view text, Tongue tongue) {
  const std::string plain = half_width(text);
  return Speaker(plain, tongue).run();
}

}  // namespace rapport::phrases
