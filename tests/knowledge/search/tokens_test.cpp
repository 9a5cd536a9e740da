#include "knowledge/search/tokens.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace rapport::knowledge::search {
namespace {

std::string stems_of(const char* text) {
  std::string all;
  for (const Token& token : word_tokens(text))
    all += (all.empty() ? "" : " ") + token.text;
  return all;
}

// By trying every edit.
bool is_near_slowly(const std::string& a, const std::string& b) {
  const std::string letters = "ab";
  std::vector<std::string> all{a};
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (const char letter : letters) {
      all.push_back(a.substr(0, i) + letter + a.substr(i));
      if (i < a.size()) all.push_back(a.substr(0, i) + letter + a.substr(i + 1));
    }
    if (i < a.size()) all.push_back(a.substr(0, i) + a.substr(i + 1));
    if (i + 1 < a.size()) all.push_back(a.substr(0, i) + a[i + 1] + a[i] + a.substr(i + 2));
  }
  return std::find(all.begin(), all.end(), b) != all.end();
}

}  // namespace

TEST_CASE("words become stems") {
  CHECK(stems_of("Refunds refunded") == "refund refund");
  CHECK(stems_of("Wi-Fi") == "wi fi wifi");
  CHECK(stems_of("don't 2.4G iPhone15") == "dont 24g iphone15");
  CHECK(stems_of("…").empty());
}

TEST_CASE("Chinese is found as it is typed") {
  CHECK(typed_tokens("退款") == std::vector<std::string>{"pytuikuan"});
  CHECK(typed_tokens("退货运费") == std::vector<std::string>{"pytuihuo", "pyhuoyun", "pyyunfei"});
  CHECK(typed_tokens("退 款，到账 ok") == std::vector<std::string>{"pytui", "pykuan", "pydaozhang"});
  CHECK(typed_tokens("ok").empty());
  CHECK(syllables_of("tuikuan") == std::vector<std::string>{"tui", "kuan"});
  CHECK(syllables_of("nvzhuang") == std::vector<std::string>{"nv", "zhuang"});
  CHECK(syllables_of("password").empty());
  CHECK(syllables_of("").empty());
}

TEST_CASE("one typing mistake is near, as trying them all says") {
  std::vector<std::string> words{""};
  for (std::size_t at = 0; at < words.size() && words[at].size() < 4; ++at)
    for (const char letter : {'a', 'b'})
      words.push_back(words[at] + letter);
  for (const std::string& a : words)
    for (const std::string& b : words) {
      CAPTURE(a);
      CAPTURE(b);
      CHECK(is_near(a, b) == is_near_slowly(a, b));
      if (!is_near(a, b)) continue;
      const auto keys_a = near_keys(a), keys_b = near_keys(b);
      std::vector<std::string> both;
      std::set_intersection(keys_a.begin(), keys_a.end(), keys_b.begin(), keys_b.end(),
                            std::back_inserter(both));
      CHECK_FALSE(both.empty());
    }
}

}  // namespace rapport::knowledge::search
