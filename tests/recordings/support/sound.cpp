#include "recordings/support/sound.h"

#include <doctest/doctest.h>
#include <ogg/ogg.h>
#include <opus/opus_multistream.h>

#include <cmath>
#include <cstring>
#include <numbers>

namespace rapport::recordings::testing {
namespace {

constexpr double rate = 8'000;

struct Opened {
  OpusMSDecoder* decoder = nullptr;
  int skip = 0;
  ~Opened() {
    if (decoder != nullptr) opus_multistream_decoder_destroy(decoder);
  }
};

void open_decoder(Opened& opened, const ogg_packet& head) {
  REQUIRE(head.bytes == 23);
  REQUIRE(std::memcmp(head.packet, "OpusHead", 8) == 0);
  CHECK(head.packet[9] == 2);
  opened.skip = (head.packet[10] | head.packet[11] << 8) / 6;
  int error = 0;
  opened.decoder =
      opus_multistream_decoder_create(8'000, 2, head.packet[19], head.packet[20], head.packet + 21, &error);
  REQUIRE(error == OPUS_OK);
}

}  // namespace

std::vector<std::int16_t> tone(int hz, int ms, double level) {
  std::vector<std::int16_t> samples(static_cast<std::size_t>(ms) * 8);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<std::int16_t>(
        32'767 * level * std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / rate));
  return samples;
}

Decoded decode(const std::string& ogg) {
  Decoded out;
  ogg_sync_state sync;
  ogg_sync_init(&sync);
  char* const buffer = ogg_sync_buffer(&sync, static_cast<long>(ogg.size()));
  std::memcpy(buffer, ogg.data(), ogg.size());
  ogg_sync_wrote(&sync, static_cast<long>(ogg.size()));
  ogg_stream_state stream;
  bool is_begun = false;
  int packets = 0, skipped = 0;
  Opened opened;
  ogg_page page;
  while (ogg_sync_pageout(&sync, &page) == 1) {
    if (!is_begun) ogg_stream_init(&stream, ogg_page_serialno(&page));
    is_begun = true;
    REQUIRE(ogg_stream_pagein(&stream, &page) == 0);
    out.granules = ogg_page_granulepos(&page);
    out.has_end = ogg_page_eos(&page) != 0;
    ogg_packet packet;
    while (ogg_stream_packetout(&stream, &packet) == 1) {
      ++packets;
      if (packets == 1) open_decoder(opened, packet);
      if (packets <= 2) continue;
      std::int16_t both[2 * 960];
      const int samples = opus_multistream_decode(opened.decoder, packet.packet,
                                                  static_cast<opus_int32>(packet.bytes), both, 960, 0);
      REQUIRE(samples == 160);
      for (int i = 0; i < samples; ++i) {
        if (skipped++ < opened.skip) continue;
        out.left.push_back(both[2 * i]);
        out.right.push_back(both[2 * i + 1]);
      }
    }
  }
  if (is_begun) ogg_stream_clear(&stream);
  ogg_sync_clear(&sync);
  return out;
}

double share(const std::vector<std::int16_t>& samples, int hz, int from_ms, int to_ms) {
  const auto from = std::min(samples.size(), static_cast<std::size_t>(from_ms) * 8);
  const auto to = std::min(samples.size(), static_cast<std::size_t>(to_ms) * 8);
  double energy = 0, cosine = 0, sine = 0;
  for (std::size_t i = from; i < to; ++i) {
    const double x = samples[i];
    const double turn = 2 * std::numbers::pi * hz * static_cast<double>(i) / rate;
    energy += x * x;
    cosine += x * std::cos(turn);
    sine += x * std::sin(turn);
  }
  const auto count = static_cast<double>(to - from);
  if (count == 0 || energy / count < 400) return -1;
  return 2 * (cosine * cosine + sine * sine) / (count * energy);
}

}  // namespace rapport::recordings::testing
