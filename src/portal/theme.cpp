#include "portal/theme.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace rapport::portal {
namespace {

constexpr const char* light_ground = "#f6f7f8";
constexpr const char* dark_ground = "#1d2126";
constexpr double readable = 4.6;

using Rgb = std::array<double, 3>;  // 0 to 255

bool is_colour(const std::string& text) {
  return text.size() == 7 && text[0] == '#' &&
         text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
}

Rgb rgb_of(const std::string& colour) {
  Rgb rgb{};
  for (std::size_t i = 0; i < rgb.size(); ++i)
    rgb[i] = std::stoi(colour.substr(1 + 2 * i, 2), nullptr, 16);
  return rgb;
}

std::string text_of_rgb(const Rgb& rgb) {
  return fmt::format("#{:02x}{:02x}{:02x}", static_cast<int>(std::lround(rgb[0])),
                     static_cast<int>(std::lround(rgb[1])), static_cast<int>(std::lround(rgb[2])));
}

double luminance(const std::string& colour) {
  const Rgb rgb = rgb_of(colour);
  const auto linear = [](double value) {
    const double share = value / 255;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
}

// Towards black (0) or white (255) until it reads on the ground.
std::string readable_on(const std::string& colour, const std::string& ground, double towards) {
  const Rgb from = rgb_of(colour);
  for (int step = 0; step <= 20; ++step) {
    Rgb mixed = from;
    for (double& part : mixed)
      part += (towards - part) * step / 20;
    const std::string made = text_of_rgb(mixed);
    if (contrast(made, ground) >= readable) return made;
  }
  return towards > 0 ? "#ffffff" : "#000000";
}

std::string words_on(const std::string& ground) {
  return contrast("#ffffff", ground) >= contrast("#111111", ground) ? "#ffffff" : "#111111";
}

}  // namespace

double contrast(const std::string& a, const std::string& b) {
  const double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
  return one > other ? one / other : other / one;
}

Theme theme_of(const std::string& colour) {
  const std::string wanted = is_colour(colour) ? colour : PortalSettings{}.colour;
  Theme theme;
  theme.link = readable_on(wanted, light_ground, 0);
  theme.link_dark = readable_on(wanted, dark_ground, 255);
  // A button has to stand out from the page as well.
  theme.accent = contrast(wanted, light_ground) >= 3 ? wanted : theme.link;
  theme.accent_dark = contrast(wanted, dark_ground) >= 3 ? wanted : theme.link_dark;
  theme.on_accent = words_on(theme.accent);
  theme.on_accent_dark = words_on(theme.accent_dark);
  if (contrast(theme.on_accent, theme.accent) < readable) theme.accent = theme.link;
  if (contrast(theme.on_accent_dark, theme.accent_dark) < readable) theme.accent_dark = theme.link_dark;
  theme.on_accent = words_on(theme.accent);
  theme.on_accent_dark = words_on(theme.accent_dark);
  return theme;
}

std::string theme_css(const PortalSettings& settings) {
  const Theme theme = theme_of(settings.colour);
  return fmt::format(
      ":root{{--accent:{};--on-accent:{};--link:{}}}\n"
      "@media(prefers-color-scheme:dark){{:root{{--accent:{};--on-accent:{};--link:{}}}}}\n",
      theme.accent, theme.on_accent, theme.link, theme.accent_dark, theme.on_accent_dark, theme.link_dark);
}

std::string theme_icon(const PortalSettings& settings, std::string_view letter) {
  const Theme theme = theme_of(settings.colour);
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\" height=\"32\" "
      "rx=\"8\" "
      "fill=\"{}\"/><text x=\"16\" y=\"23\" font-family=\"sans-serif\" font-size=\"20\" font-weight=\"700\" "
      "text-anchor=\"middle\" fill=\"{}\">{}</text></svg>",
      theme.accent, theme.on_accent, letter);
}

std::string theme_mark(const PortalSettings& settings) {
  return is_colour(settings.colour) ? settings.colour.substr(1) : "0";
}

}  // namespace rapport::portal
