// What stands in the tables of values: settings, the organisation's fifths, and of each person what lists and
// fifths need. In a read or a transaction of the caller's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "platform/database/migration.h"
#include "platform/database/session.h"
#include "value/score.h"

namespace rapport::value {

std::vector<database::Migration> value_migrations();

ValueSettings settings_of(database::Session& sql, OrgId org);
void keep_settings(database::Session& sql, OrgId org, const ValueSettings& settings);  // everybody again

// Where the looking at everybody stands.
struct ValueState {
  Cuts cuts;
  Instant looked_at;                // the last whole look began then; 0: another is due
  std::optional<CustomerId> after;  // it is under way, and has come so far
};
std::optional<ValueState> state_of(database::Session& sql, OrgId org);
void begin_state(database::Session& sql, OrgId org);  // when there is none
void look_at_everybody(database::Session& sql, OrgId org);
// A whole look begins, by these fifths: whatever makes another one due from now on, does.
void begin_look(database::Session& sql, OrgId org, Instant now, const Cuts& cuts);
void looked_until(database::Session& sql, OrgId org, std::optional<CustomerId> after);  // nullopt: to the end
std::vector<OrgId> value_organisations(database::Session& sql);
std::vector<Buyer> buyers_of(database::Session& sql, OrgId org);

// As of the last look.
struct Worth {
  std::int64_t purchases = 0;
  Instant last_purchase;
  std::int64_t spent = 0, lifetime_value = 0;
  Stage stage = Stage::prospect;
  std::int32_t churn_per_mille = 0;
  friend bool operator==(const Worth&, const Worth&) = default;
};
std::optional<Worth> worth_of(database::Session& sql, OrgId org, CustomerId person);
void write_worth(database::Session& sql, OrgId org, CustomerId person, const Worth& worth);
// Of a row that is no person of its own (any longer): its worth and segments.
void forget_person(database::Session& sql, OrgId org, CustomerId person);

}  // namespace rapport::value
