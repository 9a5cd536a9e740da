// Exchange: what the bench adds to the demo organisation: one trunk to everybody outside, and a number with a
// queue of its own for each way in which calls are held.
#pragma once

#include <cstdint>
#include <string>

#include "support/workplace.h"

namespace rapport::bench {

enum class Way { plain, recorded, webrtc, webrtc_recorded };
inline constexpr Way ways[] = {Way::plain, Way::recorded, Way::webrtc, Way::webrtc_recorded};

constexpr bool is_recorded(Way way) {
  return way == Way::recorded || way == Way::webrtc_recorded;
}
constexpr bool is_webrtc(Way way) {
  return way == Way::webrtc || way == Way::webrtc_recorded;
}
std::string name_of(Way way);
std::string number_of(Way way);

// All agents are in all queues; each has a phone outside, behind `outside_port` on this machine.
void make_exchange(ApiClient& admin, const Workplace& place, std::uint16_t outside_port);

}  // namespace rapport::bench
