#include "recordings/ogg_opus.h"

#include <ogg/ogg.h>
#include <opus/opus.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/check.h"

namespace rapport::recordings {
namespace {

constexpr int page_every_frames = frames_per_second;
constexpr std::int64_t granules_per_frame = 48'000 / frames_per_second;  // always in 48 kHz (RFC 7845, 4)
constexpr std::size_t frame_bytes_max = 1'276;
constexpr int complexity = 1;  // see docs/decisions/0016

void append_little(std::string& out, std::uint32_t number, int bytes) {
  for (int i = 0; i < bytes; ++i)
    out += static_cast<char>(number >> (8 * i) & 0xff);
}

// RFC 7845, 5.1.
std::string opus_head(int skip) {
  std::string head = "OpusHead";
  append_little(head, 1, 1);  // version
  append_little(head, 2, 1);  // channels
  append_little(head, static_cast<std::uint32_t>(skip), 2);
  append_little(head, sample_rate, 4);  // of the input
  append_little(head, 0, 2);            // gain
  append_little(head, 1, 1);            // mapping family
  append_little(head, 2, 1);            // streams
  append_little(head, 0, 1);            // of them coupled
  append_little(head, 0, 1);
  append_little(head, 1, 1);
  return head;
}

// RFC 7845, 5.2.
std::string opus_tags() {
  const std::string vendor = "rapport";
  std::string tags = "OpusTags";
  append_little(tags, static_cast<std::uint32_t>(vendor.size()), 4);
  tags += vendor;
  append_little(tags, 0, 4);
  return tags;
}

// Silence, as telephones have it: below −60 dBov, for 200 ms. Then nothing is encoded but a frame in 21, as
// Opus does it itself with DTX on: whoever plays it hears the same faint noise go on. Every tone, beep or
// breath is louder than that.
constexpr std::int64_t quiet_energy = frame_samples * 33 * 33;
constexpr int quiet_frames_encoded = 10, quiet_frames_left_out = 20;

bool is_quiet(std::span<const std::int16_t> samples) {
  std::int32_t energy = 0;
  for (const std::int16_t sample : samples) {
    const std::int32_t some = std::clamp<std::int32_t>(sample, -2'000, 2'000);
    energy += some * some;
  }
  return energy < quiet_energy;
}

// One channel: a mono stream.
class Side {
 public:
  Side() {
    int error = 0;
    encoder_.reset(opus_encoder_create(sample_rate, 1, OPUS_APPLICATION_VOIP, &error));
    RAPPORT_CHECK(error == OPUS_OK);
    opus_encoder_ctl(encoder_.get(), OPUS_SET_BITRATE(bits_per_second / 2));
    opus_encoder_ctl(encoder_.get(), OPUS_SET_VBR(1));
    opus_encoder_ctl(encoder_.get(), OPUS_SET_COMPLEXITY(complexity));
  }
  int look_ahead() const {
    opus_int32 samples = 0;
    opus_encoder_ctl(encoder_.get(), OPUS_GET_LOOKAHEAD(&samples));
    return static_cast<int>(samples);
  }

  // 20 ms; the bytes are good until the next time.
  std::span<const unsigned char> encode(std::span<const std::int16_t> samples) {
    quiet_frames_ = is_quiet(samples) ? quiet_frames_ + 1 : 0;
    if (quiet_frames_ > quiet_frames_encoded + quiet_frames_left_out) quiet_frames_ = quiet_frames_encoded;
    // The first byte says what the frame is (RFC 6716, 3.1): nothing behind it is a frame that is not sent.
    if (quiet_frames_ > quiet_frames_encoded) return std::span(packet_).first(1);
    const int bytes = opus_encode(encoder_.get(), samples.data(), static_cast<int>(samples.size()),
                                  packet_.data(), static_cast<opus_int32>(packet_.size()));
    RAPPORT_CHECK(bytes > 0 && (packet_[0] & 3) == 0);  // one frame a packet
    return std::span(packet_).first(static_cast<std::size_t>(bytes));
  }

 private:
  struct Free {
    void operator()(OpusEncoder* encoder) const { opus_encoder_destroy(encoder); }
  };
  std::unique_ptr<OpusEncoder, Free> encoder_;
  int quiet_frames_ = 0;
  std::array<unsigned char, frame_bytes_max> packet_{};
};

}  // namespace

struct OggOpus::Impl {
  ogg_stream_state stream{};
  Side left, right;
  std::int64_t frames = 0, packets = 0;
  int skip = 0;  // granules that the encoder's look-ahead puts in front
  std::string packet;

  void put(std::string_view bytes, std::int64_t granule, bool is_first, bool is_last) {
    ogg_packet out{};
    out.packet = reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));
    out.bytes = static_cast<long>(bytes.size());
    out.b_o_s = is_first ? 1 : 0;
    out.e_o_s = is_last ? 1 : 0;
    out.granulepos = granule;
    out.packetno = packets++;
    RAPPORT_CHECK(ogg_stream_packetin(&stream, &out) == 0);
  }

  std::string flush() {
    std::string out;
    ogg_page page;
    while (ogg_stream_flush(&stream, &page) != 0) {
      out.append(reinterpret_cast<const char*>(page.header), static_cast<std::size_t>(page.header_len));
      out.append(reinterpret_cast<const char*>(page.body), static_cast<std::size_t>(page.body_len));
    }
    return out;
  }

  // Both streams in one packet: the first says how long it is (RFC 6716, B; RFC 7845, 3), the rest is the
  // second.
  void encode(std::span<const std::int16_t> left_samples, std::span<const std::int16_t> right_samples,
              std::int64_t granule, bool is_last) {
    const auto first = left.encode(left_samples);
    const std::size_t length = first.size() - 1;
    packet.assign(1, static_cast<char>(first[0]));
    if (length < 252) {
      packet += static_cast<char>(length);
    } else {
      packet += static_cast<char>(252 + (length & 3));
      packet += static_cast<char>((length - 252) >> 2);
    }
    packet.append(first.begin() + 1, first.end());
    const auto second = right.encode(right_samples);
    packet.append(second.begin(), second.end());
    put(packet, granule, false, is_last);
  }
};

OggOpus::OggOpus(std::int64_t serial) : impl_(std::make_unique<Impl>()) {
  RAPPORT_CHECK(ogg_stream_init(&impl_->stream, static_cast<int>(serial & 0x7fff'ffff)) == 0);
  impl_->skip = impl_->left.look_ahead() * (48'000 / sample_rate);
}

OggOpus::~OggOpus() {
  ogg_stream_clear(&impl_->stream);
}

std::string OggOpus::head() {
  impl_->put(opus_head(impl_->skip), 0, true, false);
  std::string out = impl_->flush();
  impl_->put(opus_tags(), 0, false, false);
  return out + impl_->flush();
}

std::string OggOpus::add(std::span<const std::int16_t> left, std::span<const std::int16_t> right) {
  RAPPORT_CHECK(left.size() == frame_samples && right.size() == frame_samples);
  ++impl_->frames;
  impl_->encode(left, right, impl_->frames * granules_per_frame, false);
  return impl_->frames % page_every_frames == 0 ? impl_->flush() : std::string();
}

// What the look-ahead still holds comes out with a frame of silence; the end is cut where the sound ends.
std::string OggOpus::finish() {
  constexpr std::array<std::int16_t, frame_samples> silence{};
  impl_->encode(silence, silence, impl_->frames * granules_per_frame + impl_->skip, true);
  return impl_->flush();
}

PageTimes page_times(std::string_view bytes) {
  PageTimes times;
  for (std::size_t at = bytes.find("OggS"); at != std::string_view::npos && at + 14 <= bytes.size();
       at = bytes.find("OggS", at + 4)) {
    std::uint64_t granule = 0;
    for (int i = 7; i >= 0; --i)
      granule = granule << 8 | static_cast<unsigned char>(bytes[at + 6 + static_cast<std::size_t>(i)]);
    const auto ms = static_cast<std::int64_t>(granule / 48);
    if (times.first_ms < 0) times.first_ms = ms;
    times.last_ms = ms;
  }
  return times;
}

}  // namespace rapport::recordings
