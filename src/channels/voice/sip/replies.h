// Responses that we send. The Contact of a response is ours, at the listener the request came in by.
#pragma once

#include <string>

#include "channels/voice/sip/core.h"
#include "channels/voice/sip/libre.h"

namespace rapport::sip {

struct Reply {
  int code = 200;
  std::string reason = {};        // "": the usual phrase
  std::string headers = {};       // lines with CRLF
  std::string contact_user = {};  // "": no Contact
  std::string content_type = {};  // "": no body
  std::string body = {};
};

const char* phrase_of(int code);
extern const char* const allow_line;      // "Allow: …\r\n"
extern const char* const supported_line;  // "Supported: …\r\n"

// Without a transaction: what strangers get, so that they cost no memory. A retransmitted request is
// answered anew.
void reply_once(Core& core, const sip_msg& request, const Reply& reply);

// In a server transaction: `transaction` as sip_treplyf uses it (null: a new one; final: set to null). `sent`
// takes the message for retransmission, if given. False: could not be sent.
bool reply(Core& core, sip_strans** transaction, const sip_msg& request, const Reply& reply,
           Ref<mbuf>* sent = nullptr);

// Sends a response's bytes again to where the request came from.
void send_again(Core& core, const sip_msg& request, mbuf* sent);

}  // namespace rapport::sip
