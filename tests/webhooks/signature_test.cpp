#include "webhooks/signature.h"

#include <doctest/doctest.h>

#include "platform/crypto/encoding.h"

namespace rapport::webhooks {
namespace {

// whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
const std::string known_secret = *crypto::from_base64url("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
const char* const known_id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const char* const known_body = R"({"test": 2432232314})";

}  // namespace

TEST_CASE("the example of the Standard Webhooks specification gives its signature") {
  CHECK(shown_secret(known_secret) == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  CHECK(signatures({known_secret}, known_id, 1614265330, known_body) ==
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("while two secrets are good, both sign, the newer first") {
  const std::string both = signatures({"new", known_secret}, known_id, 1614265330, known_body);
  CHECK(both == signatures({"new"}, known_id, 1614265330, known_body) +
                    " v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

}  // namespace rapport::webhooks
