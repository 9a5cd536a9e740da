// Authenticator: from a request to its caller. Implemented by org/.
#pragma once

#include "api/caller.h"
#include "base/result.h"
#include "platform/http/message.h"

namespace rapport::api {

class Authenticator {
 public:
  virtual ~Authenticator() = default;

  // By the cookie rapport_session, or `Authorization: Bearer rpt_…` (which wins). Fails with unauthenticated.
  // Called on a worker, by several at once; may block. Does not look at X-CSRF-Token: Api does, see api.h.
  virtual Result<Caller> authenticate(const http::Request& request) = 0;
};

}  // namespace rapport::api
