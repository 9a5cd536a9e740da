#include "program/site.h"

#include <boost/describe.hpp>

#include "org/directory.h"
#include "platform/contract/json.h"
#include "platform/crypto/signed_token.h"
#include "platform/http/static_files.h"
#include "program/demo_organisation.h"
#include "program/version.h"

namespace rapport::program {

struct DemoAccount {
  std::string email, password, name, role;
};
BOOST_DESCRIBE_STRUCT(DemoAccount, (), (email, password, name, role))
struct DemoShown {
  std::vector<DemoAccount> sign_ins;
  std::string chat_key;
};
BOOST_DESCRIBE_STRUCT(DemoShown, (), (sign_ins, chat_key))
struct DemoIdentity {
  std::string identity_token, name;
};
BOOST_DESCRIBE_STRUCT(DemoIdentity, (), (identity_token, name))
struct DemoClaims {
  std::string sub, name, email;
  std::int64_t exp = 0;
};
BOOST_DESCRIBE_STRUCT(DemoClaims, (), (sub, name, email, exp))

namespace {

constexpr const char* desk_policy =
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; connect-src 'self' "
    "ws: wss:;"
    " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

struct DemoCustomer {
  const char* id;
  const char* name;
};
constexpr DemoCustomer demo_customers[] = {{"chen", "陈晓雨"}, {"okafor", "Ada Okafor"}};

bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

http::Response plain(int status, std::string body) {
  http::Response response;
  response.status = status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::move(body);
  return response;
}

void add_health(Server::Parts& parts) {
  parts.router.add("GET", "/healthz", [](http::Request, http::Reply reply) { reply(plain(200, "ok\n")); });
  parts.router.add("GET", "/readyz", [&parts](http::Request request, http::Reply reply) {
    if (parts.loop.can_accept()) return reply(plain(200, "ready\n"));
    reply(http::problem(
        {ErrorCode::unavailable, "cannot_accept", "changes cannot be made durable now; reads go on", {}},
        request.request_id));
  });
  parts.router.add("GET", "/metrics", [&parts](http::Request request, http::Reply reply) {
    if (!parts.settings.metrics_public && !is_loopback(request.remote_address)) {
      return reply(http::problem({ErrorCode::forbidden,
                                  "not_public",
                                  "metrics are for this machine only; see http.metrics_public",
                                  {}},
                                 request.request_id));
    }
    http::Response response = plain(200, parts.metrics.text());
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    reply(std::move(response));
  });
}

void add_redirect(http::Router& router, const std::string& from, const std::string& to) {
  router.add("GET", from, [to](http::Request, http::Reply reply) {
    http::Response response = plain(302, "");
    response.headers = {{"Location", to}};
    reply(std::move(response));
  });
}

}  // namespace

constexpr double hook_requests_per_second = 100;  // of one address

void add_site(Server::Parts& parts) {
  add_health(parts);
  parts.api.serve_document(version);
  parts.router.rate_limit("/chat/v1/", parts.settings.chat_requests_per_minute / 60.0,
                          parts.settings.chat_requests_per_minute / 4.0 + 20);
  for (const char* prefix : {"/api/v1/help/", "/help/"})
    parts.router.rate_limit(prefix, parts.settings.chat_requests_per_minute / 60.0,
                            parts.settings.chat_requests_per_minute / 4.0 + 20);
  // A system that sends all it has at once is told to wait; what it does not send is not lost.
  parts.router.rate_limit("/api/v1/hooks/", hook_requests_per_second, hook_requests_per_second * 4);
  parts.router.rate_limit("/api/v1/session", parts.settings.sign_ins_per_minute / 60.0,
                          parts.settings.sign_ins_per_minute / 2.0 + 10);
  const std::filesystem::path web = web_folder(parts.settings);
  if (web.empty()) return;
  parts.api.serve_reference(web / "api");
  parts.router.files("/desk/", {web / "desk", "index.html", {{"Content-Security-Policy", desk_policy}}});
  add_redirect(parts.router, "/desk", "/desk/");
  add_redirect(parts.router, "/", "/desk/");
  parts.router.files("/portal/", {web / "portal", "", {}});
  // The script is loaded by pages of other sites.
  const http::FilesRoute script{
      web / "widget",
      "",
      {{"Access-Control-Allow-Origin", "*"}, {"Cross-Origin-Resource-Policy", "cross-origin"}}};
  parts.router.add("GET", "/widget.js", [script](http::Request request, http::Reply reply) {
    auto found = http::serve_file(script, {{"widget.js"}, request.header("accept-encoding"), false});
    reply(found ? std::move(*found) : http::problem(found.error(), request.request_id));
  });
}

void add_demo(Server::Parts& parts, const Demo& demo) {
  DemoShown shown;
  for (const DemoSignIn& one : demo.sign_ins)
    shown.sign_ins.push_back({one.email, one.password, one.name, one.role});
  shown.chat_key = demo_chat_key;
  parts.router.add("GET", "/api/v1/demo", [body = contract::encode(shown)](http::Request, http::Reply reply) {
    http::Response response;
    response.body = body;
    reply(std::move(response));
  });
  // What the demo company's own server would do for a customer who is signed in there.
  parts.router.add("GET", "/demo/identity", [&parts](http::Request request, http::Reply reply) {
    const auto found = parts.org.directories().by_chat_key(demo_chat_key);
    for (const DemoCustomer& customer : demo_customers) {
      if (request.query["customer"] != customer.id || !found.channel) continue;
      const Instant in_an_hour = parts.clock() + hours(1);
      const DemoClaims claims{customer.id, customer.name, std::string(customer.id) + "@example.com",
                              in_an_hour.us / 1'000'000};
      http::Response response;
      response.body = contract::encode(DemoIdentity{
          crypto::sign_hs256(contract::encode(claims), found.channel->identity_secret), customer.name});
      return reply(std::move(response));
    }
    reply(http::problem({ErrorCode::not_found, "unknown_customer", "no such demo customer", {}},
                        request.request_id));
  });
  const std::filesystem::path web = web_folder(parts.settings);
  if (web.empty()) return;
  parts.router.files("/demo/", {web / "demo", "", {}});
  add_redirect(parts.router, "/demo", "/demo/");
}

}  // namespace rapport::program
