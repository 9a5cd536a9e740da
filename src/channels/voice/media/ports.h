// The range of UDP ports for phones and trunks, in pairs: the even one for RTP, the odd one for RTCP where it
// is not multiplexed. Not thread-safe: the plane's door guards it. Released pairs are used again last, so
// that a late packet of an ended call does not reach the next one.
#pragma once

#include <cstdint>
#include <deque>

#include "base/result.h"
#include "channels/voice/media/udp_socket.h"

namespace rapport::media {

class Ports {
 public:
  Ports(std::uint16_t first, std::uint16_t last);  // 0: any
  struct Pair {
    UdpSocket rtp;
    std::uint16_t leased = 0;  // give it back; 0: not from the range
  };
  // Ports that another program holds are passed over. Errors: no_free_port.
  Result<Pair> take(const Address& at);
  void release(std::uint16_t leased);

 private:
  bool is_any_;
  std::deque<std::uint16_t> free_;
};

}  // namespace rapport::media
