// The plane's names for its things. The caller chooses them, unique for the life of the plane, so that an
// event can never name something the caller does not know yet.
#pragma once

#include "base/id.h"

namespace rapport::media {

using LegId = Id<struct LegTag>;        // one end: a phone, a browser, a trunk call
using PlayerId = Id<struct PlayerTag>;  // one prompt, tone or music on one leg
using TapId = Id<struct TapTag>;        // one recording

}  // namespace rapport::media
