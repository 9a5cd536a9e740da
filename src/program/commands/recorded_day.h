// A day of a server's journal, for commands.
#pragma once

#include <vector>

#include "base/progress.h"
#include "program/commands/whatif.h"
#include "twin/change.h"
#include "twin/recorded_day.h"

namespace rapport::program {

// Flows that `variants` name by id and version are put into them, if they are given.
Result<twin::RecordedDay> recorded_day(const WhatIfOptions& options, const Progress& progress,
                                       std::vector<twin::Variant>* variants = nullptr);

}  // namespace rapport::program
