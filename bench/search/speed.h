// How fast the search is on many articles.
#pragma once

#include <string>

namespace rapport::bench {

// Articles of some 800 bytes out of the set's own words, the common ones in nearly all of them (Zipf).
void measure_speed(const std::string& folder, int articles);

}  // namespace rapport::bench
