// Series from a table: start, queue, channel, contacts, handle_s, with a header that names the columns in any
// order; queue, channel and handle_s may be absent. A start without an offset is a wall clock's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "workforce/forecast/series.h"

namespace rapport::program {

struct SeriesTable {
  std::vector<workforce::SeriesPoints> series;   // in order of their first row
  std::vector<std::vector<std::int64_t>> lines;  // by series and point: where it stands
};

// CSV in any charset and with any delimiter, or the first sheet of a workbook. Faults are at
// "line 12, contacts"; of what is no table at all, what workforce::read_table says.
Result<SeriesTable> series_from_table(const std::string& bytes, const workforce::Zone& zone);

}  // namespace rapport::program
