// One SIP dialog (RFC 3261 section 12): what must be said in a request inside it. Values; no libre objects.
// libre's own sip_dialog is not used: requests to a phone behind NAT must go back over the flow it registered
// with, whatever its Contact says, and forked answers need one dialog each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "channels/voice/sip/libre.h"
#include "channels/voice/sip/requests.h"

namespace rapport::sip {

struct Dialog {
  std::string call_id;
  std::string local;   // the value of From in our requests, with our tag
  std::string remote;  // the value of To, with the peer's tag once known
  std::string local_tag;
  std::string remote_tag;
  std::string target;               // URI: the peer's Contact
  std::vector<std::string> routes;  // values of Route, first hop first
  std::string flow;                 // next hop that overrides target (not routes); "": none
  std::uint32_t local_cseq = 0;
  std::uint32_t remote_cseq = 0;

  // As server, from a dialog-making request that was checked. `tag` of our response is libre's for this
  // message.
  static Dialog of_request(const sip_msg& request);
  // As client, from a response with a To tag: the dialog it makes out of the half dialog of our request.
  static Dialog of_response(const Dialog& half, const sip_msg& response);

  bool holds(const sip_msg& message) const;  // Call-ID and both tags
  void refresh_target(const sip_msg& message);

  // A request inside the dialog; takes the next CSeq.
  Request request(std::string method, std::string more_headers = {});
  // ACK for the 2xx to the request with this CSeq.
  Request ack(std::uint32_t cseq) const;

 private:
  Request compose(std::string method, std::uint32_t cseq, std::string more_headers) const;
};

std::string random_tag();
// "sip:192.0.2.1:5060;transport=tcp" for a message's source: the way back over the same connection.
std::string flow_uri(sip_transp transport, const sa& remote);

}  // namespace rapport::sip
