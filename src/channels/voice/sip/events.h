// What signalling tells call control. Values only. Every leg that was named in an Incoming or an Invite gets
// exactly one Ended, and nothing after it.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "base/instant.h"
#include "channels/voice/sip/commands.h"
#include "channels/voice/sip/ids.h"

namespace rapport::sip {

// Who a call came from, proven by address or digest. Exactly one is set.
struct Source {
  TrunkId trunk = {};
  PhoneId phone = {};
};

struct Incoming {
  LegId leg = {};
  Source source = {};
  std::string called_number = {};  // user part of the request URI, unescaped
  std::string called_uri = {};
  std::string to_number = {};  // user part of To: what was dialled before any diversion
  std::string caller_number =
      {};  // from P-Asserted-Identity if the trunk is trusted, else From; "": anonymous
  std::string caller_name = {};
  bool is_caller_hidden = false;  // Privacy: id, or an anonymous From
  std::string diversion = {};     // user part of the first Diversion or History-Info, "": none
  std::string sdp = {};           // "": the caller wants our offer
  std::string call_id = {};
  std::optional<Replaces> replaces = {};
  LegId replaced = {};  // the leg that `replaces` names, if it is one of ours
  Transport transport = Transport::udp;
  std::string remote = {};  // "192.0.2.1:5060"
};

// 101..199 to our INVITE.
struct Progress {
  LegId leg = {};
  int code = 180;
  std::string sdp = {};
  std::string remote = {};  // "192.0.2.1:5060": where it really came from
};
// The peer took our INVITE. `sdp` is its answer, or its offer if we made none (then Acknowledge).
struct Answered {
  LegId leg = {};
  std::string sdp = {};
  std::string remote = {};  // where it really came from
};
// The ACK to our answer is in; `sdp` is the peer's answer if the offer was ours.
struct Confirmed {
  LegId leg = {};
  std::string sdp = {};
};

// re-INVITE or UPDATE with an offer (or "": it wants one). Answer by AnswerModify or RefuseModify.
struct ModifyAsked {
  LegId leg = {};
  std::string sdp = {};
};
// Our Modify was taken, or the ACK to an AnswerModify brought the peer's answer.
struct Modified {
  LegId leg = {};
  std::string sdp = {};
};
struct ModifyRefused {
  LegId leg = {};
  int code = 488;
};

struct ReferAsked {
  LegId leg = {};
  std::string target = {};         // URI without headers
  std::string target_number = {};  // its user part
  std::optional<Replaces> replaces = {};
  LegId replaced = {};  // the leg that `replaces` names, if it is one of ours
  std::string referred_by = {};
};
struct ReferAnswered {
  LegId leg = {};
  int code = 202;
};
struct ReferProgress {
  LegId leg = {};
  int code = 100;
  std::string reason = {};
  bool is_last = false;
};

struct InfoDtmf {
  LegId leg = {};
  char digit = '0';
  Duration length = {};
};

enum class EndedBy { peer, us, timeout, network };

const char* name_of(EndedBy by);

struct Ended {
  LegId leg = {};
  EndedBy by = EndedBy::peer;
  int code = 200;           // SIP: the final answer, 200 for BYE, 487 for CANCEL, 408 for time-outs
  int cause = 0;            // Q.850 if the peer said so
  std::string reason = {};  // for people
};

struct PhoneRegistered {
  PhoneId phone = {};
  BindingId binding = {};
  bool is_new = true;  // false: refreshed
  Duration expires = {};
  Transport transport = Transport::udp;
  std::string remote = {};
  std::string user_agent = {};
};
struct PhoneGone {
  PhoneId phone = {};
  BindingId binding = {};
  std::string why = {};  // unregistered, expired, connection_closed, replaced, account_removed
};

struct TrunkUp {
  TrunkId trunk = {};
};
struct TrunkDown {
  TrunkId trunk = {};
  std::string why = {};  // registration_refused, no_gateway_answers
};

using Event = std::variant<Incoming, Progress, Answered, Confirmed, ModifyAsked, Modified, ModifyRefused,
                           ReferAsked, ReferAnswered, ReferProgress, InfoDtmf, Ended, PhoneRegistered,
                           PhoneGone, TrunkUp, TrunkDown>;

}  // namespace rapport::sip
