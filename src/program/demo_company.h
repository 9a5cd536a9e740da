// The demo company, whole: its people, queues, channels, customers, half a year of contacts, schedules,
// articles and community.
#pragma once

#include "program/parts.h"

namespace rapport::program {

// Before the server is started. What a demo that is started again finds there stays as its users left it.
Result<void> make_demo_company(Server::Parts& parts);

}  // namespace rapport::program
