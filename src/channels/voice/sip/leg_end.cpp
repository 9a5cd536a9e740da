// How a leg ends, from either side, and when it may be forgotten.
#include <fmt/format.h>

#include "channels/voice/sip/leg.h"
#include "channels/voice/sip/message.h"
#include "channels/voice/sip/text.h"

namespace rapport::sip {

const char* name_of(EndedBy by) {
  switch (by) {
    case EndedBy::peer:
      return "peer";
    case EndedBy::us:
      return "us";
    case EndedBy::timeout:
      return "timeout";
    case EndedBy::network:
      return "network";
  }
  return "";
}

void Leg::on_bye(const sip_msg& request) {
  reply(core_, nullptr, request, {.code = 200});
  const Reason reason = reason_of(request);
  // BYE before our final answer (RFC 3261 section 15.1.2).
  if (transaction_) reply(core_, &transaction_, *invite_, {.code = 487});
  accepted_.stop();
  is_bye_due_ = false;
  end(EndedBy::peer, 200, reason.text, reason.cause);
}

void Leg::send_bye(int cause, const std::string& text, const std::string& protocol) {
  std::string headers;
  if (cause > 0)
    headers = fmt::format("Reason: {};cause={};text=\"{}\"\r\n", protocol, cause, quoted_text(text));
  request("BYE", std::move(headers), "", "", [](int, const sip_msg*) {});
}

void Leg::handle(const Hangup& command) {
  if (has_ended_) return;
  if (is_server_ && transaction_) {
    reply(core_, &transaction_, *invite_, {.code = 480});
    return end(EndedBy::us, 480, command.reason);
  }
  if (!is_server_ && !is_up_) {
    is_cancelled_ = true;
    core_.requests->cancel(invite_key_);
    // Whoever does not even answer the CANCEL is not waited for.
    ringing_.start(transaction_life, [this] {
      core_.requests->forget(invite_key_);
      under_way_.erase(invite_key_);
      check_over();
    });
    return end(EndedBy::us, 487, command.reason);
  }
  if (accepted_.is_waiting()) {
    // Not before the ACK (RFC 3261 section 15).
    is_bye_due_ = true;
  } else {
    // How a transfer ended is said before the line closes.
    if (next_notify_ && refer_cseq_ != 0) {
      const NotifyRefer last = *std::exchange(next_notify_, std::nullopt);
      send_notify(last.code, last.reason);
    }
    if (is_ack_due_) send_ack(dialog_, invite_cseq_, "");
    is_ack_due_ = false;
    send_bye(command.cause, command.reason);
  }
  end(EndedBy::us, 200, command.reason);
}

void Leg::close(EndedBy by, int code, std::string reason, int cause) {
  if (has_ended_) return;
  if (is_server_ && transaction_) {
    reply(core_, &transaction_, *invite_, {.code = code >= 300 ? code : 480});
  } else if (!is_server_ && !is_up_) {
    is_cancelled_ = true;
    core_.requests->cancel(invite_key_);
  } else if (accepted_.is_waiting()) {
    is_bye_due_ = true;
  } else {
    send_bye(by == EndedBy::timeout ? 408 : 16, reason, by == EndedBy::timeout ? "SIP" : "Q.850");
  }
  end(by, code, std::move(reason), cause);
}

void Leg::end(EndedBy by, int code, std::string reason, int cause) {
  if (has_ended_) return;
  has_ended_ = true;
  channel_.reset();
  session_.stop();
  patience_.stop();
  if (!is_cancelled_) ringing_.stop();
  modify_again_.stop();
  reliable_again_.stop();
  reliable_give_up_.stop();
  asked_give_up_.stop();
  held_answer_.reset();
  if (asked_transaction_) reply(core_, &asked_transaction_, *asked_, {.code = 487});
  if (refer_transaction_) reply(core_, &refer_transaction_, *refer_, {.code = 481});
  core_.emit(Ended{id_, by, code, cause, one_line(reason)});
  check_over();
}

bool Leg::is_over() const {
  return has_ended_ && under_way_.empty() && !transaction_ && !asked_transaction_ && !refer_transaction_ &&
         !accepted_.is_waiting();
}

void Leg::check_over() {
  if (is_over() && on_over_) on_over_();
}

}  // namespace rapport::sip
