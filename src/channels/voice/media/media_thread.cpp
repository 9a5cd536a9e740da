#include "channels/voice/media/media_thread.h"

#include <pthread.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "channels/voice/media/browser_port.h"
#include "channels/voice/media/clock.h"

namespace rapport::media {
namespace {

// Tags of epoll events beside pointers to legs (even: RTP, odd: RTCP).
constexpr std::uintptr_t timer_tag = 2, bell_tag = 4, browsers_tag = 6, special_tags_end = 8;
constexpr std::size_t ready_max = 256;

int make_timer() {
  const int timer = ::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  RAPPORT_CHECK(timer >= 0);
  const itimerspec every{{0, tick_us * 1000}, {0, tick_us * 1000}};
  ::timerfd_settime(timer, 0, &every, nullptr);
  return timer;
}

}  // namespace

MediaThread::MediaThread(std::unique_ptr<BrowserPort> browsers, Bell& courier, Bell& taps)
    : browsers_(std::move(browsers)),
      courier_(courier),
      tap_bell_(taps),
      commands_(commands_max),
      delivered_(deliveries_max),
      tap_cells_(tap_cells_max),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      timer_(make_timer()) {
  RAPPORT_CHECK(epoll_ >= 0);
  watch(timer_, timer_tag);
  watch(bell_.fd(), bell_tag);
  if (browsers_) watch(browsers_->fd(), browsers_tag);
  thread_ = std::thread([this] { run(); });
}

void MediaThread::stop() {
  is_stopping_ = true;
  bell_.ring();
  if (thread_.joinable()) thread_.join();
}

MediaThread::~MediaThread() {
  stop();
  ::close(timer_);
  ::close(epoll_);
}

void MediaThread::watch(int fd, std::uintptr_t tag) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = tag;
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
}

bool MediaThread::post(Command command) {
  if (!commands_.push(command)) return false;
  if (!is_rung_.exchange(true)) bell_.ring();
  return true;
}

void MediaThread::run() {
  ::pthread_setname_np(::pthread_self(), "media");
  std::array<epoll_event, ready_max> ready;
  while (!is_stopping_) {
    const int count = ::epoll_wait(epoll_, ready.data(), ready_max, -1);
    now_us_ = monotonic_us();
    const std::int64_t began_us = now_us_;
    bool is_tick = false, is_called = false;
    // Sockets first: a command may close a leg that an event of this round points at.
    for (int i = 0; i < count; ++i) {
      const auto tag = static_cast<std::uintptr_t>(ready[static_cast<std::size_t>(i)].data.u64);
      if (tag == timer_tag)
        is_tick = true;
      else if (tag == bell_tag)
        is_called = true;
      else if (tag == browsers_tag)
        counters_.packets_in.fetch_add(browsers_->receive(now_us_), std::memory_order_relaxed);
      else if (tag >= special_tags_end) {
        Leg& leg = *reinterpret_cast<Leg*>(tag & ~std::uintptr_t{1});
        receive((tag & 1) ? leg.rtcp_socket().fd() : leg.setup().rtp.fd(), leg, (tag & 1) != 0);
      }
    }
    if (is_called) {
      bell_.silence();
      is_rung_ = false;
      take_commands();
    }
    if (are_routes_stale_) refresh_routes();
    if (is_tick) tick();
    flush();
    counters_.busy_us.fetch_add(static_cast<std::uint64_t>(monotonic_us() - began_us),
                                std::memory_order_relaxed);
  }
  take_commands();
}

// One packet: a phone sends one in 20 ms, and for a second one epoll comes again. Asking for several in one
// call costs more than it saves.
void MediaThread::receive(int fd, Leg& leg, bool is_rtcp) {
  std::array<std::uint8_t, packet_bytes_max> room;
  sockaddr_in6 sender;
  socklen_t length = sizeof sender;
  const ssize_t size = ::recvfrom(fd, room.data(), room.size(), MSG_DONTWAIT | MSG_TRUNC,
                                  reinterpret_cast<sockaddr*>(&sender), &length);
  if (size <= 0) return;
  counters_.packets_in.fetch_add(1, std::memory_order_relaxed);
  if (static_cast<std::size_t>(size) > room.size()) return;
  const Address from = Address::of(reinterpret_cast<const sockaddr*>(&sender), length);
  const std::span<std::uint8_t> bytes(room.data(), static_cast<std::size_t>(size));
  if (is_rtcp)
    leg.receive_rtcp(bytes, from, now_us_);
  else
    leg.receive(bytes, from, now_us_);
}

void MediaThread::tick() {
  std::uint64_t due = 0;
  if (::read(timer_, &due, sizeof due) != static_cast<ssize_t>(sizeof due)) return;
  counters_.ticks.fetch_add(due, std::memory_order_relaxed);
  if (due > 1) counters_.ticks_missed.fetch_add(due - 1, std::memory_order_relaxed);
  // Late by whole ticks: made up for, so that timelines stay true; after half a second given up.
  for (std::uint64_t round = 0; round < std::min<std::uint64_t>(due, 25); ++round) {
    for (auto& leg : legs_)
      leg->listen(now_us_);
    for (auto& leg : legs_)
      if (leg->routes.ring && !leg->publish()) are_routes_stale_ = true;
    for (auto& voice : far_)
      voice->next();
    for (auto& leg : legs_)
      leg->speak(now_us_);
    if (taps_.tick(tap_cells_, counters_.tap_frames_lost)) tap_bell_.ring();
    if (are_routes_stale_) refresh_routes();
  }
  for (auto& leg : legs_)
    leg->look_after(now_us_);
}

void MediaThread::flush() {
  if (browsers_) browsers_->flush();
  if (!undelivered_.empty()) {
    auto waiting = std::move(undelivered_);
    undelivered_.clear();
    for (Delivered& delivered : waiting)
      deliver(std::move(delivered));
  }
  if (has_delivered_) {
    has_delivered_ = false;
    courier_.ring();
  }
}

void MediaThread::deliver(Delivered&& delivered) {
  Delivered* cell = undelivered_.empty() ? delivered_.begin_push() : nullptr;
  if (!cell) {
    if (delivered.event && std::holds_alternative<Quality>(*delivered.event))
      counters_.events_lost.fetch_add(1, std::memory_order_relaxed);
    else
      undelivered_.push_back(std::move(delivered));
    return;
  }
  *cell = std::move(delivered);
  delivered_.end_push();
  has_delivered_ = true;
}

void MediaThread::tell(Event event) {
  deliver({std::move(event), nullptr, nullptr});
}

void MediaThread::bury(std::unique_ptr<Player> player) {
  deliver({std::nullopt, nullptr, std::move(player)});
}

void MediaThread::send_to_browser(std::span<const std::uint8_t> bytes, const Address& to) {
  if (browsers_) browsers_->send(bytes, to);
}

Leg* MediaThread::find(LegId id) {
  const auto it = by_id_.find(id);
  return it == by_id_.end() ? nullptr : it->second;
}

FarVoice* MediaThread::find_far(LegId id) {
  const auto found =
      std::find_if(far_.begin(), far_.end(), [id](const auto& voice) { return voice->leg() == id; });
  return found == far_.end() ? nullptr : found->get();
}

void MediaThread::know(std::vector<Far>& far) {
  for (Far& one : far) {
    const FarVoice* known = find_far(one.leg);
    if (known != nullptr && known->is_of(one.ring)) continue;
    std::erase_if(far_, [&](const auto& voice) { return voice->leg() == one.leg; });
    far_.push_back(std::make_unique<FarVoice>(one.leg, std::move(one.ring)));
  }
  are_routes_stale_ = true;
}

void MediaThread::refresh_routes() {
  are_routes_stale_ = false;
  for (auto& voice : far_)
    voice->is_wanted = false;
  for (auto& leg : legs_) {
    leg->routes.voices.clear();
    leg->routes.far.clear();
    leg->routes.listeners.clear();
    leg->routes.passed_to.clear();
    leg->routes.passed_from = nullptr;
    leg->routes.is_tapped = false;
  }
  for (auto& leg : legs_)
    for (const LegId id : leg->routes.hears)
      if (Leg* voice = find(id); voice && voice != leg.get()) {
        leg->routes.voices.push_back(voice);
        voice->routes.listeners.push_back(leg.get());
      } else if (FarVoice* far = voice ? nullptr : find_far(id)) {
        leg->routes.far.push_back(far);
        far->is_wanted = true;
      }
  taps_.find_legs([this](LegId id) -> Voice* {
    if (Leg* leg = find(id)) {
      leg->routes.is_tapped = true;
      return leg;
    }
    FarVoice* far = find_far(id);
    if (far) far->is_wanted = true;
    return far;
  });
  std::erase_if(far_, [](const auto& voice) { return !voice->is_wanted; });
  for (auto& leg : legs_)
    if (leg->routes.voices.size() == 1 && leg->routes.far.empty() &&
        leg->can_be_passed(*leg->routes.voices.front())) {
      leg->routes.passed_from = leg->routes.voices.front();
      leg->routes.passed_from->routes.passed_to.push_back(leg.get());
    }
  for (auto& leg : legs_) {
    const auto& listeners = leg->routes.listeners;
    leg->set_decoded(leg->routes.is_tapped || leg->routes.ring || leg->needs_own_ears() ||
                     std::any_of(listeners.begin(), listeners.end(), [](const Leg* listener) {
                       return listener->routes.passed_from == nullptr;
                     }));
  }
}

}  // namespace rapport::media
