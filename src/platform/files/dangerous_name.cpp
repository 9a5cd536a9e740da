#include "platform/files/dangerous_name.h"

#include <algorithm>
#include <array>
#include <string>

namespace rapport::files {
namespace {

// What Windows, macOS and desktops of Linux start, installs, or documents that bring programs along.
constexpr std::array<std::string_view, 58> endings = {
    "ade",  "adp", "apk",  "app",  "appx", "bat", "chm", "cmd",  "com",   "cpl", "deb", "desktop",
    "dll",  "dmg", "docm", "dotm", "exe",  "hta", "htm", "html", "inf",   "ins", "iso", "isp",
    "jar",  "js",  "jse",  "lnk",  "mde",  "msc", "msi", "msix", "msp",   "mst", "pif", "pkg",
    "pptm", "ps1", "psm1", "py",   "reg",  "rpm", "scf", "scr",  "sct",   "sh",  "svg", "sys",
    "url",  "vb",  "vbe",  "vbs",  "vhd",  "wsc", "wsf", "wsh",  "xhtml", "xlsm"};

}  // namespace

bool is_dangerous_name(std::string_view name) {
  // Windows drops blanks and dots at the end.
  while (!name.empty() && (name.back() == '.' || name.back() == ' '))
    name.remove_suffix(1);
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos) return false;
  std::string ending(name.substr(dot + 1));
  for (char& byte : ending)
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  return std::find(endings.begin(), endings.end(), std::string_view(ending)) != endings.end();
}

}  // namespace rapport::files
