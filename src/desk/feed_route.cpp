// The feed's WebSocket: signed in by the session's cookie, and opened only by our own pages.
#include <charconv>

#include "desk/services.h"

namespace rapport::desk {
namespace {

// A page of another site can open a socket with our cookie; its Origin gives it away. Programs send none.
bool is_same_origin(const http::Request& request) {
  const std::string& origin = request.header("origin");
  if (origin.empty()) return true;
  const auto host_at = origin.find("://");
  return host_at != std::string::npos && origin.substr(host_at + 3) == request.header("host");
}

std::optional<std::int64_t> number(const http::Request& request, const std::string& name) {
  const auto found = request.query.find(name);
  if (found == request.query.end()) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] =
      std::from_chars(found->second.data(), found->second.data() + found->second.size(), value);
  if (error != std::errc{} || end != found->second.data() + found->second.size())
    return -1;  // known to nobody: a reset
  return value;
}

}  // namespace

void add_feed(http::Router& router, api::Authenticator& authenticator, workers::WorkerPool& workers,
              FeedHub& hub) {
  router.upgrade("/api/v1/feed", [&authenticator, &workers, &hub](http::Request request, auto accept) {
    if (!is_same_origin(request)) {
      accept(fail(ErrorCode::forbidden, "foreign_origin", "the feed is opened by the desk's own pages only"));
      return;
    }
    const bool is_taken = workers.post([&authenticator, &hub, request, accept] {
      auto caller = authenticator.authenticate(request);
      if (!caller) {
        accept(tl::unexpected<Error>(caller.error()));
        return;
      }
      accept(http::SocketFactory(
          [&hub, caller = *caller, after = number(request, "after")](std::shared_ptr<http::Socket> socket) {
            return hub.subscribe(caller, after, std::move(socket));
          }));
    });
    if (!is_taken) accept(fail(ErrorCode::unavailable, "busy", "too many requests are waiting"));
  });
}

void add_operations(api::Api& api, const Services& services) {
  add_interaction_operations(api, services);
  add_command_operations(api, services);
  add_message_operations(api, services);
  add_board_operations(api, services);
  add_customer_operations(api, services);
  add_canned_reply_operations(api, services);
}

}  // namespace rapport::desk
