#include "channels/voice/lines/regions.h"

#include <algorithm>
#include <array>

namespace rapport::lines {
namespace {

constexpr std::array<Region, 51> regions = {{
    {"CN", "86", "0"},  {"HK", "852", ""},  {"MO", "853", ""},  {"TW", "886", "0"}, {"SG", "65", ""},
    {"MY", "60", "0"},  {"JP", "81", "0"},  {"KR", "82", "0"},  {"TH", "66", "0"},  {"VN", "84", "0"},
    {"PH", "63", "0"},  {"ID", "62", "0"},  {"IN", "91", "0"},  {"AU", "61", "0"},  {"NZ", "64", "0"},
    {"US", "1", "1"},   {"CA", "1", "1"},   {"MX", "52", ""},   {"BR", "55", "0"},  {"AR", "54", "0"},
    {"CL", "56", ""},   {"GB", "44", "0"},  {"IE", "353", "0"}, {"FR", "33", "0"},  {"DE", "49", "0"},
    {"AT", "43", "0"},  {"CH", "41", "0"},  {"IT", "39", ""},   {"ES", "34", ""},   {"PT", "351", ""},
    {"NL", "31", "0"},  {"BE", "32", "0"},  {"LU", "352", ""},  {"DK", "45", ""},   {"SE", "46", "0"},
    {"NO", "47", ""},   {"FI", "358", "0"}, {"PL", "48", ""},   {"CZ", "420", ""},  {"HU", "36", "06"},
    {"RO", "40", "0"},  {"GR", "30", ""},   {"TR", "90", "0"},  {"UA", "380", "0"}, {"IL", "972", "0"},
    {"AE", "971", "0"}, {"SA", "966", "0"}, {"ZA", "27", "0"},  {"EG", "20", "0"},  {"NG", "234", "0"},
    {"KE", "254", "0"},
}};

}  // namespace

const Region* region_named(std::string_view name) {
  const auto found =
      std::find_if(regions.begin(), regions.end(), [&](const Region& region) { return region.name == name; });
  return found == regions.end() ? nullptr : &*found;
}

}  // namespace rapport::lines
