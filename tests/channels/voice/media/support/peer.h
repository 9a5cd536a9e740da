// A phone for tests: its own UDP socket and thread, sends a tone (or silence) as RTP every 20 ms, keeps what
// it hears.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "channels/voice/media/codec.h"
#include "channels/voice/media/srtp_session.h"
#include "channels/voice/media/tone_generator.h"
#include "channels/voice/media/udp_socket.h"

namespace rapport::media::test {

struct PeerOptions {
  sdp::Codec codec = sdp::Codec::pcmu;
  int tone_hz = 0;
  int lose_every = 0;        // every n-th packet is not sent
  bool is_shuffled = false;  // pairs are swapped
  bool is_doubled = false;   // every packet twice
  int jitter_ms = 0;         // each held back by up to that
  std::string host = "127.0.0.1";
};

class Peer {
 public:
  explicit Peer(PeerOptions options);
  ~Peer();

  std::uint16_t port() const { return port_; }
  std::string sdp(std::string_view direction = "sendrecv") const;  // as an offer or an answer
  void send_to(std::uint16_t port);
  void set_tone(int hz) { tone_hz_ = hz; }
  void press(std::string digits);        // as telephone-event
  void press_tones(std::string digits);  // in the sound
  void secure(std::unique_ptr<SrtpSession> srtp);

  std::vector<std::int16_t> heard() const;  // all so far, at the codec's rate
  void forget();                            // what was heard
  std::string digits() const;               // telephone-events received
  std::uint64_t packets() const;            // of sound
  std::uint64_t sequence_gaps() const;
  int rate() const { return sample_rate(options_.codec); }

 private:
  void run();
  void send_frame();
  void receive();
  std::size_t key_frame(std::uint8_t* payload);

  PeerOptions options_;
  UdpSocket socket_;
  std::uint16_t port_;
  Address to_;
  std::unique_ptr<Encoder> encoder_;
  std::unique_ptr<Decoder> decoder_;
  std::unique_ptr<SrtpSession> srtp_;
  std::atomic<int> tone_hz_;
  std::atomic<bool> is_stopping_ = false;
  mutable std::mutex mutex_;
  std::vector<std::int16_t> heard_;
  std::string digits_, to_press_, to_sound_;
  std::uint64_t packets_ = 0, gaps_ = 0;
  std::uint32_t last_event_ = 0;
  int last_sequence_ = -1;
  // The sending thread's own.
  std::uint16_t sequence_ = 65500;  // soon across the wrap
  std::uint32_t timestamp_ = 4294960000u, event_timestamp_ = 0;
  int event_ms_ = -1, sound_ms_ = 0;
  Sine tone_, low_, high_;
  int tone_now_ = 0;
  std::uint64_t frames_ = 0;
  std::deque<std::pair<std::int64_t, std::vector<std::uint8_t>>> held_;
  std::thread thread_;
};

// Share (0…1) of a sine of `hz` in the energy of the samples; -1 when there is no energy to speak of.
double share_of(const std::vector<std::int16_t>& samples, int rate, double hz);
// The same in the last `ms` of them.
double share_at_end(const std::vector<std::int16_t>& samples, int rate, double hz, int ms = 300);

}  // namespace rapport::media::test
