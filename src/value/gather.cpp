#include "value/gather.h"

#include <algorithm>

#include "conversations/record_store.h"
#include "customers/customer_rows.h"
#include "platform/contract/parameters.h"
#include "switchboard/model/described.h"

namespace rapport::value {
namespace {

constexpr std::int64_t consents_looked_at = 1'000;

void take_event(ValueFacts& facts, const customers::CustomerEvent& event, const ValueSettings& settings) {
  facts.last_active = std::max(facts.last_active, event.at);
  const bool is_refund = event.kind == "refund";
  if (event.kind != "purchase" && !is_refund) return;
  if (!is_refund) {
    ++facts.purchases;
    facts.last_purchase = std::max(facts.last_purchase, event.at);
    if (facts.first_purchase == Instant{} || event.at < facts.first_purchase) facts.first_purchase = event.at;
  }
  const auto said = hundredths(event.amount);
  if (!said) return;
  const auto amount = in_own_currency(*said, event.currency, settings);
  if (!amount)
    ++facts.uncounted;
  else
    facts.spent = held(facts.spent + (is_refund ? -std::max(*amount, -*amount) : *amount));
}

}  // namespace

ValueFacts facts_of(database::Session& sql, OrgId org, CustomerId person, const ValueSettings& settings) {
  ValueFacts facts;
  facts.known_since = customers::known_since(sql, org, person);
  customers::each_event(sql, org, person,
                        [&](const customers::CustomerEvent& event) { take_event(facts, event, settings); });
  for (const CustomerId row : customers::rows_of(sql, org, person))
    for (const auto& handled : conversations::RecordStore::handled(sql, org, row)) {
      facts.contacts += handled.contacts;
      facts.handled_s += handled.seconds;
      facts.last_contact = std::max(facts.last_contact, handled.last);
      const std::string channel(contract::name_of(handled.channel));
      facts.contact_cost = held(facts.contact_cost + contact_cost(channel, handled.seconds, settings));
    }
  return facts;
}

Traits traits_of(database::Session& sql, OrgId org, CustomerId person) {
  Traits traits;
  for (const auto& [field, value] : customers::values_of(sql, org, person)) {
    traits.is_verified = traits.is_verified || value.is_verified;
    traits.values[field] = value.value;
  }
  if (const auto company = traits.values.find("company"); company != traits.values.end()) {
    const auto found =
        customers::companies.find(sql, org, {std::strtoll(company->second.c_str(), nullptr, 10)});
    company->second = found ? found->name : "";
  }
  traits.marketing_channels =
      marketing_channels(customers::standing(customers::consents_of(sql, org, person, consents_looked_at)));
  return traits;
}

std::set<std::string> marketing_channels(const std::vector<customers::Consent>& standing) {
  Instant all_withdrawn;
  for (const customers::Consent& consent : standing)
    if (consent.purpose == "marketing" && consent.channel == "any" && !consent.is_given)
      all_withdrawn = consent.at;
  std::set<std::string> channels;
  for (const customers::Consent& consent : standing)
    if (consent.purpose == "marketing" && consent.is_given && consent.at > all_withdrawn)
      channels.insert(consent.channel);
  return channels;
}

}  // namespace rapport::value
