// Sound: the RTP of everybody outside, callers and agents' phones, as one thread with one socket. Each leg
// says 50 packets a second of G.711 whose bytes tell who says them and when, so that what arrives at the
// other end, through the server, is counted and timed. Legs are told apart by the server's port, which is one
// for each.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "support/figures.h"
#include "support/net.h"

namespace rapport::bench {

class Sound {
 public:
  using Leg = std::uint32_t;
  // On the sound's thread, once for each leg: it hears the other end for the first time.
  using OnHeard = std::function<void(Leg listener, Clock::time_point)>;

  explicit Sound(OnHeard on_heard);
  ~Sound();
  Sound(const Sound&) = delete;
  Sound& operator=(const Sound&) = delete;

  std::uint16_t port() const { return port_; }
  // Begins to talk to the server's port.
  void talk(Leg leg, std::uint16_t server_port);
  void hush(Leg leg);

  struct Heard {
    std::size_t sent = 0, received = 0;
    Latencies delay_ms;  // from our send to our receipt: what the server added, and the kernel twice
    double late_ms = 0;  // the most that this thread was behind its own clock
    double loss() const {
      return sent == 0 ? 1 : 1 - static_cast<double>(received) / static_cast<double>(sent);
    }
  };
  // What all legs say and hear in that time.
  Heard listen(std::chrono::seconds span);

 private:
  struct Speaker {
    Leg leg = 0;
    std::uint16_t server_port = 0;
    std::uint16_t sequence = 0;
    bool has_heard = false;
  };
  void run();
  void send(std::uint64_t tick);
  void receive();
  void take(const unsigned char* packet, std::size_t size, std::uint16_t server_port);

  OnHeard on_heard_;
  int socket_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> is_stopping_ = false;

  std::mutex mutex_;  // all below
  std::vector<Speaker> speakers_;
  std::vector<std::int32_t> by_port_;  // the speaker behind a port of the server; -1: none
  Clock::time_point window_from_, window_to_;
  Heard heard_;

  std::thread thread_;
};

}  // namespace rapport::bench
