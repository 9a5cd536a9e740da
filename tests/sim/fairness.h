// Fairness, asked of every offer without knowing how the matcher works: nobody is overtaken inside a queue by
// an equal who came later, and across queues nobody whose weighted wait is longer is passed by (which bounds
// every wait, so that no weight starves a queue).
#pragma once

#include <string>

#include "sim/naive_matcher.h"

namespace rapport::sim {

// "" when every offer of the turn was fair; otherwise who was overtaken by whom.
std::string unfairness(const Turn& turn);

}  // namespace rapport::sim
