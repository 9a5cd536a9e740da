#include "channels/voice/sdp/write_audio.h"

#include <fmt/format.h>

namespace rapport::sdp {
namespace {

// Payload types of our own offers; what others chose is answered with theirs. As Chromium numbers them.
int usual_payload_type(Codec codec) {
  switch (codec) {
    case Codec::pcmu:
      return 0;
    case Codec::pcma:
      return 8;
    case Codec::g722:
      return 9;
    case Codec::opus:
      return 111;
  }
  return 0;
}
constexpr int events_payload_type = 101;
constexpr int events_48_payload_type = 110;

void add_format(Section& section, const Format& format) {
  section.formats.push_back(std::to_string(format.payload_type));
  section.attributes.push_back(
      {"rtpmap", fmt::format("{} {}/{}{}", format.payload_type, to_string(format.codec),
                             clock_rate(format.codec), format.codec == Codec::opus ? "/2" : "")});
  // Speech: mono, 32 kbit/s, repaired from the next packet where it helps (RFC 7587).
  if (format.codec == Codec::opus)
    section.attributes.push_back(
        {"fmtp",
         fmt::format("{} minptime=20;useinbandfec=1;stereo=0;maxaveragebitrate=32000", format.payload_type)});
}

void add_events(Section& section, const Events& events) {
  section.formats.push_back(std::to_string(events.payload_type));
  section.attributes.push_back(
      {"rtpmap", fmt::format("{} telephone-event/{}", events.payload_type, events.clock)});
  section.attributes.push_back({"fmtp", fmt::format("{} 0-16", events.payload_type)});
}

// What is the same in offers and answers.
void add_transport(Section& section, const Local& local, bool is_muxed, std::string_view setup) {
  section.attributes.push_back({"ptime", "20"});
  if (local.security == Security::dtls) {
    section.attributes.push_back({"ice-ufrag", local.ufrag});
    section.attributes.push_back({"ice-pwd", local.password});
    section.attributes.push_back({"fingerprint", "sha-256 " + local.fingerprint});
    section.attributes.push_back({"setup", std::string(setup)});
    section.attributes.push_back(
        {"candidate", fmt::format("1 1 udp 2130706431 {} {} typ host", local.address, local.port)});
    section.attributes.push_back({"end-of-candidates"});
    section.attributes.push_back({"ssrc", fmt::format("{} cname:{}", local.ssrc, local.cname)});
  }
  if (is_muxed)
    section.attributes.push_back({"rtcp-mux"});
  else if (local.rtcp_port != 0)
    section.attributes.push_back({"rtcp", std::to_string(local.rtcp_port)});
}

}  // namespace

Session begin_session(const Local& local) {
  Session session;
  session.user = "rapport";
  session.id = std::to_string(local.session_id);
  session.version = std::to_string(local.version);
  session.origin_address = local.address;
  session.address = local.address;
  if (local.security == Security::dtls) session.attributes.push_back({"ice-lite"});
  return session;
}

Section offer_section(const Local& local) {
  Section section;
  section.kind = "audio";
  section.port = local.port;
  section.transport = local.security == Security::dtls   ? "UDP/TLS/RTP/SAVPF"
                      : local.security == Security::sdes ? "RTP/SAVP"
                                                         : "RTP/AVP";
  bool has_opus = false, has_narrow = false;
  for (const Codec codec : local.codecs) {
    add_format(section, {codec, usual_payload_type(codec)});
    (codec == Codec::opus ? has_opus : has_narrow) = true;
  }
  if (local.has_events && has_narrow) add_events(section, {events_payload_type, 8000});
  if (local.has_events && has_opus) add_events(section, {events_48_payload_type, 48000});
  section.attributes.push_back({std::string(to_string(local.direction))});
  if (local.security == Security::sdes)
    for (const Key& key : local.keys)
      section.attributes.push_back({"crypto", write_crypto(key)});
  if (local.security == Security::dtls) section.attributes.push_back({"mid", "0"});
  add_transport(section, local, local.security == Security::dtls, "actpass");
  // Plain SIP: offered, so that one port does where the other end can.
  if (local.security != Security::dtls) section.attributes.push_back({"rtcp-mux"});
  return section;
}

Section answer_section(const std::string& transport, const Audio& offered, const Agreed& agreed,
                       const Local& local) {
  Section section;
  section.kind = "audio";
  section.port = local.port;
  section.transport = transport;
  for (const Format& format : agreed.receive)
    add_format(section, format);
  for (const Events& events : agreed.receive_events)
    add_events(section, events);
  section.attributes.push_back({std::string(to_string(agreed.direction))});
  if (agreed.security == Security::sdes)
    section.attributes.push_back({"crypto", write_crypto(agreed.send_key)});
  if (!offered.mid.empty()) section.attributes.push_back({"mid", offered.mid});
  add_transport(section, local, agreed.is_muxed, "passive");
  return section;
}

}  // namespace rapport::sdp
