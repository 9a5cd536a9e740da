// A 2xx to an INVITE that waits for its ACK: sent again until then (RFC 3261 section 13.3.1.4), given up
// after 64*T1. One per leg at a time.
#pragma once

#include <cstdint>
#include <functional>

#include "channels/voice/sip/core.h"
#include "channels/voice/sip/libre.h"
#include "channels/voice/sip/replies.h"

namespace rapport::sip {

constexpr Duration t1 = milliseconds(500);
constexpr Duration t2 = seconds(4);
constexpr Duration transaction_life = milliseconds(32'000);  // 64*T1

class AcceptedInvite {
 public:
  explicit AcceptedInvite(Core& core) : core_(core), again_(core.timers), give_up_(core.timers) {}

  // False: the answer could not be sent.
  bool send(sip_strans** transaction, const sip_msg& invite, const Reply& answer, bool is_offer,
            std::function<void()> on_lost);
  bool is_waiting() const { return static_cast<bool>(sent_); }
  bool is_offer() const { return is_offer_; }  // the ACK brings the answer
  // Whether this ACK was waited for; then the waiting is over.
  bool take_ack(const sip_msg& ack);
  void stop();

 private:
  void wind();

  Core& core_;
  Ref<sip_msg> invite_;
  Ref<mbuf> sent_;
  bool is_offer_ = false;
  Duration wait_;
  Timer again_;
  Timer give_up_;
};

}  // namespace rapport::sip
