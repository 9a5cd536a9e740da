// The operations about cases. Worker threads.
#pragma once

#include <functional>

#include "api/api.h"
#include "cases/case_book.h"
#include "cases/viewers.h"

namespace rapport::cases {

struct CaseOperations {  // borrowed
  CaseBook& book;
  CaseViewers& viewers;
  customers::CustomerStore& customers;
  conversations::RecordStore& records;
  // After a commit: who views a case has changed.
  std::function<void(OrgId, CaseId)> viewers_changed;
  std::function<Instant()> clock;
  // Says public words, and mails them. None: nothing leaves by mail.
  std::function<Result<Case>(const org::By&, CaseId, const CommentOnCase&)> mailed;
};

void add_operations(api::Api& api, const CaseOperations& services);

// The parts of add_operations, a file each.
void add_case_operations(api::Api& api, const CaseOperations& services);
void add_case_pair_operations(api::Api& api, const CaseOperations& services);
void add_case_view_operations(api::Api& api, const CaseOperations& services);
void add_kept_operations(api::Api& api, const CaseOperations& services);

// Who reads cases, who works on them, who changes many at once.
inline const api::Permissions case_readers{api::Permission::take_interactions, api::Permission::supervise,
                                           api::Permission::see_history};
inline const api::Permissions case_workers{api::Permission::take_interactions, api::Permission::supervise};
inline const api::Permissions case_supervisors{api::Permission::supervise};
inline const api::Permissions case_admins{api::Permission::manage_routing,
                                          api::Permission::manage_organisation};

inline api::Operation case_operation(std::string path, std::string id, std::string summary,
                                     api::Permissions any_of) {
  return {.path = "/api/v1/" + path,
          .id = std::move(id),
          .tag = "cases",
          .summary = std::move(summary),
          .any_of = any_of};
}

// A case as screens get it.
struct ShownCase : Case {
  std::string customer_name;
  std::vector<UserId> follower_ids;
  std::vector<CaseId> merged_ids;  // that live on in it
  std::int64_t children = 0, children_open = 0;
};
BOOST_DESCRIBE_STRUCT(ShownCase, (Case), (customer_name, follower_ids, merged_ids, children, children_open))
contract::Notes contract_notes(contract::Tag<ShownCase>);

Result<ShownCase> show_case(const CaseOperations& services, OrgId org, const Result<Case>& which);

}  // namespace rapport::cases
