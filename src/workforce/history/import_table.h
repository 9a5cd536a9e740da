// ImportTable: a table of contacts by intervals, row by row, into days. Every row that cannot be right is
// refused with its line; what can be repaired is repaired and said. Pure; one thread.
//
//   start,queue,channel,contacts,handle_s[,answered,answered_within,abandoned,waited_s]
//
// - start: with an offset (2026-03-02T08:00:00Z), or by the wall clock of the zone. An hour that the clock
//   doubles must be there twice, in order, or have an offset; one that it skips is refused.
// - Lengths are 15, 30 or 60 minutes, one for each queue and channel, found from the rows; parts of a
// quarter-hour
//   (1, 3, 5 minutes) are added up to it.
// - Before a day's first row and after its last there were no contacts; a hole between was not measured, nor
//   what the first day lacks that others have, where the table begins in its midst; and the same at its end.
// - The same interval twice: dropped when it says the same, else refused.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/contract/describe.h"
#include "workforce/calendar/intervals.h"
#include "workforce/history/history_store.h"

namespace rapport::workforce {

inline constexpr std::size_t import_notes_max = 100;       // of each kind that are kept; all are counted
inline constexpr std::size_t import_rows_max = 2'000'000;  // ten years of sixty queues by half hours

struct ImportNote {
  std::int64_t line = 0;
  std::string what;
  friend bool operator==(const ImportNote&, const ImportNote&) = default;
};
BOOST_DESCRIBE_STRUCT(ImportNote, (), (line, what))

struct ImportedQueue {
  QueueId queue;
  switchboard::Channel channel = switchboard::Channel::voice;
};

struct ImportedHistory {
  std::vector<history_store::StoredDay> days;  // their layer is 0
  std::int64_t rows = 0;                       // that count
  std::int64_t calendar_days = 0;              // of the zone that have rows, whichever queue's
  std::int64_t contacts = 0;
  std::int64_t refused = 0, repaired = 0;
  std::vector<ImportNote> refusals, repairs;  // the first of them
};

class ImportTable {
 public:
  // Which queue a name (or an id) means; nothing: none. `now`: nothing begins after it.
  using FindQueue = std::function<std::optional<ImportedQueue>(const std::string&)>;
  // `otherwise`: whose rows are that name no queue; without it every row must.
  ImportTable(FindQueue find_queue, const Zone& zone, Instant now,
              std::optional<ImportedQueue> otherwise = std::nullopt)
      : find_queue_(std::move(find_queue)), zone_(zone), now_(now), otherwise_(otherwise) {}

  // The first row is the header: invalid, bad_header, names what is missing. too_large, too_many_rows.
  Result<void> add(std::int64_t line, const std::vector<std::string>& fields);
  // invalid, empty_table: not even a header.
  Result<ImportedHistory> finish();

 private:
  enum Column { start, queue, channel, contacts, handle_s, answered, answered_within, abandoned, waited_s };
  static constexpr std::size_t column_count = 9;
  struct Point {
    std::int64_t line = 0;
    Instant at;
    bool is_local = false;  // by the wall clock
    std::int32_t rows = 1;  // that were added up
    // As DayFigures has them; totals of seconds.
    std::array<std::int32_t, 6> values{};
  };
  struct Key {
    QueueId queue;
    switchboard::Channel channel = switchboard::Channel::voice;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  using Days = std::map<history_store::DayKey, DayFigures>;

  Result<void> read_header(const std::vector<std::string>& fields);
  std::string read_row(std::int64_t line, const std::vector<std::string>& fields);
  std::string read_start(const std::string& text, Point& point) const;
  const std::string& field(const std::vector<std::string>& fields, Column column) const;
  void refuse(std::int64_t line, std::string what);
  void repair(std::int64_t line, std::string what);
  void settle_doubled_hours(std::vector<Point>& points);
  void drop_twins(std::vector<Point>& points);
  void drop_astray(std::vector<Point>& points, std::int32_t length);
  void add_up(std::vector<Point>& points, std::int32_t length);
  std::int32_t length_of(const std::vector<Point>& points) const;
  void take(const Key& key, std::vector<Point>& points, Days& days);
  // Rows of one local day.
  struct DayRows {
    std::size_t begin = 0, end = 0;
    bool is_whole_before = true, is_whole_after = true;  // nothing came before and after them
  };
  std::vector<DayRows> by_day(const std::vector<Point>& points) const;
  void fill_day(const Key& key, const std::vector<Point>& points, const DayRows& rows, std::int32_t length,
                Days& days);

  FindQueue find_queue_;
  const Zone& zone_;
  Instant now_;
  std::optional<ImportedQueue> otherwise_;
  bool has_header_ = false;
  std::array<std::optional<std::size_t>, column_count> columns_;
  std::map<Key, std::vector<Point>> points_;
  std::map<std::string, std::optional<ImportedQueue>> known_;
  std::size_t rows_ = 0;
  std::set<Day> seen_days_;
  ImportedHistory made_;
};

}  // namespace rapport::workforce
