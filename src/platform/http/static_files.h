// Static files: from a path below a FilesRoute to the file that answers it. Touches the file system (metadata
// only), owns nothing. Sending, ranges and ETags are outgoing.h's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.h"
#include "platform/http/router.h"

namespace rapport::http {

struct FilesRequest {
  std::vector<std::string> segments;  // below the route's prefix; {} and {""} are the folder itself
  std::string accept_encoding;
  bool has_range = false;  // ranges are served from the uncompressed file
};

// not_found for what is not a file below the folder, also when a name or a symbolic link leads out of it, and
// for names that begin with a dot.
Result<Response> serve_file(const FilesRoute& route, const FilesRequest& request);

// name-HASH.ext below assets/: its content never changes.
bool is_immutable_name(const std::vector<std::string>& segments);

}  // namespace rapport::http
