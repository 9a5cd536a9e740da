// The feed's WebSocket: signed in by the session's cookie, and opened only by our own pages.
#include <charconv>
#include <functional>

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

constexpr Duration checked_every = seconds(30);

// Asks again, from time to time, whether who opened the feed may still hear it: their session may have ended,
// their account may have been closed. Asked when the desk says something, which it does several times a
// minute.
class CheckedFeed : public http::SocketHandler {
 public:
  CheckedFeed(std::unique_ptr<http::SocketHandler> feed, std::function<Instant()> clock,
              std::function<void()> check)
      : feed_(std::move(feed)), clock_(std::move(clock)), check_(std::move(check)), checked_at_(clock_()) {}

  void on_text(std::string_view text) override {
    feed_->on_text(text);
    const Instant now = clock_();
    if (now - checked_at_ < checked_every) return;
    checked_at_ = now;
    check_();
  }
  void on_close() override { feed_->on_close(); }

 private:
  std::unique_ptr<http::SocketHandler> feed_;
  std::function<Instant()> clock_;
  std::function<void()> check_;
  Instant checked_at_;
};

}  // namespace

void add_feed(http::Router& router, api::Authenticator& authenticator, workers::WorkerPool& workers,
              FeedHub& hub, const std::function<Instant()>& clock) {
  router.upgrade("/api/v1/feed", [&authenticator, &workers, &hub, clock](http::Request request, auto accept) {
    if (!is_same_origin(request)) {
      accept(fail(ErrorCode::forbidden, "foreign_origin", "the feed is opened by the desk's own pages only"));
      return;
    }
    const bool is_taken = workers.post([&authenticator, &workers, &hub, clock, request, accept] {
      auto caller = authenticator.authenticate(request);
      if (!caller) {
        accept(tl::unexpected<Error>(caller.error()));
        return;
      }
      accept(http::SocketFactory([&authenticator, &workers, &hub, clock, request,
                                  caller = *caller](std::shared_ptr<http::Socket> socket) {
        auto check = [&authenticator, &workers, request, weak = std::weak_ptr(socket)] {
          // Not taken by busy workers: asked again with the next word.
          (void)workers.post([&authenticator, request, weak] {
            const auto still = authenticator.authenticate(request);
            if (still || still.error().code != ErrorCode::unauthenticated) return;
            if (const auto open = weak.lock()) open->close(1008, "signed out");
          });
        };
        auto feed = hub.subscribe(caller, number(request, "after"), socket);
        return std::make_unique<CheckedFeed>(std::move(feed), clock, std::move(check));
      }));
    });
    if (!is_taken) accept(fail(ErrorCode::unavailable, "busy", "too many requests are waiting"));
  });
}

void add_operations(api::Api& api, const Services& services) {
  add_interaction_operations(api, services);
  add_command_operations(api, services);
  add_assist_operations(api, services);
  add_message_operations(api, services);
  add_board_operations(api, services);
  add_customer_operations(api, services);
  add_thread_operations(api, services);
  add_canned_reply_operations(api, services);
}

}  // namespace rapport::desk
