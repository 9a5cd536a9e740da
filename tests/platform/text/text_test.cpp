#include "platform/text/text.h"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

#include "platform/text/han.h"
#include "platform/text/stem.h"

namespace rapport::text {
namespace {

struct Pair {
  const char* given;
  const char* expected;
};

std::string joined(const std::vector<Word>& words) {
  std::string all;
  for (const Word& word : words)
    all += (all.empty() ? "" : "|") + word.text;
  return all;
}

}  // namespace

TEST_CASE("what readers take for the same is folded into one form") {
  const Pair table[] = {
      {"", ""},
      {"Wi-Fi", "wi-fi"},
      {"Ｗi-Fi", "wi-fi"},
      {"ＡＢＣ１２３", "abc123"},
      {"Café NAÏVE", "cafe naive"},
      {"Straße", "strasse"},
      {"Søren Łukasz Æon", "soren lukasz aeon"},
      {"退貨", "退货"},
      {"臺灣電話號碼", "台湾电话号码"},
      {"ｶﾞ", "ガ"},     // kana keep their marks
      {"ﬁle", "file"},  // a ligature
      {"㎏", "kg"},
      {"Ёлка", "ёлка"},               // marks of other scripts stay
      {"客服\xFF电话", "客服 电话"},  // a byte that is no UTF-8
      {"\xE5\xAE", " "},
  };
  for (const Pair& row : table) {
    CAPTURE(row.given);
    CHECK(folded(row.given) == row.expected);
    CHECK(folded(folded(row.given)) == folded(row.given));
  }
}

TEST_CASE("Traditional characters become Simplified ones and all else stays") {
  const Pair table[] = {
      {"退貨 Ｗi", "退货 Ｗi"}, {"張偉", "张伟"}, {"國語", "国语"}, {"ABC é", "ABC é"}, {"\xFF", "\xFF"}};
  for (const Pair& row : table) {
    CAPTURE(row.given);
    CHECK(simplified(row.given) == row.expected);
  }
}

TEST_CASE("Han characters are read without tones, with a space between syllables") {
  const Pair table[] = {{"张伟", "zhang wei"},     {"張偉", "zhang wei"},     {"退款 ok", "tui kuan ok"},
                        {"退款OK", "tui kuan ok"}, {"OK退款", "ok tui kuan"}, {"女装", "nv zhuang"},
                        {"重庆", "zhong qing"},    {"plain", "plain"},        {"", ""}};
  for (const Pair& row : table) {
    CAPTURE(row.given);
    CHECK(pinyin(row.given) == row.expected);
  }
  CHECK(HanTable::get().syllables().size() > 380);
  CHECK(HanTable::get().syllables().size() < 600);
}

TEST_CASE("Han text is told from others") {
  CHECK(has_han("abc 退"));
  CHECK(has_han("𠮷"));
  CHECK_FALSE(has_han("abc, é。"));
  CHECK_FALSE(has_han("カタカナ"));
  CHECK_FALSE(has_han("\xFF\xFE"));
}

TEST_CASE("words of both scripts come with their places") {
  const std::string text = "My order: 退款多久到账？ Wi-Fi error-500";
  const auto found = words(text);
  REQUIRE(found.size() >= 7);
  CHECK(found[0].text == "my");
  CHECK(found[1].text == "order");
  CHECK_FALSE(found[1].is_han);
  std::string han;
  for (const Word& word : found) {
    CHECK(folded(text.substr(word.begin, word.end - word.begin)) == word.text);
    if (word.is_han) han += word.text;
  }
  CHECK(han == "退款多久到账");
  CHECK(found.back().text == "500");
  CHECK(words("").empty());
  CHECK(words("。，！ \n").empty());
  CHECK(joined(words("a\xFF"
                     "b")) == "a|b");
  CHECK(joined(words("研究生命的起源")) == "研究|生命|的|起源");
}

TEST_CASE("runs of Han characters become overlapping pairs") {
  CHECK(joined(han_pairs("退货款")) == "退货|货款");
  CHECK(joined(han_pairs("退貨款")) == "退货|货款");
  CHECK(joined(han_pairs("退")) == "退");
  CHECK(joined(han_pairs("退货，运费 ok 险")) == "退货|运费|险");
  CHECK(han_pairs("plain").empty());
  const auto pairs = han_pairs("a退货款");
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[1].begin == 4);
  CHECK(pairs[1].end == 10);
}

TEST_CASE("English endings are dropped") {
  const Pair table[] = {{"refunds", "refund"},
                        {"refunded", "refund"},
                        {"delivery", "deliveri"},
                        {"deliveries", "deliveri"},
                        {"wifi", "wifi"},
                        {"退款", "退款"},
                        {"", ""}};
  for (const Pair& row : table) {
    CAPTURE(row.given);
    CHECK(english_stem(row.given) == row.expected);
  }
}

TEST_CASE("threads do not disturb each other") {
  std::vector<std::thread> threads;
  std::vector<std::string> answers(4);
  for (std::string& answer : answers)
    threads.emplace_back([&answer] {
      for (int i = 0; i < 50; ++i)
        answer = joined(words("退款多久到账 refunds")) + pinyin("退款") + english_stem("refunds");
    });
  for (std::thread& thread : threads)
    thread.join();
  for (const std::string& answer : answers)
    CHECK(answer == answers.front());
}

}  // namespace rapport::text
