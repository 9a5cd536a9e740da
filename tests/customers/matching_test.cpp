#include "customers/matching.h"

#include <doctest/doctest.h>

namespace rapport::customers {
namespace {

constexpr Instant now{1'772'000'000'000'000};
constexpr const char* mobile = "+8613800138000";

struct Person {
  Facts facts;
  Person& name(const char* value, Proof proof = Proof::stated) {
    facts.names.push_back({value, proof});
    return *this;
  }
  Person& email(const char* value, Proof proof = Proof::stated) {
    facts.emails.push_back({value, proof});
    return *this;
  }
  Person& phone(const char* value, Proof proof = Proof::stated) {
    facts.phones.push_back({value, proof});
    return *this;
  }
  Person& born(const char* value) {
    facts.birthdays.push_back({value, Proof::stated});
    return *this;
  }
  Person& id(const char* value, Proof proof = Proof::proven) {
    facts.ids.push_back({value, proof});
    return *this;
  }
  Person& browser(const char* value) {
    facts.browsers.push_back({value, Proof::stated});
    return *this;
  }
  Person& seen(Instant at) {
    facts.last_seen = at;
    return *this;
  }
};

Decision decide(const Person& a, const Person& b, const Surroundings& around = {now, {}}) {
  return match(a.facts, b.facts, around).decision;
}

}  // namespace

TEST_CASE("the company's own id, a proven address, a name with an address or a number are certain") {
  CHECK(decide(Person().id("company_id:7"), Person().id("company_id:7")) == Decision::certain);
  CHECK(decide(Person().email("a@x.test", Proof::proven), Person().email("A@X.test", Proof::proven)) ==
        Decision::certain);
  CHECK(decide(Person().name("Ada Okafor").email("a@x.test"),
               Person().name("Okafor Ada").email("a@x.test")) == Decision::certain);
  CHECK(decide(Person().name("张伟").phone(mobile), Person().name("Zhang Wei").phone(mobile)) ==
        Decision::certain);
}

TEST_CASE("an address or a number alone, and a name with a birthday, are likely") {
  CHECK(decide(Person().email("a@x.test"), Person().email("a@x.test")) == Decision::likely);
  CHECK(decide(Person().phone(mobile), Person().phone(mobile)) == Decision::likely);
  CHECK(decide(Person().name("Ada Okafor").born("1980-04-03"),
               Person().name("Ada Okafor").born("1980-04-03")) == Decision::likely);
  CHECK(decide(Person().name("張偉").born("1980-04-03"), Person().name("张伟").born("1980-04-03")) ==
        Decision::likely);
}

TEST_CASE("a name alone is nothing, nor is a birthday") {
  CHECK(decide(Person().name("Ada Okafor"), Person().name("Ada Okafor")) == Decision::nothing);
  CHECK(decide(Person().born("1980-04-03"), Person().born("1980-04-03")) == Decision::nothing);
  CHECK(decide(Person(), Person()) == Decision::nothing);
}

TEST_CASE("what a stranger types about themselves is never certain") {
  const Person known = Person().name("Ada Okafor").email("a@x.test").phone(mobile);
  const Person stranger =
      Person().name("Ada Okafor", Proof::typed).email("a@x.test", Proof::typed).phone(mobile, Proof::typed);
  CHECK(decide(stranger, known) == Decision::likely);
  CHECK(decide(known, stranger) == Decision::likely);
  CHECK(match(stranger.facts, known.facts, {now, {}}).per_mille < certain_from);
  CHECK(decide(stranger, stranger) == Decision::likely);
}

TEST_CASE("another name, another birthday and another id speak against it") {
  CHECK(decide(Person().name("Ada Okafor").phone(mobile), Person().name("Ben Okafor").phone(mobile)) ==
        Decision::nothing);
  CHECK(decide(Person().name("Ada Okafor").phone(mobile), Person().name("Li Lei").phone(mobile)) ==
        Decision::nothing);
  CHECK(decide(Person().name("Li Lei").phone(mobile).born("1960-01-01"),
               Person().name("Li Lei").phone(mobile).born("1985-05-17")) == Decision::nothing);
  CHECK(decide(Person().email("a@x.test", Proof::proven).id("host_subject:1"),
               Person().email("a@x.test", Proof::proven).id("host_subject:2")) == Decision::likely);
  CHECK(decide(Person().name("Li Lei").email("a@x.test").born("1980-04-03"),
               Person().name("Li Lei").email("a@x.test").born("1980-03-04")) == Decision::certain);
}

TEST_CASE("the telephone of a household is no identity") {
  const Surroundings household{now, {{mobile, 4}}};
  CHECK(decide(Person().phone(mobile), Person().phone(mobile), household) == Decision::nothing);
  CHECK(decide(Person().name("Li Lei").phone(mobile), Person().name("Li Lei").phone(mobile), household) ==
        Decision::likely);
  CHECK(decide(Person().name("Li Lei").phone(mobile), Person().name("Li Na").phone(mobile), household) ==
        Decision::nothing);
}

TEST_CASE("a number that was silent for years may have been given away") {
  const Instant long_ago = now - hours(24 * 800);
  CHECK(decide(Person().phone(mobile), Person().phone(mobile).seen(long_ago)) == Decision::nothing);
  CHECK(decide(Person().phone(mobile), Person().phone(mobile).seen(now)) == Decision::likely);
  CHECK(decide(Person().name("Li Lei").phone(mobile), Person().name("Li Lei").phone(mobile).seen(long_ago)) ==
        Decision::likely);
}

TEST_CASE("who was anonymous at a browser and then signs in there is the same, unless the names differ") {
  CHECK(decide(Person().browser("b"), Person().browser("b").name("Li Lei")) == Decision::certain);
  CHECK(decide(Person().browser("b").name("Ada", Proof::typed), Person().browser("b").name("Li Lei")) ==
        Decision::likely);
}

TEST_CASE("a verdict says its reasons, the strongest first") {
  const Verdict verdict =
      match(Person().name("Ada Okafor").email("a@x.test").born("1980-04-03").facts,
            Person().name("Ada Okafor").email("a@x.test").born("1991-01-01").facts, {now, {}});
  REQUIRE(verdict.reasons.size() == 3);
  CHECK(verdict.reasons[0].rule == Rule::same_email);
  CHECK(verdict.reasons[1].rule == Rule::same_name);
  CHECK(verdict.reasons[2].rule == Rule::other_birthday);
  CHECK(verdict.reasons[2].points < 0);
}

TEST_CASE("addresses are compared without the case of their letters, and look-alikes stay apart") {
  CHECK(email_key("Ada@X.Test") == "ada@x.test");
  CHECK(email_key("a.d.a+shop@googlemail.com") == "ada@gmail.com");
  CHECK(email_key("a.da@x.test") != email_key("ada@x.test"));
  CHECK(email_key("\xD0\xB0\x64\x61@x.test") != email_key("ada@x.test"));  // a Cyrillic first letter
  CHECK(email_key("j\xC3\xB6hn@x.test") != email_key("john@x.test"));
}

TEST_CASE("two who match share a key") {
  const auto keys = keys_of(Person().name("张伟").email("A@x.test").phone(mobile).born("1980-04-03").facts);
  const auto has = [&](KeyKind kind, const char* value) {
    return std::find(keys.begin(), keys.end(), MatchKey{kind, value}) != keys.end();
  };
  CHECK(has(KeyKind::email, "a@x.test"));
  CHECK(has(KeyKind::phone, mobile));
  CHECK(has(KeyKind::born, "1980-04-03z"));
  CHECK(has(KeyKind::born, "1980-04-03w"));
  CHECK(has(KeyKind::name, "zhangwei"));
  CHECK(has(KeyKind::name, "weizhang"));
}

}  // namespace rapport::customers
