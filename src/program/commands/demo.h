// `rapport demo`: the demo organisation, on this machine only.
#pragma once

#include "program/settings.h"

namespace rapport::program {

// `time_zone`: of a company that is not there yet.
int demo(const Settings& settings, const std::string& time_zone);

}  // namespace rapport::program
