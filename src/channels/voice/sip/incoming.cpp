#include "channels/voice/sip/incoming.h"

#include <algorithm>

#include "channels/voice/sip/message.h"
#include "channels/voice/sip/text.h"

namespace rapport::sip {

namespace {

std::string number_of(const Address& address) {
  return equals_ignoring_case(address.scheme, "tel") ? one_line(unescaped(address.host)) : address.user;
}

bool is_anonymous(const Address& from) {
  return equals_ignoring_case(from.user, "anonymous") ||
         equals_ignoring_case(from.host, "anonymous.invalid") ||
         equals_ignoring_case(from.user, "unavailable");
}

std::string diversion_of(const sip_msg& invite) {
  // The first Diversion is the latest one (RFC 5806); in History-Info it is the first entry (RFC 7044).
  std::string_view value = header(invite, "Diversion");
  if (value.empty()) value = header(invite, SIP_HDR_HISTORY_INFO);
  const auto address = address_in(value);
  return address ? number_of(*address) : "";
}

}  // namespace

Incoming incoming_of(const sip_msg& invite, bool is_trusted) {
  Incoming incoming;
  incoming.called_uri = view(invite.ruri);
  if (const auto called = uri_in(incoming.called_uri)) incoming.called_number = number_of(*called);
  if (const auto to = address_in(view(invite.to.val))) incoming.to_number = number_of(*to);
  auto caller = address_in(view(invite.from.val));
  incoming.is_caller_hidden = !caller || is_anonymous(*caller);
  for (const std::string& value : all_headers(invite, SIP_HDR_PRIVACY)) {
    const auto items = value;
    for (const char* word : {"id", "user", "header"})
      if (items.find(word) != std::string::npos) incoming.is_caller_hidden = true;
  }
  if (is_trusted) {
    // One SIP URI and one tel URI at most (RFC 3325 section 9.1): the first that can be read.
    for (const std::string& value : all_headers(invite, SIP_HDR_P_ASSERTED_IDENTITY))
      if (const auto asserted = address_in(value)) {
        caller = asserted;
        break;
      }
  }
  if (caller && !is_anonymous(*caller)) {
    incoming.caller_number = number_of(*caller);
    incoming.caller_name = caller->display_name;
  }
  incoming.diversion = diversion_of(invite);
  incoming.sdp = sdp_of(invite);
  incoming.call_id = view(invite.callid);
  incoming.replaces = replaces_in(header(invite, SIP_HDR_REPLACES));
  incoming.transport = invite.tp == SIP_TRANSP_UDP   ? Transport::udp
                       : invite.tp == SIP_TRANSP_TCP ? Transport::tcp
                                                     : Transport::tls;
  incoming.remote = address_text(invite.src);
  return incoming;
}

}  // namespace rapport::sip
