// `rapport demo`: the demo organisation, on this machine only.
#pragma once

#include "program/settings.h"

namespace rapport::program {

int demo(const Settings& settings);

}  // namespace rapport::program
