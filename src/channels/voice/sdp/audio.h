// What an audio section says: codecs, events, direction, packet time, keys, ICE and DTLS. Values, pure. Only
// what the media plane can do is kept; the rest of an offer is passed over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "channels/voice/sdp/session.h"

namespace rapport::sdp {

enum class Codec { pcmu, pcma, g722, opus };

// Of the RTP timestamp: 8000, for Opus 48000. G.722 says 8000 and means 16000 (RFC 3551, 4.5.2).
int clock_rate(Codec codec);
std::string_view to_string(Codec codec);  // "PCMU"
std::optional<Codec> codec_from(std::string_view name);

enum class Direction { sendrecv, sendonly, recvonly, inactive };
std::string_view to_string(Direction direction);
// The same seen from the other end.
Direction reverse(Direction direction);
// What is left when both ends have a say, both seen from the same end.
Direction both(Direction a, Direction b);
constexpr bool sends(Direction d) {
  return d == Direction::sendrecv || d == Direction::sendonly;
}
constexpr bool receives(Direction d) {
  return d == Direction::sendrecv || d == Direction::recvonly;
}

enum class Suite { aead_aes_128_gcm, aead_aes_256_gcm, aes_cm_128_hmac_sha1_80, aes_cm_128_hmac_sha1_32 };
std::string_view to_string(Suite suite);  // "AEAD_AES_128_GCM"
std::size_t key_bytes(Suite suite);       // key and salt together: 28, 44, 30, 30

// One a=crypto line (RFC 4568): the sender's key.
struct Key {
  int tag = 1;
  Suite suite = Suite::aead_aes_128_gcm;
  std::string bytes;  // key then salt, raw
  friend bool operator==(const Key&, const Key&) = default;
};
std::optional<Key> read_crypto(std::string_view value);
std::string write_crypto(const Key& key);

struct Format {
  Codec codec = Codec::pcmu;
  int payload_type = 0;
  bool uses_fec = false;  // Opus: useinbandfec=1
  friend bool operator==(const Format&, const Format&) = default;
};

// telephone-event (RFC 4733) of one clock rate.
struct Events {
  int payload_type = 101;
  int clock = 8000;
  friend bool operator==(const Events&, const Events&) = default;
};

enum class Setup { none, actpass, active, passive };

// One audio section, understood.
struct Audio {
  std::size_t section = 0;  // its place in the description
  std::string address = {};
  std::uint16_t port = 0;
  std::uint16_t rtcp_port = 0;  // port + 1 unless a=rtcp says otherwise
  bool is_muxed = false;        // a=rtcp-mux
  bool is_secure = false;       // RTP/SAVP or RTP/SAVPF
  bool is_dtls = false;         // UDP/TLS/…
  bool is_feedback = false;     // …/AVPF, …/SAVPF
  Direction direction = Direction::sendrecv;
  std::vector<Format> formats = {};
  std::vector<Events> events = {};
  int ptime_ms = 0;  // 0: not said
  std::vector<Key> keys = {};
  std::string ufrag = {}, password = {};
  std::string fingerprint = {};  // SHA-256 as "AA:BB:…"; empty: none or another hash
  Setup setup = Setup::none;
  std::string mid = {};
};

// The audio sections that are not refused and speak RTP, in order.
std::vector<Audio> audio_sections(const Session& session);

}  // namespace rapport::sdp
