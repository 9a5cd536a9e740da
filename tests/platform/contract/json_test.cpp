#include "platform/contract/json.h"

#include <doctest/doctest.h>

#include <limits>

#include "platform/contract/rich.h"

using namespace rapport;
using namespace rich;

namespace {

Rich example() {
  Rich r;
  r.id = UserId{42};
  r.name = "王小明";
  r.is_on = true;
  r.tiny = -128;
  r.port = 65535;
  r.big = std::numeric_limits<std::uint64_t>::max();
  r.ratio = 0.1;
  r.shade = Shade::zh_CN;
  r.at = Instant{1'772'357'400'123'456};
  r.lasts = seconds(3);
  r.address = Address{"a \"quoted\" \\ street\n", 12345};
  r.said = {TextSaid{"hi"}, FileSent{AttachmentId{7}, 9}, FileSent{AttachmentId{8}, {}}, Nothing{}};
  r.gaps = {1, std::nullopt, 3};
  r.places = {{"home/~", {"x", 1}}, {"work", {"y", 2}}};
  r.triple = {1, -2, 3};
  r.rules.steps = {};
  r.extra.text = R"({"any":[1,2.5,null]})";
  r.tree = Node{"root", {Node{"leaf", {}}}};
  return r;
}

std::vector<Issue> issues_of(std::string_view json, std::string_view reason = "bad_json") {
  const auto result = contract::decode<Rich>(json);
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().code == ErrorCode::invalid);
  CHECK(result.error().reason == reason);
  return result.error().issues;
}

bool has(const std::vector<Issue>& issues, const std::string& where, const std::string& what) {
  for (const Issue& issue : issues)
    if (issue == Issue{where, what}) return true;
  for (const Issue& issue : issues)
    MESSAGE(issue.where << ": " << issue.what);
  return false;
}

}  // namespace

TEST_CASE("Everything is written as the contract says") {
  CHECK(
      contract::encode(example()) ==
      R"({"id":"42","name":"王小明","is_on":true,"tiny":-128,"port":65535,"big":18446744073709551615,"ratio":0.1,)"
      R"("shade":"zh-CN","at":"2026-03-01T09:30:00.123456Z","lasts":3000000,)"
      R"("address":{"street":"a \"quoted\" \\ street\n","zip":12345},)"
      R"("said":[{"kind":"text_said","text":"hi"},{"kind":"file_sent","file":"7","bytes":9},)"
      R"({"kind":"file_sent","file":"8"},{"kind":"nothing"}],"gaps":[1,null,3],)"
      R"("places":{"home/~":{"street":"x","zip":1},"work":{"street":"y","zip":2}},"triple":[1,-2,3],)"
      R"("rules":{"weight":100,"is_open":true,"steps":[],"lasts":20000000},"extra":{"any":[1,2.5,null]},)"
      R"("tree":{"name":"root","children":[{"name":"leaf","children":[]}]}})");
}

TEST_CASE("What was written is read back the same") {
  const auto back = contract::decode<Rich>(contract::encode(example()));
  REQUIRE(back.has_value());
  CHECK(*back == example());
}

TEST_CASE("The order of members and white space do not matter, nor does where kind stands") {
  const auto said =
      contract::decode<Said>(" { \"bytes\" : 3 ,\n\t\"file\" : \"1\" , \"kind\" : \"file_sent\" } ");
  REQUIRE(said.has_value());
  CHECK(*said == Said(FileSent{AttachmentId{1}, 3}));
}

TEST_CASE("Absent members: optional ones are empty, null is absent, defaults stay") {
  auto rules = contract::decode<Rules>("{}");
  REQUIRE(rules.has_value());
  CHECK(*rules == Rules{});
  rules = contract::decode<Rules>(R"({"steps":[9]})");
  REQUIRE(rules.has_value());
  CHECK(rules->steps == std::vector<std::int32_t>{9});
  const auto sent = contract::decode<FileSent>(R"({"file":"1","bytes":null})");
  REQUIRE(sent.has_value());
  CHECK_FALSE(sent->bytes.has_value());
}

TEST_CASE("All faults of a document are found at once, each with its place") {
  const auto issues =
      issues_of(R"({"id":7,"name":"n","is_on":"yes","tiny":1.5,"port":1,"big":1,"ratio":true,"shade":"light",
    "at":"2026-03-01T00:00:00Z","lasts":0,"address":{"street":1,"zip":"x","zzz":0,"street":"again"},
    "said":[{"kind":"text_said"},{"kind":"gone"},{"text":"hi"},{"kind":3}],"gaps":{},
    "places":{"a/b~c":{"street":"s"}},"triple":[1,2],"extra":1})");
  CHECK(has(issues, "/id", "expected string, got number"));
  CHECK(has(issues, "/is_on", "expected boolean, got string"));
  CHECK(has(issues, "/tiny", "expected integer, got 1.5"));
  CHECK(has(issues, "/ratio", "expected number, got boolean"));
  CHECK(has(issues, "/address/street", "expected string, got number"));
  CHECK(has(issues, "/address/zip", "expected integer, got string"));
  CHECK(has(issues, "/address/zzz", "expected no such member"));
  CHECK(has(issues, "/address/street", "this member is there twice"));
  CHECK(has(issues, "/said/0/text", "required"));
  CHECK(has(issues, "/said/1/kind", "expected one of text_said|file_sent|nothing, got gone"));
  CHECK(has(issues, "/said/2/kind", "required"));
  CHECK(has(issues, "/said/3/kind", "expected string, got number"));
  CHECK(has(issues, "/gaps", "expected array, got object"));
  CHECK(has(issues, "/places/a~1b~0c/zip", "required"));
  CHECK(has(issues, "/triple", "expected exactly 3 items, got 2"));
  CHECK(issues.size() == 15);
}

TEST_CASE("Values beyond their limits are another reason than a wrong shape") {
  Rich bad = example();
  bad.name = "";
  bad.note = "two\nlines";
  bad.gaps = {1, 1001, 2, 3, 4};
  bad.rules.weight = 0;
  std::string json = contract::encode(bad);
  json.replace(json.find("\"tiny\":-128"), 11, "\"tiny\":-129");
  json.replace(json.find("zh-CN"), 5, "blue");
  json.replace(json.find("2026-03-01T"), 11, "2026-02-30T");
  const auto issues = issues_of(json, "bad_value");
  CHECK(has(issues, "/name", "expected at least 1 characters, got 0"));
  CHECK(has(issues, "/note", "expected one line of text"));
  CHECK(has(issues, "/gaps/1", "expected at most 1000, got 1001"));
  CHECK(has(issues, "/gaps", "expected at most 4 items, got 5"));
  CHECK(has(issues, "/rules/weight", "expected at least 1, got 0"));
  CHECK(has(issues, "/tiny", "expected integer from -128 to 127, got -129"));
  CHECK(has(issues, "/shade", "expected one of light|dark|zh-CN, got blue"));
  CHECK(has(issues, "/at",
            "expected an RFC 3339 instant like 2026-03-01T09:30:00Z, got 2026-02-30T09:30:00.123456Z"));
  CHECK(issues.size() == 8);
}

TEST_CASE("Lengths are counted in code points") {
  Base base{UserId{1}, "一二三四五六七八九十"};
  CHECK(contract::decode<Base>(contract::encode(base)).has_value());
  base.name += "!";
  const auto result = contract::decode<Base>(contract::encode(base));
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().detail == "/name: expected at most 10 characters, got 11");
}

TEST_CASE("Text that is not JSON says at which byte") {
  const auto detail = [](std::string_view json) {
    const auto result = contract::decode<Address>(json);
    return result ? std::string("fine") : result.error().detail;
  };
  CHECK(detail("") == "malformed JSON at byte 0: expected a value");
  CHECK(detail("{") == "malformed JSON at byte 1: expected a member's name");
  CHECK(detail(R"({"street":"a","zip":1)") == "malformed JSON at byte 21: expected ',' or '}'");
  CHECK(detail(R"({"street":"a","zip":1} x)") == "malformed JSON at byte 23: expected the end");
  CHECK(detail(R"({"street":"a",})") == "malformed JSON at byte 14: expected a member's name");
  CHECK(detail(R"({"street":"a" "zip":1})") == "malformed JSON at byte 14: expected ',' or '}'");
  CHECK(detail(R"({"street":"\x"})") == "malformed JSON at byte 13: an unknown escape");
  CHECK(detail(R"({"street":"\ud83d"})") == "malformed JSON at byte 17: half of a surrogate pair");
  CHECK(detail("{\"street\":\"a\nb\"}") == "malformed JSON at byte 12: a control character in a string");
  CHECK(detail("{\"street\":\"\xFF\"}") == "malformed JSON at byte 11: not UTF-8");
  CHECK(detail("{\"street\":\"\xC0\x80\"}") == "malformed JSON at byte 11: not UTF-8");
  CHECK(detail(R"({"street":"a","zip":01})") == "malformed JSON at byte 21: a number with a leading zero");
}

TEST_CASE("Escapes are read, and NUL is refused") {
  const auto address = contract::decode<Address>(R"({"street":"\u00e9\ud83d\ude00\/\t","zip":1})");
  REQUIRE(address.has_value());
  CHECK(address->street == "é😀/\t");
  const auto nul = contract::decode<Address>(R"({"street":"a\u0000b","zip":1})");
  REQUIRE_FALSE(nul.has_value());
  CHECK(nul.error().issues.at(0) == Issue{"/street", "expected text without NUL"});
}

TEST_CASE("Depth, size, items and issues have limits") {
  std::string deep;
  for (int i = 0; i < 40; ++i)
    deep += R"({"name":"n","children":[)";
  auto result = contract::decode<Node>(deep);
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().detail.find("nested too deep") != std::string::npos);
  CHECK_FALSE(contract::decode<contract::Json>(std::string(100'000, '[')).has_value());

  const auto large = contract::decode<Node>("{}", {.bytes_max = 1});
  REQUIRE_FALSE(large.has_value());
  CHECK(large.error().code == ErrorCode::too_large);

  const auto many = contract::decode<std::vector<std::int32_t>>("[1,2,3]", {.items_max = 2});
  REQUIRE_FALSE(many.has_value());
  CHECK(many.error().detail == "expected at most 2 items in the whole document");

  const auto wrong = contract::decode<std::vector<std::string>>("[1,2,3,4]", {.issues_max = 2});
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().issues.size() == 2);
}

TEST_CASE("Members that nobody knows may be skipped") {
  const std::string_view json = R"({"street":"a","new":{"x":[1,{"y":null}]},"zip":1})";
  CHECK_FALSE(contract::decode<Address>(json).has_value());
  CHECK(contract::decode<Address>(json, {.ignores_unknown = true}).has_value());
}

TEST_CASE("Encoding makes valid JSON of anything") {
  CHECK(contract::encode(std::string("a\xFF"
                                     "b\x01\x7F\xE4\xBD")) ==
        "\"a\xEF\xBF\xBD"
        "b\\u0001\x7F\xEF\xBF\xBD\xEF\xBF\xBD\"");
  CHECK(contract::encode(std::numeric_limits<double>::infinity()) == "null");
  CHECK(contract::encode(Instant{std::numeric_limits<std::int64_t>::max()}) ==
        "\"9999-12-31T23:59:59.999999Z\"");
  CHECK(contract::encode(Instant{std::numeric_limits<std::int64_t>::min()}) ==
        "\"0001-01-01T00:00:00.000000Z\"");
}

TEST_CASE("Ids are decimal strings of 63 bits") {
  const auto id = [](std::string_view json) { return contract::decode<UserId>(json); };
  CHECK(id("\"9223372036854775807\"")->value == std::numeric_limits<std::int64_t>::max());
  CHECK(id("\"0\"")->value == 0);
  for (const char* wrong : {"\"9223372036854775808\"", "\"-1\"", "\"01\"", "\"\"", "\"1a\"", "\" 1\"", "1"})
    CHECK_FALSE(id(wrong).has_value());
}
