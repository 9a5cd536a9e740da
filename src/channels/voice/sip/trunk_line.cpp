#include "channels/voice/sip/trunk_line.h"

#include <fmt/format.h>

#include <algorithm>

#include "channels/voice/sip/dialog.h"
#include "channels/voice/sip/text.h"
#include "channels/voice/sip/tls_peers.h"

namespace rapport::sip {

namespace {
constexpr Duration ping_patience = seconds(4);
constexpr int misses_until_down = 2;
constexpr std::size_t learned_max = 64;

// A carrier's certificate is for its domain or for the host that is named; any of them will do at each of its
// gateways.
std::shared_ptr<const TlsIdentity> identity_of(const Trunk& trunk) {
  TlsIdentity identity;
  const auto add = [&](std::string name) {
    if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
    if (!name.empty() &&
        std::find(identity.names.begin(), identity.names.end(), name) == identity.names.end())
      identity.names.push_back(std::move(name));
  };
  for (const Gateway& gateway : trunk.gateways)
    if (gateway.transport == Transport::tls) add(gateway.host);
  if (identity.names.empty()) return nullptr;
  add(trunk.domain);
  identity.check = trunk.tls;
  return std::make_shared<const TlsIdentity>(std::move(identity));
}
}  // namespace

TrunkLine::TrunkLine(Core& core, Trunk trunk, std::shared_ptr<int> channels)
    : core_(core),
      trunk_(std::move(trunk)),
      identity_(identity_of(trunk_)),
      channels_(std::move(channels)),
      lines_(trunk_.gateways.size()),
      call_id_(random_tag() + random_tag()),
      tag_(random_tag()),
      expires_(trunk_.register_expires),
      registration_(core.timers) {
  for (const std::string& network : trunk_.networks)
    if (!networks_.add(network))
      core_.log.warning("sip trunk: neither address nor network",
                        {{"trunk", trunk_.name}, {"text", network}});
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    lines_[i].timer = std::make_unique<Timer>(core_.timers);
    if (trunk_.keep_alive.us > 0)
      // Not at once: connections that a change closed are gone by then.
      lines_[i].timer->start(milliseconds(static_cast<std::int64_t>(i + 1) * 20), [this, i] { ping(i); });
  }
  if (trunk_.does_register && !trunk_.gateways.empty())
    registration_.start(milliseconds(20), [this] { register_now(expires_); });
  else
    say();
}

TrunkLine::~TrunkLine() {
  for (Line& line : lines_)
    core_.requests->forget(line.ping);
  core_.requests->forget(registering_);
}

bool TrunkLine::is_from(const AddressBytes& source) const {
  if (networks_.contains(source)) return true;
  return trunk_.does_register && networks_.is_empty() && learned_.contains(source);
}

ChannelHold TrunkLine::take_channel() {
  if (trunk_.channels_max > 0 && *channels_ >= trunk_.channels_max) return nullptr;
  ++*channels_;
  return {channels_.get(), [counter = channels_](void*) { --*counter; }};
}

std::string TrunkLine::place(std::size_t gateway) const {
  const Gateway& one = trunk_.gateways[gateway];
  return one.port != 0 ? fmt::format("{}:{}", one.host, one.port) : one.host;
}

std::string TrunkLine::next_hop(std::size_t gateway) const {
  return fmt::format("sip:{};transport={}", place(gateway), name_of(trunk_.gateways[gateway].transport));
}

std::vector<Way> TrunkLine::ways_to(const std::string& number) const {
  std::vector<std::size_t> order(lines_.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    order[i] = i;
  std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    if (lines_[a].is_up != lines_[b].is_up) return lines_[a].is_up;
    return trunk_.gateways[a].priority < trunk_.gateways[b].priority;
  });
  std::vector<Way> ways;
  for (const std::size_t i : order)
    ways.push_back(
        {fmt::format("sip:{}@{}", escaped_user(number), trunk_.domain.empty() ? place(i) : trunk_.domain),
         next_hop(i), false, i});
  return ways;
}

void TrunkLine::ping(std::size_t gateway) {
  Request request;
  request.method = "OPTIONS";
  request.uri = fmt::format("sip:{}", place(gateway));
  request.next_hop = next_hop(gateway);
  request.headers = fmt::format(
      "From: <sip:ping@{}>;tag={}\r\nTo: <sip:{}>\r\nCall-ID: {}\r\nCSeq: 1 OPTIONS\r\nAccept: "
      "application/sdp\r\n",
      trunk_.domain.empty() ? "rapport.invalid" : trunk_.domain, random_tag(), place(gateway), random_tag());
  request.contact_user = "rapport";
  request.identity = identity_;
  Line& line = lines_[gateway];
  line.ping = core_.requests->send(std::move(request), [this, gateway](int, const sip_msg* response) {
    if (!response || response->scode >= 200) pinged(gateway, response);
  });
  // A transaction gives up after 32 s only: too long to notice a dead gateway.
  line.timer->start(ping_patience, [this, gateway] {
    core_.requests->forget(lines_[gateway].ping);
    pinged(gateway, nullptr);
  });
}

void TrunkLine::pinged(std::size_t gateway, const sip_msg* response) {
  lines_[gateway].ping = 0;
  // Any answer shows that it lives, but 503 says that it does not serve.
  heard_of(gateway, response && response->scode != 503);
  if (response) learn(*response);
  lines_[gateway].timer->start(trunk_.keep_alive, [this, gateway] { ping(gateway); });
}

void TrunkLine::learn(const sip_msg& response) {
  const auto address = address_bytes(host_text(response.src));
  if (address && learned_.size() < learned_max) learned_.insert(*address);
}

void TrunkLine::heard_of(std::size_t gateway, bool is_alive) {
  if (gateway >= lines_.size()) return;
  Line& line = lines_[gateway];
  line.misses = is_alive ? 0 : line.misses + 1;
  if (is_alive || line.misses >= misses_until_down || !line.is_proven) line.is_up = is_alive;
  line.is_proven = true;
  say();
}

std::string TrunkLine::why_down(bool is_any_up) const {
  if (identity_ && core_.tls_peers && core_.tls_peers->is_refused(*identity_)) return "certificate_refused";
  return is_any_up ? why_not_ : "no_gateway_answers";
}

void TrunkLine::say() {
  const bool is_pinged = trunk_.keep_alive.us > 0 && !lines_.empty();
  const bool is_any_up = !is_pinged || std::any_of(lines_.begin(), lines_.end(), [](const Line& line) {
    return line.is_up && line.is_proven;
  });
  const bool is_any_open = is_pinged && std::any_of(lines_.begin(), lines_.end(),
                                                    [](const Line& line) { return !line.is_proven; });
  if (!is_any_up && is_any_open) return;  // not known yet
  if (trunk_.does_register && !is_registered_ && why_not_.empty()) return;
  const bool is_up = is_any_up && (!trunk_.does_register || is_registered_);
  const Said now = is_up ? Said::up : Said::down;
  if (now == said_) return;
  said_ = now;
  if (is_up)
    core_.emit(TrunkUp{trunk_.id});
  else
    core_.emit(TrunkDown{trunk_.id, why_down(is_any_up)});
}

}  // namespace rapport::sip
