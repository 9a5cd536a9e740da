// By: who makes a change, for the audit log and for what they may hand out.
#pragma once

#include <string>

#include "api/permission.h"
#include "base/id.h"

namespace rapport::api {
class Call;
}

namespace rapport::org {

struct By {
  OrgId org;
  UserId user;  // 0: the server itself (a command, the demo)
  api::Permissions permissions = api::Permissions::all();
  std::string remote_address = {};
  std::string request_id = {};
};

By by(const api::Call& call);

}  // namespace rapport::org
