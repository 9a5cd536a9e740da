// The operations about the community, for agents and moderators. Customers write on the portal's pages.
// Worker threads.
#pragma once

#include "api/api.h"
#include "community/community.h"

namespace rapport::community {

void add_operations(api::Api& api, Community& community);

}  // namespace rapport::community
