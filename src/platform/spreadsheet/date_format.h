// Which formats of numbers are dates, and what such a number means. ECMA-376 part 1, 18.8.30 and 18.17.4.1.
// Pure.
#pragma once

#include <string>
#include <string_view>

namespace rapport::spreadsheet {

bool is_date_format(int built_in);                  // numFmtId below 164
bool is_date_format(std::string_view format_code);  // "yyyy-mm-dd"
// A day number with a fraction, to the second: 2026-03-02, 2026-03-02T08:15:00, or below one day 08:15:00.
// "" when it is no date that has four digits of a year.
std::string date_text(double serial, bool is_from_1904);

}  // namespace rapport::spreadsheet
