// Rules: what may be said and what of it waits for a moderator. Pure.
#pragma once

#include <string>

#include "base/result.h"
#include "community/post.h"

namespace rapport::community {

// Names are shown to everybody: nothing that is an address, or looks like one. invalid, at /name.
Result<void> check_name(const std::string& name);
// invalid, at /title or /body.
Result<void> check_question(const std::string& title, const std::string& body);
Result<void> check_body(const std::string& body);

// Whether it is shown at once; else why it is held.
HeldFor held_for(const CommunitySettings& settings, const Member& member, const std::string& text);

// As names are compared: one of each.
std::string name_key(const std::string& name);

}  // namespace rapport::community
