// ApiClient: a signed-in user's requests, for setting things up: waits for each answer, and throws what is
// not 2xx.
#pragma once

#include <boost/json/value.hpp>

#include <string>

#include "support/http.h"

namespace rapport::bench {

class ApiClient {
 public:
  ApiClient(Net& net, std::uint16_t port, std::size_t connections = 1) : pool_(net, port, connections) {}

  void sign_in(const std::string& email, const std::string& password);
  boost::json::value get(const std::string& path) { return send("GET", path, ""); }
  boost::json::value post(const std::string& path, const std::string& json) {
    return send("POST", path, json);
  }
  boost::json::value put(const std::string& path, const std::string& json) { return send("PUT", path, json); }
  // Without waiting. Paths are below /api/v1.
  void send(const std::string& method, const std::string& path, const std::string& json, OnReply on_reply) {
    pool_.send(method, "/api/v1" + path, json, std::move(on_reply));
  }

  const std::string& user_id() const { return user_id_; }
  const std::string& cookie() const { return cookie_; }

 private:
  boost::json::value send(const std::string& method, const std::string& path, const std::string& json);

  HttpPool pool_;
  std::string user_id_, cookie_;
};

std::string text_of(const boost::json::value& object, const char* member);

}  // namespace rapport::bench
