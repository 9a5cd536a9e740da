// What the door asks of a media thread: values, taken in order, at once or at the latest with the next tick.
// Whatever is large was made by the caller and is only moved here.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "channels/voice/media/far_voice.h"
#include "channels/voice/media/ids.h"
#include "channels/voice/media/leg.h"
#include "channels/voice/media/player.h"
#include "channels/voice/media/tap.h"

namespace rapport::media {

struct AddLeg {
  std::unique_ptr<Leg> leg;
};
struct SettleLeg {
  LegId leg;
  std::unique_ptr<Settled> settled;
};
struct CloseLeg {
  LegId leg;
};
// Legs of other threads that are to be heard here.
struct Far {
  LegId leg;
  SharedRing ring;
};
struct Hear {
  LegId leg;
  std::vector<LegId> others;
  std::vector<Far> far = {};
};
// What it says goes into the ring, too.
struct PublishLeg {
  LegId leg;
  SharedRing ring;
};
struct SetMuted {
  LegId leg;
  bool is_on = false;
};
struct SetSecret {
  LegId leg;
  bool is_on = false;
};
struct StartPlayer {
  LegId leg;
  std::unique_ptr<Player> player;
};
struct StopPlayer {
  LegId leg;
  PlayerId player;
};
struct SendDigits {
  LegId leg;
  std::string digits;
  int tone_ms = 100, gap_ms = 60;
};
struct StartTap {
  TapId tap;
  TapOptions options;
  std::vector<Far> far = {};
};
struct ChangeTap {
  TapId tap;
  std::vector<LegId> left, right;
  std::vector<Far> far = {};
};
struct PauseTap {
  TapId tap;
  bool is_on = false;
};
struct StopTap {
  TapId tap;
};
// From the handshake thread.
struct SecureLeg {
  LegId leg;
  std::unique_ptr<SrtpSession> srtp;
};
struct FailLeg {
  LegId leg;
  FailureReason reason = FailureReason::dtls_failed;
};

using Command = std::variant<std::monostate, AddLeg, SettleLeg, CloseLeg, Hear, PublishLeg, SetMuted,
                             SetSecret, StartPlayer, StopPlayer, SendDigits, StartTap, ChangeTap, PauseTap,
                             StopTap, SecureLeg, FailLeg>;

}  // namespace rapport::media
