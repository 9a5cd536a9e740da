#include "channels/voice/media/support/stage.h"

#include <poll.h>

#include "base/check.h"
#include "channels/voice/media/clock.h"
#include "channels/voice/sdp/session.h"

namespace rapport::media::test {

Stage::Stage(PlaneOptions options) {
  auto plane = Plane::start(
      options,
      [this](Event event) {
        const std::lock_guard lock(mutex_);
        events_.push_back(std::move(event));
      },
      log_, metrics_);
  RAPPORT_CHECK(plane);
  plane_ = std::move(*plane);
}

void Stage::connect(LegId leg, Peer& peer, LegOptions options) {
  RAPPORT_CHECK(plane_->open(leg, options));
  const auto answered = plane_->answer(leg, peer.sdp());
  RAPPORT_CHECK(answered);
  peer.send_to(sdp::parse(answered->sdp)->sections.front().port);
}

void Stage::connect(LegId leg, Peer& peer, sdp::Codec codec) {
  LegOptions options;
  options.codecs = {codec};
  connect(leg, peer, options);
}

std::uint16_t Stage::connect_encrypted(LegId leg, Peer& peer, char key, sdp::Suite suite) {
  LegOptions options;
  options.codecs = {sdp::Codec::pcmu};
  options.security = sdp::Security::sdes;
  const sdp::Key theirs{1, suite, std::string(sdp::key_bytes(suite), key)};
  std::string text = peer.sdp();
  text.replace(text.find("RTP/AVP"), 7, "RTP/SAVP");
  text += "a=crypto:" + sdp::write_crypto(theirs) + "\r\n";
  RAPPORT_CHECK(plane_->open(leg, options));
  const auto answered = plane_->answer(leg, text);
  RAPPORT_CHECK(answered);
  const auto session = sdp::parse(answered->sdp);
  const auto ours = sdp::read_crypto(*session->sections.front().find("crypto"));
  RAPPORT_CHECK(ours);
  peer.secure(std::move(*SrtpSession::make(theirs.suite, theirs.bytes, ours->suite, ours->bytes)));
  return session->sections.front().port;
}

std::vector<Event> Stage::events() const {
  const std::lock_guard lock(mutex_);
  return events_;
}

std::string Stage::digits(LegId leg) const {
  std::string out;
  for (const Event& event : events())
    if (const auto* digit = std::get_if<Digit>(&event); digit && digit->leg == leg) out += digit->digit;
  return out;
}

bool until(const std::function<bool()>& is_true, int ms) {
  const std::int64_t end = monotonic_us() + ms * 1000;
  while (!is_true()) {
    if (monotonic_us() > end) return false;
    ::poll(nullptr, 0, 5);
  }
  return true;
}

bool hears_tone(const Peer& peer, int hz) {
  return hears_tones(peer, {hz}, 0.9);
}

bool hears_tones(const Peer& peer, std::vector<int> hz, double least) {
  return until([&] {
    const auto heard = peer.heard();
    if (heard.size() < static_cast<std::size_t>(peer.rate()) * 3 / 10) return false;
    for (const int one : hz)
      if (share_at_end(heard, peer.rate(), one) < least) return false;
    return true;
  });
}

double share_now(Peer& peer, int hz) {
  peer.forget();
  until([&] { return peer.heard().size() >= static_cast<std::size_t>(peer.rate()) / 2; }, 1500);
  return share_at_end(peer.heard(), peer.rate(), hz);
}

}  // namespace rapport::media::test
