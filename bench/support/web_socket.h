// A WebSocket client: text frames, answers pings. Callbacks run inside Net.
#pragma once

#include <functional>
#include <string>

#include "support/net.h"

namespace rapport::bench {

class WebSocket : public TcpConnection {
 public:
  explicit WebSocket(Net& net) : TcpConnection(net) {}

  std::function<void()> on_open;
  std::function<void(std::string_view text)> on_text;
  std::function<void(const std::string& why)> on_gone;

  // `headers`: "Name: value\r\n" each.
  void open(std::uint16_t port, const std::string& target, const std::string& headers = "",
            std::uint8_t source = 1);
  void send(std::string_view text) { send_frame(0x81, text); }

 protected:
  void on_input(std::string& input) override;
  void on_end() override;

 private:
  void send_frame(std::uint8_t first, std::string_view payload);
  bool take_handshake(std::string& input);

  bool is_open_ = false;
  std::string why_ = "closed without a word";
};

}  // namespace rapport::bench
