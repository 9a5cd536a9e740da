// Caller: who a request speaks for.
#pragma once

#include <string>

#include "api/permission.h"
#include "base/id.h"

namespace rapport::api {

struct Caller {
  OrgId org;  // everything a handler reads or writes is of this organisation
  UserId user;
  Permissions permissions;
  bool is_token = false;   // an API token, not a browser's session
  std::string session;     // key of the session or token it came with, for signing out; never the secret
  std::string csrf_token;  // of the session; "" for tokens

  bool may(Permission permission) const { return permissions.has(permission); }
};

}  // namespace rapport::api
