// Requirements as tables: what a new schedule takes, with shrinkage, by the clock; why it is so many; what
// was promised and kept. Pure.
#pragma once

#include <vector>

#include "workforce/staffing/requirements.h"
#include "workforce/tables/table_out.h"

namespace rapport::workforce::staffing {

// invalid: the requirements' time zone is none.
Result<std::vector<TableSheet>> requirement_sheets(const Requirements& requirements);

}  // namespace rapport::workforce::staffing
