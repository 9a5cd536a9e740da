// OggOpus: two channels of sound as an Ogg stream of Opus, a page a second. The channels are two mono streams
// of their own (RFC 7845 mapping family 1, nothing coupled): what the customer says is never heard in the
// agents' channel. Bytes are given out page by page; whoever has all of them up to some page has a playable
// file up to there. One owner, one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace rapport::recordings {

inline constexpr int sample_rate = 8'000;
inline constexpr int frames_per_second = 50;
inline constexpr std::size_t frame_samples = sample_rate / frames_per_second;
inline constexpr int bits_per_second = 32'000;  // of both channels together, at most

class OggOpus {
 public:
  explicit OggOpus(std::int64_t serial);  // tells streams apart; its lower half counts
  ~OggOpus();
  OggOpus(const OggOpus&) = delete;
  OggOpus& operator=(const OggOpus&) = delete;

  // The two pages that every file begins with.
  std::string head();
  // 20 ms: frame_samples samples each. Gives a page once a second, else "".
  std::string add(std::span<const std::int16_t> left, std::span<const std::int16_t> right);
  // The last page.
  std::string finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Where pages lie in a part of such a stream, for telling what time a range of bytes is: from the first page
// that begins in it to the last that does, in milliseconds; -1: none begins there.
struct PageTimes {
  std::int64_t first_ms = -1;  // where the first of them ends
  std::int64_t last_ms = -1;   // where the last of them ends
};
PageTimes page_times(std::string_view bytes);

}  // namespace rapport::recordings
