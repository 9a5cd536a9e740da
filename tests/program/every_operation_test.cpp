// Walks every operation that the program serves. What an operation needs is taken from its description, so a
// new one is walked by itself; where the walk does not know what to put in, it says so.
#include <doctest/doctest.h>

#include <algorithm>

#include "api/answer.h"
#include "support/program/furniture.h"
#include "support/program/sample.h"

namespace rapport::program::testing {
namespace {

using api::Endpoint;
using api::Method;

struct Walk {
  House& house;
  const Furnished& own;
  const Furnished& theirs;
  HttpClient client;
  std::vector<std::string> leaks;

  // Ends the walker's own session or changes its password.
  static bool is_skipped(const Endpoint& endpoint) {
    const std::string& id = endpoint.operation.id;
    return id == "signOut" || id == "signIn" || id == "changePassword" || id == "removeTotp";
  }

  std::string path_of(const Endpoint& endpoint, const Furnished& side) {
    std::string path = endpoint.operation.path;
    if (const auto key = path.find("{key}"); key != std::string::npos) path.replace(key, 5, side.chat_key);
    if (const auto brace = path.find("{id}"); brace != std::string::npos) {
      const auto id = side.ids.find(path_id_name(path));
      if (id == side.ids.end()) {
        leaks.push_back("tell the walk an id for " + path);
        return path;
      }
      path.replace(brace, 4, id->second);
    }
    return path;
  }

  // What a schema does not say: "exactly one of these two".
  static constexpr const char* needed_places[][2] = {{"transferInteraction", "/agent_id"}};
  static constexpr const char* needed_words[][2] = {{"holdRecording", "/why"}};
  // What has to be in the language of conditions.
  static constexpr const char* conditions[] = {"createSegment", "changeSegment", "createNextActionRule",
                                               "changeNextActionRule"};

  // Nothing leaves the house.
  static constexpr const char* switched_off[] = {"createWebhook", "changeWebhook"};

  SampleOptions options_of(const Endpoint& endpoint, const Furnished& side) {
    SampleOptions options;
    for (const auto& [id, place] : needed_places)
      if (endpoint.operation.id == id)
        options.instead[place] = '"' + side.ids.at(id_name(std::string(place).substr(1))) + '"';
    for (const auto& [id, place] : needed_words)
      if (endpoint.operation.id == id) options.instead[place] = "\"for a reason\"";
    for (const char* id : conditions)
      if (endpoint.operation.id == id) options.instead["/condition"] = "\"purchases > 1\"";
    for (const char* id : switched_off)
      if (endpoint.operation.id == id) options.instead["/is_active"] = "false";
    options.id_of = [&](const std::string& member) {
      const auto id = side.ids.find(member);
      if (id != side.ids.end()) return id->second;
      leaks.push_back("tell the walk an id for the member " + member);
      return std::string("1");
    };
    return options;
  }

  HttpReply ask(const Endpoint& endpoint, const std::string& path, const std::string& body) {
    if (endpoint.takes_bytes) return client.send("POST", path, "bytes", {{"Content-Type", "text/plain"}});
    const bool has_body = endpoint.method != Method::get && endpoint.input != nullptr;
    return client.send(api::name_of(endpoint.method), path, has_body ? body : "", {{"If-Match", "\"1\""}});
  }

  std::string told(const Endpoint& endpoint, const std::string& body, const HttpReply& reply) {
    return std::string(api::name_of(endpoint.method)) + " " + endpoint.operation.path + " (" +
           endpoint.operation.id + ") " + body.substr(0, 200) + " answered " + std::to_string(reply.status) +
           " " + reply.body.substr(0, 300);
  }

  void judge_words(const Endpoint& endpoint, const std::string& body, const HttpReply& reply) {
    if (reply.status >= 500) leaks.push_back("broke: " + told(endpoint, body, reply));
    if (reply.body.find(theirs.mark) != std::string::npos)
      leaks.push_back("shows a name: " + told(endpoint, body, reply));
    for (const std::string& id : theirs.all_ids())
      if (reply.body.find('"' + id + '"') != std::string::npos)
        leaks.push_back("shows an id: " + told(endpoint, body, reply));
  }

  // Their thing in the path.
  void visit_path(const Endpoint& endpoint) {
    const std::string body = endpoint.input ? sample_of(*endpoint.input, options_of(endpoint, own)) : "";
    std::string path = endpoint.operation.path;
    if (path.find("{id}") == std::string::npos) {
      if (endpoint.operation.is_public) return;  // shown to everybody
      judge_words(endpoint, body, ask(endpoint, path, body));
      return;
    }
    const HttpReply reply = ask(endpoint, path_of(endpoint, theirs), body);
    judge_words(endpoint, body, reply);
    if (reply.status == 400 || reply.status == 415 || reply.status == 422)
      leaks.push_back("the sample does not get as far as the id: " + told(endpoint, body, reply));
    else if (reply.status != 403 && reply.status != 404)
      leaks.push_back("not refused: " + told(endpoint, body, reply));
  }

  // Their thing in each place of the body that holds an id.
  void visit_body(const Endpoint& endpoint) {
    if (endpoint.input == nullptr || endpoint.method == Method::get) return;
    for (const Place& place : places_of(*endpoint.input)) {
      if (place.type->kind != contract::Kind::id) continue;
      const auto id = theirs.ids.find(id_name(place.member));
      if (id == theirs.ids.end()) {
        leaks.push_back("tell the walk an id for the member " + place.member);
        continue;
      }
      if (id->first == "offer") continue;                   // numbered within an interaction
      if (place.pointer.starts_with("/draft/")) continue;   // may name anything: publishing asks
      if (place.pointer.starts_with("/filter/")) continue;  // the same: finds nothing
      SampleOptions options = options_of(endpoint, own);
      if (!place.is_required) options.instead.clear();
      options.instead[place.pointer] = '"' + id->second + '"';
      const std::string body = sample_of(*endpoint.input, options);
      const HttpReply reply = ask(endpoint, path_of(endpoint, own), body);
      judge_words(endpoint, body, reply);
      if (reply.status < 400)
        leaks.push_back("took their " + place.pointer + ": " + told(endpoint, body, reply));
    }
  }

  // Their thing in each parameter of a query that holds an id.
  void visit_query(const Endpoint& endpoint) {
    if (endpoint.input == nullptr || endpoint.method != Method::get) return;
    for (const Place& place : places_of(*endpoint.input)) {
      if (place.type->kind != contract::Kind::id) continue;
      const auto id = theirs.ids.find(id_name(place.member));
      if (id == theirs.ids.end()) {
        leaks.push_back("tell the walk an id for the parameter " + place.member);
        continue;
      }
      const std::string path = path_of(endpoint, own) + "?" + place.member + "=" + id->second;
      judge_words(endpoint, path, ask(endpoint, path, ""));
    }
  }
};

// Counts seconds while the agent works.
bool goes_on_with_time(const std::string& id) {
  return id == "getAdherence" || id == "getMyAdherence" || id == "getAdherenceDays" ||
         id == "exportAdherence";
}

// All that an organisation's own admin and agent can read, an answer a line.
std::vector<std::string> everything(House& house, const Furnished& side) {
  std::vector<std::string> all = {std::to_string(house.parts().loop.seq(side.org).value())};
  for (const char* who : {"admin", "agent"}) {
    HttpClient owner = house.signed_in(std::string(who) + "@" + side.slug + ".test");
    Walk walk{house, side, side, std::move(owner), {}};
    for (const auto& endpoint : house.parts().api.endpoints()) {
      if (endpoint->method != Method::get || endpoint->operation.is_public) continue;
      if (endpoint->operation.id == "getSession" || endpoint->operation.id == "listAudit") continue;
      if (goes_on_with_time(endpoint->operation.id)) continue;
      const HttpReply reply = walk.client.get(walk.path_of(*endpoint, side));
      // Refused ones differ in the number of the request.
      all.push_back(endpoint->operation.id + " " + std::to_string(reply.status) + " " +
                    (reply.status == 200 ? reply.body : ""));
      // The image of which mail, and where it lies, is in its query.
      if (endpoint->operation.id == "getRemoteMailImage" && reply.status == 404) continue;
      CHECK_MESSAGE((reply.status == 200 || reply.status == 403), walk.told(*endpoint, "", reply));
    }
  }
  return all;
}

void check_same(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  REQUIRE(before.size() == after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] == after[i]) continue;
    const auto differs = std::mismatch(before[i].begin(), before[i].end(), after[i].begin(), after[i].end());
    const auto from =
        static_cast<std::size_t>(std::max<std::ptrdiff_t>(differs.first - before[i].begin() - 60, 0));
    FAIL_CHECK("has changed: " << before[i].substr(0, 30) << "… " << before[i].substr(from, 160) << "  ->  "
                               << after[i].substr(from, 160));
  }
}

void say(const Walk& walk) {
  for (const std::string& leak : walk.leaks)
    FAIL_CHECK(leak);
}

}  // namespace

TEST_CASE("somebody who may do everything in their own organisation gets at nothing of another") {
  in_a_house([](House& house) {
    const Furnished theirs = furnish(house, "first", "Belladonna");
    const Furnished own = furnish(house, "second", "Oleander");
    const auto before = everything(house, theirs);
    Walk walk{house, own, theirs, house.signed_in("admin@second.test"), {}};
    REQUIRE(house.parts().api.endpoints().size() > 70);
    for (const auto& endpoint : house.parts().api.endpoints()) {
      if (Walk::is_skipped(*endpoint)) continue;
      walk.visit_path(*endpoint);
      walk.visit_query(*endpoint);
      walk.visit_body(*endpoint);
    }
    say(walk);
    check_same(before, everything(house, theirs));
  });
}

TEST_CASE("nobody gets in without being signed in, and the browser's cookie alone changes nothing") {
  in_a_house([](House& house) {
    const Furnished own = furnish(house, "first", "Belladonna");
    const auto before = everything(house, own);
    HttpClient without_token = house.signed_in("admin@first.test");
    without_token.headers.clear();
    Walk nobody{house, own, own, house.client(), {}};
    Walk forger{house, own, own, std::move(without_token), {}};
    for (const auto& endpoint : house.parts().api.endpoints()) {
      if (endpoint->operation.is_public) continue;
      const std::string body =
          endpoint->input ? sample_of(*endpoint->input, nobody.options_of(*endpoint, own)) : "";
      const HttpReply refused = nobody.ask(*endpoint, nobody.path_of(*endpoint, own), body);
      INFO(nobody.told(*endpoint, body, refused));
      CHECK(refused.status == 401);
      CHECK(problem_of(refused).reason == "not_signed_in");
      if (endpoint->method == Method::get) continue;
      const HttpReply forged = forger.ask(*endpoint, forger.path_of(*endpoint, own), body);
      INFO(forger.told(*endpoint, body, forged));
      CHECK(forged.status == 403);
      CHECK(problem_of(forged).reason == "bad_csrf_token");
    }
    say(nobody);
    check_same(before, everything(house, own));
  });
}

TEST_CASE("a role without permissions opens no operation that asks for one") {
  in_a_house([](House& house) {
    const Furnished own = furnish(house, "first", "Belladonna");
    const auto before = everything(house, own);
    Walk walk{house, own, own, house.signed_in("nobody@first.test"), {}};
    int refused = 0;
    for (const auto& endpoint : house.parts().api.endpoints()) {
      if (endpoint->operation.is_public || endpoint->operation.any_of.is_empty()) continue;
      const std::string body =
          endpoint->input ? sample_of(*endpoint->input, walk.options_of(*endpoint, own)) : "";
      const HttpReply reply = walk.ask(*endpoint, walk.path_of(*endpoint, own), body);
      INFO(walk.told(*endpoint, body, reply));
      CHECK(reply.status == 403);
      CHECK(problem_of(reply).reason == "missing_permission");
      ++refused;
    }
    CHECK(refused > 50);
    say(walk);
    check_same(before, everything(house, own));
  });
}

}  // namespace rapport::program::testing
