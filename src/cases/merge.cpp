#include "cases/merge.h"

#include <fmt/format.h>

#include <algorithm>

namespace rapport::cases {
namespace {

constexpr int steps_up_max = 100;

}  // namespace

std::optional<Case> survivor_of(const Case& which, const CaseLookup& find) {
  std::optional<Case> at = which;
  for (int i = 0; at && at->merged_into_id && i < steps_up_max; ++i)
    at = find(*at->merged_into_id);
  return at;
}

Result<void> check_merge(const Case& from, const Case& into, const MergePlan& plan, const CaseLookup& find) {
  if (from.id == into.id)
    return fail(ErrorCode::conflict, "same_case", "a case cannot be merged into itself");
  const auto survivor = survivor_of(into, find);
  if (!survivor || survivor->id == from.id)
    return fail(ErrorCode::conflict, "merge_cycle",
                fmt::format("{} already lives on in {}", into.number, from.number));
  if (from.merged_into_id || into.merged_into_id)
    return fail(
        ErrorCode::conflict, "merged",
        fmt::format("{} already lives on in another case", from.merged_into_id ? from.number : into.number));
  if (from.customer_id && into.customer_id && *from.customer_id != *into.customer_id &&
      !plan.is_across_customers)
    return fail(ErrorCode::conflict, "different_customers",
                "these cases are of different customers; merging them anyway has to be said",
                {{"/is_across_customers", "say true to merge cases of different customers"}});
  return {};
}

Result<void> check_parent(const Case& child, const Case& parent, const CaseLookup& find) {
  std::optional<Case> at = parent;
  for (int i = 0; at && i < steps_up_max; ++i) {
    if (at->id == child.id)
      return fail(ErrorCode::conflict, "parent_cycle",
                  fmt::format("{} stands above {} already, or is it", child.number, parent.number),
                  {{"/parent_id", "a case is not its own ancestor"}});
    if (!at->parent_id) return {};
    at = find(*at->parent_id);
  }
  return {};
}

std::vector<CaseEvent> shown_to(CustomerId customer, const std::vector<CaseEvent>& timeline) {
  std::vector<CaseEvent> shown;
  for (const CaseEvent& event : timeline) {
    if (event.kind != CaseEventKind::comment || !event.is_public || event.customer_id != customer) continue;
    CaseEvent seen;  // field by field: what is added to events later is not shown by accident
    seen.id = event.id;
    seen.case_id = event.case_id;
    seen.at = event.at;
    seen.kind = event.kind;
    seen.user_id = event.user_id;
    seen.customer_id = event.customer_id;
    seen.is_by_customer = event.is_by_customer;
    seen.is_public = true;
    seen.text = event.text;
    shown.push_back(std::move(seen));
  }
  return shown;
}

}  // namespace rapport::cases
