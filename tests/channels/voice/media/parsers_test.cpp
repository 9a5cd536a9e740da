// RTP, RTCP and STUN: what is written is read, what is broken is refused.
#include <doctest/doctest.h>

#include <cstring>

#include "channels/voice/media/receive_statistics.h"
#include "channels/voice/media/rtcp_packet.h"
#include "channels/voice/media/rtp_packet.h"
#include "channels/voice/media/send_stream.h"
#include "channels/voice/media/stun.h"

namespace rapport::media::test {

TEST_CASE("An RTP header is read back; extension, sources and padding are not payload") {
  std::array<std::uint8_t, 64> bytes{};
  write_rtp_header({true, 101, 65535, 4000000000u, 7}, bytes.data());
  auto packet = read_rtp(std::span(bytes).first(20));
  REQUIRE(packet);
  CHECK(packet->has_marker);
  CHECK(packet->payload_type == 101);
  CHECK(packet->sequence == 65535);
  CHECK(packet->timestamp == 4000000000u);
  CHECK(packet->ssrc == 7);
  CHECK(packet->payload.size() == 8);
  bytes[0] = 0x80 | 0x20 | 0x10 | 1;  // padding, extension, one source
  bytes[16] = bytes[17] = 0xBE;
  bytes[19] = 1;  // one word of extension
  bytes[39] = 4;  // of padding
  packet = read_rtp(std::span(bytes).first(40));
  REQUIRE(packet);
  CHECK(packet->payload.size() == 40 - 12 - 4 - 8 - 4);
  bytes[39] = 200;
  CHECK_FALSE(read_rtp(std::span(bytes).first(40)));
  CHECK_FALSE(read_rtp(std::span(bytes).first(11)));
  bytes[0] = 0x40;
  CHECK_FALSE(read_rtp(bytes));
}

TEST_CASE("Sender and receiver reports are read back, goodbyes too") {
  Report report;
  report.ssrc = 11;
  report.sender = SenderInfo{0x1122334455667788u, 5, 6, 7};
  report.block = ReportBlock{22, 128, -3, 70000, 90, 1000, 2000};
  report.says_goodbye = true;
  std::array<std::uint8_t, rtcp_bytes_max> bytes;
  const std::size_t size = write_rtcp(report, "somebody@somewhere", bytes);
  CHECK(size % 4 == 0);
  const auto read = read_rtcp(std::span(bytes).first(size), 22);
  REQUIRE(read);
  CHECK(read->ssrc == 11);
  REQUIRE(read->sender);
  CHECK(read->sender->ntp == 0x1122334455667788u);
  REQUIRE(read->block);
  CHECK(read->block->fraction_lost == 128);
  CHECK(read->block->total_lost == -3);
  CHECK(read->block->delay_since_sr == 2000);
  CHECK(read->says_goodbye);
  CHECK_FALSE(read_rtcp(std::span(bytes).first(size), 23)->block);
  CHECK_FALSE(read_rtcp(std::span(bytes).first(size - 1), 22));
  CHECK_FALSE(read_rtcp({}, 22));
  bytes[1] = 202;  // a compound must begin with a report
  CHECK_FALSE(read_rtcp(std::span(bytes).first(size), 22));
}

TEST_CASE("A binding request is read, proven and answered; a forged one is not") {
  std::array<std::uint8_t, 512> bytes;
  const StunTransaction transaction = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  const std::size_t size =
      write_binding_request(transaction, "ours:theirs", "the password of ours", true, bytes);
  const std::span<const std::uint8_t> message = std::span(bytes).first(size);
  const auto request = read_binding_request(message);
  REQUIRE(request);
  CHECK(request->transaction == transaction);
  CHECK(request->ours == "ours");
  CHECK(request->theirs == "theirs");
  CHECK(request->is_nomination);
  CHECK(is_genuine(message, request->integrity_at, "the password of ours"));
  CHECK_FALSE(is_genuine(message, request->integrity_at, "another password"));
  for (std::size_t i = 0; i < size; ++i) {  // every bit of it is protected by the fingerprint at least
    bytes[i] ^= 1;
    CHECK_FALSE(read_binding_request(message));
    bytes[i] ^= 1;
  }
  for (std::size_t cut = 0; cut < size; ++cut)
    CHECK_FALSE(read_binding_request(message.first(cut)));
}

TEST_CASE("The answer carries the address that was seen, masked (RFC 8489, 14.2)") {
  std::array<std::uint8_t, stun_answer_bytes_max> out;
  const StunTransaction transaction{};
  const std::size_t size = write_binding_answer(transaction, *Address::from("192.0.2.1", 32853), "pw", out);
  CHECK(size == 20 + 12 + 24 + 8);
  CHECK(out[0] == 1);
  CHECK(out[1] == 1);
  const std::uint8_t expected[] = {0, 0x20, 0, 8, 0, 1, 0xA1, 0x47, 0xE1, 0x12, 0xA6, 0x43};  // RFC 5769, 2.2
  CHECK(std::memcmp(&out[20], expected, sizeof expected) == 0);
}

// RFC 5769, 2.1: the sample request (username evtj:h6vY, password VOkJxbRl1RmTxUk/WvJxBt).
TEST_CASE("The sample request of RFC 5769 is read and proven") {
  const unsigned char sample[] =
      "\x00\x01\x00\x58\x21\x12\xa4\x42\xb7\xe7\xa7\x01\xbc\x34\xd6\x86\xfa\x87\xdf\xae\x80\x22\x00\x10STUN "
      "test client"
      "\x00\x24\x00\x04\x6e\x00\x01\xff\x80\x29\x00\x08\x93\x2f\xf9\xb1\x51\x26\x3b\x36\x00\x06\x00\x09"
      "\x65\x76\x74\x6a\x3a\x68\x36\x76\x59\x20\x20\x20\x00\x08\x00\x14\x9a\xea\xa7\x0c\xbf\xd8\xcb\x56\x78"
      "\x1e\xf2\xb5"
      "\xb2\xd3\xf2\x49\xc1\xb5\x71\xa2\x80\x28\x00\x04\xe5\x7a\x3b\xcf";
  const std::span<const std::uint8_t> message(sample, sizeof sample - 1);
  const auto request = read_binding_request(message);
  REQUIRE(request);
  CHECK(request->ours == "evtj");
  CHECK(request->theirs == "h6vY");
  CHECK(is_genuine(message, request->integrity_at, "VOkJxbRl1RmTxUk/WvJxBt"));
}

TEST_CASE("Packets that are passed on keep their distances; our own ones continue the stream") {
  SendStream stream(1, 100, 5000);
  stream.set_clock(8000);
  RtpPacket in{false, 0, 65535, 777, 9};
  CHECK(stream.passed_on(in, 8).sequence == 100);
  CHECK(stream.passed_on(in, 8).has_marker == false);
  in.sequence = 1;  // 0 was lost
  in.timestamp += 320;
  RtpPacket out = stream.passed_on(in, 8);
  CHECK(out.sequence == 102);
  CHECK(out.timestamp == 5320);
  in.sequence = 0;  // late, not lost
  in.timestamp -= 160;
  CHECK(stream.passed_on(in, 8).sequence == 101);
  CHECK(stream.own(8, false).sequence == 103);
  in.sequence = 2;
  in.timestamp += 320;
  out = stream.passed_on(in, 8);
  CHECK(out.sequence == 104);
  CHECK(out.has_marker);
  CHECK(out.timestamp == 5480);
}

TEST_CASE("Loss and jitter are those of RFC 3550") {
  ReceiveStatistics statistics;
  RtpPacket packet{false, 0, 65530, 0, 5};
  statistics.begin(5, packet.sequence);
  std::int64_t now = 0;
  for (int i = 0; i < 100; ++i) {
    if (i % 10 != 9) statistics.received(packet, 8000, now);
    ++packet.sequence;
    packet.timestamp += 160;
    now += 20'000;
  }
  CHECK(statistics.packets() == 90);
  CHECK(statistics.take_loss() == doctest::Approx(9.0 / 99));  // the last one lost is not known yet
  const ReportBlock block = statistics.block(now);
  CHECK(block.total_lost == 9);
  CHECK(block.highest_sequence == 65536 + 92);
  CHECK(statistics.jitter_ms() == doctest::Approx(0));
  packet.timestamp += 160;
  statistics.received(packet, 8000, now + 16'000);
  CHECK(statistics.jitter_ms() == doctest::Approx(4.0 / 16).epsilon(0.05));
}

}  // namespace rapport::media::test
