// What a media thread does when asked.
#include <sys/epoll.h>

#include <algorithm>

#include "channels/voice/media/browser_port.h"
#include "channels/voice/media/media_thread.h"

namespace rapport::media {
namespace {

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

}  // namespace

void MediaThread::take_commands() {
  Command command;
  while (commands_.pop(command))
    handle(command);
}

void MediaThread::handle(Command& command) {
  const auto on = [this](LegId id, auto&& act) {
    if (Leg* leg = find(id)) {
      act(*leg);
      are_routes_stale_ = true;
    }
  };
  std::visit(Overloaded{
                 [](std::monostate) {},
                 [&](AddLeg& c) { add(std::move(c.leg)); },
                 [&](SettleLeg& c) { settle(c); },
                 [&](CloseLeg& c) { close(c.leg); },
                 [&](Hear& c) {
                   on(c.leg, [&](Leg& leg) {
                     leg.routes.hears = std::move(c.others);
                     know(c.far);
                   });
                 },
                 [&](PublishLeg& c) { on(c.leg, [&](Leg& leg) { leg.routes.ring = std::move(c.ring); }); },
                 [&](SetMuted& c) { on(c.leg, [&](Leg& leg) { leg.set_muted(c.is_on); }); },
                 [&](SetSecret& c) { on(c.leg, [&](Leg& leg) { leg.set_secret(c.is_on); }); },
                 [&](StartPlayer& c) { on(c.leg, [&](Leg& leg) { leg.start(std::move(c.player)); }); },
                 [&](StopPlayer& c) { on(c.leg, [&](Leg& leg) { leg.stop(c.player); }); },
                 [&](SendDigits& c) {
                   on(c.leg, [&](Leg& leg) { leg.send_digits(std::move(c.digits), c.tone_ms, c.gap_ms); });
                 },
                 [&](StartTap& c) {
                   know(c.far);
                   taps_.start(c.tap, std::move(c.options));
                   are_routes_stale_ = true;
                 },
                 [&](ChangeTap& c) {
                   know(c.far);
                   taps_.change(c.tap, std::move(c.left), std::move(c.right));
                   are_routes_stale_ = true;
                 },
                 [&](PauseTap& c) { taps_.pause(c.tap, c.is_on); },
                 [&](StopTap& c) {
                   taps_.stop(c.tap);
                   are_routes_stale_ = true;
                 },
                 [&](SecureLeg& c) { on(c.leg, [&](Leg& leg) { leg.secure(std::move(c.srtp)); }); },
                 [&](FailLeg& c) { on(c.leg, [&](Leg& leg) {
                                     tell(Failed{leg.id(), c.reason});
                                   }); },
             },
             command);
  command = std::monostate{};
}

void MediaThread::add(std::unique_ptr<Leg> leg) {
  leg->host = this;
  if (leg->setup().is_browser)
    browsers_->add(*leg);
  else
    watch(leg->setup().rtp.fd(), reinterpret_cast<std::uintptr_t>(leg.get()));
  by_id_[leg->id()] = leg.get();
  legs_.push_back(std::move(leg));
  are_routes_stale_ = true;  // somebody may have been told to hear it already
}

void MediaThread::settle(SettleLeg& command) {
  Leg* leg = find(command.leg);
  if (!leg) return;
  const bool has_rtcp = command.settled->rtcp.is_open();
  if (leg->setup().is_browser) browsers_->settle(*leg, command.settled->agreed);
  leg->settle(std::move(command.settled), now_us_);
  if (has_rtcp) watch(leg->rtcp_socket().fd(), reinterpret_cast<std::uintptr_t>(leg) | 1);
  are_routes_stale_ = true;
}

void MediaThread::close(LegId id) {
  const auto it = std::find_if(legs_.begin(), legs_.end(), [&](const auto& leg) { return leg->id() == id; });
  if (it == legs_.end()) return;
  std::unique_ptr<Leg> leg = std::move(*it);
  *it = std::move(legs_.back());
  legs_.pop_back();
  by_id_.erase(id);
  leg->stop_players(PlayerEnd::leg_closed);
  if (leg->setup().is_browser) {
    browsers_->remove(*leg);
  } else {
    ::epoll_ctl(epoll_, EPOLL_CTL_DEL, leg->setup().rtp.fd(), nullptr);
    if (leg->rtcp_socket().is_open()) ::epoll_ctl(epoll_, EPOLL_CTL_DEL, leg->rtcp_socket().fd(), nullptr);
  }
  taps_.forget(id);
  refresh_routes();
  deliver({Closed{id}, std::move(leg), nullptr});
}

}  // namespace rapport::media
