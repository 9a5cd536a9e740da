// Outside: everybody who is not the server: callers who ring its number, and the phones of its agents, which
// answer at once. One signalling of our own that the server knows as a trunk; its sound is Sound's.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "channels/voice/sip/signalling.h"
#include "support/figures.h"
#include "voice/sound.h"

namespace rapport::bench {

class Outside {
 public:
  explicit Outside(std::uint16_t server_port);  // of its SIP over UDP
  ~Outside();

  std::uint16_t port() const;
  Sound& sound() { return *sound_; }

  void call(const std::string& number);
  // Those who have heard their agent for `talk_time`, or all with zero, hang up; at most so many.
  void hang_up_after(Clock::duration talk_time, std::size_t most = SIZE_MAX);

  struct Figures {
    std::size_t placed = 0, answered = 0, talking = 0, refused = 0, ended = 0;
    Latencies answer_ms;  // INVITE to the 200 OK: the caller hears the server's music
    Latencies agent_ms;   // INVITE to the first sound of the agent at the caller
  };
  Figures figures() const;
  void forget_latencies();
  // False: not within `patience`.
  bool wait_until(const std::function<bool(const Figures&)>& is_reached, std::chrono::seconds patience);

 private:
  struct Call {
    Clock::time_point invited, heard;
    bool is_heard = false, is_hanging_up = false;
  };
  void on(sip::Event event);  // on signalling's thread
  void heard(Sound::Leg leg, Clock::time_point at);
  std::string description() const;

  std::unique_ptr<Sound> sound_;
  mutable std::mutex mutex_;  // of all below
  std::condition_variable changed_;
  std::map<std::int64_t, Call> calls_;  // by the leg of the caller
  Figures figures_;
  std::int64_t last_leg_ = 0;
  log::Log log_{{log::Level::error, false, ""}};
  std::unique_ptr<sip::Signalling> signalling_;  // last: its thread uses the rest
};

}  // namespace rapport::bench
