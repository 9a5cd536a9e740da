// CaseViewers: who has a case open right now, and who is writing in it, so that two do not do the same work.
// Not kept: screens say again every few seconds that they are there. Any thread.
#pragma once

#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "cases/case.h"
#include "platform/contract/describe.h"

namespace rapport::cases {

struct CaseViewer {
  UserId user_id;
  bool is_editing = false;
  Instant since;
};
BOOST_DESCRIBE_STRUCT(CaseViewer, (), (user_id, is_editing, since))

class CaseViewers {
 public:
  static constexpr Duration stays = seconds(25);
  static constexpr std::size_t cases_max = 10'000;  // beyond it the answer is: nobody
  static constexpr std::size_t per_case_max = 50;

  struct Seen {
    std::vector<CaseViewer> others;
    bool is_news = false;  // others should hear of it
  };
  // This user is there (or has left); who else is.
  Seen note(OrgId org, CaseId id, UserId user, bool is_here, bool is_editing, Instant now);

 private:
  struct Present {
    CaseViewer viewer;
    Instant until;
  };
  using Key = std::pair<OrgId, CaseId>;
  static void forget(std::vector<Present>& all, Instant now);

  std::mutex mutex_;  // requests of any worker meet here, for the time of a look at one short list
  std::map<Key, std::vector<Present>> cases_;
};

}  // namespace rapport::cases
