// What the server serves besides the API: the web apps, the chat's script, health, readiness, metrics; in
// demo mode the demo company's page and what it needs.
#pragma once

#include "program/parts.h"

namespace rapport::program {

void add_site(Server::Parts& parts);
void add_demo(Server::Parts& parts, const Demo& demo);

}  // namespace rapport::program
