// The demo company's portal: its colour, its chat, where its contact form leads.
#pragma once

#include "base/result.h"
#include "org/admin.h"

namespace rapport::program {

Result<void> make_demo_portal(org::Admin& admin);

}  // namespace rapport::program
