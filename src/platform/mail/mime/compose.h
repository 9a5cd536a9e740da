// A mail to send, as the bytes that go over the wire (RFC 5322, RFC 2045): 7-bit, CRLF, no line over 998
// bytes. Any thread; keeps nothing; asks neither clock nor random source, but for the boundaries, which GMime
// makes up.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "platform/mail/mime/message.h"

namespace rapport::mail {

struct OutgoingFile {
  std::string name = {};
  std::string type = "application/octet-stream";
  std::string content_id =
      {};  // of an image that the HTML shows as "cid:..."; without <>; "" for an attachment
  std::string bytes = {};
};

struct Outgoing {
  std::string message_id = {};  // without <>; the caller's, who must know it again
  std::vector<std::string> in_reply_to = {}, references = {};
  Instant date = {};
  Address from = {};
  std::optional<Address> sender = {};
  std::vector<Address> reply_to = {}, to = {}, cc = {};  // Bcc is the envelope's alone
  std::string subject = {};
  std::string text = {};  // LF between lines
  std::string html = {};  // "": plain text alone
  std::vector<OutgoingFile> files = {};
  std::string auto_submitted = {};         // "auto-replied", "auto-generated"; "" for what a person wrote
  std::string list_unsubscribe = {};       // "<https://...>, <mailto:...>"
  bool has_one_click_unsubscribe = false;  // RFC 8058
  // Others of ours: names as they are to be written. Not those above.
  std::vector<std::pair<std::string, std::string>> headers = {};
};

// Errors: invalid, "bad_mail", with an issue for each field that is wrong ("/subject", "/to/0/address",
// "/files/1/name"): line breaks and other control characters anywhere in a header, what is no address, no
// recipient.
Result<std::string> compose(const Outgoing& mail);

// "ada@münchen.example" -> "ada@xn--mnchen-3ya.example", as the envelope wants it. Errors: invalid,
// "bad_address": no local part or domain, blanks, brackets, control characters, a local part beyond ASCII,
// over 254 bytes.
Result<std::string> wire_address(const std::string& address);

}  // namespace rapport::mail
