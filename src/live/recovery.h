// Recovery: newest snapshot, then every later event of the journal through the switchboard again.
// Deterministic, so the effects come out as they were; `visit` gets each replayed event.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "base/result.h"
#include "live/organisation.h"
#include "platform/database/database.h"

namespace rapport::live {

// Gives how many events were replayed. Fails when the journal cannot be read, or holds what this program
// cannot apply.
Result<std::int64_t> recover(database::Database& database, Organisation& org,
                             const std::function<void(std::shared_ptr<const Released>)>& visit);

}  // namespace rapport::live
