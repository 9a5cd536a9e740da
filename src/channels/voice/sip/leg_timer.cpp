// RFC 4028 at work: refresh the session, or give it up.
#include <algorithm>

#include "channels/voice/sip/leg.h"

namespace rapport::sip {

void Leg::start_session_timer() {
  session_.stop();
  if (!terms_.is_on || has_ended_) return;
  if (terms_.we_refresh)
    session_.start(terms_.refresh_after(), [this] { refresh_session(); });
  else
    session_.start(terms_.give_up_after(), [this] { close(EndedBy::timeout, 408, "session timer expired"); });
}

void Leg::refresh_session() {
  // A change that is under way refreshes as well; look again soon.
  if (modify_ || asked_ || accepted_.is_waiting() || !is_up_) {
    session_.start(std::min(seconds(1), terms_.interval / 4), [this] { refresh_session(); });
    return;
  }
  modify_ = Modify{id_, our_sdp_};
  is_refresh_ = true;
  // Should no answer come at all, the session is over when the interval is.
  session_.start(terms_.interval / 2,
                 [this] { close(EndedBy::timeout, 408, "session refresh not answered"); });
  send_modify();
}

}  // namespace rapport::sip
