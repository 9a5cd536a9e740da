// One end of a conversation on its media thread: the path to it, what it says, what it hears. Made on the
// opener's thread, then owned and touched by one media thread only. It knows other legs only as listeners to
// call and voices to mix.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "channels/voice/media/address.h"
#include "channels/voice/media/codec.h"
#include "channels/voice/media/event.h"
#include "channels/voice/media/far_voice.h"
#include "channels/voice/media/frame.h"
#include "channels/voice/media/key_sender.h"
#include "channels/voice/media/player.h"
#include "channels/voice/media/receive_statistics.h"
#include "channels/voice/media/receive_stream.h"
#include "channels/voice/media/resampler.h"
#include "channels/voice/media/send_stream.h"
#include "channels/voice/media/srtp_session.h"
#include "channels/voice/media/telephone_event.h"
#include "channels/voice/media/udp_socket.h"
#include "channels/voice/media/voice_activity.h"
#include "channels/voice/sdp/negotiate.h"

namespace rapport::media {

class ToneDetector;
class SecretDelay;

// What a negotiation settled, made ready by the thread that negotiated.
struct Settled {
  sdp::Agreed agreed;
  std::vector<Decoding> decodings;
  std::unique_ptr<Encoder> encoder;
  std::unique_ptr<SrtpSession> srtp;  // SDES with a new key; empty: as before
  bool is_send_key_kept = false;      // then only the receiving side of it counts
  Address remote = {}, remote_rtcp = {};
  std::optional<Address> also_from = {};
  UdpSocket rtcp = {};  // the first time RTCP has its own port
};

struct LegSetup {
  LegId id;
  bool is_browser = false;
  bool detects_tones = false;
  bool reports_voice = false;
  int inactive_after_s = 30;
  UdpSocket rtp = {};  // not for browsers
  std::optional<Address> also_from = {};
  std::string ufrag = {}, password = {};  // browsers: our own
  std::string cname = {};
  std::uint32_t ssrc = 1;
  std::uint16_t first_sequence = 0;
  std::uint32_t first_timestamp = 0;
};

// What a leg asks of its thread.
class LegHost {
 public:
  virtual void tell(Event event) = 0;
  virtual void send_to_browser(std::span<const std::uint8_t> bytes, const Address& to) = 0;
  virtual void routes_changed() = 0;                      // who is passed on, who is decoded: look again
  virtual void bury(std::unique_ptr<Player> player) = 0;  // its end may free megabytes: not here

 protected:
  ~LegHost() = default;
};

class Leg final : public Voice {
 public:
  explicit Leg(LegSetup setup);
  ~Leg();

  // The path. Bytes are decrypted in place; room for srtp_trailer_bytes_max behind them is not needed to
  // receive.
  void receive(std::span<std::uint8_t> bytes, const Address& from,
               std::int64_t now_us);  // RTP, or RTCP if muxed
  void receive_rtcp(std::span<std::uint8_t> bytes, const Address& from, std::int64_t now_us);
  void settle(std::unique_ptr<Settled> settled, std::int64_t now_us);
  void secure(std::unique_ptr<SrtpSession> srtp);
  void set_browser_address(const Address& address) { remote_ = address; }
  void heard_consent(std::int64_t now_us) { consent_us_ = now_us; }

  // Each tick, all legs in turn: first listen, then speak, then look after the rest.
  void listen(std::int64_t now_us);
  void speak(std::int64_t now_us);
  void look_after(std::int64_t now_us);

  const std::int16_t* said(int rate) override;
  // For listeners on other threads, after all have listened; false: nobody there listens any more.
  bool publish();

  // Commands.
  void set_muted(bool is_on) { is_muted_ = is_on; }
  void set_secret(bool is_on) { is_secret_ = is_on; }
  void start(std::unique_ptr<Player> player);
  void stop(PlayerId player);
  bool is_muted() const { return is_muted_; }
  void send_digits(std::string digits, int tone_ms, int gap_ms) {
    keys_.add(std::move(digits), tone_ms, gap_ms);
  }
  void stop_players(PlayerEnd end);

  // Routing, written by the thread.
  struct Routes {
    std::vector<LegId> hears = {};
    std::vector<Leg*> voices = {};     // those of `hears` that are here: mixed for us
    std::vector<FarVoice*> far = {};   // those that are on other threads
    std::vector<Leg*> listeners = {};  // who hears us
    std::vector<Leg*> passed_to = {};  // who gets our packets as they are
    Leg* passed_from = nullptr;
    bool is_decoded = false;
    bool is_tapped = false;
    SharedRing ring = {};  // somebody on another thread hears us
  };
  Routes routes;
  // Whether packets of `voice` can be passed on to us unopened just now.
  bool can_be_passed(const Leg& voice) const;
  bool needs_own_ears() const { return setup_.detects_tones || setup_.reports_voice; }
  void set_decoded(bool is_on);

  LegId id() const { return setup_.id; }
  const LegSetup& setup() const { return setup_; }
  LegSetup& setup() { return setup_; }
  const UdpSocket& rtcp_socket() const { return rtcp_; }
  const sdp::Agreed* agreed() const { return has_settled_ ? &agreed_ : nullptr; }
  LegHost* host = nullptr;

 private:
  void receive_rtp(const RtpPacket& packet, const Address& from, std::int64_t now_us);
  void receive_event(const RtpPacket& packet, int clock, std::int64_t now_us);
  bool is_expected(const Address& from) const;
  void begin_source(const RtpPacket& packet);
  void heard_valid(const Address& from, std::int64_t now_us);
  void pass_on(const RtpPacket& packet, const sdp::Format& format);
  void pass_event(const Leg& from, const RtpPacket& packet, int clock);
  void key_ended(EventReceiver::Key key, bool is_in_band);
  void end_player(std::unique_ptr<Player> player, PlayerEnd end);
  bool has_replacing_player() const;
  bool can_send() const;
  const sdp::Events* send_events() const;

  void take_far_keys();
  void compose(Frame& out, bool& has_sound);
  void play_into(Frame& out, bool& has_sound);
  void encode(const Frame& frame, bool has_sound);
  bool is_resting(bool has_sound);
  void send_packet(const RtpPacket& header, std::span<const std::uint8_t> payload);
  void send_rtcp(std::int64_t now_us);
  void observe_quality(std::int64_t now_us);

  LegSetup setup_;
  UdpSocket rtcp_;
  bool has_settled_ = false;
  sdp::Agreed agreed_;
  std::unique_ptr<Encoder> encoder_;
  std::unique_ptr<SrtpSession> srtp_;

  // Path.
  Address remote_, remote_rtcp_, expected_;
  bool is_latched_ = false, is_connected_ = false, is_inactive_ = false;
  std::int64_t valid_us_ = 0;    // last valid packet
  std::int64_t consent_us_ = 0;  // last valid STUN check
  bool has_lost_consent_ = false;

  // What it says.
  ReceiveStatistics statistics_;
  ReceiveStream stream_;
  EventReceiver events_;
  std::uint32_t key_timestamp_ = 0;  // of the key that is passed on, or kept
  bool is_key_passed_ = true;
  std::unique_ptr<ToneDetector> detector_;
  std::unique_ptr<SecretDelay> secret_delay_;
  VoiceActivity activity_;
  sdp::Codec incoming_ = sdp::Codec::pcma;  // what it really sends
  Frame said_;
  Frame said_other_;  // at the other rate
  bool has_said_ = false, has_other_ = false;
  Doubler doubler_;
  Halver halver_;
  bool is_muted_ = false, is_secret_ = false;

  // What it hears.
  std::vector<std::unique_ptr<Player>> players_;
  SendStream sending_;
  KeySender keys_;
  std::array<std::int16_t, 960 + frame_samples_max> unsent_;  // up to 60 ms at 16 kHz
  std::size_t unsent_size_ = 0;
  bool was_sending_ = false;
  int quiet_frames_ = 0;
  std::uint32_t event_source_timestamp_ = 0, event_timestamp_ = 0;  // a key that is passed on
  LegId event_source_ = {};

  // Reports.
  std::int64_t next_rtcp_us_ = 0, next_quality_us_ = 0;
  std::uint32_t random_ = 1;
  Quality quality_, told_quality_;
  std::int64_t told_quality_us_ = 0;
  std::uint64_t packets_at_quality_ = 0;
  float loss_out_ = 0, jitter_out_ms_ = 0, round_trip_ms_ = 0;
};

}  // namespace rapport::media
