#include "channels/voice/sip/replies.h"

#include <fmt/format.h>

#include "channels/voice/sip/requests.h"
#include "channels/voice/sip/text.h"

namespace rapport::sip {

const char* const allow_line =
    "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, PRACK, INFO, REFER, NOTIFY, REGISTER\r\n";
const char* const supported_line = "Supported: 100rel, timer, replaces, norefersub\r\n";

const char* phrase_of(int code) {
  switch (code) {
    case 100:
      return "Trying";
    case 180:
      return "Ringing";
    case 181:
      return "Call Is Being Forwarded";
    case 182:
      return "Queued";
    case 183:
      return "Session Progress";
    case 200:
      return "OK";
    case 202:
      return "Accepted";
    case 302:
      return "Moved Temporarily";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 407:
      return "Proxy Authentication Required";
    case 408:
      return "Request Timeout";
    case 410:
      return "Gone";
    case 413:
      return "Request Entity Too Large";
    case 414:
      return "Request-URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Unsupported URI Scheme";
    case 420:
      return "Bad Extension";
    case 421:
      return "Extension Required";
    case 422:
      return "Session Interval Too Small";
    case 423:
      return "Interval Too Brief";
    case 480:
      return "Temporarily Unavailable";
    case 481:
      return "Call/Transaction Does Not Exist";
    case 482:
      return "Loop Detected";
    case 483:
      return "Too Many Hops";
    case 484:
      return "Address Incomplete";
    case 486:
      return "Busy Here";
    case 487:
      return "Request Terminated";
    case 488:
      return "Not Acceptable Here";
    case 489:
      return "Bad Event";
    case 491:
      return "Request Pending";
    case 500:
      return "Server Internal Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Server Time-out";
    case 505:
      return "Version Not Supported";
    case 600:
      return "Busy Everywhere";
    case 603:
      return "Decline";
    case 604:
      return "Does Not Exist Anywhere";
    case 606:
      return "Not Acceptable";
    default:
      return code < 200   ? "Progress"
             : code < 300 ? "OK"
             : code < 400 ? "Redirected"
             : code < 500 ? "Request Failure"
                          : "Failure";
  }
}

namespace {

std::string rest_of(const Core& core, const sip_msg& request, const Reply& reply) {
  std::string text;
  if (!reply.contact_user.empty())
    text += contact_line(core.options, reply.contact_user, request.tp, request.dst, "");
  text += reply.headers;
  if (!reply.content_type.empty()) text += fmt::format("Content-Type: {}\r\n", reply.content_type);
  text += fmt::format("Content-Length: {}\r\n\r\n", reply.body.size());
  return text + reply.body;
}

std::string reason_of(const Reply& reply) {
  return reply.reason.empty() ? phrase_of(reply.code) : one_line(reply.reason);
}

}  // namespace

void reply_once(Core& core, const sip_msg& request, const Reply& reply) {
  const std::string rest = rest_of(core, request, reply);
  (void)sip_replyf(core.stack, &request, static_cast<uint16_t>(reply.code), reason_of(reply).c_str(), "%b",
                   rest.data(), rest.size());
}

bool reply(Core& core, sip_strans** transaction, const sip_msg& request, const Reply& reply,
           Ref<mbuf>* sent) {
  const std::string rest = rest_of(core, request, reply);
  const bool makes_dialog = reply.code > 100 && reply.code < 300;
  const int error = sip_treplyf(transaction, sent ? sent->out() : nullptr, core.stack, &request, makes_dialog,
                                static_cast<uint16_t>(reply.code), reason_of(reply).c_str(), "%b",
                                rest.data(), rest.size());
  if (error != 0) core.log.warning("sip response not sent", {{"code", reply.code}, {"error", error}});
  return error == 0;
}

void send_again(Core& core, const sip_msg& request, mbuf* sent) {
  pl value;
  sa destination;
  // RFC 3581: back to the very port it came from if the client said so.
  sip_reply_addr(&destination, &request, msg_param_exists(&request.via.params, "rport", &value) == 0);
  sent->pos = 0;
  (void)sip_send(core.stack, request.sock, request.tp, &destination, sent);
}

}  // namespace rapport::sip
