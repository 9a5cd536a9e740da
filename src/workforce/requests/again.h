// Judged, then written if nothing has changed meanwhile: a few times, since others write as well.
#pragma once

#include "base/result.h"

namespace rapport::workforce {

inline constexpr int tries_max = 6;

template <class Work>
auto again_if_changed(const Work& work) -> decltype(work()) {
  for (int i = 1; i < tries_max; ++i) {
    auto result = work();
    if (result || result.error().reason != "changed_meanwhile") return result;
  }
  return work();
}

}  // namespace rapport::workforce
