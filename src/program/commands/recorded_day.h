// A day of a server's journal, for commands.
#pragma once

#include "base/progress.h"
#include "program/commands/whatif.h"
#include "twin/recorded_day.h"

namespace rapport::program {

Result<twin::RecordedDay> recorded_day(const WhatIfOptions& options, const Progress& progress);

}  // namespace rapport::program
