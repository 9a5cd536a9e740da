#include "support/api_client.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <stdexcept>

namespace rapport::bench {

namespace json = boost::json;

std::string text_of(const json::value& object, const char* member) {
  return std::string(object.at(member).as_string());
}

json::value ApiClient::send(const std::string& method, const std::string& path, const std::string& body) {
  HttpReply reply;
  bool is_done = false;
  send(method, path, body, [&](HttpReply answer) {
    reply = std::move(answer);
    is_done = true;
  });
  pool_.net().run_until([&] { return is_done; }, std::chrono::seconds(60));
  if (!is_done || !reply.is_good())
    throw std::runtime_error(fmt::format("{} {}: {} {}", method, path, reply.status, reply.body));
  if (const std::string cookie = reply.header("set-cookie"); !cookie.empty())
    cookie_ = cookie.substr(0, cookie.find(';'));
  return reply.body.empty() ? json::value() : json::parse(reply.body);
}

void ApiClient::sign_in(const std::string& email, const std::string& password) {
  const json::value session =
      post("/session", json::serialize(json::object{{"email", email}, {"password", password}}));
  user_id_ = text_of(session.at("user"), "id");
  pool_.headers = fmt::format("Cookie: {}\r\nX-CSRF-Token: {}\r\n", cookie_, text_of(session, "csrf_token"));
}

}  // namespace rapport::bench
