// What stands in the tables of the history: a row for each queue, channel, day and layer. Layer 0 is what was
// recorded here, the others are imports: of several the newest shows through, and undoing one is deleting its
// rows. In a read or a transaction of the caller's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "platform/database/migration.h"
#include "platform/database/session.h"
#include "switchboard/model/rules.h"
#include "workforce/history/figures.h"

namespace rapport::workforce {

using HistoryImportId = Id<struct HistoryImportTag>;

std::vector<database::Migration> history_migrations();

namespace history_store {

struct DayKey {
  QueueId queue;
  switchboard::Channel channel = switchboard::Channel::voice;
  std::int32_t day = 0;   // UTC, since 1970
  HistoryImportId layer;  // 0: recorded
  friend auto operator<=>(const DayKey&, const DayKey&) = default;
};
struct StoredDay {
  DayKey key;
  DayFigures figures;
};
struct Range {
  QueueId queue;
  switchboard::Channel channel = switchboard::Channel::voice;
  std::int32_t first = 0, last = 0;  // days
};

std::optional<DayFigures> find(database::Session& sql, OrgId org, const DayKey& key);
void keep(database::Session& sql, OrgId org, const StoredDay& day);
// In order of day, then layer.
std::vector<StoredDay> days(database::Session& sql, OrgId org, const Range& range);
// Of all that is recorded: the first day, of this queue and channel.
std::optional<std::int32_t> recorded_since(database::Session& sql, OrgId org, QueueId queue,
                                           switchboard::Channel channel);
// Recorded contacts on days that a layer has, too.
std::int64_t recorded_under(database::Session& sql, OrgId org, HistoryImportId layer);
std::int64_t remove_layer(database::Session& sql, OrgId org, HistoryImportId layer);  // days

struct Extent {
  QueueId queue;
  switchboard::Channel channel = switchboard::Channel::voice;
  std::int32_t first = 0, last = 0;
  std::int64_t days = 0;           // with a row
  std::int64_t imported_days = 0;  // of them
  std::int64_t contacts = 0;
};
std::vector<Extent> extents(database::Session& sql, OrgId org);

// Closed conversations that are not counted yet.
void mark_closed(database::Session& sql, OrgId org, InteractionId id);
struct Marked {
  OrgId org;
  InteractionId id;
};
std::vector<Marked> marked(database::Session& sql, std::int64_t most);
void unmark(database::Session& sql, const Marked& mark);

}  // namespace history_store
}  // namespace rapport::workforce
