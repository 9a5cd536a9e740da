// The trunk as a registrar's client.
#include <fmt/format.h>

#include <algorithm>

#include "channels/voice/sip/challenge.h"
#include "channels/voice/sip/dialog.h"
#include "channels/voice/sip/message.h"
#include "channels/voice/sip/text.h"
#include "channels/voice/sip/trunk_line.h"

namespace rapport::sip {

void TrunkLine::register_now(Duration expires) {
  const std::string domain = trunk_.domain.empty() ? trunk_.gateways[registrar_].host : trunk_.domain;
  const std::string aor = fmt::format("sip:{}@{}", escaped_user(trunk_.outbound.user), domain);
  Request request;
  request.method = "REGISTER";
  request.uri = fmt::format("sip:{}", domain);
  request.next_hop = next_hop(registrar_);
  request.headers =
      fmt::format("{}From: <{}>;tag={}\r\nTo: <{}>\r\nCall-ID: {}\r\nCSeq: {} REGISTER\r\nExpires: {}\r\n",
                  authorization_, aor, tag_, aor, call_id_, ++cseq_, expires.us / 1'000'000);
  request.contact_user = escaped_user(trunk_.outbound.user);
  request.identity = identity_;
  registering_ = core_.requests->send(std::move(request), [this](int error, const sip_msg* response) {
    if (!response || response->scode >= 200) on_registered(error, response);
  });
}

void TrunkLine::on_registered(int, const sip_msg* response) {
  registering_ = 0;
  if (!response) return retry_registration("registrar_silent");
  learn(*response);
  const int code = response->scode;
  if ((code == 401 || code == 407) && challenges_ < 2) {
    const std::string domain = trunk_.domain.empty() ? trunk_.gateways[registrar_].host : trunk_.domain;
    if (const auto line =
            authorization_line(*response, trunk_.outbound, "REGISTER", fmt::format("sip:{}", domain))) {
      ++challenges_;
      authorization_ = *line;
      return register_now(expires_);
    }
  }
  // A nonce is good for one request: the next one is challenged anew.
  authorization_.clear();
  challenges_ = 0;
  if (code == 423) {
    const auto least = number_in(trimmed(header(*response, SIP_HDR_MIN_EXPIRES)), 604'800);
    if (least && seconds(*least) > expires_) {
      expires_ = seconds(*least);
      return register_now(expires_);
    }
  }
  if (code >= 300) return retry_registration("registration_refused");
  // What the registrar granted: the Contact with our user, else Expires.
  Duration granted = expires_;
  if (const auto number = number_in(trimmed(view(response->expires)), 604'800)) granted = seconds(*number);
  for (const std::string& value : all_headers(*response, SIP_HDR_CONTACT)) {
    const auto contact = address_in(value);
    if (!contact || contact->user != trunk_.outbound.user) continue;
    if (const auto number = number_in(parameter(contact->parameters, "expires").value_or(""), 604'800))
      granted = seconds(*number);
  }
  granted = std::max(granted, seconds(2));
  failures_ = 0;
  is_registered_ = true;
  why_not_.clear();
  // Well before it runs out, so that there is time for a second try.
  registration_.start(granted > minutes(20) ? granted - minutes(5) : granted / 2,
                      [this] { register_now(expires_); });
  say();
}

void TrunkLine::retry_registration(const char* why) {
  authorization_.clear();
  challenges_ = 0;
  is_registered_ = false;
  why_not_ = why;
  registrar_ = (registrar_ + 1) % lines_.size();
  // RFC 5626 section 4.5: longer and longer, up to two minutes.
  const Duration wait = std::min(seconds(2) * (std::int64_t{1} << std::min(failures_, 6)), seconds(120));
  ++failures_;
  registration_.start(wait, [this] { register_now(expires_); });
  say();
}

void TrunkLine::leave() {
  if (!is_registered_) return;
  is_registered_ = false;
  register_now({});
  core_.requests->forget(registering_);
  registering_ = 0;
}

}  // namespace rapport::sip
