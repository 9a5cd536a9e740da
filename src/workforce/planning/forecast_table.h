// Forecasts as tables: intervals, days, and how each series was made. Pure.
#pragma once

#include <vector>

#include "workforce/planning/forecasts.h"
#include "workforce/tables/table_out.h"

namespace rapport::workforce {

// As computed, of a file or the command.
std::vector<TableSheet> forecast_sheets(const ForecastFile& file);
// As kept: with what was changed by hand in its place, and what came.
std::vector<TableSheet> forecast_sheets(const std::vector<ForecastSeriesShown>& series);

}  // namespace rapport::workforce
