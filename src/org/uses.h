// Where a thing is used that is to be removed: places ("/queues/12") and words for people. At most 50.
#pragma once

#include <cstdint>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "org/named.h"
#include "platform/database/session.h"

namespace rapport::org {

std::vector<Issue> uses_of_named(database::Session& sql, OrgId org, NamedKind kind, std::int64_t id);
std::vector<Issue> uses_of_queue(database::Session& sql, OrgId org, QueueId id);

}  // namespace rapport::org
