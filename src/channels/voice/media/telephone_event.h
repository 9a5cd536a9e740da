// Keys as telephone-event packets (RFC 4733), in and out. Pure; one of each per leg.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "channels/voice/media/rtp_packet.h"

namespace rapport::media {

constexpr std::size_t telephone_event_bytes = 4;

struct TelephoneEvent {
  int code = 0;  // 0…15: 0-9 * # A-D; 16: flash
  bool has_ended = false;
  int volume_dbm0 = 10;        // negative, as a positive number
  std::uint16_t duration = 0;  // in ticks of the RTP clock
};

std::optional<TelephoneEvent> read_telephone_event(std::span<const std::uint8_t> payload);
void write_telephone_event(const TelephoneEvent& event, std::uint8_t* out);

std::optional<char> digit_of(int code);
std::optional<int> code_of(char digit);

// Turns the several packets of a key into one report.
class EventReceiver {
 public:
  struct Key {
    char digit = ' ';
    int duration_ms = 0;
  };
  // A packet of payload type telephone-event; a key when this packet ends one.
  std::optional<Key> receive(const RtpPacket& packet, int clock, std::int64_t now_us);
  // A key whose end got lost: reported when nothing came for 300 ms. Called on ticks.
  std::optional<Key> expire(std::int64_t now_us);
  bool has_seen() const { return has_seen_; }  // this end tells keys as events
  bool is_pressed() const { return is_pressed_; }

 private:
  Key end();
  bool is_pressed_ = false, has_seen_ = false;
  std::uint32_t timestamp_ = 0;  // of the running or last key
  int code_ = 0, clock_ = 8000;
  std::uint16_t duration_ = 0;
  std::int64_t heard_us_ = 0;
};

}  // namespace rapport::media
