#include "channels/voice/media/leg.h"

#include <algorithm>

#include "channels/voice/media/secret_delay.h"
#include "channels/voice/media/tone_detector.h"

namespace rapport::media {

Leg::Leg(LegSetup setup)
    : setup_(std::move(setup)),
      secret_delay_(std::make_unique<SecretDelay>()),
      sending_(setup_.ssrc, setup_.first_sequence, setup_.first_timestamp),
      random_(setup_.ssrc | 1) {
  if (setup_.detects_tones) detector_ = std::make_unique<ToneDetector>();
  players_.reserve(players_max);
  said_.silence(8000);
  said_other_.silence(16000);
  quality_.leg = told_quality_.leg = setup_.id;
}

Leg::~Leg() = default;

void Leg::settle(std::unique_ptr<Settled> settled, std::int64_t now_us) {
  const bool is_first = !has_settled_;
  agreed_ = std::move(settled->agreed);
  has_settled_ = true;
  encoder_ = std::move(settled->encoder);
  stream_.set_codecs(std::move(settled->decodings));
  sending_.set_clock(sdp::clock_rate(agreed_.send.codec));
  if (settled->srtp && srtp_ && settled->is_send_key_kept)
    srtp_->receive_with(std::move(*settled->srtp));
  else if (settled->srtp)
    srtp_ = std::move(settled->srtp);
  if (settled->rtcp.is_open()) rtcp_ = std::move(settled->rtcp);
  unsent_size_ = 0;
  incoming_ = agreed_.receive.front().codec;
  if (settled->also_from) setup_.also_from = settled->also_from;
  if (!setup_.is_browser) {
    // The same place as before: keep the address that was learned, it may lie behind a NAT.
    if (!(settled->remote == expected_)) {
      expected_ = remote_ = settled->remote;
      is_latched_ = false;
    }
    remote_rtcp_ = agreed_.is_muxed ? Address() : settled->remote_rtcp;
  }
  if (is_first) {
    valid_us_ = consent_us_ = now_us;
    next_rtcp_us_ = now_us + 1'000'000;
    next_quality_us_ = now_us + 1'000'000;
  }
  // A new agreement is a new chance: nobody is inactive for what the old one forbade.
  valid_us_ = std::max(valid_us_, now_us);
}

void Leg::secure(std::unique_ptr<SrtpSession> srtp) {
  srtp_ = std::move(srtp);
  if (is_connected_) return;
  is_connected_ = true;
  host->tell(Connected{id()});
}

void Leg::set_decoded(bool is_on) {
  if (is_on && !routes.is_decoded) stream_.reset();
  routes.is_decoded = is_on;
}

bool Leg::has_replacing_player() const {
  return std::any_of(players_.begin(), players_.end(),
                     [](const auto& player) { return !player->is_mixed(); });
}

bool Leg::can_send() const {
  return has_settled_ && sdp::sends(agreed_.direction) && remote_.is_set() && remote_.port() != 0 &&
         !remote_.is_any() && (srtp_ || agreed_.security == sdp::Security::none);
}

bool Leg::can_be_passed(const Leg& voice) const {
  return has_settled_ && voice.has_settled_ && players_.empty() && !voice.is_muted_ &&
         !(voice.is_secret_ && voice.setup_.detects_tones) && voice.incoming_ == agreed_.send.codec;
}

const sdp::Events* Leg::send_events() const {
  for (const sdp::Events& events : agreed_.send_events)
    if (events.clock == sdp::clock_rate(agreed_.send.codec)) return &events;
  return nullptr;
}

void Leg::listen(std::int64_t now_us) {
  has_said_ = has_other_ = false;
  if (auto key = events_.expire(now_us)) key_ended(*key, false);
  if (!routes.is_decoded) return;
  has_said_ = stream_.hear(now_us, said_);
  if (setup_.reports_voice) {
    if (const auto change = activity_.heard(said_.span())) {
      if (*change)
        host->tell(Talking{id()});
      else
        host->tell(Silent{id()});
    }
  }
  if (!detector_) {
    if (is_muted_) has_said_ = false;
    return;
  }
  const bool has_sound = has_said_;
  has_said_ = true;
  const auto key = detector_->hear({said(8000), frame_samples(8000)});
  has_said_ = has_sound;
  has_other_ = false;
  // Phones that send both would be heard twice.
  if (key && !events_.has_seen()) key_ended({key->digit, key->duration_ms}, true);
  if (is_secret_) secret_delay_->pass(said_, has_said_, detector_->had_tones() || detector_->is_pressed());
  if (is_muted_) has_said_ = false;
}

const std::int16_t* Leg::said(int rate) {
  if (!has_said_) return nullptr;
  if (said_.rate == rate) return said_.samples.data();
  if (!has_other_) {
    said_other_.rate = rate;
    if (rate == 16000)
      doubler_.run(said_.span(), said_other_.span());
    else
      halver_.run(said_.span(), said_other_.span());
    has_other_ = true;
  }
  return said_other_.samples.data();
}

bool Leg::publish() {
  if (routes.ring.use_count() == 1) {
    routes.ring.reset();
    return false;
  }
  if (has_said_)
    routes.ring->write(said_.samples.data(), said_.rate);
  else
    routes.ring->write(nullptr, 0);
  return true;
}

// Players of our own (keys as tones) have no id and no event.
void Leg::end_player(std::unique_ptr<Player> player, PlayerEnd end) {
  if (player->id()) host->tell(PlayerEnded{id(), player->id(), end});
  host->bury(std::move(player));
}

void Leg::start(std::unique_ptr<Player> player) {
  const bool is_replacing = !player->is_mixed();
  for (auto it = players_.begin(); it != players_.end();) {
    const bool is_same = (*it)->id() == player->id();
    if (is_same || (is_replacing && !(*it)->is_mixed())) {
      end_player(std::move(*it), PlayerEnd::replaced);
      it = players_.erase(it);
    } else {
      ++it;
    }
  }
  if (players_.size() == players_max) {
    end_player(std::move(player), PlayerEnd::stopped);
    return;
  }
  players_.push_back(std::move(player));
  host->routes_changed();
}

void Leg::stop(PlayerId player) {
  const auto it =
      std::find_if(players_.begin(), players_.end(), [&](const auto& p) { return p->id() == player; });
  if (it == players_.end()) return;
  end_player(std::move(*it), PlayerEnd::stopped);
  players_.erase(it);
  host->routes_changed();
}

void Leg::stop_players(PlayerEnd end) {
  for (auto& player : players_)
    end_player(std::move(player), end);
  players_.clear();
}

void Leg::key_ended(EventReceiver::Key key, bool is_in_band) {
  host->tell(Digit{id(), key.digit, key.duration_ms, is_in_band});
  if (is_in_band || is_secret_ || is_muted_) return;
  if (routes.ring) routes.ring->write_key({key.digit, key.duration_ms});
  // Who cannot take it as an event hears it as a tone.
  const auto [low, high] = keypad_hz(key.digit);
  for (Leg* listener : routes.listeners)
    if (listener->can_send() && !listener->send_events())
      listener->start(std::make_unique<Player>(
          PlayerId{}, std::vector<Source>{Tone{low, high, 100, 0, std::clamp(key.duration_ms, 60, 500), -10}},
          PlayOptions{false, true, 0}));
}

}  // namespace rapport::media
