#include "support/web_socket.h"

#include <fmt/format.h>

namespace rapport::bench {
namespace {

struct Frame {
  std::uint8_t opcode = 0;
  std::size_t payload_at = 0, payload_bytes = 0;
};

// False until the whole frame is there. Servers do not mask (RFC 6455, 5.1), and ours never fragments.
bool read_frame(std::string_view input, Frame& frame) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(input[i]); };
  if (input.size() < 2) return false;
  frame.opcode = byte(0) & 0x0F;
  frame.payload_at = 2;
  frame.payload_bytes = byte(1) & 0x7F;
  if (frame.payload_bytes >= 126) {
    const std::size_t width = frame.payload_bytes == 126 ? 2 : 8;
    if (input.size() < 2 + width) return false;
    frame.payload_bytes = 0;
    for (std::size_t i = 0; i < width; ++i)
      frame.payload_bytes = frame.payload_bytes << 8 | byte(2 + i);
    frame.payload_at += width;
  }
  return input.size() >= frame.payload_at + frame.payload_bytes;
}

}  // namespace

void WebSocket::open(std::uint16_t port, const std::string& target, const std::string& headers,
                     std::uint8_t source) {
  is_open_ = false;
  connect(port, source);
  write(
      fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{}\r\n",
                  target, port, headers));
}

// Masked with the key 0, which changes nothing: the client's time is not what is measured.
void WebSocket::send_frame(std::uint8_t first, std::string_view payload) {
  std::string frame(1, static_cast<char>(first));
  if (payload.size() < 126) {
    frame += static_cast<char>(0x80 | payload.size());
  } else {
    frame += static_cast<char>(0x80 | 126);
    frame += static_cast<char>(payload.size() >> 8);
    frame += static_cast<char>(payload.size() & 0xFF);
  }
  frame.append(4, '\0');
  frame.append(payload);
  write(frame);
}

bool WebSocket::take_handshake(std::string& input) {
  const std::size_t end = input.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  if (!input.starts_with("HTTP/1.1 101")) {
    why_ = input.substr(0, 400);
    disconnect();
    on_end();
    return false;
  }
  input.erase(0, end + 4);
  is_open_ = true;
  if (on_open) on_open();
  return true;
}

void WebSocket::on_input(std::string& input) {
  if (!is_open_ && !take_handshake(input)) return;
  std::size_t taken = 0;
  Frame frame;
  while (is_connected() && read_frame(std::string_view(input).substr(taken), frame)) {
    const std::string_view payload =
        std::string_view(input).substr(taken + frame.payload_at, frame.payload_bytes);
    taken += frame.payload_at + frame.payload_bytes;
    if (frame.opcode == 0x1 && on_text) on_text(payload);
    if (frame.opcode == 0x9) send_frame(0x8A, payload);
    if (frame.opcode == 0x8) {
      why_ = payload.size() < 2 ? "closed" : "closed: " + std::string(payload.substr(2));
      send_frame(0x88, payload);
    }
  }
  if (is_connected()) input.erase(0, taken);
}

void WebSocket::on_end() {
  if (on_gone) on_gone(why_);
}

}  // namespace rapport::bench
