// What arrives: whose is it, and may it.
#include <fmt/format.h>

#include "channels/voice/sip/agent.h"
#include "channels/voice/sip/incoming.h"
#include "channels/voice/sip/message.h"
#include "channels/voice/sip/text.h"
#include "channels/voice/sip/verdict.h"

namespace rapport::sip {

bool Agent::on_message(const sip_msg* message, void* self) noexcept {
  auto& agent = *static_cast<Agent*>(self);
  if (agent.admit(*message)) {
    if (message->req)
      agent.on_request(*message);
    else
      agent.on_response(*message);
  }
  return true;  // libre must not answer by itself
}

Leg* Agent::leg_of(const sip_msg& message) {
  const auto [first, last] = legs_by_call_id_.equal_range(std::string(view(message.callid)));
  for (auto at = first; at != last; ++at)
    if (at->second->holds(message)) return at->second;
  return nullptr;
}

LegId Agent::leg_replaced(const Replaces& replaces) const {
  const auto [first, last] = legs_by_call_id_.equal_range(replaces.call_id);
  for (auto at = first; at != last; ++at) {
    const Leg& leg = *at->second;
    if (!leg.has_ended() && leg.dialog().local_tag == replaces.to_tag &&
        leg.dialog().remote_tag == replaces.from_tag)
      return leg.id();
  }
  return {};
}

void Agent::on_response(const sip_msg& response) {
  if (judge_response(response).kind != Verdict::Kind::fine) return;
  if (view(response.cseq.met) != "INVITE" || response.scode < 200 || response.scode > 299) return;
  if (Leg* const leg = leg_of(response))
    leg->on_stray_answer(response);
  else if (legs_by_call_id_.contains(std::string(view(response.callid))))
    hang_up_stray(response);  // another branch of a forked call answered too; not for anybody's invention
}

void Agent::hang_up_stray(const sip_msg& response) {
  if (judge_response(response).kind != Verdict::Kind::fine) return;
  Dialog half;
  half.call_id = view(response.callid);
  half.local = view(response.from.val);
  half.local_tag = view(response.from.tag);
  half.local_cseq = response.cseq.num;
  half.target = flow_uri(response.tp, response.src);
  Dialog dialog = Dialog::of_response(half, response);
  requests_.send_once(dialog.ack(response.cseq.num));
  requests_.send(dialog.request("BYE"), [](int, const sip_msg*) {});
}

// Strangers cost no transaction, and their refusals count against them.
void Agent::refuse(const sip_msg& request, const Reply& answer) {
  // A phone that is registered is no stranger: an office behind one address must not be banned for its
  // phones' pings.
  if (!registrar_.is_phone_at(request.src)) gate_.failed(request.src);
  reply_once(core_, request, answer);
}

void Agent::on_request(const sip_msg& request) {
  const Verdict verdict = judge_request(request);
  const bool is_ack = is_method(request, "ACK");
  if (verdict.kind == Verdict::Kind::drop || (is_ack && verdict.kind != Verdict::Kind::fine)) return;
  if (verdict.kind == Verdict::Kind::refuse)
    return refuse(request, {.code = verdict.code, .reason = verdict.reason, .headers = verdict.headers});
  if (is_method(request, "CANCEL")) return refuse(request, {.code = 481});
  if (!pl_isset(&request.to.tag)) {
    if (!is_ack) on_first_request(request);
    return;
  }
  Leg* const leg = leg_of(request);
  if (is_ack) {
    if (leg) leg->on_ack(request);
  } else if (leg) {
    leg->on_request(request);
  } else if (view(request.uri.host) != "gate" || !is_method(request, "OPTIONS")) {
    refuse(request, {.code = 481});
  }
}

void Agent::on_first_request(const sip_msg& request) {
  const std::string_view method = view(request.met);
  // Many phones ping the registrar without credentials, to keep a NAT open.
  const bool is_ping = method == "OPTIONS" && registrar_.is_phone_at(request.src);
  const auto source = is_ping ? std::optional(Source{}) : identify(request);
  if (!source) return;
  if (method == "INVITE") return on_invite(request, *source);
  if (method == "OPTIONS") {
    reply(core_, nullptr, request,
          {.code = 200,
           .headers = std::string(allow_line) + supported_line + "Accept: application/sdp\r\n",
           .contact_user = "rapport"});
    return;
  }
  if (method == "REGISTER") {
    const Phone* const registering = phone(source->phone);
    if (registering)
      registrar_.handle(request, *registering);
    else
      reply(core_, nullptr, request, {.code = 403});
    return;
  }
  // REFER out of nothing would make us call; the others belong into a dialog.
  reply(core_, nullptr, request, {.code = method == "REFER" ? 403 : 481});
}

std::optional<Source> Agent::identify(const sip_msg& request) {
  TrunkLine* const by_address = trunk_from(request.src);
  // A phone may live in a trunk's network, where it still has to say who it is.
  const bool is_of_a_phone = is_method(request, "REGISTER") || registrar_.is_phone_at(request.src);
  if (by_address && by_address->trunk().inbound.user.empty() && !is_of_a_phone)
    return Source{.trunk = by_address->trunk().id, .phone = {}};
  const Phone* proven_phone = nullptr;
  const TrunkLine* proven_trunk = nullptr;
  const auto find = [&](std::string_view user) -> Authenticator::Account {
    for (const auto& trunk : trunks_) {
      const Trunk& one = trunk->trunk();
      if (one.inbound.user.empty() || one.inbound.user != user) continue;
      // With networks named, the right password from elsewhere is not enough.
      if (!one.networks.empty() && trunk.get() != by_address) continue;
      proven_trunk = trunk.get();
      return {one.inbound.password, one.inbound_digest, true};
    }
    proven_phone = phone_named(user);
    return proven_phone ? Authenticator::Account{proven_phone->account.password, proven_phone->digest, true}
                        : Authenticator::Account{};
  };
  std::string user;
  const Instant now = monotonic_now();
  const auto result = authenticator_.check(
      {header(request, SIP_HDR_AUTHORIZATION), view(request.met), view(request.ruri)}, find, now, user);
  if (result == Authenticator::Result::good) {
    gate_.proved(request.src);
    if (proven_trunk) return Source{.trunk = proven_trunk->trunk().id, .phone = {}};
    return Source{.trunk = {}, .phone = proven_phone->id};
  }
  if (result == Authenticator::Result::malformed) {
    refuse(request, {.code = 400, .reason = "Bad Authorization"});
    return std::nullopt;
  }
  if (result == Authenticator::Result::wrong) {
    core_.log.info("sip authentication failed",
                   {{"source", host_text(request.src)}, {"user", one_line(user)}});
    gate_.failed(request.src, 2);
  }
  // Which algorithm the one who says to be this understands.
  DigestOffer offer = by_address ? by_address->trunk().inbound_digest : DigestOffer::md5;
  if (const auto from = address_in(view(request.from.val)); from && (!by_address || is_of_a_phone))
    if (const Phone* const named = phone_named(from->user)) offer = named->digest;
  const bool is_stale = result == Authenticator::Result::stale;
  const Reply answer{.code = 401, .headers = authenticator_.challenge(offer, is_stale, now)};
  if (is_stale)
    reply_once(core_, request, answer);
  else
    refuse(request, answer);
  return std::nullopt;
}

void Agent::on_invite(const sip_msg& request, const Source& source) {
  if (is_closing_ || legs_.size() >= options_.limits.legs) {
    reply(core_, nullptr, request, {.code = 503, .headers = "Retry-After: 10\r\n"});
    return;
  }
  TrunkLine* const line = trunk(source.trunk);
  ChannelHold channel;
  if (line) {
    channel = line->take_channel();
    if (!channel) {
      reply(core_, nullptr, request,
            {.code = line->trunk().full_code == 486 ? 486 : 503,
             .headers = fmt::format("Retry-After: {}\r\n", line->trunk().retry_after_s)});
      return;
    }
  }
  const LegId id = options_.new_leg_id();
  const std::string flow = line ? "" : flow_uri(request.tp, request.src);
  auto leg = std::make_unique<Leg>(core_, id, request, flow, line ? line->trunk().outbound : Credentials{},
                                   std::move(channel), [this, id] { drop_soon(id); });
  if (line) leg->expect(line->identity());
  if (!leg->begin_serving()) return;
  Incoming incoming = incoming_of(request, line && line->trunk().is_identity_trusted);
  incoming.leg = id;
  incoming.source = source;
  if (incoming.replaces) incoming.replaced = leg_replaced(*incoming.replaces);
  keep(std::move(leg));
  core_.emit(std::move(incoming));
}

}  // namespace rapport::sip
