#include "support/workplace.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <stdexcept>

namespace rapport::bench {
namespace {

namespace json = boost::json;

constexpr const char* password = "bench-bench-bench";
constexpr std::chrono::seconds patience{300};
constexpr std::size_t entering_max = 4;  // at once: the server hashes few passwords at a time

std::string id_of_role(ApiClient& admin, const std::string& name) {
  const json::value roles = admin.get("/roles?limit=200");
  for (const json::value& role : roles.at("items").as_array()) {
    if (text_of(role, "name") == name) return text_of(role, "id");
  }
  throw std::runtime_error("there is no role " + name);
}

std::string agent_json(const std::string& email, const std::string& role, const std::string& queue,
                       std::size_t chats) {
  const auto channel = [](std::size_t at_once, std::size_t units) {
    return json::object{{"at_once_max", at_once}, {"units", units}, {"is_interruptible", false}};
  };
  const json::object channels{{"voice", channel(1, chats)},
                              {"chat", channel(chats, 1)},
                              {"message", channel(1, 1)},
                              {"email", channel(1, 1)},
                              {"task", channel(1, 1)}};
  return json::serialize(json::object{{"email", email},
                                      {"name", email.substr(0, email.find('@'))},
                                      {"password", password},
                                      {"role_ids", json::array{role}},
                                      {"queue_ids", json::array{queue}},
                                      {"capacity", {{"units", chats}, {"channels", channels}}}});
}

// Several at once, because hashing passwords is slow on purpose.
void make_users(Net& net, ApiClient& admin, const std::vector<std::string>& users) {
  std::size_t made = 0;
  std::string failed;
  for (const std::string& user : users) {
    admin.send("POST", "/users", user, [&](HttpReply reply) {
      ++made;
      if (!reply.is_good()) failed = reply.body;
    });
  }
  net.run_until([&] { return made == users.size() || !failed.empty(); }, patience);
  if (!failed.empty() || made != users.size()) throw std::runtime_error("users cannot be made: " + failed);
}

}  // namespace

void sign_in_admin(ApiClient& admin) {
  const json::value demo = admin.get("/demo");
  for (const json::value& one : demo.at("sign_ins").as_array()) {
    if (text_of(one, "role") == "admin")
      return admin.sign_in(text_of(one, "email"), text_of(one, "password"));
  }
  throw std::runtime_error("the demo has no admin");
}

Workplace make_workplace(Net& net, std::uint16_t port, ApiClient& admin, const std::string& name,
                         const WorkplaceSize& size) {
  Workplace place;
  const json::object queue{{"name", name}, {"rules", {{"auto_accept", true}, {"wrap_up_limit_s", 600}}}};
  place.queue_id = text_of(admin.post("/queues", json::serialize(queue)), "id");
  const json::object channel{{"name", name}, {"queue_id", place.queue_id}, {"webchat", json::object{}}};
  place.chat_key = text_of(admin.post("/channels", json::serialize(channel)), "key");

  const std::string role = size.agents > 0 ? id_of_role(admin, "agent") : "";
  std::vector<std::string> users;
  const auto email_of = [&](std::size_t i) { return fmt::format("{}-{}@bench.example", name, i); };
  for (std::size_t i = 0; i < size.agents; ++i)
    users.push_back(agent_json(email_of(i), role, place.queue_id, size.chats_each));
  make_users(net, admin, users);
  for (std::size_t i = 0; i < size.agents; ++i)
    place.agents.push_back(std::make_unique<Agent>(net, port));
  std::size_t entering = 0, ready = 0;
  std::string failed;
  const auto enter = [&](std::size_t i) {
    ++entering;
    place.agents[i]->enter(email_of(i), password, [&](const std::string& why) {
      --entering;
      ++ready;
      if (!why.empty()) failed = why;
    });
  };
  for (std::size_t i = 0; i < size.agents && failed.empty(); ++i) {
    net.run_until([&] { return entering < entering_max; }, patience);
    enter(i);
  }
  net.run_until([&] { return ready == size.agents || !failed.empty(); }, patience);
  if (!failed.empty() || ready != size.agents) throw std::runtime_error("agents cannot sign in: " + failed);
  return place;
}

}  // namespace rapport::bench
