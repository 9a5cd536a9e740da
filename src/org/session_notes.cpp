#include "org/session.h"

namespace rapport::org {

using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<SignInInput>) {
  return {.name = "SignIn",
          .fields = {{.name = "email", .max_length = 254},
                     {.name = "password", .max_length = 200},
                     {.name = "totp", .doc = "six digits, for those who have it", .max_length = 10}}};
}

Notes contract_notes(Tag<SignedIn>) {
  return {
      .name = "Session",
      .fields = {{.name = "csrf_token",
                  .doc = "goes into the header X-CSRF-Token of everything but GET; empty for API tokens"}}};
}

Notes contract_notes(Tag<PasswordInput>) {
  return {.name = "ChangePassword",
          .fields = {{.name = "old_password", .max_length = 200},
                     {.name = "new_password", .min_length = password_length_min, .max_length = 200}}};
}

Notes contract_notes(Tag<TotpCode>) {
  return {.fields = {{.name = "code", .doc = "six digits", .max_length = 10}}};
}

Notes contract_notes(Tag<PasswordProof>) {
  return {.fields = {{.name = "password", .max_length = 200}}};
}

}  // namespace rapport::org
