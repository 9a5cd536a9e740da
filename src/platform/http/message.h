// HTTP requests and responses as plain values, so that nobody outside this folder compiles Beast.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace rapport::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;                                  // "GET"
  std::string path;                                    // decoded, without the query: "/api/v1/users/12"
  std::map<std::string, std::string> query;            // decoded; of a repeated name the last one
  std::map<std::string, std::string> path_parameters;  // filled by the router: {"id", "12"}
  std::map<std::string, std::string> headers;          // names in lower case
  std::string body;
  std::string request_id;      // ours, or the caller's X-Request-Id when it is sane; echoed in the response
  std::string remote_address;  // of the peer, or of the client a trusted proxy speaks for
  bool is_tls = false;         // to us, or to the trusted proxy

  // "" when absent. `name` in lower case.
  const std::string& header(const std::string& name) const;
  // The value of one cookie, "" when absent.
  std::string cookie(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  Headers headers;
  // When set, the body is this file (its size and range requests are served by the server) and `body` is
  // ignored.
  std::optional<std::filesystem::path> file;
};

// RFC 9457 problem document for an error; the status follows the code.
int status_of(ErrorCode code);
Response problem(const Error& error, const std::string& request_id);

}  // namespace rapport::http
