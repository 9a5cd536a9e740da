// Outlook board: the newest outlook of each organisation, and who looks at them. In memory: what is lost with
// the program is made again when somebody looks. Any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "workforce/intraday/runs/outlook_run.h"

namespace rapport::workforce::intraday {

inline constexpr Duration refreshed_every = minutes(15);
inline constexpr Duration looks_for = minutes(30);  // a look counts so long

struct OutlookFailure {
  Instant at;
  std::string reason, detail;
};
BOOST_DESCRIBE_STRUCT(OutlookFailure, (), (at, reason, detail))

class OutlookBoard {
 public:
  struct Shown {
    std::shared_ptr<const Outlook> outlook;  // null: none yet
    std::optional<OutlookFailure> failure;   // of the last try, when it failed
    bool is_making = false;
  };
  Shown look(OrgId org, Instant now);

  // What the next ones are made with.
  void want(OrgId org, const OutlookWanted& wanted);
  OutlookWanted wanted(OrgId org) const;

  void begin(OrgId org);  // is being made
  void keep(OrgId org, Outlook outlook);
  void fail(OrgId org, OutlookFailure failure);

  // Whom somebody looks at, and whose last try is old enough.
  std::vector<OrgId> due(Instant now) const;

 private:
  struct Entry {
    std::shared_ptr<const Outlook> outlook;
    std::optional<OutlookFailure> failure;
    std::optional<Instant> looked_at, tried_at;
    OutlookWanted wanted;
    int making = 0;
  };
  mutable std::mutex mutex_;  // operations, jobs and the keeper meet here
  std::map<OrgId, Entry> entries_;
};

}  // namespace rapport::workforce::intraday
