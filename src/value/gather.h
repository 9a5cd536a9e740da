// What is known of one person that value and segments are made from, read over all their rows where it stands
// (customers, their events, finished conversations). In a read of the caller's.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/id.h"
#include "customers/profile_store.h"
#include "platform/database/session.h"
#include "value/score.h"

namespace rapport::value {

ValueFacts facts_of(database::Session& sql, OrgId org, CustomerId person, const ValueSettings& settings);

// What segments may ask about besides figures.
struct Traits {
  bool is_verified = false;
  // Channels on which they may be advertised to: "email", "voice" … or "any".
  std::set<std::string> marketing_channels;
  std::map<std::string, std::string> values;  // of the profile, by field; "company" is its name
};
// Of consents as they stand: a "no" to all channels takes back what was said before it.
std::set<std::string> marketing_channels(const std::vector<customers::Consent>& standing);
Traits traits_of(database::Session& sql, OrgId org, CustomerId person);

}  // namespace rapport::value
