// What a request to a hook is: whether its signature holds, and what its body says of whom. Pure.
#pragma once

#include <string>
#include <vector>

#include "customers/upsert.h"
#include "webhooks/incoming/hook.h"

namespace rapport::incoming {

struct Signed {
  std::string key;         // header webhook-id
  std::string timestamp;   // header webhook-timestamp: seconds since 1970
  std::string signatures;  // header webhook-signature: "v1,BASE64 v1,BASE64"
};
// As the Standard Webhooks specification 1.0 has it: HMAC-SHA256 over "key.timestamp.body". `secrets`: bytes.
// forbidden: bad_signature, too_old (out of the window); invalid: bad_key.
Result<void> check_signature(const Signed& said, const std::string& body,
                             const std::vector<std::string>& secrets, Instant now);

struct Told {
  customers::CustomerWords customer;  // external_id, phone, email, name: what was said
  std::string event_id, kind;
  Instant at;
  std::string amount, currency, text;
};
// invalid, with the fields of the mapping.
Result<Told> read_body(const HookFields& hook, const std::string& body, const std::string& key, Instant now);

// invalid, with the fields: of a mapping that can say nothing.
Result<void> check_hook(const HookFields& fields);

}  // namespace rapport::incoming
