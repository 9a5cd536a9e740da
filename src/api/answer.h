// From a request to its response, for one endpoint; on a worker. Pure but for the authenticator and the
// handler.
#pragma once

#include "api/api.h"
#include "platform/http/message.h"

namespace rapport::api {

const char* name_of(Method method);  // "GET"
int success_status(const Endpoint& endpoint);

// Never throws; an exception out of the handler is logged and answered with 500.
http::Response answer(const Endpoint& endpoint, Authenticator& authenticator, log::Log& log,
                      const http::Request& request);

}  // namespace rapport::api
