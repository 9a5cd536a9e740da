// Session descriptions of strangers: what is read is written and read to the same, and an answer to any offer
// is itself a description that can be read.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "channels/voice/sdp/negotiate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rapport::sdp;
  const auto session = parse({reinterpret_cast<const char*>(data), size});
  if (!session) return 0;
  const auto again = parse(write(*session));
  if (again) RAPPORT_CHECK(again->sections.size() == session->sections.size());
  for (const Security security : {Security::none, Security::sdes_optional, Security::sdes, Security::dtls}) {
    Local local;
    local.address = "192.0.2.1";
    local.port = 20000;
    local.codecs = {Codec::opus, Codec::g722, Codec::pcma, Codec::pcmu};
    local.security = security;
    local.keys = {{1, Suite::aead_aes_128_gcm, std::string(28, 'k')},
                  {2, Suite::aes_cm_128_hmac_sha1_80, std::string(30, 'k')}};
    local.ufrag = "ufrag";
    local.password = "passwordpasswordpassword";
    local.fingerprint = "AA";
    const auto answered = answer(*session, local);
    if (answered) {
      RAPPORT_CHECK(answered->session.sections.size() == session->sections.size());
      RAPPORT_CHECK(!answered->agreed.receive.empty());
      RAPPORT_CHECK(parse(write(answered->session)));
    }
    const Session offered = offer(local);
    (void)accept(offered, *session, local);
  }
  return 0;
}
