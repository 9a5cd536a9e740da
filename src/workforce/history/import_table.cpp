#include "workforce/history/import_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "platform/contract/instant_text.h"
#include "platform/contract/parameters.h"
#include "switchboard/model/described.h"
#include "workforce/calendar/wall_clock.h"

namespace rapport::workforce {
namespace {

constexpr double count_max = 1'000'000, seconds_max = 1'000'000;

struct KnownHeader {
  std::string_view header;
  int column;
};
constexpr std::array<KnownHeader, 40> known_headers{
    {{"start", 0},          {"starttime", 0},      {"datetime", 0},
     {"interval", 0},       {"time", 0},           {"开始", 0},
     {"开始时间", 0},       {"时间", 0},           {"时段", 0},
     {"queue", 1},          {"skill", 1},          {"queuename", 1},
     {"队列", 1},           {"技能组", 1},         {"channel", 2},
     {"media", 2},          {"渠道", 2},           {"contacts", 3},
     {"offered", 3},        {"calls", 3},          {"volume", 3},
     {"来电量", 3},         {"话务量", 3},         {"接入量", 3},
     {"进线量", 3},         {"handles", 4},        {"aht", 4},
     {"ahts", 4},           {"平均处理时长", 4},   {"处理时长", 4},
     {"answered", 5},       {"handled", 5},        {"接通量", 5},
     {"answeredwithin", 6}, {"服务水平内接通", 6}, {"abandoned", 7},
     {"放弃量", 7},         {"waiteds", 8},        {"asa", 8},
     {"平均等待时长", 8}}};

std::string folded_header(const std::string& header) {
  std::string plain;
  for (const char c : header)
    if (c != ' ' && c != '_' && c != '-') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return plain;
}

std::string trimmed(const std::string& text) {
  const auto begin = text.find_first_not_of(" \t\r\n"), end = text.find_last_not_of(" \t\r\n");
  return begin == std::string::npos ? "" : text.substr(begin, end - begin + 1);
}

// "" when it is a number in its limits; whole when `is_whole`.
std::string read_number(const std::string& text, bool is_whole, double most, std::optional<double>& into) {
  if (text.empty()) return "";
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [at, failed] = std::from_chars(text.data(), end, value);
  if (failed != std::errc() || at != end || !std::isfinite(value))
    return fmt::format("'{}' is no number", text.substr(0, 40));
  if (value < 0) return fmt::format("{} is negative", text.substr(0, 40));
  if (is_whole && value != std::floor(value))
    return fmt::format("{} is not a whole number", text.substr(0, 40));
  if (value > most) return fmt::format("{} is more than {}", text.substr(0, 40), most);
  into = value;
  return "";
}

std::int32_t held(std::optional<double> value) {
  if (!value) return not_measured;
  return static_cast<std::int32_t>(
      std::llround(std::min<double>(*value, std::numeric_limits<std::int32_t>::max())));
}

}  // namespace

const std::string& ImportTable::field(const std::vector<std::string>& fields, Column column) const {
  static const std::string none;
  const auto place = columns_[column];
  return place && *place < fields.size() ? fields[*place] : none;
}

void ImportTable::refuse(std::int64_t line, std::string what) {
  ++made_.refused;
  if (made_.refusals.size() < import_notes_max) made_.refusals.push_back({line, std::move(what)});
}

void ImportTable::repair(std::int64_t line, std::string what) {
  ++made_.repaired;
  if (made_.repairs.size() < import_notes_max) made_.repairs.push_back({line, std::move(what)});
}

Result<void> ImportTable::add(std::int64_t line, const std::vector<std::string>& fields) {
  if (std::all_of(fields.begin(), fields.end(),
                  [](const std::string& text) { return trimmed(text).empty(); }))
    return {};
  if (!has_header_) return read_header(fields);
  if (++rows_ > import_rows_max)
    return fail(ErrorCode::too_large, "too_many_rows",
                fmt::format("more than {} rows: import the file in parts", import_rows_max));
  if (std::string wrong = read_row(line, fields); !wrong.empty()) refuse(line, std::move(wrong));
  return {};
}

Result<void> ImportTable::read_header(const std::vector<std::string>& fields) {
  has_header_ = true;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string plain = folded_header(trimmed(fields[i]));
    for (const KnownHeader& known : known_headers) {
      if (plain != known.header) continue;
      auto& place = columns_[static_cast<std::size_t>(known.column)];
      if (place)
        return fail(ErrorCode::invalid, "bad_header", "two columns mean the same: " + trimmed(fields[i]));
      place = i;
    }
  }
  for (const auto& [column, name] : {std::pair{start, "start"}, {queue, "queue"}, {contacts, "contacts"}})
    if (!columns_[column] && (column != queue || !otherwise_))
      return fail(ErrorCode::invalid, "bad_header",
                  fmt::format("the first line names the columns, and none is called {}", name));
  return {};
}

std::string ImportTable::read_start(const std::string& text, Point& point) const {
  if (text.empty()) return "start: there is none";
  if (const auto instant = contract::parse_instant(text)) {
    point.at = *instant;
  } else {
    const auto local = parse_local(text);
    if (!local)
      return fmt::format("start: '{}' is no time like 2026-03-02T08:00:00Z or 2026-03-02 08:00",
                         text.substr(0, 40));
    const auto at = moment_of(zone_, *local);
    if (!at) return "start: " + no_such_time(zone_, text);
    point.at = *at;
    point.is_local = true;
  }
  if (point.at.us % minutes(1).us != 0) return "start: no minute begins then";
  if (point.at >= now_) return "start: this has not been yet";
  return "";
}

std::string ImportTable::read_row(std::int64_t line, const std::vector<std::string>& fields) {
  Point point;
  point.line = line;
  if (std::string wrong = read_start(trimmed(field(fields, start)), point); !wrong.empty()) return wrong;
  const std::string name = trimmed(field(fields, queue));
  auto known = known_.find(name);
  if (known == known_.end())
    known = known_.emplace(name, name.empty() && otherwise_ ? otherwise_ : find_queue_(name)).first;
  if (!known->second) return fmt::format("queue: there is no '{}'", name.substr(0, 100));
  Key key{known->second->queue, known->second->channel};
  if (const std::string text = trimmed(field(fields, channel)); !text.empty()) {
    bool is_known = false;
    for (std::size_t i = 0; i < switchboard::channel_count && !is_known; ++i)
      if (text == contract::name_of(static_cast<switchboard::Channel>(i))) {
        key.channel = static_cast<switchboard::Channel>(i);
        is_known = true;
      }
    if (!is_known) return "channel: expected voice, chat, message, email, task or voicemail";
  }
  std::array<std::optional<double>, column_count> numbers;
  for (const auto& [column, column_name, is_whole] : {std::tuple{contacts, "contacts", true},
                                                      {handle_s, "handle_s", false},
                                                      {answered, "answered", true},
                                                      {answered_within, "answered_within", true},
                                                      {abandoned, "abandoned", true},
                                                      {waited_s, "waited_s", false}})
    if (std::string wrong = read_number(trimmed(field(fields, column)), is_whole,
                                        is_whole ? count_max : seconds_max, numbers[column]);
        !wrong.empty())
      return fmt::format("{}: {}", column_name, wrong);
  if (!numbers[contacts]) {
    repair(line, "contacts: nothing stands there, so it was not measured");
    return "";
  }
  const double all = *numbers[contacts];
  if (numbers[abandoned].value_or(0) + numbers[answered].value_or(0) > all)
    return "answered and abandoned are more than contacts";
  if (!numbers[answered]) numbers[answered] = all - numbers[abandoned].value_or(0);
  if (numbers[answered_within].value_or(0) > *numbers[answered])
    return "answered_within is more than answered";
  const auto total = [&](Column mean) {
    return numbers[mean]             ? std::optional<double>(*numbers[mean] * *numbers[answered])
           : *numbers[answered] == 0 ? std::optional<double>(0)
                                     : std::nullopt;
  };
  point.values = {held(all),
                  held(numbers[answered]),
                  held(numbers[answered_within]),
                  held(numbers[abandoned]),
                  held(total(handle_s)),
                  held(total(waited_s))};
  points_[key].push_back(point);
  return "";
}

}  // namespace rapport::workforce
