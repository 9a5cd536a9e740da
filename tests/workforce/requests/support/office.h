// An office of three with a week that is planned: what the tests of requests begin with. Monday 2026-03-23 to
// the Sunday on which Berlin's clocks go forward; now is the Friday before, at eight.
#pragma once

#include <doctest/doctest.h>

#include "org/directory.h"
#include "support/databases.h"
#include "workforce/calendar/intervals.h"
#include "workforce/requests/bids.h"
#include "workforce/requests/shift_offers.h"
#include "workforce/requests/swaps.h"
#include "workforce/requests/time_off_book.h"

namespace rapport::workforce::testing {

inline constexpr OrgId shop{7};

class ShopDirectories : public org::Directories {
 public:
  ShopDirectories();
  org::DirectoryPtr of(OrgId org) const override { return org == shop ? directory_ : nullptr; }
  std::vector<OrgId> all() const override { return {shop}; }
  Found by_chat_key(const std::string&) const override { return {}; }

 private:
  org::DirectoryPtr directory_;
};

Instant at(const std::string& day, int hour, int minute = 0);
std::vector<database::Migration> office_migrations();

// Everybody has "phone", agent 3 (of `agents`) "mail" as well. Two are needed on the phone on every weekday
// from nine to five, one for mail on Saturday. Nobody has a shift yet; the schedule is a draft.
struct Office {
  explicit Office(database::Database& the_db);

  ShiftEdit day(AgentId agent, const std::string& date, int hour, int length_h = 8) const;
  void put(std::vector<ShiftEdit> edits);
  void publish();
  // The agent's, by day.
  std::vector<Shift> shifts(AgentId agent);
  org::By agent(std::size_t which) const { return {shop, agents[which]}; }
  org::By planner() const { return {shop, boss}; }

  database::Database& db;
  live::IdSource ids{[this] { return now; }};
  Instant now{at("2026-03-20", 8)};
  ShopDirectories directories;
  org::Changes changes{db, ids, [this] { return now; }};
  Schedules schedules{changes, directories};
  std::vector<std::pair<AgentId, std::string>> told;  // who and of what
  TimeOffBook time_off{schedules, directories};
  Swaps swaps{schedules, directories};
  ShiftOffers offers{schedules, directories};
  Bids bids{schedules};
  std::vector<AgentId> agents{{11}, {12}, {13}};
  UserId boss{99};
  ShiftPlanId plan{1};
};

}  // namespace rapport::workforce::testing
