// Compound RTCP (RFC 3550, 6): sender and receiver reports with the CNAME out; the reports about us in. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace rapport::media {

struct ReportBlock {
  std::uint32_t ssrc = 0;          // whose packets it is about
  std::uint8_t fraction_lost = 0;  // of 256, since the last report
  std::int32_t total_lost = 0;     // 24 bits
  std::uint32_t highest_sequence = 0;
  std::uint32_t jitter = 0;          // in ticks of the RTP clock
  std::uint32_t last_sr = 0;         // middle 32 bits of the NTP time of the last SR heard
  std::uint32_t delay_since_sr = 0;  // 1/65536 s
};

struct SenderInfo {
  std::uint64_t ntp = 0;  // 32.32 seconds since 1900
  std::uint32_t rtp_timestamp = 0;
  std::uint32_t packets = 0;
  std::uint32_t bytes = 0;
};

struct Report {
  std::uint32_t ssrc = 0;  // who says it
  std::optional<SenderInfo> sender = {};
  std::optional<ReportBlock> block = {};  // in: the one about `about`
  bool says_goodbye = false;
};

// Untrusted bytes: nothing when it is no compound that begins with SR or RR, or a length contradicts another.
std::optional<Report> read_rtcp(std::span<const std::uint8_t> bytes, std::uint32_t about);

constexpr std::size_t rtcp_bytes_max = 256;
// SR or RR, then SDES; a BYE where it says goodbye. The number of bytes, a multiple of four.
std::size_t write_rtcp(const Report& report, std::string_view cname,
                       std::span<std::uint8_t, rtcp_bytes_max> out);

}  // namespace rapport::media
