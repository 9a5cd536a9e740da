// Merging: a case that lives on in another keeps everything it has and only points there, so that taking it
// back loses nothing. Pure.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "base/result.h"
#include "cases/case.h"

namespace rapport::cases {

using CaseLookup = std::function<std::optional<Case>(CaseId)>;

// Where the words for this case land: itself, or the last it points to. nullopt: one on the way is not there.
std::optional<Case> survivor_of(const Case& which, const CaseLookup& find);

struct MergePlan {
  bool is_across_customers = false;  // said, and needed when both have a customer and not the same
};
// conflict: same_case, merged (it points somewhere already), merge_cycle, different_customers.
Result<void> check_merge(const Case& from, const Case& into, const MergePlan& plan, const CaseLookup& find);

// conflict: same_case, parent_cycle: a case is not its own ancestor.
Result<void> check_parent(const Case& child, const Case& parent, const CaseLookup& find);

// What one customer may see of a timeline: public words of theirs or to them, nothing of anybody else's.
std::vector<CaseEvent> shown_to(CustomerId customer, const std::vector<CaseEvent>& timeline);

}  // namespace rapport::cases
