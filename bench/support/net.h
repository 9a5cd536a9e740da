// Net: one epoll loop for the thousands of client connections of a bench, and TcpConnection, what they are
// made of. Not Asio, because the client shares its cores with the server it measures. One thread owns
// everything in here.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace rapport::bench {

using Clock = std::chrono::steady_clock;

class TcpConnection;

class Net {
 public:
  Net();
  ~Net();
  Net(const Net&) = delete;
  Net& operator=(const Net&) = delete;

  // Serves what is ready, waiting at most so long for the first.
  void run_once(std::chrono::microseconds wait);
  // False when `is_done` has not become true in time.
  bool run_until(const std::function<bool()>& is_done, std::chrono::seconds patience);
  void run_for(Clock::duration span);

 private:
  friend class TcpConnection;
  int epoll_ = -1;
};

// To 127.0.0.1. Throws std::runtime_error when there are no descriptors left.
class TcpConnection {
 public:
  explicit TcpConnection(Net& net) : net_(net) {}
  virtual ~TcpConnection() { disconnect(); }
  TcpConnection(const TcpConnection&) = delete;
  TcpConnection& operator=(const TcpConnection&) = delete;

  void disconnect();
  bool is_connected() const { return descriptor_ >= 0; }

 protected:
  // `source` is the last number of our own address 127.0.0.x: each has its own ports.
  void connect(std::uint16_t port, std::uint8_t source = 1);
  void write(std::string_view bytes);
  // Takes from the front of `input` what it can use.
  virtual void on_input(std::string& input) = 0;
  virtual void on_end() = 0;  // closed by the other side, or refused; disconnected already

 private:
  friend class Net;
  void on_ready(std::uint32_t events);
  void flush();
  void read();
  void fail();
  void watch(bool for_writing);

  Net& net_;
  int descriptor_ = -1;
  bool is_watching_writes_ = false;
  std::string input_, output_;
};

}  // namespace rapport::bench
