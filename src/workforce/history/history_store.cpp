#include "workforce/history/history_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

#include "base/check.h"
#include "platform/database/statement.h"
#include "switchboard/model/state.h"

namespace rapport::workforce {

std::vector<database::Migration> history_migrations() {
  return {
      {0, "history of contacts, and agents' presence",
       "create table contact_day (org bigint not null, queue bigint not null, channel integer not null,"
       " utc_day integer not null, layer bigint not null, contacts bigint not null, figures text not null,"
       " primary key (org, queue, channel, utc_day, layer));"
       "create index contact_day_by_layer on contact_day (org, layer);"
       "create table contact_closed (org bigint not null, interaction bigint not null,"
       " primary key (org, interaction));"
       "create table history_import (org bigint not null, id bigint not null, at_us bigint not null,"
       " is_undone integer not null, body text not null, primary key (org, id));"
       "create table agent_span (org bigint not null, agent bigint not null, from_us bigint not null,"
       " to_us bigint not null, presence integer not null, reason bigint not null,"
       " primary key (org, agent, from_us));"
       "create index agent_span_by_end on agent_span (org, to_us);" +
           // Those from before there was a history.
           fmt::format("insert into contact_closed (org, interaction) select org, id from interaction"
                       " where state = {}",
                       static_cast<int>(switchboard::InteractionState::closed)),
       ""}};
}

namespace history_store {
namespace {

// The step, then the rows of DayFigures one after the other: plain numbers, a tenth of the time that JSON
// takes, and planners read years of days.
std::string text_of(DayFigures day) {
  std::array<char, (1 + 6 * quarters_a_day) * 12> buffer;
  char* at = buffer.data();
  const auto put = [&](std::int32_t value) {
    at = std::to_chars(at, buffer.data() + buffer.size(), value).ptr;
    *at++ = ' ';
  };
  put(day.step_min);
  for (const Quarters* row : rows_of(day))
    for (const std::int32_t value : *row)
      put(value);
  return std::string(buffer.data(), at);
}

DayFigures figures_from(const std::string& text) {
  DayFigures day;
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto get = [&](std::int32_t& value) {
    const auto [next, failed] = std::from_chars(at, end, value);
    RAPPORT_CHECK(failed == std::errc() && next != end && *next == ' ');
    at = next + 1;
  };
  get(day.step_min);
  for (Quarters* row : rows_of(day))
    for (std::int32_t& value : *row)
      get(value);
  return day;
}

std::int64_t contacts_of(const DayFigures& day) {
  std::int64_t all = 0;
  for (const std::int32_t each : day.contacts)
    all += std::max(each, 0);
  return all;
}

}  // namespace

std::optional<DayFigures> find(database::Session& sql, OrgId org, const DayKey& key) {
  const auto text = database::first<std::string>(
      sql,
      "select figures from contact_day where org = :org and queue = :queue and channel = :channel and"
      " utc_day = :day and layer = :layer",
      org, key.queue, key.channel, key.day, key.layer);
  if (!text) return std::nullopt;
  return figures_from(*text);
}

void keep(database::Session& sql, OrgId org, const StoredDay& day) {
  database::execute(sql,
                    "insert into contact_day (org, queue, channel, utc_day, layer, contacts, figures)"
                    " values (:org, :queue, :channel, :day, :layer, :contacts, :figures)"
                    " on conflict (org, queue, channel, utc_day, layer) do update set"
                    " contacts = excluded.contacts, figures = excluded.figures",
                    org, day.key.queue, day.key.channel, day.key.day, day.key.layer, contacts_of(day.figures),
                    text_of(day.figures));
}

std::vector<StoredDay> days(database::Session& sql, OrgId org, const Range& range) {
  std::vector<StoredDay> all;
  database::each<std::int32_t, HistoryImportId, std::string>(
      sql,
      "select utc_day, layer, figures from contact_day where org = :org and queue = :queue and"
      " channel = :channel and utc_day >= :first and utc_day <= :last order by utc_day, layer",
      [&](std::int32_t day, HistoryImportId layer, const std::string& figures) {
        all.push_back({{range.queue, range.channel, day, layer}, figures_from(figures)});
      },
      org, range.queue, range.channel, range.first, range.last);
  return all;
}

std::optional<std::int32_t> recorded_since(database::Session& sql, OrgId org, QueueId queue,
                                           switchboard::Channel channel) {
  const auto first = database::first<std::optional<std::int32_t>>(
      sql,
      "select min(utc_day) from contact_day where org = :org and queue = :queue and channel = :channel"
      " and layer = 0",
      org, queue, channel);
  return first ? *first : std::nullopt;
}

std::int64_t recorded_under(database::Session& sql, OrgId org, HistoryImportId layer) {
  const auto sum = database::first<std::optional<std::int64_t>>(
      sql,
      "select cast(sum(r.contacts) as bigint) from contact_day r join contact_day i on i.org = r.org and"
      " i.queue = r.queue and i.channel = r.channel and i.utc_day = r.utc_day"
      " where r.org = :org and r.layer = 0 and i.layer = :layer",
      org, layer);
  return sum ? sum->value_or(0) : 0;
}

std::int64_t remove_layer(database::Session& sql, OrgId org, HistoryImportId layer) {
  return static_cast<std::int64_t>(
      database::execute(sql, "delete from contact_day where org = :org and layer = :layer", org, layer));
}

std::vector<Extent> extents(database::Session& sql, OrgId org) {
  std::vector<Extent> all;
  database::each<QueueId, switchboard::Channel, std::int32_t, std::int32_t, std::int64_t, std::int64_t,
                 std::int64_t>(
      sql,
      "select queue, channel, min(utc_day), max(utc_day), count(distinct utc_day),"
      " count(distinct case when layer > 0 then utc_day end), cast(sum(contacts) as bigint)"
      " from contact_day where org = :org group by queue, channel order by queue, channel",
      [&](QueueId queue, switchboard::Channel channel, std::int32_t first, std::int32_t last,
          std::int64_t count, std::int64_t imported, std::int64_t contacts) {
        all.push_back({queue, channel, first, last, count, imported, contacts});
      },
      org);
  return all;
}

void mark_closed(database::Session& sql, OrgId org, InteractionId id) {
  database::execute(sql,
                    "insert into contact_closed (org, interaction) values (:org, :id)"
                    " on conflict (org, interaction) do nothing",
                    org, id);
}

std::vector<Marked> marked(database::Session& sql, std::int64_t most) {
  std::vector<Marked> all;
  for (const auto& row : database::all<OrgId, InteractionId>(
           sql, "select org, interaction from contact_closed order by org, interaction limit :most", most))
    all.push_back({std::get<0>(row), std::get<1>(row)});
  return all;
}

void unmark(database::Session& sql, const Marked& mark) {
  database::execute(sql, "delete from contact_closed where org = :org and interaction = :id", mark.org,
                    mark.id);
}

}  // namespace history_store
}  // namespace rapport::workforce
