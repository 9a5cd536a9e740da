// The whole way of a SIP message that needs no socket: the screen in front of the parser, libre's parser, the
// verdict, and everything that is read from a message afterwards.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "channels/voice/sip/authenticator.h"
#include "channels/voice/sip/dialog.h"
#include "channels/voice/sip/digest.h"
#include "channels/voice/sip/incoming.h"
#include "channels/voice/sip/message.h"
#include "channels/voice/sip/screen.h"
#include "channels/voice/sip/session_timer.h"
#include "channels/voice/sip/text.h"
#include "channels/voice/sip/verdict.h"

using namespace rapport;
using namespace rapport::sip;

namespace {

void check(bool claim) {
  if (!claim) __builtin_trap();
}

void read_all(const sip_msg& message) {
  (void)incoming_of(message, true);
  (void)answer_timer({}, timer_words(message));
  (void)agreed_terms(timer_words(message));
  (void)reason_of(message);
  (void)replaces_in(unescaped(header(message, SIP_HDR_REPLACES)));
  (void)unsupported_options(message);
  for (const sip_hdrid id : {SIP_HDR_CONTACT, SIP_HDR_REFER_TO, SIP_HDR_ROUTE, SIP_HDR_RECORD_ROUTE})
    for (const std::string& value : all_headers(message, id))
      (void)address_in(value);
  const std::string_view authorization = header(message, SIP_HDR_AUTHORIZATION);
  Authenticator authenticator("rapport", Nonces(std::string(32, 'k'), minutes(5), 10));
  std::string user;
  const auto result = authenticator.check(
      {authorization, view(message.met), view(message.ruri)},
      [](std::string_view) {
        return Authenticator::Account{"secret", DigestOffer::both, true};
      },
      Instant{1'000'000}, user);
  check(result != Authenticator::Result::good);
  (void)answer_challenge(all_headers(message, SIP_HDR_WWW_AUTHENTICATE), "u", "p", "INVITE", "sip:x", 1, "c");
}

void make_dialog(const sip_msg& message) {
  Dialog dialog = Dialog::of_request(message);
  const Request bye = dialog.request("BYE");
  // Whatever the peer wrote, our headers stay lines of ours.
  std::size_t lines = 0;
  for (const char c : bye.headers)
    lines += c == '\n' ? 1u : 0u;
  check(lines >= 4);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const Screened screened = screen(bytes, "192.0.2.1", 5060, 8'191);
  if (screened.kind == Screened::Kind::answer) {
    check(screened.answer.starts_with("SIP/2.0 "));
    check(screened.answer.ends_with("\r\n\r\n"));
  }
  // TCP comes without the screen: the parser and the verdict must do alone.
  const Ref<mbuf> buffer = buffer_of(bytes);
  sip_msg* decoded = nullptr;
  if (!buffer || sip_msg_decode(&decoded, buffer.get()) != 0) return 0;
  const Ref<sip_msg> message(decoded);
  if (message->req) {
    const Verdict verdict = judge_request(*message);
    read_all(*message);
    if (verdict.kind == Verdict::Kind::fine) make_dialog(*message);
  } else {
    if (judge_response(*message).kind == Verdict::Kind::fine) (void)Dialog::of_response({}, *message);
    read_all(*message);
  }
  return 0;
}
