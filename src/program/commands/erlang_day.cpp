#include "program/commands/erlang_day.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <fstream>
#include <optional>
#include <ostream>
#include <string_view>

#include "platform/contract/describe.h"
#include "platform/contract/json.h"
#include "platform/csv/reader.h"
#include "program/commands/quantities.h"
#include "workforce/queueing/queue_day.h"

namespace rapport::program {

// What is printed with --json.
struct IntervalFound {
  int agents = 0;
  double arrivals = 0;
  double service_level = 0;
  double asa_s = 0;
  double p_wait = 0;
  double p_abandon = 0;
  double occupancy = 0;
  double waiting_at_start = 0;
  double waiting_at_end = 0;
  double overtime_s = 0;
};
struct DayFound {
  std::vector<IntervalFound> intervals;
  IntervalFound total;
};
BOOST_DESCRIBE_STRUCT(IntervalFound, (),
                      (agents, arrivals, service_level, asa_s, p_wait, p_abandon, occupancy, waiting_at_start,
                       waiting_at_end, overtime_s))
BOOST_DESCRIBE_STRUCT(DayFound, (), (intervals, total))

namespace {

constexpr std::array<std::string_view, 4> day_columns{"arrivals", "handle_s", "agents", "length_s"};
constexpr std::size_t day_bytes_max = 4 << 20;

struct DayFile {
  workforce::QueueDay day;
  std::vector<std::int64_t> lines;  // of the intervals
  std::vector<Issue> issues;        // `where`: "line 3"
};

class DayReader {
 public:
  explicit DayReader(double length_s) : length_s_(length_s) {}

  void row(const csv::Row& row) {
    if (!row.problem.empty()) return say(row.line, row.problem);
    if (row.fields.size() == 1 && row.fields.front().empty()) return;
    if (!has_header_) return header(row);
    workforce::QueueInterval interval;
    interval.length_s = length_s_;
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
      if (i >= order_.size()) return say(row.line, "has more fields than the first line");
      const std::string_view text = row.fields[i];
      const auto value = number_of(text);
      if (!value)
        return say(row.line, fmt::format("{}: expected a number, got \"{}\"", day_columns[order_[i]],
                                         text.substr(0, 40)));
      if (order_[i] == 0) interval.arrivals = *value;
      if (order_[i] == 1) interval.handle_s = *value;
      if (order_[i] == 3) interval.length_s = *value;
      if (order_[i] != 2) continue;
      if (*value != std::floor(*value) || *value > 1e6)
        return say(row.line, "agents: expected a whole number up to 100000");
      interval.agents = static_cast<int>(*value);
    }
    if (row.fields.size() < order_.size()) return say(row.line, "has fewer fields than the first line");
    file.day.intervals.push_back(interval);
    file.lines.push_back(row.line);
  }

  DayFile file;

 private:
  void say(std::int64_t line, const std::string& what) {
    file.issues.push_back({fmt::format("line {}", line), what});
  }
  void header(const csv::Row& row) {
    has_header_ = true;
    std::array<int, day_columns.size()> seen{};
    for (const std::string& name : row.fields) {
      std::size_t column = 0;
      while (column < day_columns.size() && day_columns[column] != name)
        ++column;
      if (column == day_columns.size())
        return say(row.line, fmt::format("no column is called \"{}\": arrivals, handle_s, agents, length_s",
                                         name.substr(0, 40)));
      if (++seen[column] > 1) say(row.line, fmt::format("{} is there twice", name));
      order_.push_back(column);
    }
    for (std::size_t column = 0; column < 3; ++column)
      if (seen[column] == 0) say(row.line, fmt::format("the column {} is missing", day_columns[column]));
  }

  double length_s_;
  bool has_header_ = false;
  std::vector<std::size_t> order_;
};

IntervalFound found_of(const workforce::QueueFigures& figures) {
  IntervalFound out;
  out.agents = figures.agents;
  out.service_level = figures.service_level;
  out.asa_s = figures.asa_s;
  out.p_wait = figures.p_wait;
  out.p_abandon = figures.p_abandon;
  out.occupancy = figures.occupancy;
  return out;
}

DayFound found_of(const workforce::QueueDay& day, const workforce::QueueDayFigures& figures) {
  DayFound out;
  out.total = found_of(figures.total);
  for (std::size_t i = 0; i < figures.intervals.size(); ++i) {
    IntervalFound& interval = out.intervals.emplace_back(found_of(figures.intervals[i].figures));
    interval.arrivals = day.intervals[i].arrivals;
    interval.waiting_at_start = figures.intervals[i].waiting_at_start;
    interval.waiting_at_end = figures.intervals[i].waiting_at_end;
    interval.overtime_s = figures.intervals[i].overtime_s;
    out.total.arrivals += interval.arrivals;
  }
  if (out.intervals.empty()) return out;
  out.total.waiting_at_start = out.intervals.front().waiting_at_start;
  out.total.waiting_at_end = out.intervals.back().waiting_at_end;
  out.total.overtime_s = figures.overtime_s;
  return out;
}

std::string table_of(const DayFound& found) {
  std::string out =
      fmt::format("{:>8} {:>8} {:>10} {:>13} {:>10} {:>8} {:>8} {:>9} {:>11}\n", "interval", "agents",
                  "arrivals", "service level", "mean wait", "waiting", "hung up", "occupancy", "line at end");
  const auto add = [&](const std::string& name, const IntervalFound& at) {
    out +=
        fmt::format("{:>8} {:>8} {:>10.1f} {:>12.2f}% {:>8.1f} s {:>7.2f}% {:>7.2f}% {:>8.2f}% {:>11.1f}\n",
                    name, at.agents, at.arrivals, 100 * at.service_level, at.asa_s, 100 * at.p_wait,
                    100 * at.p_abandon, 100 * at.occupancy, at.waiting_at_end);
  };
  for (std::size_t i = 0; i < found.intervals.size(); ++i)
    add(fmt::format("{}", i + 1), found.intervals[i]);
  add("all", found.total);
  return out;
}

}  // namespace

int erlang_day(const ErlangOptions& options, std::ostream& output, std::ostream& errors) {
  const std::string name = options.intervals.string();
  bool is_wrong = false;
  const auto amount = [&](const char* argument) -> std::optional<double> {
    const auto given = options.given.find(argument);
    if (given == options.given.end()) return {};
    const auto value = seconds_of(given->second);
    if (!value) {
      errors << argument << ": expected a length of time such as 20s, 3m or 1h30m, got \""
             << given->second.substr(0, 40) << "\"\n";
      is_wrong = true;
    }
    return value;
  };
  for (const auto& [argument, value] : options.given)
    if (argument != "--within" && argument != "--patience" && argument != "--interval") {
      errors << argument << ": goes without --intervals\n";
      is_wrong = true;
    }
  DayReader reader(amount("--interval").value_or(1'800));
  reader.file.day.within_s = amount("--within").value_or(20);
  reader.file.day.patience_s = amount("--patience");
  if (options.formula == 'a' && options.given.count("--patience") == 0) {
    errors << "--patience: is missing\n";
    is_wrong = true;
  }
  if (options.formula == 'c' && options.given.count("--patience") > 0) {
    errors << "--patience: means nothing to erlang c\n";
    is_wrong = true;
  }
  if (is_wrong) return 2;
  std::ifstream file(options.intervals, std::ios::binary);
  std::string text(day_bytes_max, '\0');
  if (file) file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (!file.is_open() || file.bad() || (!file.eof() && file.fail())) {
    errors << name << ": cannot be read\n";
    return 2;
  }
  if (text.size() == day_bytes_max) {
    errors << name << ": is longer than " << day_bytes_max << " bytes\n";
    return 2;
  }
  std::string_view rows = text;
  if (rows.substr(0, 3) == "\xEF\xBB\xBF") rows.remove_prefix(3);
  csv::Reader csv_reader(csv::likely_delimiter(rows));
  const auto on_row = [&](csv::Row& row) {
    reader.row(row);
    return reader.file.issues.size() < 20;
  };
  if (csv_reader.feed(rows, on_row)) csv_reader.finish(on_row);
  for (const Issue& issue : reader.file.issues)
    errors << name << ": " << issue.where << ": " << issue.what << "\n";
  if (!reader.file.issues.empty()) return 2;
  const auto figures = workforce::figures_of_day(reader.file.day);
  if (!figures) {
    for (const Issue& issue : figures.error().issues)
      errors << name << ": " << issue.where << ": " << issue.what << "\n";
    return 2;
  }
  const DayFound found = found_of(reader.file.day, *figures);
  output << (options.is_json ? contract::encode(found) + "\n" : table_of(found)) << std::flush;
  return output ? 0 : 2;
}

}  // namespace rapport::program
