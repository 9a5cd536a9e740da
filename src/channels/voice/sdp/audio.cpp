#include "channels/voice/sdp/audio.h"

#include <array>

#include "channels/voice/sdp/words.h"

namespace rapport::sdp {
namespace {

constexpr std::array<std::pair<Codec, std::string_view>, 4> codec_names = {{
    {Codec::pcmu, "PCMU"},
    {Codec::pcma, "PCMA"},
    {Codec::g722, "G722"},
    {Codec::opus, "opus"},
}};
constexpr std::array<std::pair<Direction, std::string_view>, 4> direction_names = {{
    {Direction::sendrecv, "sendrecv"},
    {Direction::sendonly, "sendonly"},
    {Direction::recvonly, "recvonly"},
    {Direction::inactive, "inactive"},
}};

std::optional<Codec> static_codec(int payload_type) {
  switch (payload_type) {
    case 0:
      return Codec::pcmu;
    case 8:
      return Codec::pcma;
    case 9:
      return Codec::g722;
    default:
      return std::nullopt;
  }
}

bool read_payload_type(std::string_view text, int& out) {
  return read_number(text, out) && out >= 0 && out <= 127;
}

// The value of the a=NAME line of a payload type: "101 telephone-event/8000" -> "telephone-event/8000".
std::string_view of_payload_type(const Section& section, std::string_view name, int payload_type) {
  for (const Attribute& attribute : section.attributes) {
    if (attribute.name != name) continue;
    std::string_view value = attribute.value;
    int number = 0;
    if (read_payload_type(take_word(value), number) && number == payload_type) return value;
  }
  return {};
}

void read_format(const Section& section, int payload_type, Audio& audio) {
  std::string_view rtpmap = of_payload_type(section, "rtpmap", payload_type);
  const std::string_view parameters = of_payload_type(section, "fmtp", payload_type);
  if (rtpmap.empty()) {
    if (const auto codec = static_codec(payload_type)) audio.formats.push_back({*codec, payload_type});
    return;
  }
  const std::string_view name = take_word(rtpmap, '/');
  int clock = 0;
  if (!read_number(take_word(rtpmap, '/'), clock)) return;
  if (same_word(name, "telephone-event")) {
    if (clock == 8000 || clock == 16000 || clock == 48000) audio.events.push_back({payload_type, clock});
    return;
  }
  const auto codec = codec_from(name);
  if (!codec || clock != clock_rate(*codec)) return;
  audio.formats.push_back(
      {*codec, payload_type, parameters.find("useinbandfec=1") != std::string_view::npos});
}

void read_transport(std::string_view transport, Audio& audio) {
  audio.is_dtls = transport.substr(0, 8) == "UDP/TLS/";
  const std::string_view profile = transport.substr(transport.rfind('/') + 1);
  audio.is_secure = profile == "SAVP" || profile == "SAVPF";
  audio.is_feedback = profile == "AVPF" || profile == "SAVPF";
}

bool is_rtp(std::string_view transport) {
  return transport == "RTP/AVP" || transport == "RTP/AVPF" || transport == "RTP/SAVP" ||
         transport == "RTP/SAVPF" || transport == "UDP/TLS/RTP/SAVP" || transport == "UDP/TLS/RTP/SAVPF";
}

Setup read_setup(std::string_view text) {
  if (text == "actpass") return Setup::actpass;
  if (text == "active") return Setup::active;
  if (text == "passive") return Setup::passive;
  return Setup::none;
}

// "sha-256 aa:bb:…" -> "AA:BB:…"; empty when it is not 32 bytes of SHA-256.
std::string read_fingerprint(std::string_view value) {
  if (!same_word(take_word(value), "sha-256") || value.size() != 32 * 3 - 1) return {};
  std::string out(value);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i] >= 'a' && out[i] <= 'f') out[i] = static_cast<char>(out[i] - ('a' - 'A'));
    const bool is_hex = (out[i] >= '0' && out[i] <= '9') || (out[i] >= 'A' && out[i] <= 'F');
    if (i % 3 == 2 ? out[i] != ':' : !is_hex) return {};
  }
  return out;
}

Audio read_audio(const Session& session, std::size_t index) {
  const Section& section = session.sections[index];
  const auto either = [&](std::string_view name) {  // the section's own, else the session's
    const std::string* own = section.find(name);
    return own ? own : session.find(name);
  };
  Audio audio;
  audio.section = index;
  audio.address = section.address.empty() ? session.address : section.address;
  audio.port = section.port;
  audio.rtcp_port = section.port == 65535 ? std::uint16_t{0} : static_cast<std::uint16_t>(section.port + 1);
  read_transport(section.transport, audio);
  if (const std::string* rtcp = section.find("rtcp")) {
    std::string_view value = *rtcp;
    std::uint16_t port = 0;
    if (read_number(take_word(value), port)) audio.rtcp_port = port;
  }
  audio.is_muxed = section.find("rtcp-mux") != nullptr;
  for (const auto& [direction, name] : direction_names)
    if (section.find(name)) audio.direction = direction;
  bool has_own = false;
  for (const auto& [direction, name] : direction_names)
    has_own = has_own || section.find(name) != nullptr;
  if (!has_own)
    for (const auto& [direction, name] : direction_names)
      if (session.find(name)) audio.direction = direction;
  for (const std::string& format : section.formats) {
    int payload_type = 0;
    if (read_payload_type(format, payload_type)) read_format(section, payload_type, audio);
  }
  if (const std::string* ptime = section.find("ptime")) {
    int ms = 0;
    if (read_number(std::string_view(*ptime), ms) && ms > 0 && ms <= 200) audio.ptime_ms = ms;
  }
  for (const Attribute& attribute : section.attributes)
    if (attribute.name == "crypto")
      if (auto key = read_crypto(attribute.value)) audio.keys.push_back(std::move(*key));
  if (const std::string* ufrag = either("ice-ufrag")) audio.ufrag = *ufrag;
  if (const std::string* password = either("ice-pwd")) audio.password = *password;
  if (const std::string* fingerprint = either("fingerprint"))
    audio.fingerprint = read_fingerprint(*fingerprint);
  if (const std::string* setup = either("setup")) audio.setup = read_setup(*setup);
  if (const std::string* mid = section.find("mid")) audio.mid = *mid;
  return audio;
}

}  // namespace

int clock_rate(Codec codec) {
  return codec == Codec::opus ? 48000 : 8000;
}

std::string_view to_string(Codec codec) {
  return codec_names[static_cast<std::size_t>(codec)].second;
}

std::optional<Codec> codec_from(std::string_view name) {
  for (const auto& [codec, known] : codec_names)
    if (same_word(name, known)) return codec;
  return std::nullopt;
}

std::string_view to_string(Direction direction) {
  return direction_names[static_cast<std::size_t>(direction)].second;
}

Direction reverse(Direction direction) {
  if (direction == Direction::sendonly) return Direction::recvonly;
  if (direction == Direction::recvonly) return Direction::sendonly;
  return direction;
}

Direction both(Direction a, Direction b) {
  const bool is_sending = sends(a) && sends(b);
  const bool is_receiving = receives(a) && receives(b);
  if (is_sending) return is_receiving ? Direction::sendrecv : Direction::sendonly;
  return is_receiving ? Direction::recvonly : Direction::inactive;
}

std::vector<Audio> audio_sections(const Session& session) {
  std::vector<Audio> out;
  for (std::size_t i = 0; i < session.sections.size(); ++i) {
    const Section& section = session.sections[i];
    if (section.kind == "audio" && section.port != 0 && is_rtp(section.transport))
      out.push_back(read_audio(session, i));
  }
  return out;
}

}  // namespace rapport::sdp
