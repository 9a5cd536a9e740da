// A request to another server, by libcurl. Blocks until the answer, an error or the time-out; on threads that
// may wait (worker pools). No state, no redirects, no proxy. The address that was judged is the one connected
// to: a name that leads inside only now does not get through.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace rapport::http {

struct ClientRequest {
  std::string method = "POST";
  std::string url;  // http or https
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  Duration timeout = seconds(5);  // of the whole
  std::size_t answer_bytes_max = 64 * 1'024;
  // For URLs that the operator wrote into the configuration; never for those of an organisation.
  bool allows_private_addresses = false;
  // Only those: for what is not encrypted.
  bool only_private_addresses = false;
  // A longer answer is cut off there instead of being an error.
  bool cuts_answer = false;
  // Asked while it waits, every second at least; true gives up. May be empty.
  std::function<bool()> is_cancelled = {};
};

struct ClientAnswer {
  int status = 0;
  std::string content_type = {};
  std::string body = {};
  Duration retry_after = {};  // 0: it did not say
};

// Any status is an answer. Errors: forbidden, guarded_address; too_large, answer_too_large; invalid, bad_url;
// unavailable, no_answer with libcurl's reason.
Result<ClientAnswer> ask(const ClientRequest& request);

// "10.0.0.1", "::1", "::ffff:127.0.0.1": an address that only the inside may reach, or none at all. Pure.
bool is_inside(const std::string& address);

}  // namespace rapport::http
