#include "schedule/roster.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace rapport::bench {
namespace {

std::vector<std::string> split(const std::string& line, char by) {
  std::vector<std::string> parts;
  std::string part;
  for (const char c : line) {
    if (c == by)
      parts.push_back(std::exchange(part, {}));
    else if (c != '\r')
      part += c;
  }
  parts.push_back(part);
  return parts;
}

class Reader {
 public:
  Result<Roster> run(const std::string& text) {
    std::istringstream lines(text);
    std::string line, section;
    for (int number = 1; std::getline(lines, line); ++number) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (line.empty() || line[0] == '#') continue;
      if (line.starts_with("SECTION_")) {
        section = line;
        continue;
      }
      if (!take(section, split(line, ','))) {
        return fail(ErrorCode::invalid, "bad_roster",
                    fmt::format("line {} of {} is not understood", number, section));
      }
    }
    if (roster_.days <= 0 || roster_.shifts.empty() || roster_.people.empty())
      return fail(ErrorCode::invalid, "bad_roster", "days, shifts or staff are missing");
    return std::move(roster_);
  }

 private:
  static bool number(const std::string& text, std::int32_t& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size() && out >= 0;
  }
  std::int32_t shift(const std::string& name) const {
    for (std::size_t i = 0; i < roster_.shifts.size(); ++i)
      if (roster_.shifts[i].name == name) return static_cast<std::int32_t>(i);
    return -1;
  }
  RosterPerson* person(const std::string& name) {
    for (RosterPerson& one : roster_.people)
      if (one.name == name) return &one;
    return nullptr;
  }
  bool day(const std::string& text, std::int32_t& out) const {
    return number(text, out) && out < roster_.days;
  }

  bool take(const std::string& section, const std::vector<std::string>& parts) {
    if (section == "SECTION_HORIZON") return parts.size() == 1 && number(parts[0], roster_.days);
    if (section == "SECTION_SHIFTS") return take_shift(parts);
    if (section == "SECTION_STAFF") return take_person(parts);
    if (section == "SECTION_DAYS_OFF") return take_off(parts);
    if (section == "SECTION_SHIFT_ON_REQUESTS") return take_wish(parts, true);
    if (section == "SECTION_SHIFT_OFF_REQUESTS") return take_wish(parts, false);
    if (section == "SECTION_COVER") return take_need(parts);
    return false;
  }

  bool take_shift(const std::vector<std::string>& parts) {
    RosterShift made;
    if (parts.size() < 2 || !number(parts[1], made.minutes)) return false;
    made.name = parts[0];
    roster_.shifts.push_back(made);
    forbidden_.push_back(parts.size() > 2 && !parts[2].empty() ? split(parts[2], '|')
                                                               : std::vector<std::string>{});
    return true;
  }

  bool take_person(const std::vector<std::string>& parts) {
    if (roster_.people.empty())  // all shifts are known by now
      for (std::size_t i = 0; i < forbidden_.size(); ++i)
        for (const std::string& name : forbidden_[i]) {
          if (shift(name) < 0) return false;
          roster_.shifts[i].not_before.push_back(shift(name));
        }
    RosterPerson made;
    if (parts.size() != 8) return false;
    made.name = parts[0];
    made.shifts_max.assign(roster_.shifts.size(), roster_.days);
    for (const std::string& limit : split(parts[1], '|')) {
      const auto sides = split(limit, '=');
      if (sides.size() != 2 || shift(sides[0]) < 0 ||
          !number(sides[1], made.shifts_max[static_cast<std::size_t>(shift(sides[0]))]))
        return false;
    }
    made.is_off.assign(static_cast<std::size_t>(roster_.days), false);
    made.wants_on.resize(made.is_off.size());
    made.wants_off.resize(made.is_off.size());
    if (!number(parts[2], made.minutes_max) || !number(parts[3], made.minutes_min) ||
        !number(parts[4], made.row_max) || !number(parts[5], made.row_min) ||
        !number(parts[6], made.off_min) || !number(parts[7], made.weekends_max))
      return false;
    roster_.people.push_back(std::move(made));
    return true;
  }

  bool take_off(const std::vector<std::string>& parts) {
    RosterPerson* who = person(parts[0]);
    if (!who) return false;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      std::int32_t when = 0;
      if (!day(parts[i], when)) return false;
      who->is_off[static_cast<std::size_t>(when)] = true;
    }
    return true;
  }

  bool take_wish(const std::vector<std::string>& parts, bool is_on) {
    std::int32_t when = 0, weight = 0;
    RosterPerson* who = parts.size() == 4 ? person(parts[0]) : nullptr;
    if (!who || !day(parts[1], when) || shift(parts[2]) < 0 || !number(parts[3], weight)) return false;
    (is_on ? who->wants_on : who->wants_off)[static_cast<std::size_t>(when)][shift(parts[2])] += weight;
    return true;
  }

  bool take_need(const std::vector<std::string>& parts) {
    RosterNeed made;
    if (parts.size() != 5 || !day(parts[0], made.day) || shift(parts[1]) < 0) return false;
    made.shift = shift(parts[1]);
    if (!number(parts[2], made.need) || !number(parts[3], made.under) || !number(parts[4], made.over))
      return false;
    roster_.needs.push_back(made);
    return true;
  }

  Roster roster_;
  std::vector<std::vector<std::string>> forbidden_;
};

}  // namespace

Result<Roster> read_roster(const std::string& text) {
  return Reader().run(text);
}

}  // namespace rapport::bench
