// Which web sites may show a channel's chat. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rapport::webchat {

// `origin` as browsers send it ("https://www.example.com"). A rule is an exact origin,
// "https://*.example.com" (any depth of sub-domains, not the domain itself), or "*". `own` is our own origin,
// which is always allowed.
bool is_allowed(std::string_view origin, const std::vector<std::string>& rules, std::string_view own);

}  // namespace rapport::webchat
