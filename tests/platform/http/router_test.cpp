#include "platform/http/router.h"

#include <doctest/doctest.h>

#include "platform/http/router_impl.h"
#include "platform/http/target.h"

namespace rapport::http {
namespace {

RouteMatch find(const Router& router, const std::string& method, const std::string& path,
                bool wants_upgrade = false) {
  return router.impl().find(method, parse_target(path)->segments, wants_upgrade);
}

}  // namespace

TEST_CASE("Literals win over parameters, and a parameter is found when the literal leads nowhere") {
  Router router;
  router.add("GET", "/users/me", {});
  router.add("GET", "/users/{id}", {});
  router.add("DELETE", "/users/{id}", {});
  router.add("GET", "/users/{user}/notes/{note}", {});
  CHECK(find(router, "GET", "/users/me").path_parameters.empty());
  CHECK(find(router, "GET", "/users/12").path_parameters.at("id") == "12");
  CHECK(find(router, "DELETE", "/users/me").path_parameters.at("id") == "me");
  const RouteMatch notes = find(router, "GET", "/users/me/notes/7");
  REQUIRE(notes.route);
  CHECK(notes.path_parameters.at("user") == "me");
  CHECK(notes.path_parameters.at("note") == "7");
}

TEST_CASE("A path has exactly its segments") {
  Router router;
  router.add("GET", "/users/{id}", {});
  CHECK_FALSE(find(router, "GET", "/users").route);
  CHECK_FALSE(find(router, "GET", "/users/").route);
  CHECK_FALSE(find(router, "GET", "/users/1/").route);
  CHECK_FALSE(find(router, "GET", "/Users/1").route);
}

TEST_CASE("The methods of all patterns that fit are allowed") {
  Router router;
  router.add("GET", "/users/me", {});
  router.add("DELETE", "/users/{id}", {});
  const RouteMatch match = find(router, "POST", "/users/me");
  CHECK_FALSE(match.route);
  CHECK(match.allow == "DELETE, GET, HEAD, OPTIONS");
}

TEST_CASE("An upgrade and a plain route can share a path") {
  Router router;
  router.add("GET", "/feed", {});
  router.upgrade("/feed", {});
  CHECK(find(router, "GET", "/feed").route);
  CHECK_FALSE(find(router, "GET", "/feed", true).route);
  CHECK(find(router, "GET", "/feed", true).upgrade);
}

TEST_CASE("The longest prefix of whole segments counts") {
  Router router;
  router.rate_limit("/", 1, 1);
  router.rate_limit("/api", 2, 2);
  router.rate_limit("/api/session", 3, 3);
  CHECK(router.impl().find_rate_rule("/api/session")->burst == 3);
  CHECK(router.impl().find_rate_rule("/api/session/x")->burst == 3);
  CHECK(router.impl().find_rate_rule("/api/sessions")->burst == 2);
  CHECK(router.impl().find_rate_rule("/apis")->burst == 1);
}

}  // namespace rapport::http
