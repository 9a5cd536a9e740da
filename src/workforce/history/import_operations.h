// The operations about imports of history, and tables out. Worker threads.
#pragma once

#include <filesystem>

#include "api/api.h"
#include "org/changes.h"
#include "workforce/history/history.h"

namespace rapport::workforce {

inline constexpr std::size_t history_file_bytes_max = 64U << 20;  // held in memory while it is read

struct HistoryFileServices {  // borrowed
  const History& history;
  org::Changes& changes;
  std::filesystem::path folder;  // of tables on their way out
};
void add_history_file_operations(api::Api& api, const HistoryFileServices& services);

}  // namespace rapport::workforce
