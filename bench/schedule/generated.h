// A contact centre that never was: a few hundred agents of several kinds of contract and four weeks of what
// is needed, by a seed.
#pragma once

#include <cstdint>

#include "workforce/schedule/problem.h"

namespace rapport::bench {

workforce::schedule::Problem generated_problem(std::int32_t agents, std::int32_t days, std::uint64_t seed);

}  // namespace rapport::bench
