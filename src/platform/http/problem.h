// Problem documents (RFC 9457) for statuses that no ErrorCode stands for: 405, 408, 416, 426, 431, 505.
#pragma once

#include <string>
#include <string_view>

#include "platform/http/message.h"

namespace rapport::http {

std::string_view status_text(int status);  // "Not Found"; "" when unknown
Response problem_with_status(int status, const Error& error, const std::string& request_id);

}  // namespace rapport::http
