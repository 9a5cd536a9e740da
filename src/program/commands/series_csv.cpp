#include "program/commands/series_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "platform/contract/instant_text.h"
#include "program/commands/quantities.h"
#include "workforce/calendar/wall_clock.h"
#include "workforce/tables/table_in.h"

namespace rapport::program {
namespace {

using workforce::SeriesPoint;
using workforce::SeriesPoints;
using workforce::Zone;

constexpr std::size_t csv_faults_max = 50;

enum SeriesColumn : std::size_t {
  of_start,
  of_queue,
  of_channel,
  of_contacts,
  of_handle,
  series_columns,
  of_other = series_columns
};
constexpr std::array<const char*, series_columns> series_column_names = {"start", "queue", "channel",
                                                                         "contacts", "handle_s"};
// What other tables call them, and what they have beside.
const std::map<std::string, SeriesColumn>& series_aliases() {
  static const std::map<std::string, SeriesColumn> known = {
      {"start", of_start},           {"time", of_start},         {"date", of_start},
      {"datetime", of_start},        {"timestamp", of_start},    {"interval", of_start},
      {"queue", of_queue},           {"skill", of_queue},        {"series", of_queue},
      {"channel", of_channel},       {"contacts", of_contacts},  {"calls", of_contacts},
      {"volume", of_contacts},       {"count", of_contacts},     {"offered", of_contacts},
      {"handle_s", of_handle},       {"aht", of_handle},         {"aht_s", of_handle},
      {"queue_id", of_other},        {"interval_min", of_other}, {"answered", of_other},
      {"answered_within", of_other}, {"abandoned", of_other},    {"waited_s", of_other}};
  return known;
}

std::string_view trimmed_field(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
    text.remove_suffix(1);
  return text;
}

struct SeriesLine {
  std::int64_t line;  // as the file's program shows it
  const std::vector<std::string>& fields;
};

class SeriesRows {
 public:
  explicit SeriesRows(const Zone& zone) : zone_(zone) { at_.fill(absent); }

  bool take(const SeriesLine& row) {
    if (row.fields.empty() || (row.fields.size() == 1 && trimmed_field(row.fields[0]).empty())) return true;
    if (!has_header_) return read_header(row);
    read_row(row);
    return faults_.size() < csv_faults_max;
  }
  bool has_faults() const { return !faults_.empty(); }
  Result<SeriesTable> finish() {
    if (faults_.empty() && !has_header_)
      faults_.push_back({"line 1", "expected a header with the columns' names"});
    if (!faults_.empty())
      return fail(ErrorCode::invalid, "bad_table", "this table cannot be read", std::move(faults_));
    return std::move(table_);
  }

 private:
  using Key = std::pair<std::string, std::string>;  // queue, channel
  static constexpr std::size_t absent = static_cast<std::size_t>(-1);

  void wrong(const SeriesLine& row, const char* column, std::string what) {
    faults_.push_back(
        {fmt::format("line {}{}{}", row.line, *column != 0 ? ", " : "", column), std::move(what)});
  }
  bool read_header(const SeriesLine& row) {
    has_header_ = true;
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
      std::string name(trimmed_field(row.fields[i]));
      std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
      const auto found = series_aliases().find(name);
      if (found == series_aliases().end())
        wrong(row, row.fields[i].c_str(),
              "unknown column; expected start, queue, channel, contacts, handle_s");
      else if (found->second == of_other)
        continue;
      else if (at_[found->second] != absent)
        wrong(row, row.fields[i].c_str(), "this column is there twice");
      else
        at_[found->second] = i;
    }
    for (const SeriesColumn needed : {of_start, of_contacts})
      if (at_[needed] == absent)
        wrong(row, "", fmt::format("there is no column {}", series_column_names[needed]));
    return faults_.empty();
  }
  std::string_view field(const SeriesLine& row, SeriesColumn column) const {
    const std::size_t i = at_[column];
    return i < row.fields.size() ? trimmed_field(row.fields[i]) : std::string_view();
  }
  bool read_number(const SeriesLine& row, SeriesColumn column, std::optional<double>& into) {
    const std::string_view text = field(row, column);
    if (text.empty() || text == "NA" || text == "null") return true;
    into = number_of(text);
    if (into && std::isfinite(*into)) return true;
    wrong(row, series_column_names[column],
          fmt::format("expected a number from 0 on, got {}", text.substr(0, 40)));
    return false;
  }
  // With an offset a moment, without one what the wall clock shows: where it shows that twice, the first row
  // of a series is the first time and the second row the second.
  std::optional<Instant> read_start(const SeriesLine& row, const Key& key) {
    const std::string_view text = field(row, of_start);
    if (const auto instant = contract::parse_instant(text)) return instant;
    if (const auto day = workforce::parse_day(text)) return zone_.start_of(*day);
    const auto local = workforce::parse_local(text);
    if (!local) {
      wrong(row, series_column_names[of_start],
            "expected a time such as 2026-03-02T08:00:00Z or 2026-03-02 08:00");
      return std::nullopt;
    }
    const auto at = workforce::moment_of(zone_, *local);
    if (!at) {
      wrong(row, series_column_names[of_start], workforce::no_such_time(zone_, text));
      return std::nullopt;
    }
    const auto again = workforce::again_at(zone_, *at);
    return again && !doubled_.emplace(key, *at).second ? again : at;
  }
  void read_row(const SeriesLine& row) {
    const Key key{field(row, of_queue), field(row, of_channel)};
    const auto begin = read_start(row, key);
    if (!begin) return;
    SeriesPoint point{*begin};
    if (!read_number(row, of_contacts, point.contacts) || !read_number(row, of_handle, point.handle_s))
      return;
    const auto [found, is_new] = by_key_.try_emplace(key, table_.series.size());
    if (is_new) {
      table_.series.push_back({key.first, key.second.empty() ? "voice" : key.second, {}});
      table_.lines.emplace_back();
    }
    table_.series[found->second].points.push_back(point);
    table_.lines[found->second].push_back(row.line);
  }

  const Zone& zone_;
  bool has_header_ = false;
  std::array<std::size_t, series_columns> at_;
  std::map<Key, std::size_t> by_key_;
  std::set<std::pair<Key, Instant>> doubled_;  // first times, of what the clock shows twice
  SeriesTable table_;
  std::vector<Issue> faults_;
};

}  // namespace

Result<SeriesTable> series_from_table(const std::string& bytes, const Zone& zone) {
  SeriesRows table(zone);
  const auto read =
      workforce::read_table(bytes, [&](std::int64_t line, std::vector<std::string>& fields) -> Result<void> {
        if (table.take({line, fields})) return {};
        return fail(ErrorCode::invalid, "enough_faults", "");
      });
  if (!read && !table.has_faults()) return tl::unexpected<Error>(read.error());
  return table.finish();
}

}  // namespace rapport::program
