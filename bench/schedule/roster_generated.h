// Rosters in the form and the sizes of the public benchmark's instances 9 to 24 (six weeks to a year), for
// machines where its files are not: contracts, wishes and needs are drawn, as files that the reader reads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rapport::bench {

struct RosterSize {
  std::int32_t number = 0;  // of the public instance of this size
  std::int32_t weeks = 0;
  std::int32_t people = 0;
  std::int32_t shifts = 0;
};

const std::vector<RosterSize>& roster_sizes();
// The same text each time. `is_tangled`: what may not follow what is no order of early and late.
std::string generated_roster(const RosterSize& size, bool is_tangled = false);

}  // namespace rapport::bench
