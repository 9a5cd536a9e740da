// The command line: `rapport COMMAND …`. Exit codes: 0 done, 1 failed, 2 the words were wrong.
#pragma once

namespace rapport::program {

int run(int argc, char** argv);

}  // namespace rapport::program
