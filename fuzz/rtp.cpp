// What arrives at a media port: RTP through statistics, jitter buffer and every decoder; keys; RTCP. The
// first byte of each piece says what it is and how much time has passed.
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.h"
#include "channels/voice/media/receive_statistics.h"
#include "channels/voice/media/receive_stream.h"
#include "channels/voice/media/send_stream.h"
#include "channels/voice/media/telephone_event.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rapport;
  using namespace rapport::media;
  ReceiveStream stream;
  std::vector<Decoding> decodings;
  for (const auto& format : {sdp::Format{sdp::Codec::pcmu, 0}, sdp::Format{sdp::Codec::pcma, 8},
                             sdp::Format{sdp::Codec::g722, 9}, sdp::Format{sdp::Codec::opus, 111, true}})
    decodings.push_back({format, make_decoder(format)});
  stream.set_codecs(std::move(decodings));
  ReceiveStatistics statistics;
  EventReceiver events;
  SendStream sending(1, 2, 3);
  std::int64_t now = 1'000'000;
  std::span<const std::uint8_t> rest(data, size);
  Frame frame;
  while (rest.size() > 2) {
    const std::uint8_t kind = rest[0];
    const std::size_t length =
        std::min<std::size_t>(rest[1] + std::size_t{kind & 0x40u} * 4, rest.size() - 2);
    const auto bytes = rest.subspan(2, length);
    rest = rest.subspan(2 + length);
    now += (kind >> 2 & 0x0F) * 5'000;
    if ((kind & 3) == 3) {
      if (const auto report = read_rtcp(bytes, 1); report && report->sender)
        statistics.heard_sender_report(report->sender->ntp, now);
      continue;
    }
    const auto packet = read_rtp(bytes);
    if (!packet) continue;
    if (!statistics.has_begun() || statistics.ssrc() != packet->ssrc) {
      statistics.begin(packet->ssrc, packet->sequence);
      stream.reset();
    }
    statistics.received(*packet, 8000, now);
    stream.insert(*packet, stream.format_of(packet->payload_type) != nullptr, now);
    (void)events.receive(*packet, 8000, now);
    (void)events.expire(now);
    (void)sending.passed_on(*packet, 0);
    sending.tick();
    for (int i = 0; i <= (kind >> 2 & 3); ++i) {
      stream.hear(now, frame);
      now += 20'000;
    }
  }
  const ReportBlock block = statistics.block(now);
  std::array<std::uint8_t, rtcp_bytes_max> out;
  const std::size_t written = write_rtcp({1, {}, block, true}, "cname", out);
  RAPPORT_CHECK(read_rtcp(std::span(out).first(written), block.ssrc));
  RAPPORT_CHECK(statistics.take_loss() <= 1);
  return 0;
}
