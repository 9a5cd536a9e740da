#include "api/answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "platform/crypto/digest.h"
#include "platform/http/problem.h"

namespace rapport::api {
namespace {

bool is_json(std::string_view content_type) {
  constexpr std::string_view json = "application/json";
  if (content_type.substr(0, json.size()) != json) return false;
  return content_type.size() == json.size() || content_type[json.size()] == ';' ||
         content_type[json.size()] == ' ';
}

http::Response refusal(const Error& error, const std::string& request_id) {
  // Not readable at all is 400, well-formed but beyond a limit is 422; see decode.
  if (error.reason == "bad_json" || error.reason == "bad_parameter")
    return http::problem_with_status(400, error, request_id);
  http::Response response = http::problem(error, request_id);
  if (response.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (response.status == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

Result<void> check_caller(const Endpoint& endpoint, const Caller& caller, const http::Request& request) {
  if (endpoint.method != Method::get && !caller.is_token) {
    const std::string& token = request.header("x-csrf-token");
    if (caller.csrf_token.empty() || !crypto::is_equal(token, caller.csrf_token))
      return fail(ErrorCode::forbidden, "bad_csrf_token",
                  "the header X-CSRF-Token must hold the csrf_token of the session");
  }
  const Permissions needed = endpoint.operation.any_of;
  if (needed.is_empty() || caller.permissions.has_any(needed)) return {};
  std::string names;
  for (const Permission permission : needed.list()) {
    if (!names.empty()) names += " or ";
    names += contract::name_of(permission);
  }
  return fail(ErrorCode::forbidden, "missing_permission", fmt::format("this needs the permission {}", names));
}

Result<void> check_path(const Operation& operation, const http::Request& request) {
  for (const auto& [name, text] : request.path_parameters) {
    if (std::find(operation.path_texts.begin(), operation.path_texts.end(), name) !=
        operation.path_texts.end())
      continue;
    std::int64_t id = 0;
    if (!contract::parse_id(text, id) || id == 0)
      return fail(ErrorCode::not_found, "not_found", fmt::format("the {} in the path is not an id", name));
  }
  return {};
}

Result<void> read_body(const http::Request& request, const Operation& operation, const contract::Type& type,
                       void* value) {
  // A command without arguments may come without a body.
  const std::string_view body =
      request.body.empty() ? std::string_view("{}") : std::string_view(request.body);
  if (!request.body.empty() && !is_json(request.header("content-type")))
    return fail(ErrorCode::invalid, "expected_json",
                "the body must be JSON, with Content-Type: application/json");
  contract::DecodeOptions options;
  options.bytes_max = operation.body_bytes_max;
  return contract::decode_value(type, value, body, options);
}

Result<http::Response> run(const Endpoint& endpoint, const http::Request& request, const Caller& caller,
                           http::Headers& headers) {
  const Call call(request, caller, headers);
  const ReadInput read = [&](const contract::Type& type, void* value) {
    return endpoint.method == Method::get ? contract::decode_parameters_into(type, value, request.query)
                                          : read_body(request, endpoint.operation, type, value);
  };
  http::Response response;
  auto body = endpoint.run(call, read, response);
  if (!body) return tl::unexpected<Error>(std::move(body.error()));
  if (endpoint.gives_response) return response;
  response.body = std::move(*body);
  response.status = success_status(endpoint);
  if (endpoint.output == nullptr) response.content_type.clear();
  return response;
}

bool has_header(const http::Headers& headers, std::string_view name) {
  return std::any_of(headers.begin(), headers.end(),
                     [&](const auto& header) { return header.first == name; });
}

}  // namespace

const char* name_of(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::remove:
      return "DELETE";
  }
  return "";
}

int success_status(const Endpoint& endpoint) {
  if (endpoint.operation.status != 0) return endpoint.operation.status;
  if (endpoint.output == nullptr && !endpoint.gives_response) return 204;
  return endpoint.method == Method::post ? 201 : 200;
}

Result<Caller> admitted(const Endpoint& endpoint, Authenticator& authenticator,
                        const http::Request& request) {
  Caller caller;
  if (!endpoint.operation.is_public) {
    auto found = authenticator.authenticate(request);
    if (!found) return found;
    caller = std::move(*found);
    if (auto result = check_caller(endpoint, caller, request); !result)
      return tl::unexpected<Error>(std::move(result.error()));
  }
  if (auto result = check_path(endpoint.operation, request); !result)
    return tl::unexpected<Error>(std::move(result.error()));
  return caller;
}

std::optional<http::Response> guarded(const Endpoint& endpoint, log::Log& log, const http::Request& request,
                                      const std::function<Result<std::optional<http::Response>>()>& work) {
  try {
    auto result = work();
    if (result) return std::move(*result);
    if (result.error().reason == "expected_json")
      return http::problem_with_status(415, result.error(), request.request_id);
    if (result.error().code == ErrorCode::internal)
      log.error("a request failed", {{"request", request.request_id},
                                     {"operation", endpoint.operation.id},
                                     {"reason", result.error().reason},
                                     {"detail", result.error().detail}});
    return refusal(result.error(), request.request_id);
  } catch (const std::exception& e) {
    log.error("a handler threw",
              {{"request", request.request_id}, {"operation", endpoint.operation.id}, {"what", e.what()}});
    return http::problem({ErrorCode::internal, "internal", "something went wrong here; it has been logged"},
                         request.request_id);
  }
}

void finish_headers(http::Response& response, const http::Headers& headers) {
  response.headers.insert(response.headers.end(), headers.begin(), headers.end());
  if (!has_header(response.headers, "Cache-Control"))
    response.headers.emplace_back("Cache-Control", "no-store");
}

http::Response busy(const std::string& request_id) {
  http::Response response = http::problem(
      {ErrorCode::unavailable, "busy", "too much is waiting to be answered; try again"}, request_id);
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

http::Response answer(const Endpoint& endpoint, Authenticator& authenticator, log::Log& log,
                      const http::Request& request) {
  http::Headers headers;
  auto response = guarded(endpoint, log, request, [&]() -> Result<std::optional<http::Response>> {
    auto caller = admitted(endpoint, authenticator, request);
    if (!caller) return tl::unexpected<Error>(std::move(caller.error()));
    auto result = run(endpoint, request, *caller, headers);
    if (!result) return tl::unexpected<Error>(std::move(result.error()));
    return std::move(*result);
  });
  finish_headers(*response, headers);
  return std::move(*response);
}

}  // namespace rapport::api
