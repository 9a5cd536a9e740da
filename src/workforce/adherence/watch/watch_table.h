// Adherence of days as tables: agents by day, whole stretch by agent, and every deviation. Pure.
#pragma once

#include <vector>

#include "workforce/adherence/watch/watch.h"
#include "workforce/tables/table_out.h"

namespace rapport::workforce {

std::vector<TableSheet> adherence_sheets(const AdherenceDays& days,
                                         const std::vector<Watch::NamedDeviation>& deviations);

}  // namespace rapport::workforce
