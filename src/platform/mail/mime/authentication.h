// Authentication-Results (RFC 8601), as the receiving server wrote them. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/mail/mime/fields.h"

namespace rapport::mail {

// The topmost field of the server `authserv_id`; nothing when there is none or nobody is named. Those below
// it may be anybody's words.
std::optional<Authentication> read_authentication(const Header& header, std::string_view authserv_id);

}  // namespace rapport::mail
