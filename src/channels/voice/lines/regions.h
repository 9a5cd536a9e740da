// Regions whose own way of writing numbers is understood. Pure; any thread.
#pragma once

#include <string_view>

namespace rapport::lines {

// ITU-T E.164 and E.164.1: the country code, and what is dialled before a number inside the country.
struct Region {
  std::string_view name;  // ISO 3166
  std::string_view country_code;
  std::string_view national_prefix;  // "": none, or part of the number
};

// Null: not one of them.
const Region* region_named(std::string_view name);

}  // namespace rapport::lines
