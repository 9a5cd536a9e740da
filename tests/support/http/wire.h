// Wire: one blocking connection to a server on this machine, plain or TLS (any certificate is believed), for
// tests. Every wait has a deadline; what goes wrong throws std::runtime_error and so fails the test.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace rapport::testing {

constexpr std::chrono::milliseconds kPatience{10'000};

class Wire {
 public:
  explicit Wire(std::uint16_t port, bool is_tls = false);
  ~Wire();
  Wire(Wire&&) noexcept;

  void send(std::string_view bytes);
  // Bytes that have come, waiting for the first; "" at the end of the stream (also when it was reset).
  std::string receive_some(std::chrono::milliseconds patience = kPatience);
  // False when nothing came within `patience`.
  bool has_input(std::chrono::milliseconds patience);
  // Up to and with `end`; what follows is kept for the next call.
  std::string receive_until(std::string_view end);
  std::string receive_exactly(std::size_t count);
  std::string receive_all();  // to the end of the stream
  void shut_down_sending();
  void limit_receive_buffer(int bytes);  // a reader that falls behind soon
  int descriptor() const;
  std::string peer_certificate() const;  // DER; "" without TLS

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::testing
