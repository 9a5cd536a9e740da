// Call: one request as a handler sees it. Lives on the worker's stack for as long as the handler runs.
#pragma once

#include <string>
#include <string_view>

#include "api/caller.h"
#include "base/check.h"
#include "platform/contract/parameters.h"
#include "platform/http/message.h"

namespace rapport::api {

class Call {
 public:
  Call(const http::Request& request, const Caller& caller, http::Headers& response_headers)
      : request_(request), caller_(caller), response_headers_(response_headers) {}

  // Of a public operation: all zero.
  const Caller& caller() const { return caller_; }
  OrgId org() const { return caller_.org; }
  UserId user() const { return caller_.user; }

  const std::string& request_id() const { return request_.request_id; }
  const std::string& remote_address() const { return request_.remote_address; }
  bool is_tls() const { return request_.is_tls; }
  const http::Request& request() const { return request_; }

  // The {name} of the path: id<QueueId>("id"). Checked before the handler runs: what is not an id above 0 is
  // answered with 404.
  template <class IdType>
  IdType id(const std::string& name) const {
    IdType id;
    RAPPORT_CHECK(contract::parse_id(text(name), id.value));
    return id;
  }
  // A {name} of the path that its Operation lists in `path_texts`.
  const std::string& text(const std::string& name) const {
    const auto found = request_.path_parameters.find(name);
    RAPPORT_CHECK(found != request_.path_parameters.end());
    return found->second;
  }

  // Goes out with the answer, also when it is an error. Set-Cookie may be added several times.
  void add_header(std::string name, std::string value) const {
    response_headers_.emplace_back(std::move(name), std::move(value));
  }

 private:
  const http::Request& request_;
  const Caller& caller_;
  http::Headers& response_headers_;
};

}  // namespace rapport::api
