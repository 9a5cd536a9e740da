#include "value/score.h"

#include <doctest/doctest.h>

#include "value/segment.h"

namespace rapport::value {
namespace {

constexpr Instant now{1'772'000'000'000'000};
constexpr Instant days_ago(std::int64_t days) {
  return now - hours(24 * days);
}

ValueFacts buyer(std::int64_t purchases, std::int64_t first_days, std::int64_t last_days,
                 std::int64_t spent) {
  ValueFacts facts;
  facts.known_since = days_ago(first_days);
  facts.purchases = purchases;
  facts.first_purchase = days_ago(first_days);
  facts.last_purchase = facts.last_active = days_ago(last_days);
  facts.spent = spent;
  return facts;
}

// Fifths of 100 buyers who bought 1, 2, … 100 times.
Cuts hundred() {
  std::vector<Buyer> buyers;
  for (std::int64_t i = 100; i >= 1; --i)
    buyers.push_back({days_ago(101 - i).us, i, i * 10'000});
  return cuts_of(std::move(buyers));
}

}  // namespace

TEST_CASE("amounts are read in hundredths, rounded half away from zero") {
  struct Row {
    const char* text;
    std::int64_t amount;
  };
  const Row rows[] = {{"12", 1'200}, {"12.5", 1'250},  {"0.005", 1},
                      {"0.0049", 0}, {"-3.155", -316}, {"99999999999999999999", money_max}};
  for (const Row& row : rows)
    CHECK_MESSAGE(hundredths(row.text) == row.amount, row.text);
  for (const char* wrong : {"", "-", ".5", "5.", "1e3", "1.2.3", "一"})
    CHECK_MESSAGE(!hundredths(wrong), wrong);
}

TEST_CASE("other currencies count by their rate, and not at all without one") {
  ValueSettings settings;
  settings.rates = {{"USD", 7'200'000}, {"JPY", 48'000}};
  CHECK(in_own_currency(1'000, "CNY", settings) == 1'000);
  CHECK(in_own_currency(1'050, "USD", settings) == 7'560);
  CHECK(in_own_currency(-250'000, "JPY", settings) == -12'000);
  CHECK(!in_own_currency(1'000, "EUR", settings));
  settings.rates["XAU"] = 1'000'000'000'000;
  CHECK(in_own_currency(money_max, "XAU", settings) == money_max);
}

TEST_CASE("contacts cost what their minutes cost on their channel") {
  const ValueSettings settings;  // 1.00 a minute, 2.00 on the telephone
  CHECK(contact_cost("voice", 90, settings) == 300);
  CHECK(contact_cost("chat", 90, settings) == 150);
}

TEST_CASE("buyers fall into fifths, and ties into the lower one") {
  const Cuts cuts = hundred();
  CHECK(cuts.frequency == std::array<std::int64_t, 4>{20, 40, 60, 80});
  const ValueSettings settings;
  CHECK(score(buyer(1, 300, 100, 10'000), cuts, settings, now).frequency == 1);
  CHECK(score(buyer(20, 300, 100, 10'000), cuts, settings, now).frequency == 1);
  CHECK(score(buyer(21, 300, 100, 10'000), cuts, settings, now).frequency == 2);
  const Scores best = score(buyer(100, 300, 0, 2'000'000), cuts, settings, now);
  CHECK(best.recency == 5);
  CHECK(best.frequency == 5);
  CHECK(best.monetary == 5);
  const Cuts same = cuts_of({{1, 2, 3}, {1, 2, 3}});
  CHECK(score(buyer(2, 300, 100, 3), same, settings, now).frequency == 1);
  CHECK(score({}, cuts, settings, now).recency == 0);
}

TEST_CASE("the longer the silence in gaps of one's own, the likelier they have left") {
  const ValueSettings settings;  // 90 days usual
  struct Row {
    std::int64_t purchases, first_days, last_days, gap, churn;
    Stage stage;
  };
  const Row rows[] = {
      {1, 10, 10, 90, 55, Stage::newcomer},
      {1, 90, 90, 90, 100, Stage::active},
      {1, 180, 180, 90, 350, Stage::active},
      {1, 270, 270, 90, 600, Stage::at_risk},
      {1, 450, 450, 90, 900, Stage::lapsed},
      {1, 2'000, 2'000, 90, 980, Stage::lapsed},
      // Eleven purchases in 300 days: (300 + 2 * 90) / 12.
      {11, 310, 10, 40, 62, Stage::loyal},
      {11, 420, 120, 40, 600, Stage::at_risk},
  };
  for (const Row& row : rows) {
    const Scores made =
        score(buyer(row.purchases, row.first_days, row.last_days, 50'000),
              cuts_of({{1, 1, 1}, {2, 2, 2}, {3, 3, 3}, {4, 4, 4}, {5, 5, 5}}), settings, now);
    CAPTURE(row.last_days);
    CHECK(made.gap_days == row.gap);
    CHECK(made.churn_per_mille == row.churn);
    CHECK(made.stage == row.stage);
  }
  CHECK(score({}, {}, settings, now).stage == Stage::prospect);
}

TEST_CASE("the lifetime value is the margin expected over the horizon, less what contacts cost") {
  const ValueSettings settings;  // 30 %, 365 days
  ValueFacts facts = buyer(1, 90, 90, 100'000);
  Scores made = score(facts, {}, settings, now);
  CHECK(made.margin == 30'000);
  // 300.00 a purchase, 365 / 90 of them, 90 % there.
  CHECK(made.lifetime_value == 30'000 * 365 / 90 * 900 / 1'000);
  facts.contact_cost = 40'000;
  made = score(facts, {}, settings, now);
  CHECK(made.lifetime_value < 0);
  facts.spent = money_max;
  facts.contact_cost = 0;
  CHECK(score(facts, {}, settings, now).lifetime_value > 0);
}

TEST_CASE("conditions name figures, the profile and fields of one's own") {
  customers::CustomField size;
  size.name = "shoe_size";
  size.type = customers::FieldType::integer;
  customers::CustomField plan;
  plan.name = "plan";
  plan.type = customers::FieldType::choice;
  plan.choices = {"basic", "gold"};
  const Vocabulary vocabulary = vocabulary_of({size, plan});
  const ValueFacts facts = buyer(11, 310, 10, 500'000);
  const Scores scores = score(facts, hundred(), {}, now);
  Traits traits;
  traits.values = {{"field_", "x"}, {"shoe_size", "43"}, {"plan", "gold"}, {"company", "Acme"}};
  const Answers answers = answers_of(vocabulary, facts, scores, traits, now);
  const auto is_so = [&](const char* condition) {
    const auto code = compiled(condition, vocabulary);
    REQUIRE_MESSAGE(code, condition);
    return holds(*code, answers);
  };
  CHECK(is_so("stage in ('active', 'loyal', 'at_risk')"));
  CHECK(is_so("spent == 5000 and purchases == 11 and days_since_purchase == 10"));
  CHECK(is_so("field_shoe_size == 43 and field_plan == 'gold' and company == 'Acme'"));
  CHECK(is_so("days_since_contact > 10000"));
  CHECK(!is_so("has_marketing_consent"));
  CHECK(!is_so("spent / contacts > 1"));  // nothing to divide by: not in it
  CHECK(!asks_profile(*compiled("spent > 1", vocabulary)));
  CHECK(asks_profile(*compiled("spent > 1 and is_verified", vocabulary)));
  const auto wrong = compiled("spend > 1", vocabulary);
  REQUIRE(!wrong);
  CHECK(wrong.error().detail.find("there is no attribute 'spend'") != std::string::npos);
}

TEST_CASE("a no to all channels takes back what was agreed to before it, not what came later") {
  const auto consent = [](const char* channel, bool is_given, std::int64_t at) {
    customers::Consent made;
    made.purpose = "marketing";
    made.channel = channel;
    made.is_given = is_given;
    made.at = {at};
    return made;
  };
  CHECK(marketing_channels({consent("email", true, 1)}) == std::set<std::string>{"email"});
  CHECK(marketing_channels({consent("any", false, 2), consent("email", true, 1)}).empty());
  CHECK(marketing_channels({consent("email", true, 3), consent("any", false, 2)}) ==
        std::set<std::string>{"email"});
  CHECK(marketing_channels({consent("email", false, 3)}).empty());
}

}  // namespace rapport::value
