// The operations about callbacks. Worker threads.
#pragma once

#include <functional>

#include "api/api.h"
#include "callbacks/callback.h"
#include "callbacks/number_store.h"
#include "conversations/record_store.h"
#include "customers/customer_store.h"
#include "customers/resolution.h"
#include "live/id_source.h"
#include "live/loop.h"

namespace rapport::callbacks {

struct Services {  // borrowed
  live::Loop& loop;
  live::IdSource& ids;
  NumberStore& numbers;
  customers::CustomerStore& customers;
  customers::Resolution& resolution;
  conversations::RecordStore& records;
  std::function<Instant()> clock;
};
void add_operations(api::Api& api, const Services& services);

}  // namespace rapport::callbacks
