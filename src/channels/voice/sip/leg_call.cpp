// The leg as client: our INVITE, its ways, its early dialogs, its answer.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "channels/voice/sip/challenge.h"
#include "channels/voice/sip/leg.h"
#include "channels/voice/sip/message.h"
#include "channels/voice/sip/text.h"

namespace rapport::sip {

namespace {

constexpr std::size_t early_dialogs_max = 12;

// What signalling writes itself must not come twice.
bool is_own_header(std::string_view name) {
  constexpr std::array own{"via",
                           "from",
                           "to",
                           "call-id",
                           "cseq",
                           "contact",
                           "max-forwards",
                           "route",
                           "record-route",
                           "content-length",
                           "content-type",
                           "authorization",
                           "proxy-authorization",
                           "require",
                           "supported",
                           "allow",
                           "session-expires",
                           "min-se",
                           "replaces",
                           "f",
                           "t",
                           "i",
                           "m",
                           "v",
                           "l",
                           "c",
                           "k",
                           "x"};
  return std::any_of(own.begin(), own.end(),
                     [&](const char* one) { return equals_ignoring_case(one, name); });
}

}  // namespace

void Leg::begin_calling() {
  if (command_.ring_timeout.us > 0)
    ringing_.start(command_.ring_timeout, [this] { close(EndedBy::timeout, 408, "not answered in time"); });
  our_sdp_ = command_.sdp;
  if (departure_.ways.empty()) return end(EndedBy::network, 404, "no way to the target");
  try_way();
}

void Leg::try_way() {
  const Way& way = departure_.ways[way_];
  const auto target = uri_in(way.uri);
  const auto hop = uri_in(way.next_hop);
  if (!target || !hop) return try_next_way(400, "the target is no SIP URI");
  std::string host = departure_.from_host.empty() ? core_.options.public_host : departure_.from_host;
  if (host.empty() && !core_.options.listeners.empty()) host = core_.options.listeners.front().address;
  half_.local_tag = random_tag();
  half_.remote_tag.clear();
  half_.target = way.uri;
  half_.flow = way.next_hop;
  half_.remote = fmt::format("<{}>", way.uri);
  const bool is_anonymous =
      command_.caller_number.empty() || (command_.is_caller_hidden && !departure_.is_identity_asserted);
  if (command_.is_caller_hidden || is_anonymous)
    half_.local = fmt::format("\"Anonymous\" <sip:anonymous@anonymous.invalid>;tag={}", half_.local_tag);
  else
    half_.local = fmt::format(
        "{}<sip:{}@{}>;tag={}",
        command_.caller_name.empty() ? "" : fmt::format("\"{}\" ", quoted_text(command_.caller_name)),
        escaped_user(command_.caller_number), host, half_.local_tag);
  early_.clear();
  authorization_.clear();
  challenges_ = 0;
  has_answered_any_ = false;
  send_invite();
}

std::string Leg::invite_headers() const {
  std::string lines = allow_line;
  // Without an offer of ours a reliable response would carry theirs, to be answered in the PRACK: not asked
  // for.
  lines += command_.sdp.empty() ? "Supported: timer, replaces, norefersub\r\n" : supported_line;
  lines += timer_headers(std::max(core_.options.session_timer.interval, interval_min_), interval_min_,
                         Refresher::unsaid);
  const bool is_another = !command_.asserted_number.empty();  // and the name is not of this number
  const std::string& asserted = is_another ? command_.asserted_number : command_.caller_number;
  if (departure_.is_identity_asserted && !asserted.empty()) {
    const std::string host = departure_.from_host.empty() ? "rapport" : departure_.from_host;
    lines += fmt::format("P-Asserted-Identity: {}<sip:{}@{}>\r\n",
                         command_.caller_name.empty() || is_another
                             ? ""
                             : fmt::format("\"{}\" ", quoted_text(command_.caller_name)),
                         escaped_user(asserted), host);
  }
  if (command_.is_caller_hidden) lines += "Privacy: id\r\n";
  if (command_.replaces)
    lines += fmt::format("Require: replaces\r\nReplaces: {}\r\n", replaces_value(*command_.replaces));
  if (is_plain_uri(command_.referred_by)) lines += fmt::format("Referred-By: <{}>\r\n", command_.referred_by);
  for (const Header& header : command_.headers)
    if (is_token(header.name) && !is_own_header(header.name))
      lines += fmt::format("{}: {}\r\n", header.name, one_line(header.value));
  return lines;
}

void Leg::send_invite() {
  Request out = half_.request("INVITE", authorization_ + invite_headers());
  invite_cseq_ = half_.local_cseq;
  out.contact_user = contact_user();
  if (!command_.sdp.empty()) {
    out.content_type = "application/sdp";
    out.body = command_.sdp;
  }
  invite_key_ = track(std::move(out),
                      [this](int error, const sip_msg* response) { on_invite_response(error, response); });
  // A gateway that does not even say 100 is not waited for while there is another one.
  if (way_ + 1 < departure_.ways.size() && !has_answered_any_)
    patience_.start(core_.options.gateway_patience, [this] { try_next_way(408, "no answer"); });
}

void Leg::try_next_way(int code, std::string reason) {
  patience_.stop();
  if (has_ended_) return;
  if (way_ < departure_.ways.size() && departure_.on_gateway && !has_answered_any_)
    departure_.on_gateway(departure_.ways[way_].gateway, false);
  if (way_ + 1 >= departure_.ways.size())
    return end(has_answered_any_ ? EndedBy::peer : EndedBy::network, code, std::move(reason));
  if (under_way_.erase(invite_key_) != 0) core_.requests->forget(invite_key_);
  ++way_;
  try_way();
}

void Leg::on_invite_response(int error, const sip_msg* response) {
  if (!response) {
    if (is_cancelled_ || has_ended_) return;
    return try_next_way(error == ETIMEDOUT ? 408 : 503,
                        error == ETIMEDOUT ? "no answer" : "could not be sent");
  }
  const int code = response->scode;
  if (!has_answered_any_ && departure_.on_gateway && !departure_.ways.empty())
    departure_.on_gateway(departure_.ways[way_].gateway, code != 503);
  has_answered_any_ = true;
  patience_.stop();
  if (code < 200) return on_progress(*response);
  if (code < 300) return on_answer(*response);
  if (has_ended_) return;
  if ((code == 401 || code == 407) && challenges_ < 2) {
    if (const auto line = authorization_line(*response, credentials_, "INVITE", half_.target)) {
      ++challenges_;
      authorization_ = *line;
      early_.clear();
      return send_invite();
    }
  }
  if (code == 422 && challenges_ < 4) {
    const auto least = number_in(trimmed(header(*response, SIP_HDR_MIN_SE)), 86'400);
    if (least && seconds(*least) > interval_min_) {
      ++challenges_;
      interval_min_ = seconds(*least);
      early_.clear();
      return send_invite();
    }
  }
  if (code == 503) return try_next_way(503, std::string(view(response->reason)));
  const Reason reason = reason_of(*response);
  end(EndedBy::peer, code, reason.text.empty() ? std::string(view(response->reason)) : reason.text,
      reason.cause);
}

void Leg::on_progress(const sip_msg& response) {
  if (is_cancelled_ || has_ended_ || response.scode == 100) return;
  if (pl_isset(&response.to.tag)) {
    const std::string tag(view(response.to.tag));
    auto found = early_.find(tag);
    if (found == early_.end()) {
      if (early_.size() >= early_dialogs_max) return;
      found = early_.emplace(tag, Early{Dialog::of_response(half_, response), 0}).first;
    }
    Early& early = found->second;
    dialog_ = early.dialog;
    if (lists(response, SIP_HDR_REQUIRE, "100rel")) {
      const auto rseq = number_in(trimmed(header(response, SIP_HDR_RSEQ)));
      // RFC 3262 section 4: strictly one after the other; the others are retransmissions or out of order.
      if (!rseq || *rseq == 0 || (early.rseq != 0 && *rseq != early.rseq + 1)) return;
      early.rseq = *rseq;
      // The dialog object of the leg counts the CSeq of all of them.
      dialog_.local_cseq = std::max(dialog_.local_cseq, half_.local_cseq);
      request("PRACK", fmt::format("RAck: {} {} INVITE\r\n", *rseq, invite_cseq_), "", "",
              [](int, const sip_msg*) {});
      half_.local_cseq = dialog_.local_cseq;
      early.dialog.local_cseq = dialog_.local_cseq;
    }
  }
  peer_takes_update_ = peer_takes_update_ || lists(response, SIP_HDR_ALLOW, "UPDATE");
  core_.emit(Progress{id_, response.scode, sdp_of(response), address_text(response.src)});
}

void Leg::send_ack(const Dialog& dialog, std::uint32_t cseq, const std::string& sdp) {
  Request ack = dialog.ack(cseq);
  ack.headers = authorization_ + ack.headers;
  ack.identity = departure_.identity;
  if (!sdp.empty()) {
    ack.content_type = "application/sdp";
    ack.body = sdp;
  }
  core_.requests->send_once(ack);
}

void Leg::on_answer(const sip_msg& response) {
  const std::uint32_t sent = std::max({half_.local_cseq, dialog_.local_cseq, invite_cseq_});
  dialog_ = Dialog::of_response(half_, response);
  dialog_.local_cseq = sent;
  const auto contact = address_in(header(response, SIP_HDR_CONTACT));
  // Requests inside the dialog go to the Contact, but to a phone over its flow.
  if (!departure_.ways[way_].is_flow) dialog_.flow.clear();
  early_.clear();
  is_up_ = true;
  const std::string sdp = sdp_of(response);
  if (is_cancelled_ || has_ended_) {
    // It answered before the CANCEL reached it.
    send_ack(dialog_, invite_cseq_, "");
    send_bye(16, "");
    return;
  }
  if (!contact || !equals_ignoring_case(contact->scheme, "sip")) {
    if (!contact || !equals_ignoring_case(contact->scheme, "sips")) {
      dialog_.target = half_.target;
      send_ack(dialog_, invite_cseq_, "");
      send_bye(16, "bad Contact");
      return end(EndedBy::us, 502, "answered with a Contact that is no SIP URI");
    }
  }
  ringing_.stop();
  peer_takes_update_ = lists(response, SIP_HDR_ALLOW, "UPDATE");
  terms_ = agreed_terms(timer_words(response));
  if (command_.sdp.empty() && !sdp.empty()) {
    is_ack_due_ = true;
  } else {
    send_ack(dialog_, invite_cseq_, "");
  }
  start_session_timer();
  core_.emit(Answered{id_, sdp, address_text(response.src)});
}

void Leg::handle(const Acknowledge& command) {
  if (has_ended_) return;
  if (is_ack_due_) {
    is_ack_due_ = false;
    our_sdp_ = acked_sdp_ = command.sdp;
    send_ack(dialog_, invite_cseq_, command.sdp);
  } else if (is_modify_ack_due_) {
    is_modify_ack_due_ = false;
    our_sdp_ = acked_sdp_ = command.sdp;
    send_ack(dialog_, modify_cseq_, command.sdp);
  }
}

void Leg::on_stray_answer(const sip_msg& response) {
  // Our ACK was lost.
  if (response.cseq.num == invite_cseq_ && !is_ack_due_) send_ack(dialog_, invite_cseq_, acked_sdp_);
  if (response.cseq.num == modify_cseq_ && !is_modify_ack_due_) send_ack(dialog_, modify_cseq_, acked_sdp_);
}

}  // namespace rapport::sip
