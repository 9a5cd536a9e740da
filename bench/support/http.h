// HTTP over keep-alive connections, as a browser keeps a few per host. Callbacks run inside Net.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "support/net.h"

namespace rapport::bench {

struct HttpReply {
  int status = 0;  // 0: the connection broke
  std::string head, body;

  bool is_good() const { return status >= 200 && status < 300; }
  std::string header(const std::string& name) const;  // "" when absent; of several the first
};

using OnReply = std::function<void(HttpReply)>;

class HttpConnection : public TcpConnection {
 public:
  HttpConnection(Net& net, std::uint16_t port) : TcpConnection(net), port_(port) {}
  bool is_busy() const { return on_reply_ != nullptr; }
  // One at a time. Connects when it has to.
  void send(std::string_view request, OnReply on_reply);

 protected:
  void on_input(std::string& input) override;
  void on_end() override;

 private:
  std::uint16_t port_;
  OnReply on_reply_;
};

class HttpPool {
 public:
  HttpPool(Net& net, std::uint16_t port, std::size_t connections);
  // Sent with every request: "Name: value\r\n" each.
  std::string headers;
  // Waits for a free connection when all are busy.
  void send(const std::string& method, const std::string& target, const std::string& json, OnReply on_reply);
  std::uint16_t port() const { return port_; }
  Net& net() { return net_; }

 private:
  struct Waiting {
    std::string request;
    OnReply on_reply;
  };
  void pass(HttpConnection& connection, Waiting next);

  Net& net_;
  std::uint16_t port_;
  std::vector<std::unique_ptr<HttpConnection>> connections_;
  std::deque<Waiting> waiting_;
};

}  // namespace rapport::bench
