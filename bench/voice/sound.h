// Sound: the RTP of everybody outside, as one thread with one socket: callers, agents' phones, and the
// browsers of agents' desks (ICE, DTLS, SRTP). Each leg says 50 packets a second of G.711 speech; the first
// bytes of each tell when it was said, so that what arrives at the other end, through the server, is counted
// and timed.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "support/figures.h"
#include "support/net.h"
#include "voice/browser.h"
#include "voice/chatter.h"
#include "voice/datagrams.h"

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

  std::uint16_t port() const { return datagrams_.port(); }
  // A phone begins to talk to the server's port.
  void talk(Leg leg, std::uint16_t server_port);
  // A browser: its offer; once it has the server's answer it talks as soon as the handshake is through.
  std::string open_browser(Leg leg);
  void answer_browser(Leg leg, const std::string& description);
  void hush(Leg leg);

  struct Heard {
    std::size_t sent = 0, received = 0;
    Latencies delay_ms;  // from our send to our receipt: what the server added, and the kernel twice
    double late_ms = 0;  // the most that this thread was behind its own clock
    double loss() const {
      return sent == 0 ? 1 : 1 - static_cast<double>(received) / static_cast<double>(sent);
    }
  };
  // What is said and heard in that time by all legs that hear somebody.
  Heard listen(std::chrono::milliseconds span);

 private:
  struct Speaker {
    Leg leg = 0;
    std::uint32_t own_address = first_loopback;
    std::uint16_t server_port = 0;
    std::uint32_t sequence = 0;
    bool has_heard = false, is_counted = false;
    Clock::time_point last_heard;
    std::unique_ptr<Browser> browser;  // not for phones
  };
  void run();
  void send(std::uint64_t tick);
  void say(Speaker& speaker);
  void receive();
  void take(std::span<std::uint8_t> bytes, std::uint32_t own_address, std::uint16_t server_port);
  std::int32_t& place_of(const Speaker& speaker);
  void add(Speaker speaker);
  Browser::Send sender(const Speaker& speaker);

  const OnHeard on_heard_;
  const Chatter chatter_;
  const BrowserContext browser_context_;
  std::atomic<bool> is_stopping_ = false;

  std::mutex mutex_;  // all below
  Datagrams datagrams_;
  std::vector<Speaker> speakers_;
  std::vector<std::int32_t> by_port_;     // phones: the speaker behind a port of the server; -1: none
  std::vector<std::int32_t> by_address_;  // browsers: by their own address
  std::vector<std::uint32_t> free_addresses_;
  Clock::time_point window_from_, window_to_;
  Heard heard_;

  std::thread thread_;
};

}  // namespace rapport::bench
