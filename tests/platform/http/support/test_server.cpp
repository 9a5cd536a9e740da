#include "platform/http/support/test_server.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdlib.h>

#include <chrono>
#include <condition_variable>
#include <fstream>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace rapport::http {
namespace {

class Echo : public SocketHandler {
 public:
  explicit Echo(std::shared_ptr<Socket> socket) : socket_(std::move(socket)) {}
  void on_text(std::string_view text) override {
    if (text == "close")
      socket_->close(4000, "as you wish");
    else
      socket_->send(std::string(text));
  }
  void on_close() override {}

 private:
  std::shared_ptr<Socket> socket_;
};

}  // namespace

TestServer::TestServer(const std::function<void(Router&)>& routes, ServerOptions options)
    : is_tls_(!options.tls_certificate.empty()),
      log_({.level = log::Level::error, .is_json = false, .file = "/dev/null"}) {
  routes(router_);
  options.port = 0;
  server_ = std::make_unique<Server>(std::move(options), router_, log_, metrics_);
  if (auto started = server_->start(); !started) throw std::runtime_error(started.error().detail);
}

TestServer::~TestServer() = default;

double TestServer::metric(const std::string& line) const {
  const std::string text = "\n" + metrics_.text();
  const std::size_t found = text.find("\n" + line + " ");
  return found == std::string::npos ? 0 : std::stod(text.substr(found + line.size() + 2));
}

Response text(std::string body) {
  Response response;
  response.content_type = "text/plain";
  response.body = std::move(body);
  return response;
}

Upgrade echo_upgrade() {
  return [](Request, std::function<void(Result<SocketFactory>)> accept) {
    accept(SocketFactory(
        [](std::shared_ptr<Socket> socket) { return std::make_unique<Echo>(std::move(socket)); }));
  };
}

void make_certificate(const tests::TempFolder& folder) {
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::unique_ptr<X509, void (*)(X509*)> certificate(X509_new(), X509_free);
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* name = X509_get_subject_name(certificate.get());
  const unsigned char host[] = "localhost";
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, host, -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  const std::unique_ptr<FILE, int (*)(FILE*)> pem(std::fopen((folder.path() / "server.pem").c_str(), "w"),
                                                  std::fclose);
  PEM_write_X509(pem.get(), certificate.get());
  const std::unique_ptr<FILE, int (*)(FILE*)> key_file(
      std::fopen((folder.path() / "server.key").c_str(), "w"), std::fclose);
  PEM_write_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

bool eventually(const std::function<bool()>& is_true) {
  std::mutex mutex;
  std::condition_variable never;
  std::unique_lock lock(mutex);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);  // a busy machine
  while (!is_true()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    never.wait_for(lock, std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace rapport::http
