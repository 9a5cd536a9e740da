#include "org/by.h"

#include "api/call.h"

namespace rapport::org {

By by(const api::Call& call) {
  return {call.org(), call.user(), call.caller().permissions, call.remote_address(), call.request_id()};
}

}  // namespace rapport::org
