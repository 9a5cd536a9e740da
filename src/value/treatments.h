// Treatments: what the segments of somebody who arrives mean for their place: a head start, and perhaps a
// queue of their own. Asked by channels before an interaction arrives; blocks, on workers. A customer whom we
// cannot look up is treated like everybody.
#pragma once

#include <optional>

#include "live/loop.h"
#include "platform/database/database.h"
#include "value/segment_store.h"

namespace rapport::value {

struct Treatment {
  std::int32_t head_start_min = 0;  // the highest of their segments'
  QueueId queue;                    // of the first segment that has one and somebody there; 0: the usual one
};

class Treatments {
 public:
  // Borrows both.
  Treatments(database::Database& database, live::Loop& loop) : database_(database), loop_(loop) {}

  Treatment of(OrgId org, CustomerId customer);

 private:
  bool is_served(OrgId org, QueueId queue);

  database::Database& database_;
  live::Loop& loop_;
};

// The first of their segments, by which their cases are promised; "" for none. In a read or a transaction.
std::string first_segment_name(database::Session& sql, OrgId org, CustomerId customer);

}  // namespace rapport::value
