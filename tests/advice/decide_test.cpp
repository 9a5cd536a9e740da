#include "advice/decide.h"

#include <doctest/doctest.h>

#include "advice/mood.h"

namespace rapport::advice {
namespace {

constexpr Instant now{1'772'000'000'000'000};  // 2026-02-25

// Whom every default rule but the first two and the third would mean.
Situation anybody() {
  Situation known;
  known.scores.stage = value::Stage::loyal;
  known.scores.churn_per_mille = 600;
  known.scores.monetary = 4;
  known.traits.marketing_channels = {"any"};
  known.question = customers::AskNext{"phone", "Which number?", "电话？"};
  return known;
}

std::string chosen(const Situation& known, const std::vector<PastOutcome>& past = {},
                   const AdviceSettings& settings = {}) {
  const Decision made = decide(default_rules(), {}, known, past, settings, now);
  return made.action ? made.action->name : "";
}

Passed passed(const Situation& known, std::int64_t rule, const std::vector<PastOutcome>& past = {}) {
  for (const Considered& one : decide(default_rules(), {}, known, past, {}, now).considered)
    if (one.rule == AdviceRuleId{rule}) return one.passed;
  return Passed::broken;
}

constexpr std::int64_t collecting = default_rules_from + 4, retaining = collecting + 1,
                       offering = collecting + 2;

PastOutcome outcome(std::int64_t rule, AdviceKind kind, AdviceOutcome what, Duration ago) {
  return {{rule}, kind, what, now - ago};
}

}  // namespace

TEST_CASE("care comes first, then missing data, then keeping them, then an offer") {
  Situation known = anybody();
  known.breached_cases = 1;
  known.is_upset = true;
  CHECK(chosen(known) == "A case of theirs is late");
  known.breached_cases = 0;
  CHECK(chosen(known) == "They are upset");
  known.is_upset = false;
  CHECK(chosen(known) == "Something is missing in the profile");
  known.question.reset();
  CHECK(chosen(known) == "They may be leaving");
  known.scores.churn_per_mille = 100;
  CHECK(chosen(known) == "Ready for more");
  known.scores.stage = value::Stage::prospect;
  CHECK(chosen(known) == "");
}

TEST_CASE(
    "an offer never reaches whoever is upset, waits for a late case or has not agreed, whatever a rule "
    "says") {
  AdviceRule rule;
  rule.id = {1};
  rule.kind = AdviceKind::offer;
  rule.condition = "true";
  rule.text = "Buy";
  const auto why = [&](const Situation& known) {
    return decide({rule}, {}, known, {}, {}, now).considered.front().passed;
  };
  Situation known = anybody();
  CHECK(why(known) == Passed::chosen);
  known.is_upset = true;
  CHECK(why(known) == Passed::upset);
  known.is_upset = false;
  known.breached_cases = 1;
  CHECK(why(known) == Passed::late_case);
  known.breached_cases = 0;
  known.traits.marketing_channels = {"email"};
  CHECK(why(known) == Passed::no_consent);
  known.channel = switchboard::Channel::email;
  CHECK(why(known) == Passed::chosen);
  known.traits.marketing_channels.clear();
  CHECK(why(known) == Passed::no_consent);
}

TEST_CASE("nobody is nagged: an action rests when it was done, declined or put off, and so do customers") {
  const Situation known = anybody();
  using enum AdviceKind;
  using enum AdviceOutcome;
  CHECK(passed(known, collecting) == Passed::chosen);
  CHECK(passed(known, collecting, {outcome(collecting, collect, done, hours(24 * 6))}) == Passed::quota);
  CHECK(passed(known, collecting, {outcome(collecting, collect, done, hours(24 * 8))}) == Passed::chosen);
  CHECK(passed(known, collecting, {outcome(collecting, collect, declined, hours(24 * 6))}) ==
        Passed::resting);
  CHECK(passed(known, collecting, {outcome(collecting, collect, not_now, hours(23))}) == Passed::resting);
  CHECK(passed(known, collecting, {outcome(collecting, collect, not_now, hours(25))}) == Passed::chosen);
  const std::vector<PastOutcome> two{outcome(retaining, retain, done, hours(24 * 3)),
                                     outcome(offering, offer, done, hours(24 * 2))};
  CHECK(passed(known, collecting, two) == Passed::customer_quota);
  CHECK(chosen(known, two) == "");
  // What is put off does not count, care is always allowed.
  CHECK(passed(known, collecting,
               {outcome(retaining, retain, not_now, hours(30)), outcome(offering, offer, done, hours(48))}) ==
        Passed::chosen);
  Situation late = known;
  late.breached_cases = 1;
  CHECK(chosen(late, two) == "A case of theirs is late");
}

TEST_CASE("a rule whose condition no longer makes sense is passed over and said to be broken") {
  AdviceRule rule;
  rule.id = {9};
  rule.condition = "field_gone == 1";
  const Decision made = decide({rule}, {}, anybody(), {}, {}, now);
  CHECK(!made.action);
  CHECK(made.considered.front().passed == Passed::broken);
}

TEST_CASE("the reason is what the condition looked at") {
  Situation known = anybody();
  known.breached_cases = 2;
  const auto why = reasons_of(default_rules().front(), {}, known, now);
  REQUIRE(why.size() == 1);
  CHECK(why.front().name == "breached_cases");
  CHECK(why.front().value == "2");
  CHECK(reasons_of(default_rules()[6], {}, known, now).front().value == "loyal");
}

TEST_CASE("birthdays are near before and after, also across the new year and in leap years") {
  struct Row {
    const char* birthday;
    std::int64_t at_us;
    std::int64_t days;
  };
  constexpr std::int64_t day = 86'400'000'000;
  const Row rows[] = {{"1980-02-25", now.us, 0},
                      {"1980-02-28", now.us, 3},
                      {"1980-02-22", now.us, 3},
                      {"1984-02-29", now.us, 4},
                      {"1980-12-31", 20'454 * day, 1},  // 2026-01-01
                      {"1980-01-01", 20'453 * day, 1},
                      {"", now.us, 366},
                      {"1980", now.us, 366}};
  for (const Row& row : rows)
    CHECK_MESSAGE(days_from_birthday(row.birthday, {row.at_us}) == row.days, row.birthday);
}

TEST_CASE("upset words are whole words in English and any place in Chinese") {
  CHECK(upset_word("This is UNACCEPTABLE!") == "unacceptable");
  CHECK(upset_word("I am fed up with it") == "fed up");
  CHECK(upset_word("我要投诉你们") == "投诉");
  CHECK(upset_word("Where is my parcel?").empty());
  CHECK(upset_word("the scampi recipe").empty());
  CHECK(upset_word("").empty());
}

TEST_CASE("every rule that the program brings can be read and says something in both languages") {
  for (const AdviceRule& rule : default_rules()) {
    CAPTURE(rule.name);
    CHECK(value::compiled(rule.condition, vocabulary_of({})));
    CHECK(!rule.name_zh.empty());
    CHECK(rule.text.empty() == (rule.kind == AdviceKind::collect));
  }
}

}  // namespace rapport::advice
