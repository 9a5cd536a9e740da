#include "value/score.h"

#include <algorithm>

namespace rapport::value {
namespace {

constexpr std::int32_t lapsed_from = 800, at_risk_from = 500;  // of a thousand
constexpr std::int64_t loyal_purchases = 4;
constexpr std::int32_t loyal_frequency = 4;
// The organisation's usual gap counts as much as so many gaps of the customer's own.
constexpr std::int64_t gaps_assumed = 2;

struct ChurnPoint {
  std::int64_t silence_per_mille;  // of the expected gap
  std::int64_t churn_per_mille;
};
constexpr std::array<ChurnPoint, 6> churn_line{
    {{0, 50}, {1'000, 100}, {2'000, 350}, {3'000, 600}, {5'000, 900}, {8'000, 980}}};

std::int32_t churn_at(std::int64_t silence_per_mille) {
  for (std::size_t i = 1; i < churn_line.size(); ++i) {
    const ChurnPoint& from = churn_line[i - 1];
    const ChurnPoint& to = churn_line[i];
    if (silence_per_mille >= to.silence_per_mille) continue;
    const std::int64_t way = silence_per_mille - from.silence_per_mille;
    return static_cast<std::int32_t>(from.churn_per_mille +
                                     way * (to.churn_per_mille - from.churn_per_mille) /
                                         (to.silence_per_mille - from.silence_per_mille));
  }
  return static_cast<std::int32_t>(churn_line.back().churn_per_mille);
}

std::int32_t fifth(std::int64_t value, const std::array<std::int64_t, 4>& cuts) {
  std::int32_t in = 1;
  for (const std::int64_t cut : cuts)
    if (value > cut) ++in;
  return in;
}

std::array<std::int64_t, 4> cuts_of_one(std::vector<Buyer>& buyers, std::int64_t Buyer::*what) {
  std::array<std::int64_t, 4> cuts{};
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    // The last of the lower (i + 1) fifths.
    const std::size_t place = std::max<std::size_t>(1, buyers.size() * (i + 1) / 5) - 1;
    const auto nth = buyers.begin() + static_cast<std::ptrdiff_t>(place);
    std::nth_element(buyers.begin(), nth, buyers.end(),
                     [what](const Buyer& x, const Buyer& y) { return x.*what < y.*what; });
    cuts[i] = (*nth).*what;
  }
  return cuts;
}

Stage stage_of(const ValueFacts& facts, const Scores& scores, const ValueSettings& settings, Instant now) {
  if (facts.purchases == 0) return Stage::prospect;
  if (scores.churn_per_mille >= lapsed_from) return Stage::lapsed;
  if (scores.churn_per_mille >= at_risk_from) return Stage::at_risk;
  if (days_between(facts.first_purchase, now) < settings.new_days) return Stage::newcomer;
  if (facts.purchases >= loyal_purchases && scores.frequency >= loyal_frequency) return Stage::loyal;
  return Stage::active;
}

}  // namespace

Cuts cuts_of(std::vector<Buyer> buyers) {
  Cuts cuts;
  cuts.buyers = static_cast<std::int64_t>(buyers.size());
  if (buyers.empty()) return cuts;
  cuts.recency = cuts_of_one(buyers, &Buyer::last_purchase_us);
  cuts.frequency = cuts_of_one(buyers, &Buyer::purchases);
  cuts.money = cuts_of_one(buyers, &Buyer::spent);
  return cuts;
}

std::int64_t days_between(Instant from, Instant to) {
  return std::max<std::int64_t>(0, (to - from).us / hours(24).us);
}

Scores score(const ValueFacts& facts, const Cuts& cuts, const ValueSettings& settings, Instant now) {
  Scores made;
  if (facts.purchases <= 0) return made;
  made.recency = fifth(facts.last_purchase.us, cuts.recency);
  made.frequency = fifth(facts.purchases, cuts.frequency);
  made.monetary = fifth(facts.spent, cuts.money);
  const std::int64_t span = days_between(facts.first_purchase, facts.last_purchase);
  made.gap_days = std::max<std::int64_t>(
      1, (span + gaps_assumed * settings.usual_gap_days) / (facts.purchases - 1 + gaps_assumed));
  made.silent_days = days_between(std::max(facts.last_active, facts.last_purchase), now);
  made.churn_per_mille = churn_at(made.silent_days * 1'000 / made.gap_days);
  made.margin = held(facts.spent) * settings.margin_percent / 100;
  const std::int64_t per_purchase = (made.margin - facts.contact_cost) / facts.purchases;
  // 3,650 days at most: the product stays below 2^63.
  const std::int64_t expected = held(held(per_purchase) * settings.horizon_days / made.gap_days);
  made.lifetime_value = expected * (1'000 - made.churn_per_mille) / 1'000;
  made.stage = stage_of(facts, made, settings, now);
  return made;
}

std::optional<std::int64_t> hundredths(std::string_view decimal) {
  const bool is_negative = !decimal.empty() && decimal.front() == '-';
  if (is_negative) decimal.remove_prefix(1);
  std::int64_t amount = 0;
  int places = -1;  // behind the point; -1: before it
  bool has_digit = false, is_half = false;
  for (const char c : decimal) {
    if (c == '.' && places < 0 && has_digit) {
      places = 0;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    has_digit = true;
    if (places >= 0) ++places;
    if (places == 3) is_half = c >= '5';
    if (places <= 2) amount = std::min(money_max, amount * 10 + (c - '0'));
  }
  if (!has_digit || places == 0) return std::nullopt;
  for (int i = std::max(places, 0); i < 2; ++i)
    amount = std::min(money_max, amount * 10);
  if (is_half) amount = std::min(money_max, amount + 1);
  return is_negative ? -amount : amount;
}

std::optional<std::int64_t> in_own_currency(std::int64_t amount, const std::string& currency,
                                            const ValueSettings& settings) {
  if (currency == settings.currency) return amount;
  const auto rate = settings.rates.find(currency);
  if (rate == settings.rates.end()) return std::nullopt;
  // In two parts: amount * rate may leave 64 bits.
  constexpr std::int64_t million = 1'000'000;
  const std::int64_t whole = amount / million, rest = amount % million;
  if (std::max(whole, -whole) > money_max / rate->second) return amount < 0 ? -money_max : money_max;
  return held(whole * rate->second + rest * rate->second / million);
}

std::int64_t contact_cost(const std::string& channel, std::int64_t handled_s, const ValueSettings& settings) {
  const auto own = settings.minute_costs.find(channel);
  const std::int64_t minute = own == settings.minute_costs.end() ? settings.minute_cost : own->second;
  return held(std::min<std::int64_t>(handled_s, 1'000'000'000) * minute / 60);
}

contract::Notes contract_notes(contract::Tag<ValueSettings>) {
  constexpr double costly = 1'000'000, days_max = 3'650;
  return {
      .doc = "By what the value of customers is computed.",
      .fields = {
          {.name = "currency", .doc = "ISO 4217, in which values are said", .min_length = 3, .max_length = 3},
          {.name = "rates",
           .doc = "millionths of one of `currency` that one of another is worth; purchases in currencies "
                  "not here count, their money does not",
           .min = 1,
           .max = 1'000'000'000'000.0,
           .max_items = 50},
          {.name = "margin_percent", .doc = "of what is bought", .min = 0, .max = 100},
          {.name = "horizon_days",
           .doc = "over which the lifetime value looks ahead",
           .min = 1,
           .max = days_max},
          {.name = "usual_gap_days",
           .doc = "between two purchases of somebody who is hardly known",
           .min = 1,
           .max = days_max},
          {.name = "new_days", .doc = "after the first purchase", .min = 0, .max = days_max},
          {.name = "minute_cost",
           .doc = "hundredths that a handled minute costs, on channels not named below",
           .min = 0,
           .max = costly},
          {.name = "minute_costs",
           .doc = "by channel: voice, chat, message, email, task, voicemail",
           .min = 0,
           .max = costly,
           .max_items = 10}}};
}

}  // namespace rapport::value
