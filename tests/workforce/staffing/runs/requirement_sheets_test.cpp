#include "workforce/staffing/runs/requirement_sheets.h"

#include <doctest/doctest.h>

namespace rapport::workforce::staffing {

TEST_CASE("requirements go out by the clock of their place, with shrinkage, and why") {
  Requirements found;
  found.time_zone = "Europe/Berlin";
  // 2026-03-29T00:30Z and T01:00Z: the clock goes from 01:30 to 03:00.
  found.groups = {{"=Phone",
                   {},
                   0.3,
                   2,
                   2.5,
                   {{Instant{1'774'744'200'000'000}, 10, 12, "service level", 9},
                    {Instant{1'774'746'000'000'000}, 11, 13, "", 10}}}};
  WindowFigures window;
  window.contacts = 100;
  window.service_level = Spread{0.9, 0.82};
  found.queues = {{"Orders", {}, 1, {window}}};
  const auto sheets = requirement_sheets(found);
  REQUIRE(sheets.has_value());
  CHECK(csv_bytes(sheets->at(0)) ==
        "\xEF\xBB\xBF"
        "requirement,day,time,agents\r\n\"'=Phone\",2026-03-29,01:30,12\r\n\"'=Phone\",2026-03-29,03:00,"
        "13\r\n");
  CHECK(csv_bytes(sheets->at(1)).find(",10,12,9,service level\r\n") != std::string::npos);
  CHECK(csv_bytes(sheets->at(2)).find(",Orders,100,0.82,,,1\r\n") != std::string::npos);
  found.time_zone = "Atlantis/Deep";
  CHECK_FALSE(requirement_sheets(found).has_value());
}

}  // namespace rapport::workforce::staffing
