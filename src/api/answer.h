// From a request to its response, for one endpoint; on a worker. Pure but for the authenticator and the
// handler.
#pragma once

#include <functional>
#include <optional>

#include "api/api.h"
#include "platform/http/message.h"

namespace rapport::api {

const char* name_of(Method method);  // "GET"
int success_status(const Endpoint& endpoint);

// Who calls, and that they may.
Result<Caller> admitted(const Endpoint& endpoint, Authenticator& authenticator, const http::Request& request);
// What `work` gives: a response, nothing (there is more to do), or the problem that its error becomes. Never
// throws; an exception out of `work` is logged and answered with 500.
std::optional<http::Response> guarded(const Endpoint& endpoint, log::Log& log, const http::Request& request,
                                      const std::function<Result<std::optional<http::Response>>()>& work);
// Adds those that the handler wants and those that every answer has.
void finish_headers(http::Response& response, const http::Headers& headers);
http::Response busy(const std::string& request_id);  // 503

// Never throws; an exception out of the handler is logged and answered with 500.
http::Response answer(const Endpoint& endpoint, Authenticator& authenticator, log::Log& log,
                      const http::Request& request);

}  // namespace rapport::api
