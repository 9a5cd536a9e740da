// A real Server on a free port with the routes a test wants, and what its tests look at.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/http/server.h"
#include "support/http/http_client.h"
#include "support/temp_folder.h"

namespace rapport::http {

class TestServer {
 public:
  explicit TestServer(const std::function<void(Router&)>& routes, ServerOptions options = {});
  ~TestServer();

  std::uint16_t port() const { return server_->port(); }
  bool is_tls() const { return is_tls_; }
  testing::HttpClient client() const { return testing::HttpClient(port(), is_tls_); }
  testing::Wire wire() const { return testing::Wire(port(), is_tls_); }
  Server& server() { return *server_; }
  // The value of one line of /metrics; 0 when absent.
  double metric(const std::string& line) const;

 private:
  bool is_tls_;
  Router router_;
  log::Log log_;
  metrics::Metrics metrics_;
  std::unique_ptr<Server> server_;
};

// Answers 200 with the body, as text.
Response text(std::string body);

// Everything that comes goes back; "close" closes with 4000.
Upgrade echo_upgrade();

// A self-signed certificate and its key in `folder`: server.pem, server.key.
void make_certificate(const tests::TempFolder& folder);

// Waits until `is_true`; false after ten seconds.
bool eventually(const std::function<bool()>& is_true);

}  // namespace rapport::http
