// A certificate of our own: ECDSA P-256, self-signed. For peers that know it by its fingerprint or do not
// check: SIP phones without one configured, WebRTC.
#pragma once

#include <string>

#include "base/result.h"

namespace rapport::crypto {

// PEM: the certificate, then its private key. Good from an hour ago for `days`. `common_name` is at most 64
// bytes.
Result<std::string> self_signed_certificate(const std::string& common_name, int days = 365);

}  // namespace rapport::crypto
