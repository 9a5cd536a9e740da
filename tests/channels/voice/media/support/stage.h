// A plane with its events kept, and phones on it. Waiting is always for something, with a deadline.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "channels/voice/media/plane.h"
#include "channels/voice/media/support/peer.h"
#include "platform/log/log.h"
#include "platform/metrics/metrics.h"

namespace rapport::media::test {

class Stage {
 public:
  explicit Stage(PlaneOptions options = {});

  Plane& plane() { return *plane_; }
  // Opens a leg that answers the peer's offer, and lets the peer send to it.
  void connect(LegId leg, Peer& peer, LegOptions options = {});
  void connect(LegId leg, Peer& peer, sdp::Codec codec);
  // With SRTP, keys by SDES: its whole key is that character. The leg's port; the peer does not send yet.
  std::uint16_t connect_encrypted(LegId leg, Peer& peer, char key,
                                  sdp::Suite suite = sdp::Suite::aead_aes_128_gcm);

  std::vector<Event> events() const;
  std::string digits(LegId leg) const;  // of the Digit events

  template <class E>
  int count(LegId leg) const {
    int found = 0;
    for (const Event& event : events())
      if (const auto* it = std::get_if<E>(&event); it && it->leg == leg) ++found;
    return found;
  }
  template <class E>
  bool wait(LegId leg, int times = 1) {
    return until([&] { return count<E>(leg) >= times; });
  }
  void stop() { plane_.reset(); }

 private:
  log::Log log_{{log::Level::error, false, {}}};
  metrics::Metrics metrics_;
  mutable std::mutex mutex_;
  std::vector<Event> events_;
  std::unique_ptr<Plane> plane_;
};

// Looks every few milliseconds until it is true; false after so long.
bool until(const std::function<bool()>& is_true, int ms = 5000);

// Waits until what the peer heard in the last 300 ms is that tone, alone.
bool hears_tone(const Peer& peer, int hz);
// Waits until the last 300 ms hold each of these tones with at least a share of `least`.
bool hears_tones(const Peer& peer, std::vector<int> hz, double least);
// The peer gets 500 ms more of sound; then the share of a tone in the last 300 ms (-1: silence).
double share_now(Peer& peer, int hz);

constexpr LegId leg(int n) {
  return {n};
}

}  // namespace rapport::media::test
