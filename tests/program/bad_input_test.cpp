// Every operation is given what no honest client sends. The answer is a problem document that says what and
// where, never a 5xx. What an operation takes comes from its description, so new ones are tried by
// themselves.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "api/answer.h"
#include "support/program/furniture.h"
#include "support/program/sample.h"

namespace rapport::program::testing {
namespace {

using api::Endpoint;
using api::Method;
using contract::Kind;

class Vandal {
 public:
  Vandal(House& house, const Furnished& own) : own_(own), client_(house.signed_in("admin@first.test")) {}
  int tried = 0;

  void spoil_bodies(const Endpoint& endpoint) {
    if (endpoint.input == nullptr || endpoint.method == Method::get) return;
    for (const char* body : {"{", "[]", "null", "\"x\"", "12", "{}{}", "{\"a\":1,}", "\xef\xbb\xbf{}", " ",
                             "{\"\xff\xfe\":1}", "{\"\\ud800\":1}", "nul", "\x00x"})
      judge(endpoint, ask(endpoint, path(endpoint), *body == 0 ? std::string(1, '\0') : body), "", body);
    for (const char open : {'[', '{'}) {
      std::string deep;
      for (int i = 0; i < 20'000; ++i)
        deep += open == '[' ? "[" : "{\"a\":";
      judge(endpoint, ask(endpoint, path(endpoint), deep), "", "deeply nested");
    }
    const std::string unknown = with_member(sample_of(*endpoint.input, options()), "no_such_member");
    judge(endpoint, ask(endpoint, path(endpoint), unknown), "/no_such_member", unknown);
    const HttpReply typed = client_.send(api::name_of(endpoint.method), path(endpoint), "a=b",
                                         {{"Content-Type", "application/x-www-form-urlencoded"}});
    CHECK_MESSAGE(typed.status == 415, endpoint.operation.id << " " << typed.body);
    const HttpReply large =
        ask(endpoint, path(endpoint), '"' + std::string(endpoint.operation.body_bytes_max, 'x') + '"');
    CHECK_MESSAGE(large.status == 413, endpoint.operation.id << " " << large.body.substr(0, 200));
    for (const Place& place : places_of(*endpoint.input))
      spoil_place(endpoint, place);
  }

  void spoil_query(const Endpoint& endpoint) {
    if (endpoint.input == nullptr || endpoint.method != Method::get) return;
    for (const Place& place : places_of(*endpoint.input))
      for (const char* value :
           {"", "x", "-1", "0", "1.5", "99999999999999999999999", "%00", "%ff%fe", "%zz", "%F0%9F%92%A9",
            "'%20or%201=1--", "2026-02-30T00:00:00Z", "0000-00-00", "%25_%5C"})
        judge(endpoint, client_.get(path(endpoint) + "?" + place.member + "=" + value), "?", value);
    const std::string key = places_of(*endpoint.input).front().member;
    judge(endpoint, client_.get(path(endpoint) + "?" + key + "=1&" + key + "=2"), "?", "twice");
    judge(endpoint, client_.get(path(endpoint) + "?no_such=1"), "", "unknown");
    judge(endpoint, client_.get(path(endpoint) + "?" + key + "=" + std::string(5'000, 'x')), "?", "long");
  }

  void spoil_path(const Endpoint& endpoint) {
    const std::string whole = path(endpoint);
    if (endpoint.operation.path.find("{id}") == std::string::npos) return;
    const std::string body = endpoint.input ? sample_of(*endpoint.input, options()) : "";
    for (const char* id : {"0", "-1", "x", "1", "9223372036854775807", "9223372036854775808", "%00", "1%2F2",
                           "%20", "01", "+1", "1e3", "..%2f..", "%f0%9f%92%a9"}) {
      std::string spoilt = endpoint.operation.path;
      if (const auto key = spoilt.find("{key}"); key != std::string::npos)
        spoilt.replace(key, 5, own_.chat_key);
      spoilt.replace(spoilt.find("{id}"), 4, id);
      const HttpReply reply = ask(endpoint, spoilt, body);
      INFO(endpoint.operation.id << " " << id << " " << reply.body.substr(0, 200));
      CHECK(reply.status >= 400);
      judge(endpoint, reply, "?", id);
    }
  }

 private:
  // Anything but a problem of the client's, or, where `pointer` is "?", a value that happens to be fine.
  void judge(const Endpoint& endpoint, const HttpReply& reply, const std::string& pointer,
             const std::string& what) {
    ++tried;
    INFO(endpoint.operation.id << " " << what.substr(0, 120) << " -> " << reply.status << " "
                               << reply.body.substr(0, 300));
    CHECK(reply.status < 500);
    if (pointer == "?" && reply.status < 400) return;
    REQUIRE(reply.status >= 400);
    const Problem problem = problem_of(reply);
    if (pointer.empty() || pointer == "?") return;
    const bool is_named =
        std::any_of(problem.pointers.begin(), problem.pointers.end(),
                    [&](const std::string& one) { return one == pointer || one.starts_with(pointer + "/"); });
    // What is no JSON at all has no pointers, but a place in the text.
    CHECK_MESSAGE((is_named || problem.detail.starts_with("malformed JSON at byte")),
                  "expected " << pointer << " to be named");
  }

  void spoil_place(const Endpoint& endpoint, const Place& place) {
    for (const std::string& wrong : wrong_for(*place.type, place.is_required)) {
      SampleOptions spoilt = options();
      spoilt.instead[place.pointer] = wrong;
      const std::string body = sample_of(*endpoint.input, spoilt);
      judge(endpoint, ask(endpoint, path(endpoint), body), place.pointer, body);
    }
    // A long text is too long somewhere or taken; a number beyond every limit likewise.
    for (const std::string& odd : odd_for(*place.type)) {
      SampleOptions spoilt = options();
      spoilt.instead[place.pointer] = odd;
      judge(endpoint, ask(endpoint, path(endpoint), sample_of(*endpoint.input, spoilt)), "?", place.pointer);
    }
  }

  static std::vector<std::string> wrong_for(const contract::Type& type, bool is_required) {
    std::vector<std::string> wrong;
    if (is_required) wrong.push_back("null");
    const Kind kind = type.kind;
    if (kind == Kind::json) return {};
    if (kind != Kind::boolean) wrong.push_back("true");
    if (kind != Kind::integer && kind != Kind::number && kind != Kind::duration) wrong.push_back("12");
    if (kind != Kind::list && kind != Kind::array) wrong.push_back("[[]]");
    if (kind != Kind::structure && kind != Kind::map && kind != Kind::variant) wrong.push_back(R"({"a":1})");
    if (kind != Kind::string) wrong.insert(wrong.end(), {R"("no such thing")", R"("")", R"("\ud800")"});
    if (kind == Kind::integer || kind == Kind::duration)
      wrong.insert(wrong.end(), {"1.5", "1e400", "99999999999999999999", "-99999999999999999999"});
    if (kind == Kind::string) wrong.insert(wrong.end(), {"\"\xff\"", R"("a\u0000b")", R"("\ud83d")"});
    if (kind == Kind::id) wrong.insert(wrong.end(), {R"("-1")", R"("9223372036854775808")", R"("1 ")"});
    if (kind == Kind::instant)
      wrong.insert(wrong.end(), {R"("2026-02-30T00:00:00Z")", R"("2026-01-01")", R"("9999999")"});
    return wrong;
  }

  static std::vector<std::string> odd_for(const contract::Type& type) {
    if (type.kind == Kind::string)
      return {'"' + std::string(300'000, 'x') + '"',
              R"("' or 1=1 --")",
              R"("<script>")",
              R"("\ud83d\udca9\u202e")",
              R"("%s%n")",
              R"("\r\nSet-Cookie: a=b")",
              R"("  ")"};
    if (type.kind == Kind::integer || type.kind == Kind::duration)
      return {"0", "-1", "2147483647", "-2147483648"};
    if (type.kind == Kind::id) return {R"("0")", R"("1")", R"("9223372036854775807")"};
    if (type.kind == Kind::instant) return {R"("0001-01-01T00:00:00Z")", R"("9999-12-31T23:59:59.999999Z")"};
    if (type.kind == Kind::list) return {"[]"};
    return {};
  }

  static std::string with_member(const std::string& object, const std::string& name) {
    return object.substr(0, object.size() - 1) + (object == "{}" ? "" : ",") + '"' + name + "\":1}";
  }

  HttpReply ask(const Endpoint& endpoint, const std::string& target, const std::string& body) {
    if (endpoint.takes_bytes) return client_.send("POST", target, body.empty() ? "x" : body);
    return client_.send(api::name_of(endpoint.method), target, endpoint.method == Method::get ? "" : body);
  }

  std::string path(const Endpoint& endpoint) {
    std::string path = endpoint.operation.path;
    if (const auto key = path.find("{key}"); key != std::string::npos) path.replace(key, 5, own_.chat_key);
    if (const auto brace = path.find("{id}"); brace != std::string::npos)
      path.replace(brace, 4, own_.ids.at(path_id_name(path)));
    return path;
  }

  SampleOptions options() {
    SampleOptions options;
    options.id_of = [&](const std::string& member) { return own_.ids.at(member); };
    return options;
  }

  const Furnished& own_;
  HttpClient client_;
};

bool is_of_own_session(const Endpoint& endpoint) {
  return endpoint.operation.id == "signOut";
}

}  // namespace

TEST_CASE(
    "whatever is sent to an operation, the answer says what is wrong and where, and the server goes on") {
  in_a_house([](House& house) {
    const Furnished own = furnish(house, "first", "Belladonna");
    Vandal vandal(house, own);
    for (const auto& endpoint : house.parts().api.endpoints()) {
      if (is_of_own_session(*endpoint)) continue;
      vandal.spoil_bodies(*endpoint);
      vandal.spoil_query(*endpoint);
    }
    // Last, for what is taken away is not there any more.
    for (const auto& endpoint : house.parts().api.endpoints())
      if (!is_of_own_session(*endpoint)) vandal.spoil_path(*endpoint);
    CHECK(vandal.tried > 5'000);
    CHECK(house.client().get("/healthz").status == 200);
    std::stringstream log;
    log << std::ifstream(house.settings.log.file).rdbuf();
    CHECK(log.str().find("a handler threw") == std::string::npos);
    CHECK(log.str().find("a request failed") == std::string::npos);
  });
}

}  // namespace rapport::program::testing
