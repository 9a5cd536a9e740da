// What planners have: its parts put together.
#pragma once

#include "program/server.h"

namespace rapport::program {

void add_workforce(Server::Parts& parts);

}  // namespace rapport::program
