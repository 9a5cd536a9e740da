#include "api/api.h"

#include <algorithm>
#include <cstdio>

#include "api/answer.h"
#include "api/incoming.h"
#include "api/openapi.h"
#include "base/check.h"

namespace rapport::api {

Api::Api(http::Router& router, Authenticator& authenticator, workers::WorkerPool& pool, log::Log& log)
    : router_(router), authenticator_(authenticator), pool_(pool), log_(log) {}

Api::~Api() = default;

void Api::get_bytes(Operation operation, std::function<Result<http::Response>(const Call&)> handler) {
  Endpoint endpoint{Method::get, std::move(operation), nullptr, nullptr, false, true};
  endpoint.run = [handler = std::move(handler)](const Call& call, const ReadInput&,
                                                http::Response& response) -> Result<std::string> {
    auto result = handler(call);
    if (!result) return tl::unexpected<Error>(std::move(result.error()));
    response = std::move(*result);
    return std::string();
  };
  add(std::move(endpoint));
}

void Api::add(Endpoint endpoint) {
  for (const auto& other : endpoints_) {
    if (other->operation.id != endpoint.operation.id) continue;
    std::fprintf(stderr, "api: two operations are called '%s'\n", endpoint.operation.id.c_str());
    RAPPORT_CHECK(false);
  }
  const auto kept = std::make_shared<const Endpoint>(std::move(endpoint));
  endpoints_.push_back(kept);
  if (kept->takes_bytes) {
    router_.stream(name_of(kept->method), kept->operation.path, take_in(kept, authenticator_, pool_, log_),
                   {kept->operation.body_bytes_max});
    return;
  }
  const http::Handler handler = [this, kept](http::Request request, http::Reply reply) {
    // Shared with the closure, because a refused one is gone with what it held.
    const auto held = std::make_shared<http::Request>(std::move(request));
    const bool is_taken =
        pool_.post([this, kept, held, reply] { reply(answer(*kept, authenticator_, log_, *held)); });
    if (!is_taken) reply(busy(held->request_id));
  };
  router_.add(name_of(kept->method), kept->operation.path, handler, {kept->operation.body_bytes_max});
}

std::string Api::openapi(const std::string& version) const {
  return openapi_document(endpoints_, documented_, version);
}

void Api::serve_document(const std::string& version) {
  const auto text = std::make_shared<const std::string>(openapi(version));
  router_.add("GET", "/api/openapi.json", [text](http::Request, http::Reply reply) {
    http::Response response;
    response.body = *text;
    response.headers.emplace_back("Cache-Control", "no-cache");
    reply(std::move(response));
  });
}

void Api::serve_reference(const std::filesystem::path& folder) {
  // Swagger UI has its icons in data: addresses; everything else is ours.
  router_.files("/api", {folder,
                         "",
                         {{"Content-Security-Policy",
                           "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                           "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
                          {"X-Content-Type-Options", "nosniff"},
                          {"Referrer-Policy", "same-origin"}}});
}

}  // namespace rapport::api
