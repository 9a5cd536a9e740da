// Theme: a company's colour, and what can be read on and beside it. Pure.
#pragma once

#include <string>
#include <string_view>

#include "portal/portal_settings.h"

namespace rapport::portal {

struct Theme {
  std::string accent;       // behind buttons, in light pages
  std::string accent_dark;  // in dark ones
  std::string on_accent;    // words on it: black or white, whichever reads better
  std::string on_accent_dark;
  std::string link, link_dark;  // words of that colour on the page's ground: at least 4.5 to 1 (WCAG 1.4.3)
};

// `colour` as #rrggbb; anything else counts as the colour that portals begin with.
Theme theme_of(const std::string& colour);
// Between 1 and 21 (WCAG 2.2, relative luminance). Both as #rrggbb.
double contrast(const std::string& a, const std::string& b);

std::string theme_css(const PortalSettings& settings);
// What stands in a browser's tab without a logo: the company's letter (escaped) on its colour. SVG.
std::string theme_icon(const PortalSettings& settings, std::string_view letter);
// Changes when the style sheet or the icon's colours do.
std::string theme_mark(const PortalSettings& settings);

}  // namespace rapport::portal
