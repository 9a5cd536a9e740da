#include "channels/voice/sip/libre.h"

#include <fmt/format.h>

#include <ctime>

// libre's timers read the wall clock; a step of it would fire or stall every transaction. The library calls
// this function through its symbol table, so this definition takes the place of its own.
extern "C" uint64_t tmr_jiffies(void) {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000 + static_cast<uint64_t>(now.tv_nsec) / 1'000'000;
}

namespace rapport::sip {

Ref<mbuf> buffer_of(std::string_view text) {
  Ref<mbuf> buffer(mbuf_alloc(text.size() + 1));
  if (!buffer) return buffer;
  (void)mbuf_write_mem(buffer.get(), reinterpret_cast<const uint8_t*>(text.data()), text.size());
  buffer->pos = 0;
  return buffer;
}

std::string host_text(const sa& address) {
  char host[64] = "";
  if (sa_ntop(&address, host, sizeof host) != 0) return "";
  return host;
}

std::string address_text(const sa& address) {
  const std::string host = host_text(address);
  return sa_af(&address) == AF_INET6 ? fmt::format("[{}]:{}", host, sa_port(&address))
                                     : fmt::format("{}:{}", host, sa_port(&address));
}

}  // namespace rapport::sip
