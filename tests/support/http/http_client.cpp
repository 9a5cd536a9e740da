#include "support/http/http_client.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace rapport::testing {
namespace {

std::string lower_case(std::string text) {
  for (char& c : text)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string head_of(const std::string& method, const std::string& target, const HeaderMap& headers) {
  std::string head = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n";
  for (const auto& [name, value] : headers)
    head += name + ": " + value + "\r\n";
  return head + "\r\n";
}

HeaderMap with_upgrade(HeaderMap headers) {
  headers.insert({{"Connection", "Upgrade"},
                  {"Upgrade", "websocket"},
                  {"Sec-WebSocket-Version", "13"},
                  {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}});
  return headers;
}

std::string receive_chunked(Wire& wire) {
  std::string body;
  while (true) {
    const std::size_t size = std::stoul(wire.receive_until("\r\n"), nullptr, 16);
    body += wire.receive_exactly(size);
    wire.receive_until("\r\n");
    if (size == 0) return body;
  }
}

}  // namespace

std::string HttpReply::header(const std::string& name) const {
  const auto found = headers.find(lower_case(name));
  return found == headers.end() ? std::string() : found->second;
}

HttpReply receive_reply(Wire& wire, bool has_body) {
  HttpReply reply;
  const std::string status_line = wire.receive_until("\r\n");
  if (!status_line.starts_with("HTTP/1.1 ")) throw std::runtime_error("not a reply: " + status_line);
  reply.status = std::stoi(status_line.substr(9));
  while (true) {
    std::string line = wire.receive_until("\r\n");
    line.resize(line.size() - 2);
    if (line.empty()) break;
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos) throw std::runtime_error("not a header: " + line);
    const std::string name = lower_case(line.substr(0, colon));
    reply.headers[name] = line.substr(colon + 2);
    if (name == "set-cookie") reply.set_cookies.push_back(line.substr(colon + 2));
  }
  if (!has_body || reply.status == 204 || reply.status == 304 || reply.status < 200) return reply;
  if (reply.header("transfer-encoding") == "chunked")
    reply.body = receive_chunked(wire);
  else
    reply.body = wire.receive_exactly(std::stoul(reply.header("content-length")));
  return reply;
}

HttpReply HttpClient::send(const std::string& method, const std::string& target, const std::string& body,
                           const HeaderMap& extra) {
  HeaderMap all = with_cookies(extra);
  if (!body.empty()) {
    all.insert({"Content-Type", "application/json"});
    all["Content-Length"] = std::to_string(body.size());
  } else if (method != "GET" && method != "HEAD") {
    all["Content-Length"] = "0";
  }
  // Readable before anything was asked: the server has closed the idle connection.
  if (wire_ && wire_->has_input(std::chrono::milliseconds(0))) wire_.reset();
  if (!wire_) wire_.emplace(port_, is_tls_);
  wire_->send(head_of(method, target, all) + body);
  HttpReply reply = receive_reply(*wire_, method != "HEAD");
  if (reply.header("connection") == "close") wire_.reset();
  keep_cookies(reply);
  return reply;
}

WebSocketClient HttpClient::socket(const std::string& target, const HeaderMap& extra) {
  return WebSocketClient(port_, target, with_cookies(extra), is_tls_);
}

HttpReply HttpClient::try_socket(const std::string& target, const HeaderMap& extra) {
  Wire wire(port_, is_tls_);
  wire.send(head_of("GET", target, with_upgrade(with_cookies(extra))));
  return receive_reply(wire);
}

HeaderMap HttpClient::with_cookies(const HeaderMap& extra) const {
  HeaderMap all = extra;
  all.insert(headers.begin(), headers.end());
  std::string line;
  for (const auto& [name, value] : cookies)
    line += (line.empty() ? "" : "; ") + name + "=" + value;
  if (!line.empty()) all.insert({"Cookie", line});
  return all;
}

void HttpClient::keep_cookies(const HttpReply& reply) {
  for (const std::string& cookie : reply.set_cookies) {
    const std::string pair = cookie.substr(0, cookie.find(';'));
    const std::size_t equals = pair.find('=');
    const bool is_removed = lower_case(cookie).find("max-age=0") != std::string::npos;
    if (is_removed || equals + 1 == pair.size())
      cookies.erase(pair.substr(0, equals));
    else
      cookies[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
}

WebSocketClient::WebSocketClient(std::uint16_t port, const std::string& target, const HeaderMap& headers,
                                 bool is_tls)
    : wire_(port, is_tls) {
  wire_.send(head_of("GET", target, with_upgrade(headers)));
  handshake_ = receive_reply(wire_);
  if (handshake_.status != 101)
    throw std::runtime_error("upgrade refused: " + std::to_string(handshake_.status) + " " + handshake_.body);
  if (handshake_.header("sec-websocket-accept") != "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    throw std::runtime_error("wrong Sec-WebSocket-Accept");
}

void WebSocketClient::send(std::string_view text) {
  send_frame(0x81, text);
}

void WebSocketClient::send_frame(std::uint8_t first, std::string_view payload) {
  std::string frame(1, static_cast<char>(first));
  const auto put = [&frame](std::size_t value, int bytes) {
    while (bytes-- > 0)
      frame += static_cast<char>((value >> (8 * bytes)) & 0xff);
  };
  if (payload.size() < 126) {
    put(0x80 | payload.size(), 1);
  } else if (payload.size() < 65536) {
    put(0x80 | 126, 1);
    put(payload.size(), 2);
  } else {
    put(0x80 | 127, 1);
    put(payload.size(), 8);
  }
  const char mask[4] = {0x11, 0x22, 0x33, 0x44};
  frame.append(mask, 4);
  for (std::size_t i = 0; i < payload.size(); ++i)
    frame += static_cast<char>(payload[i] ^ mask[i % 4]);
  wire_.send(frame);
}

std::optional<WebSocketClient::Frame> WebSocketClient::receive_frame(std::chrono::milliseconds patience) {
  if (!wire_.has_input(patience)) throw std::runtime_error("no WebSocket message in time");
  const auto number = [this](std::size_t count) {
    std::size_t value = 0;
    for (const char c : wire_.receive_exactly(count))
      value = value << 8 | static_cast<unsigned char>(c);
    return value;
  };
  Frame frame;
  try {
    const std::size_t first = number(1);
    frame.opcode = static_cast<std::uint8_t>(first & 0x0f);
    frame.is_final = (first & 0x80) != 0;
    std::size_t size = number(1);
    if (size == 126)
      size = number(2);
    else if (size == 127)
      size = number(8);
    frame.payload = wire_.receive_exactly(size);
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
  return frame;
}

std::optional<std::string> WebSocketClient::receive_or_close(std::chrono::milliseconds patience) {
  std::string message;
  const auto deadline = std::chrono::steady_clock::now() + patience;  // pings do not prolong it
  while (close_code_ == 0) {
    const auto left = deadline - std::chrono::steady_clock::now();
    const auto frame = receive_frame(
        std::max(std::chrono::duration_cast<std::chrono::milliseconds>(left), std::chrono::milliseconds(0)));
    if (!frame) {
      close_code_ = 1006;
    } else if (frame->opcode == 8) {
      const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(frame->payload[i]); };
      close_code_ = frame->payload.size() < 2 ? 1005 : byte(0) * 256 + byte(1);
      if (frame->payload.size() > 2) close_reason_ = frame->payload.substr(2);
      try {
        send_frame(0x88, frame->payload);
        wire_.shut_down_sending();
      } catch (const std::runtime_error&) {  // it did not wait for an answer
      }
    } else if (frame->opcode == 9) {
      ++pings_;
      if (answers_pings) send_frame(0x8a, frame->payload);
    } else if (frame->opcode < 3) {
      message += frame->payload;
      if (frame->is_final) return message;
    }
  }
  return std::nullopt;
}

std::string WebSocketClient::receive(std::chrono::milliseconds patience) {
  auto message = receive_or_close(patience);
  if (!message)
    throw std::runtime_error("socket closed with " + std::to_string(close_code_) + " " + close_reason_);
  return std::move(*message);
}

void WebSocketClient::close(std::uint16_t code) {
  const char payload[2] = {static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
  send_frame(0x88, {payload, 2});
  while (receive_or_close()) {
  }
}

}  // namespace rapport::testing
