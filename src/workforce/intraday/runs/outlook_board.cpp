#include "workforce/intraday/runs/outlook_board.h"

#include <algorithm>
#include <utility>

namespace rapport::workforce::intraday {

OutlookBoard::Shown OutlookBoard::look(OrgId org, Instant now) {
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_[org];
  entry.looked_at = now;
  return {entry.outlook, entry.failure, entry.making > 0};
}

void OutlookBoard::want(OrgId org, const OutlookWanted& wanted) {
  const std::lock_guard lock(mutex_);
  entries_[org].wanted = wanted;
}

OutlookWanted OutlookBoard::wanted(OrgId org) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(org);
  return found == entries_.end() ? OutlookWanted{} : found->second.wanted;
}

void OutlookBoard::begin(OrgId org) {
  const std::lock_guard lock(mutex_);
  ++entries_[org].making;
}

void OutlookBoard::keep(OrgId org, Outlook outlook) {
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_[org];
  entry.making = std::max(0, entry.making - 1);
  entry.tried_at = outlook.made_at;
  entry.failure.reset();
  entry.outlook = std::make_shared<const Outlook>(std::move(outlook));
}

void OutlookBoard::fail(OrgId org, OutlookFailure failure) {
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_[org];
  entry.making = std::max(0, entry.making - 1);
  entry.tried_at = failure.at;
  entry.failure = std::move(failure);
}

std::vector<OrgId> OutlookBoard::due(Instant now) const {
  const std::lock_guard lock(mutex_);
  std::vector<OrgId> out;
  for (const auto& [org, entry] : entries_) {
    const bool is_looked_at = entry.looked_at && now - *entry.looked_at <= looks_for;
    const bool is_old = !entry.tried_at || now - *entry.tried_at >= refreshed_every;
    if (is_looked_at && is_old && entry.making == 0) out.push_back(org);
  }
  return out;
}

}  // namespace rapport::workforce::intraday
