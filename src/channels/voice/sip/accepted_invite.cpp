#include "channels/voice/sip/accepted_invite.h"

#include <algorithm>

namespace rapport::sip {

bool AcceptedInvite::send(sip_strans** transaction, const sip_msg& invite, const Reply& answer, bool is_offer,
                          std::function<void()> on_lost) {
  invite_ = Ref<sip_msg>::share(&invite);
  is_offer_ = is_offer;
  wait_ = t1;
  if (!reply(core_, transaction, invite, answer, &sent_)) {
    stop();
    return false;
  }
  give_up_.start(transaction_life, [this, on_lost = std::move(on_lost)] {
    stop();
    on_lost();
  });
  // Over TCP and TLS too: a proxy further on may lose it.
  wind();
  return true;
}

void AcceptedInvite::wind() {
  again_.start(wait_, [this] {
    send_again(core_, *invite_, sent_.get());
    wait_ = std::min(wait_ * 2, t2);
    wind();
  });
}

bool AcceptedInvite::take_ack(const sip_msg& ack) {
  if (!is_waiting() || ack.cseq.num != invite_->cseq.num) return false;
  stop();
  return true;
}

void AcceptedInvite::stop() {
  again_.stop();
  give_up_.stop();
  sent_.reset();
  invite_.reset();
}

}  // namespace rapport::sip
