// The demo company, whole: its people, queues, channels, customers, half a year of contacts, schedules,
// articles and community.
#pragma once

#include <string>

#include "program/parts.h"

namespace rapport::program {

// Before the server is started. `time_zone` is of a company that is not there yet. What a demo that is
// started again finds there stays as its users left it.
Result<void> make_demo_company(Server::Parts& parts, const std::string& time_zone);

}  // namespace rapport::program
