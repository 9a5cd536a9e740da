// Delivery reports (RFC 3464) and calendar parts (RFC 5545): what machines say to each other by mail. Pure;
// any thread.
#pragma once

#include <string_view>

#include "platform/mail/mime/split.h"

namespace rapport::mail {

// `status` is the message/delivery-status part, `original` the part with the mail that it is about or its
// header (either may be empty).
DeliveryReport read_delivery_report(std::string_view status, std::string_view original,
                                    const ParseLimits& limits, Problems& problems);

// A text/calendar part in UTF-8. `method` is what its Content-Type says.
Calendar read_calendar(std::string_view text, std::string_view method);

}  // namespace rapport::mail
