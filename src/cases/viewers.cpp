#include "cases/viewers.h"

#include <algorithm>

namespace rapport::cases {

void CaseViewers::forget(std::vector<Present>& all, Instant now) {
  all.erase(std::remove_if(all.begin(), all.end(), [&](const Present& each) { return each.until < now; }),
            all.end());
}

CaseViewers::Seen CaseViewers::note(OrgId org, CaseId id, UserId user, bool is_here, bool is_editing,
                                    Instant now) {
  const std::lock_guard lock(mutex_);
  if (cases_.size() >= cases_max)
    for (auto at = cases_.begin(); at != cases_.end();) {
      forget(at->second, now);
      at = at->second.empty() ? cases_.erase(at) : std::next(at);
    }
  Seen seen;
  if (cases_.size() >= cases_max && !cases_.contains({org, id})) return seen;
  std::vector<Present>& all = cases_[{org, id}];
  const std::size_t before = all.size();
  forget(all, now);
  seen.is_news = all.size() != before;
  const auto mine =
      std::find_if(all.begin(), all.end(), [&](const Present& each) { return each.viewer.user_id == user; });
  if (mine == all.end()) {
    if (is_here && all.size() < per_case_max) {
      all.push_back({{user, is_editing, now}, now + stays});
      seen.is_news = true;
    }
  } else if (is_here) {
    seen.is_news = seen.is_news || mine->viewer.is_editing != is_editing;
    mine->viewer.is_editing = is_editing;
    mine->until = now + stays;
  } else {
    all.erase(mine);
    seen.is_news = true;
  }
  for (const Present& each : all)
    if (each.viewer.user_id != user) seen.others.push_back(each.viewer);
  if (all.empty()) cases_.erase({org, id});
  return seen;
}

}  // namespace rapport::cases
