// What arrives: whose is it, and may it.
#include <fmt/format.h>

#include "channels/voice/sip/agent.h"
#include "channels/voice/sip/message.h"
#include "channels/voice/sip/text.h"
#include "channels/voice/sip/verdict.h"

namespace rapport::sip {

bool Agent::on_message(const sip_msg* message, void* self) noexcept {
  auto& agent = *static_cast<Agent*>(self);
  if (message->req)
    agent.on_request(*message);
  else
    agent.on_response(*message);
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
  if (Leg* leg = leg_of(response)) leg->on_stray_answer(response);
}

void Agent::on_request(const sip_msg& request) {
  const Verdict verdict = judge_request(request);
  const bool is_ack = is_method(request, "ACK");
  if (verdict.kind == Verdict::Kind::drop || (is_ack && verdict.kind != Verdict::Kind::fine)) return;
  if (verdict.kind == Verdict::Kind::refuse) {
    reply_once(core_, request, {.code = verdict.code, .reason = verdict.reason, .headers = verdict.headers});
    return;
  }
  if (is_method(request, "CANCEL")) return reply_once(core_, request, {.code = 481});
  if (pl_isset(&request.to.tag)) {
    Leg* const leg = leg_of(request);
    if (is_ack) {
      if (leg) leg->on_ack(request);
    } else if (leg) {
      leg->on_request(request);
    } else {
      reply_once(core_, request, {.code = 481});
    }
    return;
  }
  if (is_ack) return;
  if (is_method(request, "INVITE")) return on_invite(request);
  if (is_method(request, "OPTIONS")) {
    reply(core_, nullptr, request,
          {.code = 200,
           .headers = std::string(allow_line) + supported_line + "Accept: application/sdp\r\n",
           .contact_user = "rapport"});
    return;
  }
  reply_once(core_, request, {.code = 405, .headers = allow_line});
}

void Agent::on_invite(const sip_msg& request) {
  TrunkState* const trunk = trunk_of(request.src);
  if (!trunk) return reply_once(core_, request, {.code = 403});
  if (is_closing_ || legs_.size() >= options_.limits.legs)
    return reply_once(core_, request, {.code = 503, .headers = "Retry-After: 10\r\n"});
  ChannelHold channel = take_channel(*trunk);
  if (!channel) {
    const int code = trunk->trunk.full_code == 486 ? 486 : 503;
    return reply_once(
        core_, request,
        {.code = code, .headers = fmt::format("Retry-After: {}\r\n", trunk->trunk.retry_after_s)});
  }
  const LegId id = options_.new_leg_id();
  auto leg = std::make_unique<Leg>(core_, id, request, "", trunk->trunk.outbound, std::move(channel),
                                   [this, id] { drop_soon(id); });
  if (!leg->begin_serving()) return;

  Incoming incoming;
  incoming.leg = id;
  incoming.source.trunk = trunk->trunk.id;
  incoming.called_uri = view(request.ruri);
  if (const auto called = uri_in(incoming.called_uri)) incoming.called_number = called->user;
  if (const auto to = address_in(view(request.to.val))) incoming.to_number = to->user;
  if (const auto from = address_in(view(request.from.val))) {
    incoming.caller_number = from->user;
    incoming.caller_name = from->display_name;
  }
  incoming.sdp = sdp_of(request);
  incoming.call_id = view(request.callid);
  incoming.replaces = replaces_in(header(request, SIP_HDR_REPLACES));
  if (incoming.replaces) incoming.replaced = leg_replaced(*incoming.replaces);
  incoming.transport = request.tp == SIP_TRANSP_UDP   ? Transport::udp
                       : request.tp == SIP_TRANSP_TCP ? Transport::tcp
                                                      : Transport::tls;
  incoming.remote = address_text(request.src);
  keep(std::move(leg));
  core_.emit(std::move(incoming));
}

}  // namespace rapport::sip
