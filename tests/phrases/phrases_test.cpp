// What is said to people, word by word.
#include <doctest/doctest.h>

#include <cstdint>

#include "phrases/money.h"
#include "phrases/numbers.h"
#include "phrases/spoken.h"
#include "phrases/times.h"
#include "phrases/waiting.h"

namespace rapport::phrases {

TEST_CASE("numbers are said as people say them") {
  struct Line {
    std::int64_t number;
    const char* zh;
    const char* en;
  };
  for (const Line& line : {Line{0, "零", "zero"},
                           {1, "一", "one"},
                           {2, "二", "two"},
                           {10, "十", "ten"},
                           {11, "十一", "eleven"},
                           {20, "二十", "twenty"},
                           {22, "二十二", "twenty-two"},
                           {100, "一百", "one hundred"},
                           {101, "一百零一", "one hundred and one"},
                           {110, "一百一十", "one hundred and ten"},
                           {200, "两百", "two hundred"},
                           {212, "两百一十二", "two hundred and twelve"},
                           {1'000, "一千", "one thousand"},
                           {1'001, "一千零一", "one thousand and one"},
                           {1'010, "一千零一十", "one thousand and ten"},
                           {1'200, "一千二百", "one thousand two hundred"},
                           {2'222, "两千二百二十二", "two thousand two hundred and twenty-two"},
                           {10'010, "一万零一十", "ten thousand and ten"},
                           {20'000, "两万", "twenty thousand"},
                           {20'500, "两万零五百", "twenty thousand five hundred"},
                           {100'000, "十万", "one hundred thousand"},
                           {120'000, "十二万", "one hundred and twenty thousand"},
                           {1'000'010, "一百万零一十", "one million and ten"},
                           {1'001'000, "一百万一千", "one million one thousand"},
                           {20'000'000, "两千万", "twenty million"},
                           {100'000'000, "一亿", "one hundred million"},
                           {100'010'000, "一亿零一万", "one hundred million ten thousand"},
                           {200'000'002, "两亿零二", "two hundred million and two"},
                           {1'000'000'000'000, "一万亿", "one trillion"},
                           {-5, "负五", "minus five"}}) {
    CAPTURE(line.number);
    CHECK(cardinal(line.number, Tongue::zh) == line.zh);
    CHECK(cardinal(line.number, Tongue::en) == line.en);
  }
  CHECK(cardinal(INT64_MIN, Tongue::en).rfind("minus nine quintillion", 0) == 0);
  CHECK(cardinal(INT64_MAX, Tongue::zh).rfind("九百二十二亿", 0) == 0);
  CHECK(counted(2, Tongue::zh) == "两");
  CHECK(counted(12, Tongue::zh) == "十二");
  CHECK(ordinal(2, Tongue::zh) == "第二");
  CHECK(ordinal(1, Tongue::en) == "first");
  CHECK(ordinal(12, Tongue::en) == "twelfth");
  CHECK(ordinal(21, Tongue::en) == "twenty-first");
  CHECK(ordinal(30, Tongue::en) == "thirtieth");
  CHECK(ordinal(100, Tongue::en) == "one hundredth");
  CHECK(decimal("3.14", Tongue::zh) == "三点一四");
  CHECK(decimal("1,234.5", Tongue::en) == "one thousand two hundred and thirty-four point five");
  CHECK(decimal("1.2.3", Tongue::en).empty());
  CHECK(decimal("99999999999999999999", Tongue::en).empty());
}

TEST_CASE("digits are said one by one, and 1 is yao in a phone number") {
  CHECK(digits("1024", Tongue::zh) == "一零二四");
  CHECK(digits("AB-10 24", Tongue::zh) == "一零，二四");
  CHECK(digits("1024", Tongue::en) == "one zero two four");
  CHECK(phone_number("13800138000", Tongue::zh) == "幺三八，零零幺三，八零零零");
  CHECK(phone_number("110", Tongue::zh) == "幺幺零");
  CHECK(phone_number("400-810-1234", Tongue::zh) == "四零零，八幺零，幺二三四");
  CHECK(phone_number("+1 212 555 0100", Tongue::en) ==
        "plus one, two one two, five five five, zero one zero zero");
  CHECK(phone_number("", Tongue::en).empty());
}

TEST_CASE("times and dates are said in both ways of counting the day") {
  struct Line {
    int hour, minute;
    const char *zh12, *zh24, *en12, *en24;
  };
  for (const Line& line : {Line{0, 0, "凌晨零点", "零点", "midnight", "zero hundred hours"},
                           {2, 30, "凌晨两点三十分", "两点三十分", "two thirty a.m.", "two thirty"},
                           {9, 5, "上午九点零五分", "九点零五分", "nine oh five a.m.", "nine oh five"},
                           {12, 0, "中午十二点", "十二点", "twelve noon", "twelve hundred hours"},
                           {14, 30, "下午两点三十分", "十四点三十分", "two thirty p.m.", "fourteen thirty"},
                           {20, 0, "晚上八点", "二十点", "eight p.m.", "twenty hundred hours"}}) {
    CAPTURE(line.hour);
    CHECK(time_of_day(line.hour, line.minute, Tongue::zh, Dial::twelve) == line.zh12);
    CHECK(time_of_day(line.hour, line.minute, Tongue::zh, Dial::twenty_four) == line.zh24);
    CHECK(time_of_day(line.hour, line.minute, Tongue::en, Dial::twelve) == line.en12);
    CHECK(time_of_day(line.hour, line.minute, Tongue::en, Dial::twenty_four) == line.en24);
  }
  CHECK(time_of_day(24, 1, Tongue::en, Dial::twelve).empty());
  CHECK(date(2026, 3, 5, Tongue::zh) == "二零二六年三月五日");
  CHECK(date(2026, 3, 5, Tongue::en) == "March fifth, twenty twenty-six");
  CHECK(date(0, 12, 31, Tongue::en) == "December thirty-first");
  CHECK(date(2000, 2, 29, Tongue::en) == "February twenty-ninth, two thousand");
  CHECK(date(1905, 1, 1, Tongue::en) == "January first, nineteen oh five");
  CHECK(date(2026, 2, 29, Tongue::en).empty());
}

TEST_CASE("money is said with its parts") {
  CHECK(money("12.50", "CNY", Tongue::zh) == "十二元五角");
  CHECK(money("0.05", "CNY", Tongue::zh) == "五分");
  CHECK(money("3.05", "CNY", Tongue::zh) == "三元零五分");
  CHECK(money("2", "CNY", Tongue::zh) == "两元");
  CHECK(money("0", "CNY", Tongue::zh) == "零元");
  CHECK(money("9.90", "USD", Tongue::zh) == "九点九美元");
  CHECK(money("1,234.01", "USD", Tongue::en) ==
        "one thousand two hundred and thirty-four dollars and one cent");
  CHECK(money("0.99", "EUR", Tongue::en) == "ninety-nine cents");
  CHECK(money("12.50", "CNY", Tongue::en) == "twelve yuan fifty");
  CHECK(money("-1", "GBP", Tongue::en) == "minus one pound");
  CHECK(money("1.234", "USD", Tongue::en).empty());
  CHECK(money("x", "USD", Tongue::en).empty());
}

TEST_CASE("written text becomes what a voice says") {
  struct Line {
    Tongue tongue;
    const char* text;
    const char* said;
  };
  for (const Line& line :
       {Line{Tongue::en, "You are number 3 in line.", "You are number three in line."},
        {Tongue::en, "The wait is about 2 to 5 minutes.", "The wait is about two to five minutes."},
        {Tongue::en, "We open at 9:05 and close at 18:00.",
         "We open at nine oh five a.m. and close at six p.m."},
        {Tongue::en, "The 2nd of 1,000 costs $12.50, or 12.5% more.",
         "The second of one thousand costs twelve dollars and fifty cents, or twelve point five percent "
         "more."},
        {Tongue::en, "On 2026-03-05 at 2:30 PM", "On March fifth, twenty twenty-six at two thirty p.m."},
        {Tongue::en, "Your order 20451 is ready, flight A380.",
         "Your order two zero four five one is ready, flight A three eight zero."},
        {Tongue::en, "Call +86 10 1234 5678 or 007",
         "Call plus eight six, one zero, one two three four, five six "
         "seven eight or zero zero seven"},
        {Tongue::en, "It is -5 degrees", "It is minus five degrees"},
        {Tongue::zh, "您排在第 2 位。", "您排在第二位。"},
        {Tongue::zh, "预计等待 2 至 5 分钟。", "预计等待两至五分钟。"},
        {Tongue::zh, "预计等待约 2 分钟。", "预计等待约两分钟。"},
        {Tongue::zh, "前面还有 12 位", "前面还有十二位"},
        {Tongue::zh, "今天是2026年2月2日14:05", "今天是二零二六年二月二日十四点零五分"},
        {Tongue::zh, "请拨打400-810-1234", "请拨打四零零，八幺零，幺二三四"},
        {Tongue::zh, "您的订单号是 20451。", "您的订单号是二零四五一。"},
        {Tongue::zh, "按１键，共 12.50 元", "按一键，共十二元五角"},
        {Tongue::zh, "优惠 15%", "优惠百分之十五"},
        {Tongue::zh, "账户余额¥1,234.05", "账户余额一千二百三十四元零五分"},
        {Tongue::zh, "10000 元", "一万元"},
        {Tongue::zh, "手机13800138000", "手机幺三八，零零幺三，八零零零"},
        {Tongue::en, "", ""},
        {Tongue::zh, "2026-13-40", "二零二六，幺三，四零"}}) {
    CAPTURE(line.text);
    CHECK(spoken(line.text, line.tongue) == line.said);
  }
  // Whatever comes, comes through.
  CHECK(spoken("$1.2345", Tongue::en) == "$one point two three four five");
  CHECK(spoken("\xEF\xBC", Tongue::zh) == "\xEF\xBC");
  CHECK(!spoken("99999999999999999999999999", Tongue::en).empty());
}

TEST_CASE("who waits is told the place and the time") {
  CHECK(place_in_line(3, Tongue::en) == "You are number 3 in line.");
  CHECK(place_in_line(3, Tongue::zh) == "您排在第 3 位。");
  CHECK(expected_wait(seconds(10), seconds(20), Tongue::en) == "The wait is about 1 minute.");
  CHECK(expected_wait(seconds(61), minutes(5), Tongue::en) == "The wait is about 2 to 5 minutes.");
  CHECK(expected_wait(minutes(4), minutes(4), Tongue::zh) == "预计等待约 4 分钟。");
  CHECK(tongue_of("zh-CN") == Tongue::zh);
  CHECK(tongue_of("zhx") == Tongue::en);
  CHECK(tongue_of("en-GB") == Tongue::en);
}

TEST_CASE("a caller with a chat hears both keys, in their language") {
  for (const Tongue tongue : {Tongue::en, Tongue::zh})
    for (const char* key : {"8", "9"})
      CHECK(chat_or_phone(tongue).find(key) != std::string::npos);
  CHECK(place_in_chat(Tongue::en) != talk_in_chat(Tongue::en));
  CHECK(stays_on_phone(Tongue::zh) != stays_on_phone(Tongue::en));
}

TEST_CASE("who stands aside is told the key that has their place back, in their language") {
  CHECK(place_set_aside(Tongue::en).find("press 1") != std::string::npos);
  CHECK(place_set_aside(Tongue::zh).find("请按 1") != std::string::npos);
  CHECK(place_is_back(Tongue::zh) != place_is_back(Tongue::en));
}

}  // namespace rapport::phrases
