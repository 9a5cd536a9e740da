// Operation: what is said about one method of one path, for the door and for the document.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "api/permission.h"

namespace rapport::api {

struct Operation {
  std::string path;     // whole: "/api/v1/queues/{id}"; each {name} is an id, except those in path_texts
  std::string id;       // operationId, camelCase, unique: "getQueue"
  std::string tag;      // the capability: "routing"
  std::string summary;  // a line
  std::string description = {};
  Permissions any_of = {};  // one of these is needed; empty: to be signed in is enough
  bool is_public = false;   // nobody needs to be signed in
  std::vector<std::string> path_texts = {};
  std::size_t body_bytes_max = 1 << 20;  // 413
  int status = 0;  // of success; 0: 200, of POST with a result 201, without a result 204
  // Of raw bodies, in and out: "application/octet-stream".
  std::string media_type = "application/octet-stream";
};

}  // namespace rapport::api
