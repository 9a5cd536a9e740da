// Day costs: a recorded day at the rates of today: people by the hour, as planners keep it of them, contacts
// by the piece, as whoever asks says. In the currency of the organisation, whichever that is.
#pragma once

#include "base/id.h"
#include "platform/contract/describe.h"
#include "platform/database/database.h"
#include "twin/recorded_day.h"

namespace rapport::workforce {

struct ContactCosts {
  double per_contact = 0;  // answered, beyond the time of people
  double per_abandon = 0;
};
BOOST_DESCRIBE_STRUCT(ContactCosts, (), (per_contact, per_abandon))
contract::Notes contract_notes(contract::Tag<ContactCosts>);

// On a thread that may block.
Result<void> add_costs(database::Database& database, OrgId org, const ContactCosts& contacts,
                       twin::RecordedDay& day);

}  // namespace rapport::workforce
