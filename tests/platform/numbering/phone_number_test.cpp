#include "platform/numbering/phone_number.h"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace rapport::numbering {

TEST_CASE("a number has one spelling, whatever way it is written") {
  struct Line {
    const char* text;
    const char* region;
    const char* number;
  };
  for (const Line& line : {
           // China: land lines, mobiles, free and shared numbers, service numbers.
           Line{"+86 10 1234-5678", "", "+861012345678"},
           {"0086 (10) 1234.5678", "CN", "+861012345678"},
           {"010-12345678", "CN", "+861012345678"},
           {"0755-8123 4567", "CN", "+8675581234567"},
           {"138 0013 8000", "CN", "+8613800138000"},
           {"013800138000", "CN", "+8613800138000"},
           {"8613800138000", "CN", "+8613800138000"},
           {"19912345678", "CN", "+8619912345678"},
           {"17951 138 0013 8000", "CN", "+8613800138000"},
           {"400-812-3123", "CN", "+864008123123"},
           {"4008123123", "CN", "+864008123123"},
           {"+864008123123", "", "+864008123123"},
           {"800 810 1234", "CN", "+868008101234"},
           {"95500", "CN", "95500"},
           {"95188", "", "95188"},
           {"955100", "CN", "955100"},
           {"12306", "CN", "12306"},
           {"12345", "CN", "12345"},
           {"96300", "CN", "96300"},
           {"95105105", "CN", "95105105"},
           {"+8695105105", "", "95105105"},
           {"+8695500", "", "95500"},
           {"008695500", "", "95500"},
           {"10106666", "CN", "10106666"},
           {"010-95588", "CN", "+861095588"},
           {"110", "", "110"},
           {"＋８６　１０　１２３４５６７８", "", "+861012345678"},
           {"１３８００１３８０００", "CN", "+8613800138000"},
           // Extensions of the house.
           {"2002", "", "2002"},
           {"2002", "CN", "2002"},
           {"10", "US", "10"},
           // Others, with what each country is known for.
           {"0086 (10) 1234.5678", "US", "+861012345678"},
           {"011 86 10 12345678", "US", "+861012345678"},
           {"030/1234567", "DE", "+49301234567"},
           {"(212) 555-0100", "US", "+12125550100"},
           {"1 212 555 0100", "US", "+12125550100"},
           {"(02) 1234 5678", "AU", "+61212345678"},
           {"06 1 234 5678", "HU", "+3612345678"},
           {"06 1234 5678", "IT", "+390612345678"},
           {"9123 4567", "HK", "+85291234567"},
           {"07911 123456", "GB", "+447911123456"},
           {"8 495 123-45-67", "RU", "+74951234567"},
           {"03-1234-5678", "JP", "+81312345678"},
           {"02 123 4567", "KR", "+8221234567"},
           {"011 15 2345 6789", "AR", "+5491123456789"},
       }) {
    CAPTURE(std::string(line.text));
    CAPTURE(std::string(line.region));
    CHECK(one_spelling(line.text, line.region).value_or("refused") == std::string(line.number));
  }
}

TEST_CASE("what is no number is refused, and it is said why") {
  struct Line {
    const char* text;
    const char* region;
    const char* why;
  };
  const char* const no_digits = "a phone number has digits, and a + in front at most";
  for (const Line& line : {Line{"", "", no_digits},
                           {"+", "", no_digits},
                           {"sales", "", no_digits},
                           {"+86+10", "", no_digits},
                           {"86+1012345678", "CN", no_digits},
                           {"+86 10 12345678 ext. 12", "", no_digits},
                           {"1-800-FLOWERS", "US", no_digits},
                           {"+999123456789", "", "no country has this code"},
                           {"+0123456789", "", "no country has this code"},
                           {"62345678", "CN",
                            "no number of this country is like that: its area code may be missing, or write "
                            "it with its country code"},
                           {"555-0100", "US", "its area code is missing"},
                           {"+861380013800000", "", "too long for a number of this country"},
                           {"+8613", "", "too short for a number of this country"},
                           {"1", "CN", "too short for a phone number"},
                           {"12345678", "",
                            "expected a number with its country code such as +861012345678, or a short one "
                            "such as 95500"},
                           {"12345678", "XX",
                            "expected a number with its country code such as +861012345678, or a short one "
                            "such as 95500"}}) {
    CAPTURE(std::string(line.text));
    const auto read = one_spelling(line.text, line.region);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().reason == "bad_number");
    CHECK(read.error().detail == std::string(line.why));
  }
  CHECK_FALSE(one_spelling(std::string(1'000, '1'), "CN").has_value());
  CHECK_FALSE(one_spelling("\xff\xff\xff", "CN").has_value());
  CHECK_FALSE(one_spelling("\xef\xbc", "CN").has_value());
}

TEST_CASE("a carrier gets numbers as it wants them") {
  struct Line {
    const char* number;
    Form form;
    const char* region;
    const char* text;
  };
  for (const Line& line : {Line{"+861012345678", Form::e164, "CN", "+861012345678"},
                           {"+861012345678", Form::e164_without_plus, "CN", "861012345678"},
                           {"+861012345678", Form::national, "CN", "01012345678"},
                           {"+8613800138000", Form::national, "CN", "13800138000"},
                           {"+864008123123", Form::national, "CN", "4008123123"},
                           {"+442012345678", Form::national, "CN", "00442012345678"},
                           {"+861012345678", Form::national, "US", "011861012345678"},
                           {"+12125550100", Form::national, "US", "2125550100"},
                           {"+49301234567", Form::national, "DE", "0301234567"},
                           {"+3612345678", Form::national, "HU", "0612345678"},
                           {"+390612345678", Form::national, "IT", "0612345678"},
                           {"95500", Form::national, "CN", "95500"},
                           {"95500", Form::e164_without_plus, "CN", "95500"},
                           {"alice", Form::national, "CN", "alice"},
                           {"+861012345678", Form::national, "", "+861012345678"}}) {
    CAPTURE(std::string(line.number));
    CAPTURE(std::string(line.region));
    CHECK(written(line.number, line.form, line.region) == std::string(line.text));
    if (line.form == Form::national && std::string(line.number).starts_with('+') && *line.region != 0)
      CHECK(one_spelling(line.text, line.region).value_or("refused") == std::string(line.number));
  }
}

TEST_CASE("regions are countries with a plan") {
  for (const char* region : {"CN", "HK", "US", "DE", "VA", "KE"})
    CHECK_MESSAGE(is_region(region), region);
  for (const char* region : {"", "cn", "XX", "ZZ", "001", "CHN"})
    CHECK_FALSE_MESSAGE(is_region(region), region);
}

TEST_CASE("several threads read numbers at once") {
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int turn = 0; turn < 50; ++turn)
        if (one_spelling("13800138000", "CN").value_or("") != "+8613800138000" ||
            written("+861012345678", Form::national, "CN") != "01012345678")
          ++wrong;
    });
  for (std::thread& thread : threads)
    thread.join();
  CHECK(wrong == 0);
}

}  // namespace rapport::numbering
