// Who a TLS server that we connect to must prove to be.
#pragma once

#include <string>
#include <vector>

namespace rapport::sip {

enum class TlsTrust {
  system,       // signed by an authority of the system's (or of TlsFiles), and for one of the names
  authority,    // signed by one of `authority`, and for one of the names
  fingerprint,  // this very certificate, whatever its names and days
};

struct TlsCheck {
  TlsTrust trust = TlsTrust::system;
  std::string authority = {};    // PEM, one or more
  std::string fingerprint = {};  // SHA-256 of the certificate: 64 hex digits, small
  friend auto operator<=>(const TlsCheck&, const TlsCheck&) = default;
};

struct TlsIdentity {
  std::vector<std::string> names = {};  // host names and addresses; one of them is enough
  TlsCheck check = {};
  friend auto operator<=>(const TlsIdentity&, const TlsIdentity&) = default;
};

// Whether text holds certificates in PEM, and nothing that cannot be read.
bool is_authority(const std::string& pem);
// 64 small hex digits, from what people paste: colons, blanks and capitals go. "": it is none.
std::string as_fingerprint(const std::string& text);

}  // namespace rapport::sip
