// One media thread: an epoll loop over the sockets of its legs and a 20 ms tick. It owns its legs and
// everything they do; others reach it by `post` only and hear of it through the two rings. Nothing in the
// loop waits, and nothing in it allocates for a packet.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>
#include <unordered_map>
#include <vector>

#include "channels/voice/media/command.h"
#include "channels/voice/media/delivery.h"
#include "channels/voice/media/leg.h"
#include "channels/voice/media/queues.h"
#include "channels/voice/media/tap_mixer.h"

namespace rapport::media {

class BrowserPort;

constexpr std::size_t commands_max = 8192;
constexpr std::size_t deliveries_max = 16384;
constexpr std::size_t tap_cells_max = 16384;

// Read by whoever shows metrics; written by the media thread only.
struct ThreadCounters {
  std::atomic<std::uint64_t> packets_in = 0;
  std::atomic<std::uint64_t> ticks = 0;
  std::atomic<std::uint64_t> ticks_missed = 0;     // the thread was late by a whole tick
  std::atomic<std::uint64_t> events_lost = 0;      // Quality only: the courier stands still
  std::atomic<std::uint64_t> tap_frames_lost = 0;  // the tap thread stands still
  std::atomic<std::uint64_t> busy_us = 0;
};

class MediaThread final : private LegHost {
 public:
  // The bells of the courier and of its tap thread outlive it. `browsers` may be null: then it has no browser
  // port.
  MediaThread(std::unique_ptr<BrowserPort> browsers, Bell& courier, Bell& taps);
  ~MediaThread();  // without Closed events for what is still open: `close` first, or nobody listens any more

  bool post(Command command);  // any thread; false when full
  void stop();                 // returns when the thread has ended; what it delivered can still be read

  OneToOne<Delivered>& delivered() { return delivered_; }  // the courier's end
  OneToOne<TapCell>& tap_cells() { return tap_cells_; }    // the tap thread's end
  const ThreadCounters& counters() const { return counters_; }

 private:
  void run();
  void take_commands();
  void handle(Command& command);
  void tick();
  void receive(int fd, Leg& leg, bool is_rtcp);
  void refresh_routes();
  void add(std::unique_ptr<Leg> leg);
  void settle(SettleLeg& command);
  void close(LegId id);
  void watch(int fd, std::uintptr_t tag);
  Leg* find(LegId id);
  FarVoice* find_far(LegId id);
  void know(std::vector<Far>& far);
  void flush();

  void tell(Event event) override;
  void send_to_browser(std::span<const std::uint8_t> bytes, const Address& to) override;
  void routes_changed() override { are_routes_stale_ = true; }
  void bury(std::unique_ptr<Player> player) override;
  void deliver(Delivered&& delivered);

  std::unique_ptr<BrowserPort> browsers_;
  Bell& courier_;
  Bell& tap_bell_;
  ManyToOne<Command> commands_;
  std::atomic<bool> is_rung_ = false;
  Bell bell_;
  OneToOne<Delivered> delivered_;
  OneToOne<TapCell> tap_cells_;
  std::vector<Delivered> undelivered_;  // the ring was full
  bool has_delivered_ = false;
  std::vector<std::unique_ptr<Leg>> legs_;
  std::unordered_map<LegId, Leg*> by_id_;
  std::vector<std::unique_ptr<FarVoice>> far_;
  TapMixer taps_;
  bool are_routes_stale_ = false;
  std::int64_t now_us_ = 0;
  int epoll_ = -1, timer_ = -1;
  ThreadCounters counters_;
  std::atomic<bool> is_stopping_ = false;
  std::thread thread_;
};

}  // namespace rapport::media
