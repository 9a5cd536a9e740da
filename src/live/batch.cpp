#include "live/batch.h"

#include <algorithm>
#include <map>

#include "live/codec.h"
#include "live/journal.h"

namespace rapport::live {

bool Batch::has_events() const {
  return std::any_of(entries.begin(), entries.end(),
                     [](const Entry& entry) { return entry.released != nullptr; });
}

Result<void> Batch::write(database::Session& sql, const std::vector<Projection*>& projections) const {
  std::map<OrgId, std::vector<JournalRow>> rows_of;
  for (const Entry& entry : entries) {
    if (!entry.released) continue;
    const Released& released = *entry.released;
    rows_of[released.org].push_back({released.org, released.seq, released.at, encode_event(released.event),
                                     decision_hash(released.effects)});
  }
  for (const auto& [org, rows] : rows_of) {
    if (auto appended = append(sql, rows); !appended) return appended;
  }
  for (const Entry& entry : entries) {
    if (!entry.released) continue;
    for (Projection* projection : projections) {
      if (auto projected = projection->project(sql, *entry.released); !projected) return projected;
    }
  }
  return {};
}

}  // namespace rapport::live
