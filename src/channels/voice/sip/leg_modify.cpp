// Changing a session: our re-INVITE or UPDATE, theirs, and both at once.
#include <fmt/format.h>

#include "channels/voice/sip/leg.h"
#include "channels/voice/sip/message.h"
#include "channels/voice/sip/text.h"
#include "platform/crypto/random.h"

namespace rapport::sip {

namespace {

// RFC 3261 section 14.1: who made the call waits 2.1 to 4 s after 491, the other one up to 2 s.
Duration glare_wait(bool owns_call_id) {
  const auto chance = static_cast<unsigned char>(crypto::random_bytes(1)[0]);
  return owns_call_id ? milliseconds(2'100) + milliseconds(chance * 1'900 / 255)
                      : milliseconds(chance * 2'000 / 255);
}

}  // namespace

void Leg::handle(const Modify& command) {
  if (has_ended_) return;
  const bool is_early = !is_up_ && !dialog_.remote_tag.empty() && peer_takes_update_ && !command.sdp.empty();
  if (modify_ && is_refresh_ && !is_modify_sent_) modify_.reset();  // a refresh that waits gives way
  if ((!is_up_ && !is_early) || modify_ || asked_ || accepted_.is_waiting() || is_ack_due_ ||
      is_modify_ack_due_) {
    core_.emit(ModifyRefused{id_, 491});
    return;
  }
  modify_ = command;
  is_refresh_ = false;
  send_modify();
}

void Leg::send_modify() {
  is_modify_sent_ = true;
  const bool is_update = !is_up_ || (is_refresh_ && peer_takes_update_);
  std::string headers = allow_line;
  headers += supported_line;
  if (terms_.is_on)
    headers +=
        timer_headers(terms_.interval, std::min(core_.options.session_timer.interval_min, terms_.interval),
                      terms_.we_refresh ? Refresher::uac : Refresher::uas);
  const std::string sdp = is_refresh_ && is_update ? "" : modify_->sdp;
  request(is_update ? "UPDATE" : "INVITE", std::move(headers), sdp.empty() ? "" : "application/sdp", sdp,
          [this](int error, const sip_msg* response) { on_modify_response(error, response); });
}

void Leg::on_modify_response(int error, const sip_msg* response) {
  is_modify_sent_ = false;
  const bool was_offerless = modify_ && modify_->sdp.empty();
  const bool is_invite = response && view(response->cseq.met) == "INVITE";
  if (response && response->scode < 300) {
    dialog_.refresh_target(*response);
    if (is_invite) {
      modify_cseq_ = response->cseq.num;
      acked_sdp_.clear();
      if (!was_offerless || has_ended_ || is_refresh_) {
        send_ack(dialog_, modify_cseq_, was_offerless ? our_sdp_ : "");
      } else {
        is_modify_ack_due_ = true;
      }
    }
    if (has_ended_) return modify_.reset();
    if (const TimerWords words = timer_words(*response); words.interval) terms_ = agreed_terms(words);
    start_session_timer();
    const std::optional<Modify> done = std::exchange(modify_, std::nullopt);
    if (is_refresh_) return;
    if (done && !done->sdp.empty()) our_sdp_ = done->sdp;
    core_.emit(Modified{id_, sdp_of(*response)});
    return;
  }
  if (has_ended_) return modify_.reset();
  const int code = response ? response->scode : (error == ETIMEDOUT ? 408 : 503);
  if (code == 491) {
    modify_again_.start(glare_wait(!is_server_), [this] {
      if (modify_ && !is_modify_sent_ && !asked_) send_modify();
    });
    return;
  }
  const bool was_refresh = is_refresh_;
  modify_.reset();
  // RFC 3261 section 12.2.1.2 and RFC 4028 section 10: the other side has no such call any more.
  if (code == 481 || code == 408)
    return close(EndedBy::timeout, 408, "the peer does not know the call any more");
  if (!response && was_refresh) return close(EndedBy::network, 503, "session refresh could not be sent");
  if (was_refresh) return start_session_timer();
  core_.emit(ModifyRefused{id_, code});
}

void Leg::on_offer(const sip_msg& request, bool is_update) {
  const TimerWords words = timer_words(request);
  const std::string sdp = sdp_of(request);
  // RFC 3261 section 14.2, RFC 3311 section 5.2.
  if (asked_ || accepted_.is_waiting() || (!is_update && !is_up_)) {
    reply(core_, nullptr, request, {.code = 500, .headers = "Retry-After: 3\r\n"});
    return;
  }
  if ((is_modify_sent_ || is_ack_due_ || is_modify_ack_due_) && (!is_update || !sdp.empty())) {
    reply(core_, nullptr, request, {.code = 491});
    return;
  }
  asked_timer_ = answer_timer(core_.options.session_timer, words);
  if (asked_timer_.is_too_small) {
    reply(core_, nullptr, request, {.code = 422, .headers = asked_timer_.headers});
    return;
  }
  dialog_.refresh_target(request);
  if (is_update && sdp.empty()) {
    // A session refresh.
    terms_ = asked_timer_.terms;
    reply(core_, nullptr, request,
          {.code = 200,
           .headers = std::string(allow_line) + supported_line + asked_timer_.headers,
           .contact_user = contact_user()});
    return start_session_timer();
  }
  asked_ = Ref<sip_msg>::share(&request);
  is_update_asked_ = is_update;
  const auto on_cancel = [](void* self) {
    auto& leg = *static_cast<Leg*>(self);
    leg.answer_modify(487, "");
  };
  if (sip_strans_alloc(&asked_transaction_, core_.stack, &request, on_cancel, this) != 0) {
    asked_transaction_ = nullptr;
    asked_.reset();
    reply_once(core_, request, {.code = 500});
    return;
  }
  if (!is_update) reply(core_, &asked_transaction_, request, {.code = 100});
  asked_give_up_.start(seconds(20), [this] { answer_modify(500, ""); });
  core_.emit(ModifyAsked{id_, sdp});
}

void Leg::handle(const AnswerModify& command) {
  answer_modify(200, command.sdp);
}

void Leg::handle(const RefuseModify& command) {
  answer_modify(command.code >= 300 && command.code < 700 ? command.code : 488, "");
}

void Leg::answer_modify(int code, const std::string& sdp) {
  asked_give_up_.stop();
  if (!asked_transaction_) return;
  const Ref<sip_msg> request = std::move(asked_);
  if (code >= 300) {
    reply(core_, &asked_transaction_, *request, {.code = code});
    return;
  }
  Reply answer{.code = 200,
               .headers = std::string(allow_line) + supported_line + asked_timer_.headers,
               .contact_user = contact_user()};
  if (!sdp.empty()) {
    answer.content_type = "application/sdp";
    answer.body = sdp;
    our_sdp_ = sdp;
  }
  terms_ = asked_timer_.terms;
  bool is_sent = false;
  if (is_update_asked_) {
    is_sent = reply(core_, &asked_transaction_, *request, answer);
  } else {
    is_sent = accepted_.send(&asked_transaction_, *request, answer, sdp_of(*request).empty(),
                             [this] { on_answer_lost(); });
  }
  if (!is_sent) return close(EndedBy::network, 500, "answer could not be sent");
  start_session_timer();
}

}  // namespace rapport::sip
