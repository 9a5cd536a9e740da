// The community's pages on the portal: the list, a question, asking; plain forms, no scripts. Added to the
// portal at start; they run on workers.
#pragma once

#include "community/community.h"
#include "portal/portal.h"

namespace rapport::community {

// Borrows both.
void add_pages(portal::Portal& portal, Community& community);

}  // namespace rapport::community
