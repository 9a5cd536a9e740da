#include "channels/voice/media/telephone_event.h"

#include <algorithm>
#include <string_view>

#include "channels/voice/media/bytes.h"

namespace rapport::media {
namespace {

constexpr std::string_view digits = "0123456789*#ABCD";
constexpr std::int64_t end_lost_us = 300'000;

}  // namespace

std::optional<char> digit_of(int code) {
  if (code < 0 || code >= static_cast<int>(digits.size())) return std::nullopt;
  return digits[static_cast<std::size_t>(code)];
}

std::optional<int> code_of(char digit) {
  if (digit >= 'a' && digit <= 'd') digit = static_cast<char>(digit - 'a' + 'A');
  const std::size_t at = digits.find(digit);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<int>(at);
}

std::optional<TelephoneEvent> read_telephone_event(std::span<const std::uint8_t> payload) {
  if (payload.size() < telephone_event_bytes) return std::nullopt;
  return TelephoneEvent{payload[0], (payload[1] & 0x80) != 0, payload[1] & 0x3F, read_u16(&payload[2])};
}

void write_telephone_event(const TelephoneEvent& event, std::uint8_t* out) {
  out[0] = static_cast<std::uint8_t>(event.code);
  out[1] = static_cast<std::uint8_t>((event.has_ended ? 0x80 : 0) | (event.volume_dbm0 & 0x3F));
  write_u16(out + 2, event.duration);
}

EventReceiver::Key EventReceiver::end() {
  is_pressed_ = false;
  return {*digit_of(code_), static_cast<int>(std::int64_t{duration_} * 1000 / clock_)};
}

std::optional<EventReceiver::Key> EventReceiver::receive(const RtpPacket& packet, int clock,
                                                         std::int64_t now_us) {
  const auto event = read_telephone_event(packet.payload);
  if (!event || !digit_of(event->code)) return std::nullopt;
  std::optional<Key> ended;
  const auto age = static_cast<std::int32_t>(packet.timestamp - timestamp_);
  if (has_seen_ && age < 0 && age > -clock * 10) return std::nullopt;  // an older key, reordered
  if (!has_seen_ || age != 0) {
    if (is_pressed_) ended = end();  // the next key came without an end of this one
    has_seen_ = is_pressed_ = true;
    timestamp_ = packet.timestamp;
    code_ = event->code;
    clock_ = clock;
    duration_ = 0;
  } else if (!is_pressed_) {
    return std::nullopt;  // the end, repeated
  }
  heard_us_ = now_us;
  duration_ = std::max(duration_, event->duration);
  if (event->has_ended && !ended) return end();
  return ended;
}

std::optional<EventReceiver::Key> EventReceiver::expire(std::int64_t now_us) {
  if (!is_pressed_ || now_us - heard_us_ < end_lost_us) return std::nullopt;
  return end();
}

}  // namespace rapport::media
