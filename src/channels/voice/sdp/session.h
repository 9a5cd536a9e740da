// A session description (RFC 8866) as data: what `parse` read and what `write` prints. Values, any thread. It
// knows the grammar; what an audio section means is audio.h's business.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rapport::sdp {

constexpr std::size_t bytes_max = 32 * 1024;
constexpr std::size_t sections_max = 16;
constexpr std::size_t attributes_max = 256;  // of the session, and of each section
constexpr std::size_t formats_max = 64;      // of a section

// "a=name:value", or "a=name" with an empty value.
struct Attribute {
  std::string name;
  std::string value = {};
  friend bool operator==(const Attribute&, const Attribute&) = default;
};

// One m= section.
struct Section {
  std::string kind;                  // audio, video, application
  std::uint16_t port = 0;            // 0: refused
  std::string transport;             // RTP/AVP, UDP/TLS/RTP/SAVPF
  std::vector<std::string> formats;  // payload types as text
  std::string address = {};          // its own c= line; empty: the session's
  std::vector<Attribute> attributes = {};

  // The first of that name; nullptr when there is none.
  const std::string* find(std::string_view name) const;
  friend bool operator==(const Section&, const Section&) = default;
};

struct Session {
  std::string user = "-";
  std::string id = "0";
  std::string version = "0";
  std::string origin_address = "0.0.0.0";
  std::string name = "-";
  std::string address = {};  // the c= line of the session
  std::vector<Attribute> attributes = {};
  std::vector<Section> sections = {};

  const std::string* find(std::string_view attribute) const;
  friend bool operator==(const Session&, const Session&) = default;
};

// Untrusted text. Errors: sdp_too_large, sdp_malformed; the detail names the line. Lines may end in LF or
// CRLF; unknown line types are passed over.
Result<Session> parse(std::string_view text);

std::string write(const Session& session);

}  // namespace rapport::sdp
