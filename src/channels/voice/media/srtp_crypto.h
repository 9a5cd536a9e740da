// The ciphers under libsrtp2: AES in counter mode and GCM, and HMAC-SHA1, by OpenSSL instead of what the
// library was built on (Debian: NSS, which takes and frees memory for every packet and costs several times as
// much). Keys are set up once for each stream; a packet allocates nothing. libsrtp2 still does all the rest
// of SRTP: which key, which index, replay, roll-over.
#pragma once

namespace rapport::media {

// After srtp_init, once for the process, before the first session. Runs the RFCs' test vectors and the
// library's own; false when one of them fails.
[[nodiscard]] bool use_openssl_for_srtp();

}  // namespace rapport::media
