// The media plane: every RTP packet of the program. It owns the sockets, the media threads (each an epoll
// loop with a 20 ms tick of the monotonic clock), one thread for DTLS handshakes, one courier thread for
// events, and beside each media thread one for its recording taps. The door is thread-safe, does not wait for
// a media thread, and speaks in values; what is asked is done at the latest with the next tick. It does not
// know calls, queues or SIP: it has legs, and who hears whom is data.
//
// Order: open a leg, then either `answer` (the other end offered) or `offer` and `accept`; again at any time
// for hold or another codec. A leg hears nothing until `hears`, `play` or both. `close` ends in exactly one
// Closed event.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "channels/voice/media/event.h"
#include "channels/voice/media/ids.h"
#include "channels/voice/media/source.h"
#include "channels/voice/media/tap.h"
#include "channels/voice/sdp/negotiate.h"

namespace rapport::log {
class Log;
}
namespace rapport::metrics {
class Metrics;
}

namespace rapport::media {

constexpr std::size_t heard_legs_max = 16;  // by one leg
constexpr std::size_t players_max = 4;      // of one leg
constexpr std::size_t digits_max = 64;      // of one send_digits
constexpr std::size_t legs_per_thread_max = 4000;

struct PlaneOptions {
  std::size_t threads = 1;  // 0: one for each core but one
  std::string bind_address = "127.0.0.1";
  std::string public_address = {};  // what SDP says; empty: bind_address
  // Plain and SDES legs take an even port of this range and keep the odd one after it. 0: any free port.
  std::uint16_t first_port = 0, last_port = 0;
  // All browsers of thread i arrive at browser_port + i. 0: any free port.
  std::uint16_t browser_port = 0;
  // PEM with a P-256 certificate and its key; empty: made at start, valid for a year.
  std::string certificate_pem = {};
  std::size_t legs_max = 4000;
};

struct LegOptions {
  sdp::Security security = sdp::Security::none;
  std::vector<sdp::Codec> codecs = {sdp::Codec::pcma, sdp::Codec::pcmu};  // best first
  bool has_events = true;                                                 // telephone-event
  bool detects_tones = false;                                             // DTMF in the sound too
  bool reports_voice = false;                                             // Talking, Silent
  int inactive_after_s = 30;                                              // 0: never
  // RTP is taken from the host that the SDP names; and from this one, where signalling came through a NAT.
  std::string also_from = {};
  // On the same media thread as this leg: hearing each other costs less there. 0: the plane chooses.
  LegId near = {};
};

// What call control wants to know of a description that was settled.
struct Described {
  std::string sdp;  // to send; empty after `accept`
  sdp::Agreed agreed;
};

struct PlayOptions {
  bool is_looped = false;
  bool is_mixed = false;  // under the voices; else the leg hears nothing but its players
  int gain_db = 0;        // -40…+6
};

class Plane {
 public:
  using EventSink = std::function<void(Event)>;

  // Errors: certificate_invalid, port_unavailable, address_invalid.
  static Result<std::unique_ptr<Plane>> start(const PlaneOptions& options, EventSink events, log::Log& log,
                                              metrics::Metrics& metrics);
  ~Plane();  // closes what is open; the sinks are not called after it

  // Errors: leg_exists, legs_full, no_free_port, address_invalid, no_such_leg (near).
  Result<void> open(LegId leg, const LegOptions& options);

  // Errors: no_such_leg, queue_full, and those of sdp::parse, sdp::answer and sdp::accept; the leg stays as
  // it was. `wanted` is our own direction: sendonly with music puts the other end on hold, inactive silently.
  Result<Described> answer(LegId leg, std::string_view offer,
                           sdp::Direction wanted = sdp::Direction::sendrecv);
  Result<Described> offer(LegId leg, sdp::Direction wanted = sdp::Direction::sendrecv,
                          std::vector<sdp::Codec> codecs = {});  // empty: those of the options
  // Again for another answer to the same offer (forking). `also_from`: as in LegOptions, known only now.
  Result<Described> accept(LegId leg, std::string_view answer, const std::string& also_from = {});

  // The rest: false when there is no such leg or the thread's queue (8,192 commands) is full; nothing
  // happened then. A later `hears` replaces the earlier one. Legs of other threads are heard
  // 20 to 40 ms later than those of the same; closed ones are silent.
  bool hears(LegId leg, std::vector<LegId> others);
  bool mute(LegId leg, bool is_muted);      // nobody and no tap hears it
  bool keep_secret(LegId leg, bool is_on);  // its digits reach neither legs nor taps, only the Digit event
  bool play(LegId leg, PlayerId player, std::vector<Source> sources, PlayOptions options = {});
  bool stop(LegId leg, PlayerId player);
  bool send_digits(LegId leg, std::string digits, int tone_ms = 100, int gap_ms = 60);
  bool close(LegId leg);

  // The sink is called on the tap thread of the tap's media thread. A tap runs on the thread of its first leg
  // and ends when stopped or with the last leg of that thread.
  bool record(TapId tap, TapOptions options, TapSink sink);
  bool change_record(TapId tap, std::vector<LegId> left, std::vector<LegId> right);
  bool pause_record(TapId tap, bool is_paused);
  bool stop_record(TapId tap);

  std::size_t legs() const;
  std::uint16_t browser_port(std::size_t thread = 0) const;
  const std::string& fingerprint() const;

 private:
  struct Impl;
  explicit Plane(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::media
