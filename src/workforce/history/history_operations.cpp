#include "workforce/history/history_operations.h"

#include "org/entity.h"
#include "workforce/history/presence_store.h"
#include "workforce/jobs/job_operations.h"

namespace rapport::workforce {

struct ReadHistory {
  std::optional<QueueId> queue_id;
  std::optional<switchboard::Channel> channel;
  std::optional<Instant> from, to;
  std::int32_t interval_min = 30;
};
BOOST_DESCRIBE_STRUCT(ReadHistory, (), (queue_id, channel, from, to, interval_min))
contract::Notes contract_notes(contract::Tag<ReadHistory>) {
  return {.fields = {{.name = "queue_id", .doc = "absent: of all"},
                     {.name = "channel", .doc = "absent: of all"},
                     {.name = "from", .doc = "begins a quarter-hour; absent: a week before the end"},
                     {.name = "to", .doc = "absent: now"},
                     {.name = "interval_min",
                      .doc = "15, 30, 60; 1440: the organisation's days",
                      .min = 15,
                      .max = 1'440,
                      .has_default = true}}};
}
struct HistoryShown {
  std::vector<HistorySeries> items;
};
BOOST_DESCRIBE_STRUCT(HistoryShown, (), (items))
struct HistoryQueues {
  std::vector<HistoryQueue> items;
};
BOOST_DESCRIBE_STRUCT(HistoryQueues, (), (items))

struct ReadPresence {
  std::optional<AgentId> agent_id;
  std::optional<Instant> from, to;
};
BOOST_DESCRIBE_STRUCT(ReadPresence, (), (agent_id, from, to))
contract::Notes contract_notes(contract::Tag<ReadPresence>) {
  return {.fields = {{.name = "agent_id", .doc = "absent: of everybody"},
                     {.name = "from", .doc = "absent: a day before the end"},
                     {.name = "to", .doc = "absent: now"}}};
}
struct PresenceShown {
  std::vector<PresenceSpan> items;
  bool is_all = true;
};
BOOST_DESCRIBE_STRUCT(PresenceShown, (), (items, is_all))
contract::Notes contract_notes(contract::Tag<PresenceShown>) {
  return {.doc = "In order of agents and time.",
          .fields = {{.name = "is_all", .doc = "false: there are more; ask for less at once"}}};
}

namespace {

using api::Call;

constexpr std::size_t points_shown_max = 100'000;
constexpr std::int64_t spans_shown_max = 20'000;

Instant quarter_before(Instant at) {
  return quarter_start(quarter_of(at));
}

Result<HistoryShown> history_shown(const History& history, const Call& call, const ReadHistory& query) {
  HistoryRange range;
  range.to = query.to.value_or(history.now());
  range.from = query.from.value_or(quarter_before(range.to - day_length * 7));
  range.interval_min = query.interval_min;
  const org::DirectoryPtr directory = history.directories().of(call.org());
  if (query.queue_id && directory && !directory->queues.contains(*query.queue_id))
    return org::no_such("queue", query.queue_id->value);
  const auto queues = history.queues(call.org());
  if (!queues) return tl::unexpected<Error>(queues.error());
  HistoryShown shown;
  std::size_t points = 0;
  for (const HistoryQueue& queue : *queues) {
    if (query.queue_id && queue.queue_id != *query.queue_id) continue;
    if (query.channel && queue.channel != *query.channel) continue;
    range.queue = queue.queue_id;
    range.channel = queue.channel;
    auto series = history.series(call.org(), range);
    if (!series) return tl::unexpected<Error>(series.error());
    points += series->points.size();
    if (points > points_shown_max)
      return org::wrong(
          {{"from", "more than 100,000 intervals: ask for a queue, fewer days or longer intervals"}});
    shown.items.push_back(std::move(*series));
  }
  return shown;
}

Result<PresenceShown> presence_shown(const History& history, const Call& call, const ReadPresence& query) {
  const Instant to = query.to.value_or(history.now() + seconds(1));
  const Instant from = query.from.value_or(to - day_length);
  if (to <= from) return org::wrong({{"to", "expected a moment after `from`"}});
  return history.database().read([&](database::Session& sql) -> Result<PresenceShown> {
    PresenceShown shown;
    shown.items = presence_store::spans(sql, call.org(), query.agent_id.value_or(AgentId{}), from, to,
                                        spans_shown_max + 1);
    shown.is_all = shown.items.size() <= static_cast<std::size_t>(spans_shown_max);
    if (!shown.is_all) shown.items.pop_back();
    return shown;
  });
}

}  // namespace

void add_operations(api::Api& api, const History& history) {
  api.get<ReadHistory, HistoryShown>(
      planner_operation("history", "getHistory", "Contacts and handle times by intervals"),
      [&history](const Call& call, const ReadHistory& query) { return history_shown(history, call, query); });
  api.get<HistoryQueues>(
      planner_operation("history/queues", "listHistoryQueues", "Which queues have how much history"),
      [&history](const Call& call) {
        return history.queues(call.org()).map([](std::vector<HistoryQueue>&& all) {
          return HistoryQueues{std::move(all)};
        });
      });
  api.get<ReadPresence, PresenceShown>(
      planner_operation("presence", "listPresence", "When agents were available, away or not there"),
      [&history](const Call& call, const ReadPresence& query) {
        return presence_shown(history, call, query);
      });
}

}  // namespace rapport::workforce
