// What call control asks of signalling. Values only. A command for a leg that is not (or no longer) there is
// ignored: its Ended is out already or under way. An SDP body is opaque here; "" is none.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "channels/voice/sip/ids.h"
#include "channels/voice/sip/options.h"

namespace rapport::sip {

struct Header {
  std::string name = {};
  std::string value = {};
  friend bool operator==(const Header&, const Header&) = default;
};

// RFC 3891: the dialog that a call takes the place of.
struct Replaces {
  std::string call_id = {};
  std::string to_tag = {};
  std::string from_tag = {};
  bool is_early_only = false;
  friend bool operator==(const Replaces&, const Replaces&) = default;
};

struct ToTrunk {
  TrunkId trunk = {};
  std::string number = {};  // user part of the request URI, as the trunk wants it dialled
};
struct ToPhone {
  PhoneId phone = {};
  BindingId binding = {};  // none: the one registered last. To ring all of them, one leg each
};
struct ToUri {
  std::string uri = {};    // sip:bob@192.0.2.4:5060;transport=tcp
  std::string route = {};  // next hop in the same form; "": the URI itself
};
using Target = std::variant<ToTrunk, ToPhone, ToUri>;

// A new leg. With `sdp` "" the peer makes the offer: Answered carries it and `Acknowledge` must follow.
struct Invite {
  LegId leg = {};
  Target target = {};
  std::string caller_number = {};  // user part of From; "": anonymous
  std::string caller_name = {};
  std::string asserted_number = {};  // of P-Asserted-Identity; "": caller_number
  bool is_caller_hidden = false;
  std::string sdp = {};
  std::vector<Header> headers = {};  // names that signalling writes itself are refused
  Duration ring_timeout = seconds(120);
  std::optional<Replaces> replaces = {};
  std::string referred_by = {};  // URI
};

// The SDP answer that goes into the ACK, after an Answered whose SDP was the offer.
struct Acknowledge {
  LegId leg = {};
  std::string sdp = {};
};

// 180, 181, 182 or 183. With SDP: early media. Sent reliably (RFC 3262) when the caller can and
// `is_reliable`.
struct Provisional {
  LegId leg = {};
  int code = 180;
  std::string sdp = {};
  bool is_reliable = false;
};

struct Answer {
  LegId leg = {};
  std::string sdp = {};
};

// A final answer of 300..699 to an incoming leg. Ended follows.
struct Refuse {
  LegId leg = {};
  int code = 603;
  std::string reason = {};  // "": the usual phrase
  int retry_after_s = 0;
};

// re-INVITE (or UPDATE before the answer). Modified or ModifyRefused follows. With `sdp` "" the peer makes
// the offer: Modified carries it and Acknowledge must follow.
struct Modify {
  LegId leg = {};
  std::string sdp = {};
};
struct AnswerModify {
  LegId leg = {};
  std::string sdp = {};
};
struct RefuseModify {
  LegId leg = {};
  int code = 488;
};

// Asks the peer to call `target` (a SIP URI). ReferAnswered, then ReferProgress follow.
struct Refer {
  LegId leg = {};
  std::string target = {};
  std::optional<Replaces> replaces = {};
  std::string referred_by = {};
};
struct AnswerRefer {
  LegId leg = {};
  int code = 202;
};
// How the call asked for by a REFER goes; a code of 200 or more is the last one.
struct NotifyRefer {
  LegId leg = {};
  int code = 100;
  std::string reason = {};
};

// INFO with application/dtmf-relay, for peers without telephone-event.
struct SendInfoDtmf {
  LegId leg = {};
  char digit = '0';
  Duration length = milliseconds(160);
};

// Whatever fits the leg's state: CANCEL, 487/480, BYE. Ended follows at once.
struct Hangup {
  LegId leg = {};
  int cause = 16;           // Q.850, goes into Reason; 0: no header
  std::string reason = {};  // its text
};

using Command = std::variant<Invite, Acknowledge, Provisional, Answer, Refuse, Modify, AnswerModify,
                             RefuseModify, Refer, AnswerRefer, NotifyRefer, SendInfoDtmf, Hangup>;

}  // namespace rapport::sip
