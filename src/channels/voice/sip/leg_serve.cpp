// The leg as server: from the INVITE that came to its ACK.
#include <fmt/format.h>

#include <algorithm>

#include "channels/voice/sip/leg.h"
#include "channels/voice/sip/message.h"
#include "channels/voice/sip/text.h"

namespace rapport::sip {

bool Leg::begin_serving() {
  asked_timer_ = answer_timer(core_.options.session_timer, timer_words(*invite_));
  if (asked_timer_.is_too_small) {
    has_ended_ = true;
    reply(core_, nullptr, *invite_, {.code = 422, .headers = asked_timer_.headers});
    return false;
  }
  if (sip_strans_alloc(&transaction_, core_.stack, invite_.get(), &Leg::on_cancelled, this) != 0) {
    transaction_ = nullptr;
    has_ended_ = true;
    reply_once(core_, *invite_, {.code = 500});
    return false;
  }
  reply(core_, &transaction_, *invite_, {.code = 100});
  return true;
}

void Leg::on_cancelled(void* self) noexcept {
  auto& leg = *static_cast<Leg*>(self);
  if (leg.transaction_) reply(leg.core_, &leg.transaction_, *leg.invite_, {.code = 487});
  leg.end(EndedBy::peer, 487, "cancelled");
}

bool Leg::can_be_reliable() const {
  // Without an offer of theirs the answer would come in the PRACK: not worth it.
  return (lists(*invite_, SIP_HDR_SUPPORTED, "100rel") || lists(*invite_, SIP_HDR_REQUIRE, "100rel")) &&
         !sdp_of(*invite_).empty();
}

void Leg::handle(const Provisional& command) {
  if (!is_server_ || !transaction_ || has_ended_ || command.code <= 100 || command.code >= 200) return;
  Reply answer{.code = command.code, .headers = allow_line, .contact_user = contact_user()};
  if (!command.sdp.empty()) {
    answer.content_type = "application/sdp";
    answer.body = command.sdp;
    our_sdp_ = command.sdp;
  }
  const bool is_required = lists(*invite_, SIP_HDR_REQUIRE, "100rel");
  if ((command.is_reliable || is_required) && can_be_reliable()) {
    reliable_.push_back({std::move(answer), ++rseq_});
    reliable_.back().reply.headers += fmt::format("Require: 100rel\r\nRSeq: {}\r\n", rseq_);
    if (reliable_.size() == 1) send_reliable();
    return;
  }
  reply(core_, &transaction_, *invite_, answer);
}

// RFC 3262 section 3: again and again until the PRACK, at most one at a time.
void Leg::send_reliable() {
  reliable_wait_ = t1;
  if (!reply(core_, &transaction_, *invite_, reliable_.front().reply, &reliable_sent_))
    return end(EndedBy::network, 500, "response could not be sent");
  reliable_give_up_.start(transaction_life, [this] { close(EndedBy::timeout, 504, "no PRACK"); });
  struct Again {
    static void wind(Leg& leg) {
      leg.reliable_again_.start(leg.reliable_wait_, [&leg] {
        send_again(leg.core_, *leg.invite_, leg.reliable_sent_.get());
        leg.reliable_wait_ = leg.reliable_wait_ * 2;
        wind(leg);
      });
    }
  };
  Again::wind(*this);
}

void Leg::on_prack(const sip_msg& request) {
  std::uint32_t rseq = 0, cseq = 0;
  char method[16] = "";
  const std::string rack(trimmed(header(request, SIP_HDR_RACK)));
  const bool is_rack = std::sscanf(rack.c_str(), "%10u %10u %15s", &rseq, &cseq, method) == 3;
  if (!is_rack) {
    reply(core_, nullptr, request, {.code = 400, .reason = "Bad RAck"});
    return;
  }
  if (reliable_.empty() || rseq != reliable_.front().rseq || !invite_ || cseq != invite_->cseq.num ||
      std::string_view(method) != "INVITE") {
    reply(core_, nullptr, request, {.code = 481});
    return;
  }
  if (!sdp_of(request).empty()) {
    // A new offer this early is taken by UPDATE.
    reply(core_, nullptr, request, {.code = 488});
    return;
  }
  reply(core_, nullptr, request, {.code = 200});
  reliable_.pop_front();
  reliable_again_.stop();
  reliable_give_up_.stop();
  reliable_sent_.reset();
  if (!reliable_.empty()) return send_reliable();
  if (held_answer_) {
    Answer answer = *std::exchange(held_answer_, std::nullopt);
    send_answer(std::move(answer));
  }
}

void Leg::handle(const Answer& command) {
  if (!is_server_ || !transaction_ || has_ended_ || held_answer_) return;
  // RFC 3262 section 3: not before the PRACK for a response with SDP.
  if (!reliable_.empty())
    held_answer_ = command;
  else
    send_answer(command);
}

void Leg::send_answer(Answer command) {
  Reply answer{.code = 200,
               .headers = std::string(allow_line) + supported_line + asked_timer_.headers,
               .contact_user = contact_user()};
  if (!command.sdp.empty()) {
    answer.content_type = "application/sdp";
    answer.body = command.sdp;
    our_sdp_ = std::move(command.sdp);
  }
  const bool is_offer = sdp_of(*invite_).empty() && !answer.body.empty();
  terms_ = asked_timer_.terms;
  is_refresher_known_ = true;
  if (!accepted_.send(&transaction_, *invite_, answer, is_offer, [this] { on_answer_lost(); })) {
    end(EndedBy::network, 500, "answer could not be sent");
    return;
  }
  is_up_ = true;
  start_session_timer();
}

void Leg::on_answer_lost() {
  // Both for the first INVITE and a later one: the peer is in an unknown state.
  is_bye_due_ = false;
  send_bye(102, "no ACK");
  end(EndedBy::timeout, 408, "no ACK");
  check_over();
}

void Leg::on_ack(const sip_msg& ack) {
  const bool is_offer = accepted_.is_offer();
  if (!accepted_.take_ack(ack)) return;
  if (is_bye_due_) {
    is_bye_due_ = false;
    send_bye(16, "");
    check_over();
    return;
  }
  if (has_ended_) return check_over();
  std::string sdp = is_offer ? sdp_of(ack) : "";
  if (is_server_ && ack.cseq.num == invite_->cseq.num) {
    core_.emit(Confirmed{id_, std::move(sdp)});
  } else if (is_offer) {
    core_.emit(Modified{id_, std::move(sdp)});
  }
}

void Leg::handle(const Refuse& command) {
  if (!is_server_ || !transaction_ || has_ended_) return;
  const int code = command.code >= 300 && command.code < 700 ? command.code : 603;
  Reply answer{.code = code, .reason = command.reason};
  if (command.retry_after_s > 0) answer.headers = fmt::format("Retry-After: {}\r\n", command.retry_after_s);
  reply(core_, &transaction_, *invite_, answer);
  end(EndedBy::us, code, command.reason.empty() ? phrase_of(code) : command.reason);
}

}  // namespace rapport::sip
