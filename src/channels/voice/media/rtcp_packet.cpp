#include "channels/voice/media/rtcp_packet.h"

#include <algorithm>
#include <cstring>

#include "channels/voice/media/bytes.h"

namespace rapport::media {
namespace {

constexpr std::uint8_t sender_report = 200, receiver_report = 201, description = 202, goodbye = 203;
constexpr std::size_t block_bytes = 24, sender_bytes = 20;
constexpr std::size_t cname_bytes_max = 64;

ReportBlock read_block(const std::uint8_t* p) {
  ReportBlock block;
  block.ssrc = read_u32(p);
  block.fraction_lost = p[4];
  block.total_lost = static_cast<std::int32_t>(read_u24(p + 5) << 8) >> 8;
  block.highest_sequence = read_u32(p + 8);
  block.jitter = read_u32(p + 12);
  block.last_sr = read_u32(p + 16);
  block.delay_since_sr = read_u32(p + 20);
  return block;
}

void read_reports(std::span<const std::uint8_t> packet, std::uint32_t about, Report& report) {
  std::size_t at = 8;
  report.ssrc = read_u32(&packet[4]);
  if (packet[1] == sender_report) {
    if (packet.size() < at + sender_bytes) return;
    SenderInfo info;
    info.ntp = static_cast<std::uint64_t>(read_u32(&packet[at])) << 32 | read_u32(&packet[at + 4]);
    info.rtp_timestamp = read_u32(&packet[at + 8]);
    info.packets = read_u32(&packet[at + 12]);
    info.bytes = read_u32(&packet[at + 16]);
    report.sender = info;
    at += sender_bytes;
  }
  for (int i = 0; i < (packet[0] & 0x1F) && packet.size() >= at + block_bytes; ++i, at += block_bytes) {
    const ReportBlock block = read_block(&packet[at]);
    if (block.ssrc == about) report.block = block;
  }
}

void write_header(std::uint8_t* out, std::size_t count, std::uint8_t type, std::size_t bytes) {
  out[0] = static_cast<std::uint8_t>(0x80 | count);
  out[1] = type;
  write_u16(out + 2, static_cast<std::uint32_t>(bytes / 4 - 1));
}

}  // namespace

std::optional<Report> read_rtcp(std::span<const std::uint8_t> bytes, std::uint32_t about) {
  Report report;
  bool is_first = true;
  while (!bytes.empty()) {
    if (bytes.size() < 4 || bytes[0] >> 6 != 2) return std::nullopt;
    const std::size_t length = (static_cast<std::size_t>(read_u16(&bytes[2])) + 1) * 4;
    if (length > bytes.size()) return std::nullopt;
    const std::uint8_t type = bytes[1];
    if (is_first && type != sender_report && type != receiver_report) return std::nullopt;
    if (type == sender_report || type == receiver_report) {
      if (length < 8) return std::nullopt;
      read_reports(bytes.first(length), about, report);
    } else if (type == goodbye) {
      report.says_goodbye = true;
    }
    is_first = false;
    bytes = bytes.subspan(length);
  }
  if (is_first) return std::nullopt;
  return report;
}

std::size_t write_rtcp(const Report& report, std::string_view cname,
                       std::span<std::uint8_t, rtcp_bytes_max> out) {
  std::uint8_t* p = out.data();
  const std::size_t blocks = report.block ? 1 : 0;
  const std::size_t first = 8 + (report.sender ? sender_bytes : 0) + blocks * block_bytes;
  write_header(p, blocks, report.sender ? sender_report : receiver_report, first);
  write_u32(p + 4, report.ssrc);
  std::uint8_t* q = p + 8;
  if (report.sender) {
    write_u32(q, static_cast<std::uint32_t>(report.sender->ntp >> 32));
    write_u32(q + 4, static_cast<std::uint32_t>(report.sender->ntp));
    write_u32(q + 8, report.sender->rtp_timestamp);
    write_u32(q + 12, report.sender->packets);
    write_u32(q + 16, report.sender->bytes);
    q += sender_bytes;
  }
  if (report.block) {
    const ReportBlock& block = *report.block;
    write_u32(q, block.ssrc);
    write_u32(q + 4, static_cast<std::uint32_t>(block.fraction_lost) << 24 |
                         (static_cast<std::uint32_t>(block.total_lost) & 0xFFFFFFu));
    write_u32(q + 8, block.highest_sequence);
    write_u32(q + 12, block.jitter);
    write_u32(q + 16, block.last_sr);
    write_u32(q + 20, block.delay_since_sr);
  }
  p += first;
  cname = cname.substr(0, cname_bytes_max);
  // Chunk: SSRC, item (type 1, length, text), at least one zero, to a multiple of four.
  const std::size_t chunk = (4 + 2 + cname.size() + 1 + 3) / 4 * 4;
  write_header(p, 1, description, 4 + chunk);
  std::memset(p + 4, 0, chunk);
  write_u32(p + 4, report.ssrc);
  p[8] = 1;
  p[9] = static_cast<std::uint8_t>(cname.size());
  std::memcpy(p + 10, cname.data(), cname.size());
  p += 4 + chunk;
  if (report.says_goodbye) {
    write_header(p, 1, goodbye, 8);
    write_u32(p + 4, report.ssrc);
    p += 8;
  }
  return static_cast<std::size_t>(p - out.data());
}

}  // namespace rapport::media
