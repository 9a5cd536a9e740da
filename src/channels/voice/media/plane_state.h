// What the plane's door remembers, guarded by one mutex: callers of the door are threads of their own kind
// (signalling, the desk's sockets), and a synchronous answer to an offer needs the leg's keys and ports at
// once. Used by plane.cpp and plane_state.cpp only.
#pragma once

#include <map>
#include <mutex>
#include <unordered_map>

#include "channels/voice/media/handshakes.h"
#include "channels/voice/media/media_thread.h"
#include "channels/voice/media/plane.h"
#include "channels/voice/media/ports.h"
#include "platform/metrics/metrics.h"

namespace rapport::media {

struct LegRecord {
  LegOptions options;
  sdp::Local local;
  sdp::Session offered;
  std::size_t thread = 0;
  std::uint16_t leased_port = 0;
  bool has_rtcp = false;
  bool is_closing = false;
  std::weak_ptr<VoiceRing> ring = {};  // while somebody on another thread hears it
  std::string receive_key, send_key;   // SDES: of the running SRTP session, to notice new ones
};

struct Plane::Impl {
  Impl(PlaneOptions o, Address at, std::string said, EventSink sink, log::Log& l, metrics::Metrics& metrics);

  // The leg, unless it is closing. The caller holds the mutex.
  LegRecord* find(LegId leg);
  Result<void> settle(LegId leg, LegRecord& record, const sdp::Agreed& agreed);
  bool post(LegId leg, Command command);
  bool hears(LegId leg, std::vector<LegId> others);
  // Those of the legs that live on other threads, made to be heard on this one. The caller holds the mutex.
  std::vector<Far> far_from(std::size_t thread, const std::vector<LegId>& others);
  bool change_tap(TapId tap, std::vector<LegId> left, std::vector<LegId> right);
  bool start_tap(TapId tap, TapOptions tap_options, TapSink sink);
  bool post_tap(TapId tap, Command command);
  void drain_events();                  // on the courier thread
  void drain_taps(std::size_t thread);  // on the tap thread of that media thread
  void shut_down();

  struct Tap {
    std::shared_ptr<const TapSink> sink;
    std::size_t thread = 0;
  };

  const PlaneOptions options;
  const Address address;
  const std::string public_address;
  const EventSink events;
  log::Log& log;
  metrics::Gauge& legs_gauge;
  metrics::Counter& tap_frames_lost;
  metrics::Counter& ticks_missed;
  std::uint64_t tap_frames_lost_told = 0, ticks_missed_told = 0;

  mutable std::mutex mutex;
  std::unordered_map<LegId, LegRecord> legs;
  std::map<TapId, Tap> taps;
  std::vector<std::size_t> loads;  // legs of each thread
  Ports ports;
  bool is_stopping = false;

  std::atomic<bool> are_threads_ready = false;
  std::vector<int> browser_sockets;
  std::vector<std::uint16_t> browser_ports;
  std::unique_ptr<Handshakes> handshakes;
  std::vector<std::unique_ptr<MediaThread>> threads;
  // Last: they stop first, while everything they read is still there.
  std::unique_ptr<DeliveryThread> courier;
  std::vector<std::unique_ptr<DeliveryThread>> tap_threads;  // of each media thread its own
};

}  // namespace rapport::media
