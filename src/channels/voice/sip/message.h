// Reading a received message: header values as C++ texts. Pure, on top of libre's parser.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "channels/voice/sip/commands.h"
#include "channels/voice/sip/libre.h"

namespace rapport::sip {

// The first value of a header, "" when there is none.
std::string_view header(const sip_msg& message, sip_hdrid id);
std::string_view header(const sip_msg& message, const char* name);
// Every value in order, comma lists split where libre knows the header as one.
std::vector<std::string> all_headers(const sip_msg& message, sip_hdrid id);
bool lists(const sip_msg& message, sip_hdrid id, std::string_view option);  // an option tag, any case

bool is_method(const sip_msg& request, std::string_view method);  // case matters in SIP

struct Address {
  std::string display_name;
  std::string uri;
  std::string scheme;
  std::string user;  // unescaped
  std::string host;
  std::uint16_t port = 0;
  std::string uri_parameters;  // ";transport=tcp"
  std::string uri_headers;     // "?Replaces=…"
  std::string parameters;      // after the angle brackets
};
// "Bob" <sip:bob@example.com>;tag=1, or without brackets.
std::optional<Address> address_in(std::string_view value);
std::optional<Address> uri_in(std::string_view uri);

// The SDP in a message: its body, or the first application/sdp part of a multipart body. "" when there is
// none.
std::string sdp_of(const sip_msg& message);

std::optional<Replaces> replaces_in(std::string_view value);
std::string replaces_value(const Replaces& replaces);

// Q.850 cause and text of a Reason header (RFC 3326).
struct Reason {
  int cause = 0;
  std::string text;
};
Reason reason_of(const sip_msg& message);

}  // namespace rapport::sip
