#include "duplicates/sameness.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace rapport::duplicates {
namespace {

constexpr QueueId support{1}, billing{2};
constexpr Instant nine{1'772'000'000'000'000};

struct Said {
  ContactStage stage = ContactStage::waiting;
  QueueId queue = support;
  std::int64_t minute = 0;
  const char* words = "";
  bool is_spoken = false;
};

Contact contact(const Said& said) {
  return {said.stage,           said.is_spoken,           said.queue, nine + minutes(said.minute),
          words_in(said.words), references_in(said.words)};
}

constexpr ContactStage waiting = ContactStage::waiting;
constexpr ContactStage talking = ContactStage::talking;
constexpr ContactStage answered = ContactStage::answered;

struct Case {
  const char* what;
  Said a, b;
  SameThing thing;
};

const std::vector<Case> cases = {
    {"a call without words and a chat, both in one line",
     {waiting, support, 0, ""},
     {waiting, support, 4, "My grinder is stuck"},
     SameThing::yes},
    {"the same line, but hours apart",
     {waiting, support, 0, ""},
     {waiting, support, 200, ""},
     SameThing::unsure},
    {"two lines at the same time", {waiting, support, 0, ""}, {waiting, billing, 4, ""}, SameThing::unsure},
    {"two lines, hours apart", {waiting, support, 0, ""}, {waiting, billing, 200, ""}, SameThing::no},
    {"two lines, and the same order",
     {waiting, support, 0, "Order RX-48213 is missing"},
     {waiting, billing, 200, "where is rx-48213?"},
     SameThing::yes},
    {"one line, and other orders",
     {waiting, support, 0, "Order RX-48213"},
     {waiting, support, 4, "Order RX-99417"},
     SameThing::no},
    {"a second chat beside a conversation",
     {talking, support, 0, ""},
     {waiting, support, 4, ""},
     SameThing::unsure},
    {"and with the same words",
     {talking, support, 0, "The blue grinder makes noise"},
     {waiting, support, 4, "still noise from the blue grinder"},
     SameThing::yes},
    {"Chinese words",
     {talking, support, 0, "磨豆机卡住了，无法启动"},
     {waiting, support, 4, "我的磨豆机无法启动"},
     SameThing::yes},
    {"polite words say nothing",
     {waiting, billing, 0, "Hello, I would like some help please"},
     {waiting, support, 200, "hello please help with this"},
     SameThing::no},
    {"a day later", {waiting, support, 0, ""}, {waiting, support, 24 * 60, ""}, SameThing::no},
    {"an order from last week that still waits, mailed again",
     {waiting, support, 0, "Order RX-48213"},
     {waiting, billing, 7 * 24 * 60, "Order RX-48213"},
     SameThing::yes},
    {"a call and a chat in lines of their own",
     {waiting, billing, 0, "", true},
     {waiting, support, 4, "My grinder is stuck"},
     SameThing::yes},
    {"the same, an hour apart",
     {waiting, billing, 0, "", true},
     {waiting, support, 60, "My grinder is stuck"},
     SameThing::no},
    {"a chat while they are on the phone with us",
     {talking, billing, 0, "", true},
     {waiting, support, 4, "Hello"},
     SameThing::unsure},
    {"one that is over",
     {answered, support, 0, "Order RX-48213"},
     {waiting, support, 4, "Order RX-48213"},
     SameThing::no},
    {"no line yet: still in a flow",
     {waiting, QueueId{}, 0, ""},
     {waiting, support, 1, ""},
     SameThing::unsure},
};

std::string text_of(const Judgement& judged) {
  std::string text = std::to_string(judged.per_mille);
  for (const Ground& ground : judged.grounds)
    text += " " + std::to_string(ground.points) + " " + ground.value;
  return text;
}

}  // namespace

TEST_CASE("two contacts are about the same thing, or not, for reasons that can be said") {
  for (const Case& each : cases) {
    const Judgement one = judge(contact(each.a), contact(each.b));
    const Judgement other = judge(contact(each.b), contact(each.a));
    INFO(each.what << ": " << text_of(one));
    CHECK(static_cast<int>(one.thing) == static_cast<int>(each.thing));
    CHECK(one.per_mille == other.per_mille);
  }
}

TEST_CASE("grounds come with what they are about, the strongest first") {
  const Judgement judged = judge(contact({waiting, support, 0, "order 48213, the grinder leaks water"}),
                                 contact({waiting, support, 1, "grinder leaks water: order 48213"}));
  REQUIRE(judged.grounds.size() >= 3);
  CHECK(judged.grounds[0].kind == GroundKind::same_reference);
  CHECK(judged.grounds[0].value == "48213");
  for (std::size_t i = 1; i < judged.grounds.size(); ++i)
    CHECK(judged.grounds[i - 1].points >= judged.grounds[i].points);
}

TEST_CASE("numbers that name something are told from years and small counts") {
  CHECK(references_in("Order RX-48213- of 2026, 3 pieces, 12:30") == std::vector<std::string>{"rx-48213"});
  CHECK(references_in("订单48213的磨豆机") == std::vector<std::string>{"48213"});
  CHECK(references_in("").empty());
  CHECK(words_in("").empty());
  CHECK(words_in("\xff\xfe").empty());
}

}  // namespace rapport::duplicates
