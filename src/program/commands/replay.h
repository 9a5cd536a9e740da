// `rapport replay`: the journal through the switchboard again, to prove that every decision comes out the
// same.
#pragma once

#include <iosfwd>
#include <string>

#include "program/settings.h"

namespace rapport::program {

struct ReplayOptions {
  std::string org;       // slug or number; "": all
  bool is_json = false;  // one object a line
};

// Exit code: 0 the same, 1 a difference (its number is printed) or nothing could be read.
int replay(const Settings& settings, const ReplayOptions& options, std::ostream& output,
           std::ostream& errors);

}  // namespace rapport::program
