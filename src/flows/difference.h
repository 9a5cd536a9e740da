// Difference: what changed between two versions of a flow, step by step. Pure.
#pragma once

#include "flows/contract.h"

namespace rapport::flows {

std::vector<StepDifference> difference(const Definition& from, const Definition& to);

}  // namespace rapport::flows
