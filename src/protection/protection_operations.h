// The API of data protection. Handlers run on workers.
#pragma once

#include <functional>

#include "api/api.h"
#include "protection/erasing.h"
#include "protection/exporting.h"
#include "protection/settings.h"

namespace rapport::protection {

struct ProtectionServices {  // borrowed
  SettingsBook& settings;
  Exporter exporter;
  org::Changes& changes;
  const recordings::RecordingFiles& recordings;
  // After an erasure: whoever holds copies of words forgets those of these conversations, and desks look
  // again.
  std::function<void(OrgId, const std::vector<InteractionId>&)> erased;
};
void add_operations(api::Api& api, const ProtectionServices& services);

}  // namespace rapport::protection
