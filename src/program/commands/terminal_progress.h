// A long command on a terminal: how far it is, in per cent on standard error while a person watches it there,
// and Ctrl-C, which asks it to stop and give what it has. A second Ctrl-C ends the program as ever.
#pragma once

#include <functional>

#include "base/progress.h"

namespace rapport::program {

inline constexpr int interrupted_code = 130;  // 128 + SIGINT, as shells have it

// The command's exit code; interrupted_code when it was interrupted, whatever it gave. Not two at once.
int run_long(const std::function<int(const Progress&)>& command);

}  // namespace rapport::program
