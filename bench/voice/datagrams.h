// Datagrams: one UDP socket that is as many ends as wanted: each datagram goes out from an address of its own
// in 127.0.0.0/8 and is taken with the address it came to, many with one call of the kernel. So thousands of
// browsers, which the server tells apart by their address, cost the bench no more than one. One owner.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

namespace rapport::bench {

constexpr std::size_t datagram_bytes_max = 1'700;
constexpr std::uint32_t first_loopback = 0x7F00'0001;  // 127.0.0.1, in the host's order

class Datagrams {
 public:
  Datagrams();
  ~Datagrams();
  Datagrams(const Datagrams&) = delete;
  Datagrams& operator=(const Datagrams&) = delete;

  std::uint16_t port() const { return port_; }

  // Where the next datagram is written; `send` takes its first bytes. What was sent leaves with `flush`, or
  // when there is enough of it.
  std::span<std::uint8_t, datagram_bytes_max> room();
  void send(std::size_t bytes, std::uint32_t own_address, std::uint16_t server_port);
  void flush();

  using Take = std::function<void(std::span<std::uint8_t> bytes, std::uint32_t own_address,
                                  std::uint16_t server_port)>;
  // All that is there, without waiting.
  void receive(const Take& take);

 private:
  struct Batch;
  int socket_ = -1;
  std::uint16_t port_ = 0;
  std::unique_ptr<Batch> out_, in_;
  unsigned filled_ = 0;
};

}  // namespace rapport::bench
