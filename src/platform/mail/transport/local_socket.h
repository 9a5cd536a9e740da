// A stream socket of this machine, as lines: what LMTP is spoken over, on both sides. Only for this folder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"

namespace rapport::mail {

// Owns one descriptor.
class LocalSocket {
 public:
  LocalSocket() = default;
  explicit LocalSocket(int descriptor) : descriptor_(descriptor) {}
  LocalSocket(LocalSocket&& other) noexcept;
  LocalSocket& operator=(LocalSocket&& other) noexcept;
  ~LocalSocket();

  // `at`: "unix:PATH" or "ADDRESS:PORT". Errors: invalid, "bad_address"; unavailable, "cannot_listen" or
  // "no_connection".
  static Result<LocalSocket> listen(const std::string& at);
  static Result<LocalSocket> connect(const std::string& at);

  int descriptor() const { return descriptor_; }
  std::uint16_t port() const;  // that it is bound to; 0: none
  // Blocks. False: the connection is lost.
  bool send(std::string_view bytes);
  // More into `buffer`, waiting for it; `wake` (a descriptor, -1: none) ends the wait. False: the other side
  // has closed, it took too long, or it was woken.
  bool receive(std::string& buffer, Duration timeout, int wake);

 private:
  int descriptor_ = -1;
};

}  // namespace rapport::mail
