#include "channels/voice/sdp/negotiate.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "channels/voice/sdp/write_audio.h"

namespace rapport::sdp {
namespace {

constexpr int ptime_ms_usual = 20;

tl::unexpected<Error> refuse(std::string_view reason, std::string detail) {
  return fail(ErrorCode::invalid, std::string(reason), std::move(detail));
}

bool offers(const std::vector<Format>& formats, Codec codec) {
  return std::any_of(formats.begin(), formats.end(),
                     [&](const Format& format) { return format.codec == codec; });
}

// In our order, with the other end's payload types.
std::vector<Format> common_formats(const std::vector<Codec>& ours, const std::vector<Format>& theirs) {
  std::vector<Format> out;
  for (const Codec codec : ours)
    for (const Format& format : theirs)
      if (format.codec == codec && !offers(out, codec)) out.push_back(format);
  return out;
}

// One for each clock that a common codec has: 8 kHz beside G.711, 48 kHz beside Opus.
std::vector<Events> fitting_events(const std::vector<Events>& theirs, const std::vector<Format>& formats) {
  std::vector<Events> out;
  for (const Events& events : theirs) {
    const bool fits = std::any_of(formats.begin(), formats.end(), [&](const Format& format) {
      return clock_rate(format.codec) == events.clock;
    });
    const bool is_known =
        std::any_of(out.begin(), out.end(), [&](const Events& known) { return known.clock == events.clock; });
    if (fits && !is_known) out.push_back(events);
  }
  return out;
}

// What we send at once when asked for `wanted` ms: whole tens of milliseconds, Opus always 20.
int send_ptime(int wanted, Codec codec) {
  if (codec == Codec::opus || wanted == 0) return ptime_ms_usual;
  return std::clamp(wanted / 10 * 10, 10, 60);
}

bool fits_security(const Audio& audio, Security security) {
  switch (security) {
    case Security::dtls:
      return audio.is_dtls && audio.is_secure;
    case Security::sdes:
      return !audio.is_dtls && !audio.keys.empty();
    case Security::sdes_optional:
      return !audio.is_dtls && (!audio.is_secure || !audio.keys.empty());
    case Security::none:
      return !audio.is_dtls && !audio.is_secure;
  }
  return false;
}

// The pair of our best suite; false when there is none in common.
bool choose_keys(const std::vector<Key>& ours, const std::vector<Key>& theirs, Agreed& agreed) {
  for (const Key& mine : ours)
    for (const Key& key : theirs)
      if (key.suite == mine.suite) {
        agreed.send_key = mine;
        agreed.send_key.tag = key.tag;  // an answer repeats the offer's tag
        agreed.receive_key = key;
        return true;
      }
  return false;
}

// The parts that do not depend on who offered.
Result<Agreed> settle(const Audio& theirs, const Local& local) {
  Agreed agreed;
  agreed.receive = common_formats(local.codecs, theirs.formats);
  if (agreed.receive.empty())
    return refuse("no_common_codec",
                  fmt::format("none of the {} offered codecs is allowed here", theirs.formats.size()));
  agreed.send = agreed.receive.front();
  agreed.ptime_ms = send_ptime(theirs.ptime_ms, agreed.send.codec);
  if (local.has_events) {
    agreed.send_events = fitting_events(theirs.events, agreed.receive);
    agreed.receive_events = agreed.send_events;
  }
  agreed.remote_direction = theirs.direction;
  agreed.direction = both(local.direction, reverse(theirs.direction));
  agreed.remote_address = theirs.address;
  agreed.remote_port = theirs.port;
  agreed.is_muxed = theirs.is_muxed;
  agreed.remote_rtcp_port = theirs.is_muxed ? theirs.port : theirs.rtcp_port;
  if (agreed.remote_address.empty()) return refuse("sdp_incomplete", "no c= line");
  if (local.security == Security::dtls) {
    agreed.security = Security::dtls;
    agreed.remote_ufrag = theirs.ufrag;
    agreed.remote_password = theirs.password;
    agreed.remote_fingerprint = theirs.fingerprint;
    if (theirs.ufrag.size() < 4 || theirs.ufrag.size() > 256 || theirs.password.size() < 22 ||
        theirs.password.size() > 256)
      return refuse("sdp_incomplete", "no ICE credentials");
    if (theirs.fingerprint.empty()) return refuse("sdp_incomplete", "no SHA-256 fingerprint");
    if (!theirs.is_muxed) return refuse("sdp_incomplete", "no rtcp-mux");
  } else if (local.security != Security::none && !theirs.keys.empty()) {
    agreed.security = Security::sdes;
    if (!choose_keys(local.keys, theirs.keys, agreed))
      return refuse("security_refused", "no common SRTP suite");
  }
  return agreed;
}

bool names_mid(const Session& session, const std::string& mid) {
  for (const Attribute& attribute : session.attributes)
    if (attribute.name == "group" && attribute.value.substr(0, 7) == "BUNDLE " &&
        (attribute.value + " ").find(" " + mid + " ") != std::string::npos)
      return true;
  return false;
}

Section refused(const Section& section, const std::string* mid) {
  Section out{section.kind, 0, section.transport, section.formats, {}, {}};
  if (out.formats.size() > 1) out.formats.resize(1);
  if (mid) out.attributes.push_back({"mid", *mid});
  return out;
}

}  // namespace

Result<Answer> answer(const Session& offer, const Local& local) {
  const std::vector<Audio> sections = audio_sections(offer);
  if (sections.empty()) return refuse("no_audio", "no audio section");
  // SAVP first where both are offered for either.
  const Audio* chosen = nullptr;
  for (const Audio& audio : sections)
    if (fits_security(audio, local.security) && (!chosen || (audio.is_secure && !chosen->is_secure)))
      chosen = &audio;
  if (!chosen)
    return refuse("security_refused", fmt::format("{} is not what this leg speaks",
                                                  offer.sections[sections.front().section].transport));
  if (chosen->is_dtls && chosen->setup == Setup::passive)
    return refuse("security_refused", "setup:passive: we are the DTLS server");
  auto agreed = settle(*chosen, local);
  if (!agreed) return tl::unexpected(agreed.error());

  Answer out{begin_session(local), std::move(*agreed)};
  for (std::size_t i = 0; i < offer.sections.size(); ++i) {
    const Section& section = offer.sections[i];
    if (i != chosen->section)
      out.session.sections.push_back(refused(section, section.find("mid")));
    else
      out.session.sections.push_back(answer_section(section.transport, *chosen, out.agreed, local));
  }
  if (!chosen->mid.empty() && names_mid(offer, chosen->mid))
    out.session.attributes.insert(out.session.attributes.begin(), {"group", "BUNDLE " + chosen->mid});
  return out;
}

Session offer(const Local& local) {
  Session session = begin_session(local);
  if (local.security == Security::dtls)
    session.attributes.insert(session.attributes.begin(), {"group", "BUNDLE 0"});
  session.sections.push_back(offer_section(local));
  return session;
}

Result<Agreed> accept(const Session& ours, const Session& theirs, const Local& local) {
  if (theirs.sections.size() != ours.sections.size() || theirs.sections.empty() ||
      theirs.sections.front().kind != "audio")
    return refuse("no_audio", "the answer's sections are not the offer's");
  const std::vector<Audio> sections = audio_sections(theirs);
  if (sections.empty() || sections.front().section != 0)
    return refuse("audio_refused", "the answer's port is 0");
  const Audio& audio = sections.front();
  if (!fits_security(audio, local.security))
    return refuse("security_refused", fmt::format("answered with {}", theirs.sections.front().transport));
  if (audio.is_dtls && audio.setup != Setup::active)
    return refuse("security_refused", "the answer is not setup:active");
  // What we receive has our payload types, what we send has theirs.
  const std::vector<Audio> mine = audio_sections(ours);
  RAPPORT_CHECK(!mine.empty());
  auto agreed = settle(audio, local);
  if (!agreed) return agreed;
  // The other end's order counts in an answer: its first codec is what it wants to hear.
  for (const Format& format : audio.formats)
    if (offers(agreed->receive, format.codec)) {
      agreed->send = format;
      break;
    }
  agreed->ptime_ms = send_ptime(audio.ptime_ms, agreed->send.codec);
  agreed->receive = common_formats(local.codecs, mine.front().formats);
  agreed->receive_events = mine.front().events;
  return agreed;
}

}  // namespace rapport::sdp
