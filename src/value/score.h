// Score: what a customer is worth, from what they bought and what their contacts cost. Pure: no clock, no
// floating point; money in hundredths of the organisation's currency, whatever the currency, days of 24
// hours. The formulas and why they are these: docs/decisions/0030.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "platform/contract/describe.h"

namespace rapport::value {

// Amounts beyond this are held at it, so that nothing overflows.
inline constexpr std::int64_t money_max = 1'000'000'000'000'000;

struct ValueSettings {
  std::string currency = "CNY";
  // Millionths of one of `currency` that one of the other is worth: {"USD": 7200000}.
  std::map<std::string, std::int64_t> rates;
  std::int32_t margin_percent = 30;  // of what is bought
  std::int32_t horizon_days = 365;   // over which the lifetime value looks ahead
  std::int32_t usual_gap_days = 90;  // between two purchases of somebody we know little of
  std::int32_t new_days = 60;        // after the first purchase
  std::int64_t minute_cost = 100;    // of a handled minute, on channels not named
  std::map<std::string, std::int64_t> minute_costs{{"voice", 200}};
};
BOOST_DESCRIBE_STRUCT(ValueSettings, (),
                      (currency, rates, margin_percent, horizon_days, usual_gap_days, new_days, minute_cost,
                       minute_costs))
contract::Notes contract_notes(contract::Tag<ValueSettings>);

// What is known of one person. Instants of 0: never.
struct ValueFacts {
  Instant known_since;
  std::int64_t purchases = 0;
  Instant first_purchase, last_purchase;
  Instant last_active;  // a purchase, or a sign of use
  std::int64_t spent = 0;
  std::int64_t uncounted = 0;  // purchases in a currency without a rate: not in `spent`
  std::int64_t contacts = 0;
  Instant last_contact;
  std::int64_t handled_s = 0;
  std::int64_t contact_cost = 0;
};

enum class Stage : std::uint8_t { prospect, newcomer, active, loyal, at_risk, lapsed };
BOOST_DESCRIBE_ENUM(Stage, prospect, newcomer, active, loyal, at_risk, lapsed)
inline constexpr int stage_count = 6;

// Between the fifths of an organisation's buyers: a value above n of the four is in the fifth n + 1.
struct Cuts {
  std::array<std::int64_t, 4> recency{}, frequency{}, money{};
  std::int64_t buyers = 0;  // that they are made from
};
struct Buyer {
  std::int64_t last_purchase_us = 0, purchases = 0, spent = 0;
};
Cuts cuts_of(std::vector<Buyer> buyers);

struct Scores {
  std::int32_t recency = 0, frequency = 0, monetary = 0;  // 1 to 5; 0: never bought
  Stage stage = Stage::prospect;
  std::int32_t churn_per_mille = 0;  // how likely they have left for good
  std::int64_t gap_days = 0;         // expected between two purchases
  std::int64_t silent_days = 0;      // since the last sign of life of a buyer
  std::int64_t margin = 0;           // of all they bought
  std::int64_t lifetime_value = 0;   // expected over the horizon, contacts paid; below 0: they cost more
};
Scores score(const ValueFacts& facts, const Cuts& cuts, const ValueSettings& settings, Instant now);

// "12.345" -> 1235: hundredths, half away from zero. nullopt: no decimal number.
std::optional<std::int64_t> hundredths(std::string_view decimal);
// In the organisation's currency; nullopt: there is no rate for this one.
std::optional<std::int64_t> in_own_currency(std::int64_t amount, const std::string& currency,
                                            const ValueSettings& settings);
std::int64_t contact_cost(const std::string& channel, std::int64_t handled_s, const ValueSettings& settings);

std::int64_t days_between(Instant from, Instant to);  // whole ones, at least 0
inline std::int64_t held(std::int64_t amount) {
  return amount > money_max ? money_max : amount < -money_max ? -money_max : amount;
}

}  // namespace rapport::value
