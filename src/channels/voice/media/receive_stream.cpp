#include "channels/voice/media/receive_stream.h"

#include <algorithm>
#include <cstring>

namespace rapport::media {

ReceiveStream::ReceiveStream() : buffer_(8000) {}

void ReceiveStream::set_codecs(std::vector<Decoding> decodings) {
  decodings_ = std::move(decodings);
  current_ = nullptr;
  rest_begin_ = rest_end_ = 0;
}

bool ReceiveStream::insert(const RtpPacket& packet, bool is_sound, std::int64_t now_us) {
  if (const sdp::Format* format = is_sound ? format_of(packet.payload_type) : nullptr)
    buffer_.set_clock(sdp::clock_rate(format->codec));
  return buffer_.insert(packet, is_sound, now_us);
}

void ReceiveStream::reset() {
  buffer_.reset();
  rest_begin_ = rest_end_ = 0;
}

Decoding* ReceiveStream::decoding_of(std::uint8_t payload_type) {
  for (Decoding& decoding : decodings_)
    if (decoding.format.payload_type == payload_type) return &decoding;
  return nullptr;
}

const sdp::Format* ReceiveStream::format_of(std::uint8_t payload_type) const {
  for (const Decoding& decoding : decodings_)
    if (decoding.format.payload_type == payload_type) return &decoding.format;
  return nullptr;
}

// Free space at the end of rest_ for `count` samples.
std::span<std::int16_t> ReceiveStream::room(std::size_t count) {
  if (rest_begin_ > 0) {
    std::memmove(rest_.data(), rest_.data() + rest_begin_, (rest_end_ - rest_begin_) * sizeof(std::int16_t));
    rest_end_ -= rest_begin_;
    rest_begin_ = 0;
  }
  return std::span(rest_).subspan(rest_end_, std::min(count, rest_.size() - rest_end_));
}

// Two packets become one: the first fades into the second, and the buffer is shorter by a packet.
void ReceiveStream::shorten(const JitterBuffer::Packet& first, const JitterBuffer::Packet& second) {
  const std::span<std::int16_t> out = room(2 * decoded_samples_max);
  const std::size_t a = current_->decoder->decode(first.payload(), out.first(decoded_samples_max));
  if (a == 0 || a > frame_samples_max) {
    rest_end_ += a;
    return;
  }
  const std::span<std::int16_t> tail = out.subspan(a);
  const std::size_t b =
      current_->decoder->decode(second.payload(), tail.first(std::min(tail.size(), decoded_samples_max)));
  if (b != a) {
    rest_end_ += a + b;
    return;
  }
  for (std::size_t i = 0; i < a; ++i) {
    const auto part = static_cast<std::int32_t>(i * 256 / a);
    out[i] = saturate((out[i] * (256 - part) + tail[i] * part) / 256);
  }
  rest_end_ += a;
}

bool ReceiveStream::gather(std::int64_t now_us) {
  const JitterBuffer::Step step = buffer_.next(now_us);
  const auto clock = [&](std::size_t samples) {
    return static_cast<std::int64_t>(samples) * sdp::clock_rate(current_->format.codec) /
           current_->decoder->rate();
  };
  if (step.next == JitterBuffer::Next::nothing) return false;
  if (step.next == JitterBuffer::Next::packet) {
    Decoding* decoding = decoding_of(step.packet->payload_type);
    if (!decoding) {
      buffer_.played(0);
      return true;
    }
    if (decoding != current_) {
      current_ = decoding;
      rest_begin_ = rest_end_ = 0;  // another rate, perhaps
      buffer_.played(0);
    }
    if (step.may_shorten && step.after->payload_type == step.packet->payload_type) {
      const JitterBuffer::Packet& first = *step.packet;
      const std::size_t samples = current_->decoder->samples_of(first.payload());
      buffer_.played(clock(samples));
      const JitterBuffer::Step second = buffer_.next(now_us);
      if (second.next == JitterBuffer::Next::packet) {
        shorten(first, *second.packet);
        buffer_.played(clock(current_->decoder->samples_of(second.packet->payload())));
        return true;
      }
      // It was not the next after all: as usual, and this step again with the next call.
      rest_end_ += current_->decoder->decode(first.payload(), room(decoded_samples_max));
      return true;
    }
    const std::size_t count = current_->decoder->decode(step.packet->payload(), room(decoded_samples_max));
    rest_end_ += count;
    buffer_.played(clock(count));
    return true;
  }
  if (!current_) return false;
  const std::size_t count = frame_samples(current_->decoder->rate());
  const std::span<std::int16_t> out = room(count);
  if (step.next == JitterBuffer::Next::silence) {
    std::fill(out.begin(), out.end(), std::int16_t{0});
  } else if (!(step.after && current_->decoder->recover(step.after->payload(), out))) {
    current_->decoder->conceal(out);
    ++concealed_frames_;
  }
  rest_end_ += out.size();
  if (step.next != JitterBuffer::Next::late) buffer_.played(clock(out.size()));
  return true;
}

bool ReceiveStream::hear(std::int64_t now_us, Frame& out) {
  // Enough for the shortest packets (a sample each would be an attack, not a call).
  for (int tries = 0; tries < 16; ++tries) {
    const std::size_t needed = frame_samples(current_ ? current_->decoder->rate() : 8000);
    if (current_ && rest_end_ - rest_begin_ >= needed) break;
    if (!gather(now_us)) break;
  }
  const int rate = current_ ? current_->decoder->rate() : 8000;
  const std::size_t needed = frame_samples(rate), have = rest_end_ - rest_begin_;
  out.silence(rate);
  std::copy_n(rest_.begin() + static_cast<std::ptrdiff_t>(rest_begin_), std::min(have, needed),
              out.samples.begin());
  rest_begin_ += std::min(have, needed);
  return have > 0;
}

}  // namespace rapport::media
