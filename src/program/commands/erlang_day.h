// `rapport erlang c|a --intervals day.csv`: a day by intervals, each of which begins with the backlog of the
// one before.
#pragma once

#include <iosfwd>

#include "program/commands/erlang.h"

namespace rapport::program {

// As `erlang`; only --within, --patience and --interval (of rows without length_s, else 30m) count beside the
// file.
int erlang_day(const ErlangOptions& options, std::ostream& output, std::ostream& errors);

}  // namespace rapport::program
