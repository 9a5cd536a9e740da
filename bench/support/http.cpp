#include "support/http.h"

#include <fmt/format.h>
#include <strings.h>

#include <stdexcept>
#include <utility>

namespace rapport::bench {

std::string HttpReply::header(const std::string& name) const {
  for (std::size_t line = head.find("\r\n"); line != std::string::npos; line = head.find("\r\n", line + 2)) {
    const std::size_t colon = head.find(':', line + 2);
    if (colon == std::string::npos) break;
    if (colon - line - 2 != name.size() || strncasecmp(head.data() + line + 2, name.data(), name.size()) != 0)
      continue;
    const std::size_t from = head.find_first_not_of(' ', colon + 1);
    return head.substr(from, head.find("\r\n", from) - from);
  }
  return "";
}

void HttpConnection::send(std::string_view request, OnReply on_reply) {
  on_reply_ = std::move(on_reply);
  if (!is_connected()) connect(port_);
  write(request);
}

void HttpConnection::on_input(std::string& input) {
  const std::size_t end = input.find("\r\n\r\n");
  if (end == std::string::npos || !on_reply_) return;
  HttpReply reply;
  reply.head = input.substr(0, end + 2);
  reply.status = std::stoi(reply.head.substr(reply.head.find(' ') + 1, 3));
  const std::string length = reply.header("content-length");
  const std::size_t bytes = length.empty() ? 0 : std::stoul(length);
  if (input.size() < end + 4 + bytes) return;
  reply.body = input.substr(end + 4, bytes);
  input.erase(0, end + 4 + bytes);
  std::exchange(on_reply_, nullptr)(std::move(reply));
}

void HttpConnection::on_end() {
  if (on_reply_) std::exchange(on_reply_, nullptr)(HttpReply{});
}

HttpPool::HttpPool(Net& net, std::uint16_t port, std::size_t connections) : net_(net), port_(port) {
  for (std::size_t i = 0; i < connections; ++i)
    connections_.push_back(std::make_unique<HttpConnection>(net, port));
}

void HttpPool::send(const std::string& method, const std::string& target, const std::string& json,
                    OnReply on_reply) {
  Waiting next{fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n"
                           "Content-Length: {}\r\n{}\r\n{}",
                           method, target, port_, json.size(), headers, json),
               std::move(on_reply)};
  for (auto& connection : connections_) {
    if (!connection->is_busy()) return pass(*connection, std::move(next));
  }
  waiting_.push_back(std::move(next));
}

void HttpPool::pass(HttpConnection& connection, Waiting next) {
  connection.send(next.request, [this, &connection, done = std::move(next.on_reply)](HttpReply reply) {
    if (!waiting_.empty()) {
      Waiting another = std::move(waiting_.front());
      waiting_.pop_front();
      pass(connection, std::move(another));
    }
    done(std::move(reply));
  });
}

}  // namespace rapport::bench
