#include "channels/webchat/sites.h"

#include <algorithm>

namespace rapport::webchat {
namespace {

bool matches(std::string_view origin, std::string_view rule) {
  if (rule == "*" || rule == origin) return true;
  const auto star = rule.find("://*.");
  if (star == std::string_view::npos) return false;
  const std::string_view scheme = rule.substr(0, star + 3);
  const std::string_view suffix = rule.substr(star + 4);  // ".example.com"
  return origin.size() > scheme.size() + suffix.size() && origin.starts_with(scheme) &&
         origin.ends_with(suffix);
}

}  // namespace

bool is_allowed(std::string_view origin, const std::vector<std::string>& rules, std::string_view own) {
  if (origin == own) return true;
  return std::any_of(rules.begin(), rules.end(),
                     [&](const std::string& rule) { return matches(origin, rule); });
}

}  // namespace rapport::webchat
