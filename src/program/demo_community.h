// The demo organisation's community, and what its readers have read and searched in the last weeks.
#pragma once

#include "program/parts.h"

namespace rapport::program {

// After its articles and cases. Makes them when the demo organisation has none.
Result<void> make_demo_community(Server::Parts& parts);

}  // namespace rapport::program
