// Special days: the holidays and events that a series knows of, by day. Plain values.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workforce/calendar/holidays.h"

namespace rapport::workforce {

// A campaign, a bill run, a failure. Its effect is learnt from days of the same name in the past; before
// there are any, `factor` is taken (2: twice as many contacts).
struct SpecialEvent {
  Day day;
  std::string name;
  std::optional<double> factor = {};
};

struct SpecialDays {
  std::vector<NamedDay> holidays;
  std::vector<SpecialEvent> events;

  bool is_special(Day day) const { return by_day.count(day) != 0; }
  // Fills by_day from the two lists.
  void index() {
    by_day.clear();
    for (std::size_t i = 0; i < holidays.size(); ++i)
      by_day[holidays[i].day].holidays.push_back(i);
    for (std::size_t i = 0; i < events.size(); ++i)
      by_day[events[i].day].events.push_back(i);
  }

  struct OfDay {
    std::vector<std::size_t> holidays, events;  // indices
  };
  std::map<Day, OfDay> by_day;
};

}  // namespace rapport::workforce
