// The door's own side: which legs there are, their ports and descriptions. Media threads never take this
// file's mutex.
#include "channels/voice/media/plane.h"

#include <fmt/format.h>
#include <openssl/rand.h>

#include <algorithm>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "base/check.h"
#include "channels/voice/media/browser_port.h"
#include "channels/voice/media/handshakes.h"
#include "channels/voice/media/media_thread.h"
#include "channels/voice/media/plane_state.h"
#include "channels/voice/media/ports.h"
#include "platform/log/log.h"
#include "platform/metrics/metrics.h"

namespace rapport::media {
namespace {

// They encode, and hold what comes meanwhile; who talks is not to wait for them.
constexpr int tap_niceness = 5;
constexpr int browser_receive_buffer_bytes = 4 * 1024 * 1024;

tl::unexpected<Error> no_such_leg(LegId leg) {
  return fail(ErrorCode::not_found, "no_such_leg", fmt::format("leg {}", leg.value));
}

void fill_random(void* out, std::size_t bytes) {
  RAPPORT_CHECK(RAND_bytes(static_cast<unsigned char*>(out), static_cast<int>(bytes)) == 1);
}

// ICE characters (RFC 8839, 5.4), six bits each.
std::string random_ice_text(std::size_t size) {
  constexpr std::string_view characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out(size, ' ');
  fill_random(out.data(), out.size());
  for (char& c : out)
    c = characters[static_cast<unsigned char>(c) & 63u];
  return out;
}

std::vector<sdp::Key> random_keys() {
  std::vector<sdp::Key> out;
  for (const sdp::Suite suite : {sdp::Suite::aead_aes_128_gcm, sdp::Suite::aes_cm_128_hmac_sha1_80,
                                 sdp::Suite::aes_cm_128_hmac_sha1_32}) {
    sdp::Key key{static_cast<int>(out.size()) + 1, suite, std::string(sdp::key_bytes(suite), ' ')};
    fill_random(key.bytes.data(), key.bytes.size());
    out.push_back(std::move(key));
  }
  return out;
}

}  // namespace

Plane::Plane(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Result<std::unique_ptr<Plane>> Plane::start(const PlaneOptions& options, EventSink events, log::Log& log,
                                            metrics::Metrics& metrics) {
  const auto address = Address::from(options.bind_address, 0);
  const std::string& said = options.public_address.empty() ? options.bind_address : options.public_address;
  if (!address || !Address::from(said, 0))
    return fail(ErrorCode::invalid, "address_invalid",
                fmt::format("{} or {} is no address", options.bind_address, said));
  auto impl = std::make_unique<Impl>(options, *address, said, std::move(events), log, metrics);
  Impl* state = impl.get();
  auto handshakes =
      Handshakes::start(options.certificate_pem.empty() ? make_certificate() : options.certificate_pem,
                        [state](std::size_t thread, Command command) {
                          return state->threads[thread]->post(std::move(command));
                        });
  if (!handshakes) return tl::unexpected(handshakes.error());
  impl->handshakes = std::move(*handshakes);
  const std::size_t cores = std::max(2u, std::thread::hardware_concurrency());
  const std::size_t threads = options.threads == 0 ? cores - 1 : options.threads;
  for (std::size_t i = 0; i < threads; ++i) {
    Address at = *address;
    at.set_port(options.browser_port == 0 ? std::uint16_t{0}
                                          : static_cast<std::uint16_t>(options.browser_port + i));
    auto socket = UdpSocket::bind(at, browser_receive_buffer_bytes);
    if (!socket) return tl::unexpected(socket.error());
    auto port = std::make_unique<BrowserPort>(std::move(*socket), *impl->handshakes);
    impl->browser_sockets.push_back(port->fd());
    impl->browser_ports.push_back(port->port());
    impl->tap_threads.push_back(
        std::make_unique<DeliveryThread>([state, i] { state->drain_taps(i); }, tap_niceness));
    impl->threads.push_back(std::make_unique<MediaThread>(std::move(port), impl->courier->bell(),
                                                          impl->tap_threads.back()->bell()));
    impl->loads.push_back(0);
  }
  impl->are_threads_ready = true;
  return std::unique_ptr<Plane>(new Plane(std::move(impl)));
}

Plane::~Plane() {
  impl_->shut_down();
}

Result<void> Plane::open(LegId leg, const LegOptions& options) {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->legs.contains(leg))
    return fail(ErrorCode::conflict, "leg_exists", fmt::format("leg {}", leg.value));
  if (impl_->legs.size() >= impl_->options.legs_max)
    return fail(ErrorCode::too_many, "legs_full", fmt::format("{} legs", impl_->legs.size()));
  std::size_t thread = 0;
  if (options.near) {
    const auto near = impl_->legs.find(options.near);
    if (near == impl_->legs.end()) return no_such_leg(options.near);
    thread = near->second.thread;
  } else {
    thread = static_cast<std::size_t>(std::min_element(impl_->loads.begin(), impl_->loads.end()) -
                                      impl_->loads.begin());
  }

  LegRecord record;
  record.options = options;
  record.thread = thread;
  LegSetup setup;
  setup.id = leg;
  setup.is_browser = options.security == sdp::Security::dtls;
  setup.detects_tones = options.detects_tones;
  setup.reports_voice = options.reports_voice;
  setup.inactive_after_s = options.inactive_after_s;
  if (!options.also_from.empty()) {
    setup.also_from = Address::from(options.also_from, 0);
    if (!setup.also_from)
      return fail(ErrorCode::invalid, "address_invalid", fmt::format("also_from: {}", options.also_from));
  }
  sdp::Local& local = record.local;
  fill_random(&local.ssrc, sizeof local.ssrc);
  fill_random(&setup.first_sequence, sizeof setup.first_sequence);
  fill_random(&setup.first_timestamp, sizeof setup.first_timestamp);
  setup.first_sequence &= 0x7FFF;  // RFC 3711, 3.3.1: SRTP starts in the lower half
  std::uint32_t session_id = 0;
  fill_random(&session_id, sizeof session_id);
  local.session_id = session_id;
  local.version = 0;
  local.address = impl_->public_address;
  local.codecs = options.codecs;
  local.has_events = options.has_events;
  local.security = options.security;
  setup.ssrc = local.ssrc;
  setup.cname = local.cname = fmt::format("{:08x}@rapport", session_id);
  if (setup.is_browser) {
    local.port = impl_->browser_ports[thread];
    setup.ufrag = local.ufrag = random_ice_text(8);
    setup.password = local.password = random_ice_text(24);
    local.fingerprint = impl_->handshakes->fingerprint();
  } else {
    auto pair = impl_->ports.take(impl_->address);
    if (!pair) return tl::unexpected(pair.error());
    local.port = pair->rtp.port();
    local.rtcp_port = static_cast<std::uint16_t>(local.port + 1);
    record.leased_port = pair->leased;
    setup.rtp = std::move(pair->rtp);
    if (options.security != sdp::Security::none) local.keys = random_keys();
  }
  if (!impl_->threads[thread]->post(AddLeg{std::make_unique<Leg>(std::move(setup))})) {
    impl_->ports.release(record.leased_port);
    return fail(ErrorCode::too_many, "queue_full", "the media thread is behind");
  }
  ++impl_->loads[thread];
  impl_->legs.emplace(leg, std::move(record));
  impl_->legs_gauge.set(static_cast<double>(impl_->legs.size()));
  return {};
}

Result<Described> Plane::answer(LegId leg, std::string_view offer, sdp::Direction wanted) {
  auto theirs = sdp::parse(offer);
  if (!theirs) return tl::unexpected(theirs.error());
  const std::lock_guard lock(impl_->mutex);
  LegRecord* record = impl_->find(leg);
  if (!record) return no_such_leg(leg);
  sdp::Local local = record->local;
  local.direction = wanted;
  ++local.version;
  auto answer = sdp::answer(*theirs, local);
  if (!answer) return tl::unexpected(answer.error());
  if (auto settled = impl_->settle(leg, *record, answer->agreed); !settled)
    return tl::unexpected(settled.error());
  record->local = std::move(local);
  return Described{sdp::write(answer->session), std::move(answer->agreed)};
}

Result<Described> Plane::offer(LegId leg, sdp::Direction wanted, std::vector<sdp::Codec> codecs) {
  const std::lock_guard lock(impl_->mutex);
  LegRecord* record = impl_->find(leg);
  if (!record) return no_such_leg(leg);
  record->local.direction = wanted;
  record->local.codecs = codecs.empty() ? record->options.codecs : std::move(codecs);
  ++record->local.version;
  record->offered = sdp::offer(record->local);
  return Described{sdp::write(record->offered), {}};
}

Result<Described> Plane::accept(LegId leg, std::string_view answer, const std::string& also_from) {
  auto theirs = sdp::parse(answer);
  if (!theirs) return tl::unexpected(theirs.error());
  const std::lock_guard lock(impl_->mutex);
  LegRecord* record = impl_->find(leg);
  if (!record) return no_such_leg(leg);
  auto agreed = sdp::accept(record->offered, *theirs, record->local);
  if (!agreed) return tl::unexpected(agreed.error());
  if (!also_from.empty()) record->options.also_from = also_from;
  if (auto settled = impl_->settle(leg, *record, *agreed); !settled) return tl::unexpected(settled.error());
  return Described{{}, std::move(*agreed)};
}

bool Plane::hears(LegId leg, std::vector<LegId> others) {
  if (others.size() > heard_legs_max) others.resize(heard_legs_max);
  return impl_->hears(leg, std::move(others));
}
bool Plane::mute(LegId leg, bool is_muted) {
  return impl_->post(leg, SetMuted{leg, is_muted});
}
bool Plane::keep_secret(LegId leg, bool is_on) {
  return impl_->post(leg, SetSecret{leg, is_on});
}
bool Plane::play(LegId leg, PlayerId player, std::vector<Source> sources, PlayOptions options) {
  return impl_->post(leg, StartPlayer{leg, std::make_unique<Player>(player, std::move(sources), options)});
}
bool Plane::stop(LegId leg, PlayerId player) {
  return impl_->post(leg, StopPlayer{leg, player});
}
bool Plane::send_digits(LegId leg, std::string digits, int tone_ms, int gap_ms) {
  if (digits.size() > digits_max) digits.resize(digits_max);
  return impl_->post(leg, SendDigits{leg, std::move(digits), tone_ms, gap_ms});
}

bool Plane::close(LegId leg) {
  const std::lock_guard lock(impl_->mutex);
  LegRecord* record = impl_->find(leg);
  if (!record || record->is_closing) return false;
  if (!impl_->threads[record->thread]->post(CloseLeg{leg})) return false;
  record->is_closing = true;
  if (record->options.security == sdp::Security::dtls) impl_->handshakes->forget(leg);
  return true;
}

bool Plane::record(TapId tap, TapOptions options, TapSink sink) {
  return impl_->start_tap(tap, std::move(options), std::move(sink));
}
bool Plane::change_record(TapId tap, std::vector<LegId> left, std::vector<LegId> right) {
  return impl_->change_tap(tap, std::move(left), std::move(right));
}
bool Plane::pause_record(TapId tap, bool is_paused) {
  return impl_->post_tap(tap, PauseTap{tap, is_paused});
}
bool Plane::stop_record(TapId tap) {
  return impl_->post_tap(tap, StopTap{tap});
}

std::size_t Plane::legs() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->legs.size();
}
std::uint16_t Plane::browser_port(std::size_t thread) const {
  return impl_->browser_ports.at(thread);
}
const std::string& Plane::fingerprint() const {
  return impl_->handshakes->fingerprint();
}

}  // namespace rapport::media
