#include "voice/outside.h"

#include <fmt/format.h>

#include <stdexcept>

#include "channels/voice/sdp/audio.h"
#include "channels/voice/sdp/session.h"

namespace rapport::bench {
namespace {

constexpr std::int64_t first_phone_leg = 1'000'000'000;
constexpr sip::TrunkId server{1};

sip::Options options_of(std::function<sip::LegId()> new_leg_id) {
  sip::Options options;
  options.listeners = {{sip::Transport::udp, "127.0.0.1", 0}};
  options.software = "bench";
  options.limits.legs = 20'000;
  options.limits.messages_per_second = 1'000'000;
  options.limits.messages_burst = 1'000'000;
  options.new_leg_id = std::move(new_leg_id);
  return options;
}

sip::Configuration configuration_of(std::uint16_t server_port) {
  sip::Trunk trunk;
  trunk.id = server;
  trunk.name = "server";
  trunk.gateways = {{"127.0.0.1", server_port, sip::Transport::udp, 0}};
  trunk.networks = {"127.0.0.1"};
  trunk.keep_alive = {};
  return {{std::move(trunk)}, {}};
}

// 0: the description has no audio.
std::uint16_t port_in(const std::string& description) {
  const auto session = sdp::parse(description);
  if (!session) return 0;
  const auto sections = sdp::audio_sections(*session);
  return sections.empty() ? std::uint16_t{0} : sections.front().port;
}

}  // namespace

Outside::Outside(std::uint16_t server_port)
    : sound_(std::make_unique<Sound>([this](Sound::Leg leg, Clock::time_point at) { heard(leg, at); })) {
  auto next = std::make_shared<std::int64_t>(first_phone_leg);
  auto started = sip::Signalling::start(
      options_of([next] { return sip::LegId{++*next}; }), [this](sip::Event event) { on(std::move(event)); },
      log_);
  if (!started) throw std::runtime_error("signalling does not start: " + started.error().detail);
  signalling_ = std::move(*started);
  if (!signalling_->configure(configuration_of(server_port))) throw std::runtime_error("signalling is full");
}

Outside::~Outside() {
  signalling_.reset();
  sound_.reset();
}

std::uint16_t Outside::port() const {
  return signalling_->listeners().front().port;
}

std::string Outside::description() const {
  return fmt::format(
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {} RTP/AVP 0\r\n"
      "a=rtpmap:0 PCMU/8000\r\na=ptime:20\r\n",
      sound_->port());
}

void Outside::call(const std::string& number) {
  sip::Invite invite;
  {
    const std::lock_guard lock(mutex_);
    invite.leg = sip::LegId{++last_leg_};
    calls_[last_leg_].invited = Clock::now();
    ++figures_.placed;
  }
  invite.target = sip::ToTrunk{server, number};
  invite.caller_number = fmt::format("+8613{:09}", invite.leg.value);
  invite.sdp = description();
  if (!signalling_->post(std::move(invite))) throw std::runtime_error("signalling is full");
}

void Outside::hang_up_after(Clock::duration talk_time, std::size_t most) {
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  for (auto& [leg, call] : calls_) {
    if (most == 0) return;
    if (call.is_hanging_up ||
        (talk_time > Clock::duration::zero() && (!call.is_heard || now - call.heard < talk_time)))
      continue;
    call.is_hanging_up = true;
    --most;
    if (!signalling_->post(sip::Hangup{sip::LegId{leg}})) throw std::runtime_error("signalling is full");
  }
}

Outside::Figures Outside::figures() const {
  const std::lock_guard lock(mutex_);
  return figures_;
}

void Outside::forget_latencies() {
  const std::lock_guard lock(mutex_);
  figures_.answer_ms = figures_.agent_ms = {};
}

bool Outside::wait_until(const std::function<bool(const Figures&)>& is_reached,
                         std::chrono::seconds patience) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, patience, [&] { return is_reached(figures_); });
}

void Outside::heard(Sound::Leg leg, Clock::time_point at) {
  const std::lock_guard lock(mutex_);
  const auto found = calls_.find(leg);
  if (found == calls_.end()) return;  // an agent
  Call& call = found->second;
  call.is_heard = true;
  call.heard = at;
  figures_.agent_ms.add(std::chrono::duration<double, std::milli>(at - call.invited).count());
  ++figures_.talking;
  changed_.notify_all();
}

void Outside::on(sip::Event event) {
  const auto now = Clock::now();
  if (const auto* incoming = std::get_if<sip::Incoming>(&event)) {
    // An agent's phone: it picks up.
    sound_->talk(static_cast<Sound::Leg>(incoming->leg.value), port_in(incoming->sdp));
    static_cast<void>(signalling_->post(sip::Answer{incoming->leg, description()}));
    return;
  }
  if (const auto* answered = std::get_if<sip::Answered>(&event)) {
    sound_->talk(static_cast<Sound::Leg>(answered->leg.value), port_in(answered->sdp));
    const std::lock_guard lock(mutex_);
    const auto found = calls_.find(answered->leg.value);
    if (found == calls_.end()) return;
    ++figures_.answered;
    figures_.answer_ms.add(std::chrono::duration<double, std::milli>(now - found->second.invited).count());
    changed_.notify_all();
    return;
  }
  if (const auto* ended = std::get_if<sip::Ended>(&event)) {
    sound_->hush(static_cast<Sound::Leg>(ended->leg.value));
    const std::lock_guard lock(mutex_);
    const auto found = calls_.find(ended->leg.value);
    if (found == calls_.end()) return;
    if (!found->second.is_hanging_up) ++figures_.refused;
    ++figures_.ended;
    calls_.erase(found);
    changed_.notify_all();
  }
}

}  // namespace rapport::bench
