#include "platform/http/message.h"

#include "platform/http/header_values.h"

namespace rapport::http {

const std::string& Request::header(const std::string& name) const {
  static const std::string kNone;
  const auto found = headers.find(name);
  return found == headers.end() ? kNone : found->second;
}

std::string Request::cookie(std::string_view name) const {
  return cookie_value(header("cookie"), name);
}

}  // namespace rapport::http
