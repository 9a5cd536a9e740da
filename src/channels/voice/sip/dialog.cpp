#include "channels/voice/sip/dialog.h"

#include <fmt/format.h>

#include <algorithm>

#include "channels/voice/sip/message.h"
#include "channels/voice/sip/text.h"
#include "platform/crypto/encoding.h"
#include "platform/crypto/random.h"

namespace rapport::sip {

std::string random_tag() {
  return crypto::hex(crypto::random_bytes(10));
}

std::string flow_uri(sip_transp transport, const sa& remote) {
  return fmt::format("sip:{}{}", address_text(remote),
                     transport == SIP_TRANSP_UDP ? ";transport=udp" : sip_transp_param(transport));
}

namespace {

std::string contact_uri(const sip_msg& message) {
  const auto contact = address_in(header(message, SIP_HDR_CONTACT));
  return contact ? contact->uri : std::string();
}

// libre's request layer knows only "sip": a sips URI becomes sip over TLS to the same place.
std::string without_sips(const std::string& uri) {
  const auto address = uri_in(uri);
  if (!address || !equals_ignoring_case(address->scheme, "sips")) return uri;
  const std::string host =
      address->host.find(':') == std::string::npos ? address->host : "[" + address->host + "]";
  return address->port != 0 ? fmt::format("sip:{}:{};transport=tls", host, address->port)
                            : fmt::format("sip:{};transport=tls", host);
}

}  // namespace

Dialog Dialog::of_request(const sip_msg& request) {
  Dialog dialog;
  dialog.call_id = view(request.callid);
  dialog.local_tag = fmt::format("{:016x}", request.tag);
  dialog.remote_tag = view(request.from.tag);
  dialog.local = fmt::format("{};tag={}", view(request.to.val), dialog.local_tag);
  dialog.remote = view(request.from.val);
  dialog.target = contact_uri(request);
  dialog.routes = all_headers(request, SIP_HDR_RECORD_ROUTE);
  dialog.remote_cseq = request.cseq.num;
  dialog.local_cseq = 0;
  return dialog;
}

Dialog Dialog::of_response(const Dialog& half, const sip_msg& response) {
  Dialog dialog = half;
  dialog.remote = view(response.to.val);
  dialog.remote_tag = view(response.to.tag);
  if (const std::string contact = contact_uri(response); !contact.empty()) dialog.target = contact;
  dialog.routes = all_headers(response, SIP_HDR_RECORD_ROUTE);
  std::reverse(dialog.routes.begin(), dialog.routes.end());
  return dialog;
}

bool Dialog::holds(const sip_msg& message) const {
  const sip_taddr& ours = message.req ? message.to : message.from;
  const sip_taddr& theirs = message.req ? message.from : message.to;
  return view(message.callid) == call_id && view(ours.tag) == local_tag && view(theirs.tag) == remote_tag;
}

void Dialog::refresh_target(const sip_msg& message) {
  if (std::string contact = contact_uri(message); !contact.empty()) target = std::move(contact);
}

Request Dialog::request(std::string method, std::string more_headers) {
  return compose(std::move(method), ++local_cseq, std::move(more_headers));
}

Request Dialog::ack(std::uint32_t cseq) const {
  return compose("ACK", cseq, "");
}

Request Dialog::compose(std::string method, std::uint32_t cseq, std::string more_headers) const {
  Request request;
  request.uri = target;
  std::string next = target;
  for (const std::string& route : routes)
    request.headers += fmt::format("Route: {}\r\n", route);
  if (!routes.empty()) {
    if (const auto first = address_in(routes.front())) next = first->uri;
  } else if (!flow.empty()) {
    next = flow;
  }
  request.next_hop = without_sips(next);
  request.headers += fmt::format("To: {}\r\nFrom: {}\r\nCall-ID: {}\r\nCSeq: {} {}\r\n", remote, local,
                                 call_id, cseq, method);
  request.headers += more_headers;
  request.method = std::move(method);
  return request;
}

}  // namespace rapport::sip
