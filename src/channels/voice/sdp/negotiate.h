// Offer and answer (RFC 3264, 8829, 8842) for one audio stream. Pure: everything random (keys, ICE
// credentials, session id) comes in with Local. Other sections of an offer are refused in place, and named in
// no BUNDLE group.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "channels/voice/sdp/audio.h"

namespace rapport::sdp {

enum class Security {
  none,           // RTP/AVP
  sdes_optional,  // takes either in an offer; offers RTP/AVP
  sdes,           // RTP/SAVP with a=crypto (RFC 4568), nothing else
  dtls,           // WebRTC: DTLS-SRTP, ICE-lite, rtcp-mux
};

// Our end, as it shall be described now.
struct Local {
  std::uint64_t session_id = 1;
  std::uint64_t version = 1;  // rises with every description that we send
  std::string address = {};   // as the other end reaches it
  std::uint16_t port = 0;
  std::uint16_t rtcp_port = 0;     // where not multiplexed
  std::vector<Codec> codecs = {};  // wanted, best first
  bool has_events = true;          // telephone-event
  Direction direction = Direction::sendrecv;
  Security security = Security::none;
  std::vector<Key> keys = {};                               // SDES: one for each suite, best first
  std::string ufrag = {}, password = {}, fingerprint = {};  // DTLS
  std::string cname = "rapport";
  std::uint32_t ssrc = 1;
};

// What both ends settled.
struct Agreed {
  Format send = {};
  std::vector<Format> receive = {};      // every codec the other end may use; the wanted one first
  std::vector<Events> send_events = {};  // at most one for each clock
  std::vector<Events> receive_events = {};
  int ptime_ms = 20;                          // of what we send
  Direction direction = Direction::sendrecv;  // ours
  Direction remote_direction =
      Direction::sendrecv;  // as the other end wrote it: sendonly, inactive: we are on hold
  std::string remote_address = {};
  std::uint16_t remote_port = 0, remote_rtcp_port = 0;
  bool is_muxed = false;
  Security security = Security::none;   // none, sdes or dtls
  Key send_key = {}, receive_key = {};  // SDES
  std::string remote_ufrag = {}, remote_password = {}, remote_fingerprint = {};
};

struct Answer {
  Session session;
  Agreed agreed;
};

// Errors: no_audio (nothing to talk with), no_common_codec, security_refused (the offer's is not ours),
// sdp_incomplete (address, ICE credentials, fingerprint or key missing). Each becomes 488 in SIP.
Result<Answer> answer(const Session& offer, const Local& local);

// A first offer, or a later one with the same sections.
Session offer(const Local& local);

// `ours` is the description that `offer` wrote from `local`. Errors as above, and audio_refused.
Result<Agreed> accept(const Session& ours, const Session& theirs, const Local& local);

}  // namespace rapport::sdp
