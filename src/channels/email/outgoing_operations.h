// The API of mails that leave. Handlers run on workers.
#pragma once

#include "api/api.h"
#include "channels/email/outgoing_mail.h"

namespace rapport::email {

void add_outgoing_operations(api::Api& api, Outgoing& outgoing);

}  // namespace rapport::email
