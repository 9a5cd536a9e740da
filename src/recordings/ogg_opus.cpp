#include "recordings/ogg_opus.h"

#include <ogg/ogg.h>
#include <opus/opus_multistream.h>

#include <array>
#include <vector>

#include "base/check.h"

namespace rapport::recordings {
namespace {

constexpr int page_every_frames = frames_per_second;
constexpr std::int64_t granules_per_frame = 48'000 / frames_per_second;  // always in 48 kHz (RFC 7845, 4)
constexpr std::array<unsigned char, 2> channel_of_stream{0, 1};
constexpr std::size_t packet_bytes_max = 2 * 1'276;
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

}  // namespace

struct OggOpus::Impl {
  ogg_stream_state stream{};
  OpusMSEncoder* encoder = nullptr;
  std::int64_t frames = 0, packets = 0;
  int skip = 0;  // granules that the encoder's look-ahead puts in front
  std::array<std::int16_t, 2 * frame_samples> both{};
  std::array<unsigned char, packet_bytes_max> packet{};

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

  void encode(std::int64_t granule, bool is_last) {
    const int bytes = opus_multistream_encode(encoder, both.data(), static_cast<int>(frame_samples),
                                              packet.data(), static_cast<opus_int32>(packet.size()));
    RAPPORT_CHECK(bytes > 0);
    put({reinterpret_cast<const char*>(packet.data()), static_cast<std::size_t>(bytes)}, granule, false,
        is_last);
  }
};

OggOpus::OggOpus(std::int64_t serial) : impl_(std::make_unique<Impl>()) {
  RAPPORT_CHECK(ogg_stream_init(&impl_->stream, static_cast<int>(serial & 0x7fff'ffff)) == 0);
  int error = 0;
  impl_->encoder = opus_multistream_encoder_create(sample_rate, 2, 2, 0, channel_of_stream.data(),
                                                   OPUS_APPLICATION_VOIP, &error);
  RAPPORT_CHECK(error == OPUS_OK);
  opus_multistream_encoder_ctl(impl_->encoder, OPUS_SET_BITRATE(bits_per_second));
  opus_multistream_encoder_ctl(impl_->encoder, OPUS_SET_VBR(1));
  opus_multistream_encoder_ctl(impl_->encoder, OPUS_SET_COMPLEXITY(complexity));
  opus_int32 look_ahead = 0;
  opus_multistream_encoder_ctl(impl_->encoder, OPUS_GET_LOOKAHEAD(&look_ahead));
  impl_->skip = static_cast<int>(look_ahead) * (48'000 / sample_rate);
}

OggOpus::~OggOpus() {
  opus_multistream_encoder_destroy(impl_->encoder);
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
  for (std::size_t i = 0; i < frame_samples; ++i) {
    impl_->both[2 * i] = left[i];
    impl_->both[2 * i + 1] = right[i];
  }
  ++impl_->frames;
  impl_->encode(impl_->frames * granules_per_frame, false);
  return impl_->frames % page_every_frames == 0 ? impl_->flush() : std::string();
}

// What the look-ahead still holds comes out with a frame of silence; the end is cut where the sound ends.
std::string OggOpus::finish() {
  impl_->both.fill(0);
  impl_->encode(impl_->frames * granules_per_frame + impl_->skip, true);
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
