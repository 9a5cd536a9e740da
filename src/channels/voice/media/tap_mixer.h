// The recording taps of one media thread: mixes each side once a tick into cells of the ring to the tap
// thread. Owned by the media thread.
#pragma once

#include <atomic>
#include <functional>
#include <vector>

#include "channels/voice/media/delivery.h"
#include "channels/voice/media/leg.h"
#include "channels/voice/media/queues.h"
#include "channels/voice/media/tap.h"

namespace rapport::media {

class TapMixer {
 public:
  using Find = std::function<Voice*(LegId)>;  // and marks it

  void start(TapId tap, TapOptions options);
  void change(TapId tap, std::vector<LegId> left, std::vector<LegId> right);
  void pause(TapId tap, bool is_on);
  void stop(TapId tap);
  void forget(LegId leg);            // it has closed; a tap without legs ends
  void find_legs(const Find& find);  // after any of these

  // One frame of each tap; false when there was none.
  bool tick(OneToOne<TapCell>& cells, std::atomic<std::uint64_t>& lost);

 private:
  struct Tap {
    TapId id;
    TapOptions options;
    std::vector<Voice*> left, right;
    std::uint64_t index = 0;
    bool is_paused = false, has_ended = false;
  };
  Tap* find(TapId id);
  std::vector<Tap> taps_;
};

}  // namespace rapport::media
