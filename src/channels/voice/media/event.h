// What the media plane tells: values, delivered in order per leg on the plane's courier thread.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "channels/voice/media/ids.h"

namespace rapport::media {

// The first valid RTP or, in a browser's case, DTLS is up: audio can flow. Once per leg.
struct Connected {
  LegId leg;
};

// A key was pressed; told when it ends, once, however it came.
struct Digit {
  LegId leg;
  char digit = ' ';  // 0-9 * # A-D
  int duration_ms = 0;
  bool is_in_band = false;  // heard in the sound, not told by telephone-event
};

// Nothing valid arrived for the leg's inactive_after; `Resumed` when it does again.
struct Inactive {
  LegId leg;
};
struct Resumed {
  LegId leg;
};

// The path is gone for good: the caller closes the leg.
enum class FailureReason { ice_consent_lost, dtls_failed, fingerprint_mismatch, dtls_closed, port_error };
struct Failed {
  LegId leg;
  FailureReason reason = FailureReason::ice_consent_lost;
};

// Every second in which it changed, at least every five seconds while RTP flows.
struct Quality {
  LegId leg;
  float loss_in = 0;        // share of the last interval's packets, 0…1
  float loss_out = 0;       // as the other end reports it
  float jitter_in_ms = 0;   // RFC 3550, A.8
  float jitter_out_ms = 0;  // as the other end reports it
  float round_trip_ms = 0;  // 0: not known yet
  float delay_ms = 0;       // of our jitter buffer
  float mos_in = 0;         // 1…4.5, see quality.h
  float mos_out = 0;
};

// Voice activity; only with LegOptions::reports_voice.
struct Talking {
  LegId leg;
};
struct Silent {
  LegId leg;
};

enum class PlayerEnd { finished, stopped, replaced, leg_closed };
struct PlayerEnded {
  LegId leg;
  PlayerId player;
  PlayerEnd end = PlayerEnd::finished;
};

// The digits of a `send_digits` are out.
struct DigitsSent {
  LegId leg;
};

// The last event of a leg, exactly once: its port and memory are free.
struct Closed {
  LegId leg;
};

using Event = std::variant<Connected, Digit, Inactive, Resumed, Failed, Quality, Talking, Silent, PlayerEnded,
                           DigitsSent, Closed>;

}  // namespace rapport::media
