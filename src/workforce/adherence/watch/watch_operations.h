// The API of adherence: planners and supervisors read and excuse, planners set what is tolerated, agents read
// their own. Handlers run on workers.
#pragma once

#include <filesystem>

#include "api/api.h"
#include "workforce/adherence/watch/watch.h"

namespace rapport::workforce {

struct WatchServices {
  Watch watch;
  std::filesystem::path folder;  // of tables on their way out
};
void add_adherence_operations(api::Api& api, const WatchServices& services);

}  // namespace rapport::workforce
