// What a comparison says in words: "service level of billing 0.780 -> 0.860 (+0.080 ± 0.010)".
#pragma once

#include <string>
#include <vector>

#include "twin/comparison.h"

namespace rapport::twin {

// A sentence for each difference that is sure, of the figures planners steer by; the whole day first.
std::vector<std::string> explanation_of(const ComparedVariant& variant);

}  // namespace rapport::twin
