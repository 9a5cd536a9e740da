// CalendarColumns: what a day is, as columns of a regression: its weekday, its place in the month and the
// year, holidays with the open days around them, special events. Each column has a prior: how far it may
// move a day's log total before there is data. Immutable; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "workforce/forecast/history.h"

namespace rapport::workforce {

struct Cell {
  std::int32_t column = 0;
  double value = 0;
};

class CalendarColumns {
 public:
  // For the history's days and `ahead` more.
  CalendarColumns(const RepairedHistory& history, const SpecialDays& special, std::int32_t ahead);

  std::int32_t columns() const { return static_cast<std::int32_t>(priors_.size()); }
  double prior(std::int32_t column) const { return priors_[static_cast<std::size_t>(column)]; }
  // Whether it is a holiday's or an event's (other methods take these over), not the season's.
  bool is_special(std::int32_t column) const { return special_[static_cast<std::size_t>(column)] != 0; }
  const std::vector<Cell>& row(std::int32_t day_index) const {
    return rows_[static_cast<std::size_t>(day_index)];
  }
  // Log factor that was given, not learnt.
  double offset(std::int32_t day_index) const { return offsets_[static_cast<std::size_t>(day_index)]; }
  // Holidays on which nothing came in `history` whenever they were seen: closed.
  bool is_closed(std::int32_t day_index) const { return closed_[static_cast<std::size_t>(day_index)] != 0; }
  std::int32_t days() const { return static_cast<std::int32_t>(rows_.size()); }

 private:
  std::int32_t column(const std::string& name, double prior, bool is_special);
  void add(std::int32_t day_index, const std::string& name, double prior, bool is_special, double value = 1);
  void find_closed(const RepairedHistory& history, const SpecialDays& special);
  void add_season(const RepairedHistory& history);
  void add_month(const RepairedHistory& history);
  void add_holidays(const RepairedHistory& history, const SpecialDays& special);
  void add_around(const RepairedHistory& history, const SpecialDays& special);
  void add_events(const RepairedHistory& history, const SpecialDays& special);
  bool is_working(const RepairedHistory& history, std::int32_t day_index) const;

  std::unordered_map<std::string, std::int32_t> names_;  // looked up only
  std::vector<double> priors_;
  std::vector<std::uint8_t> special_;
  std::vector<std::vector<Cell>> rows_;
  std::vector<double> offsets_;
  std::vector<std::uint8_t> closed_, holiday_;
};

}  // namespace rapport::workforce
