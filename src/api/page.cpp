#include "api/page.h"

#include "platform/crypto/encoding.h"

namespace rapport::api {

contract::Notes contract_notes(contract::Tag<PageQuery>) {
  return {.fields = {{.name = "cursor", .doc = "`next_cursor` of the page before.", .max_length = 1000},
                     {.name = "limit", .doc = "Items a page.", .min = 1, .max = 200, .has_default = true}}};
}

std::string cursor_text(std::string_view json) {
  return crypto::base64url(json);
}

Result<std::string> cursor_json(const std::string& text) {
  auto json = crypto::from_base64url(text);
  if (!json) return fail(ErrorCode::invalid, "bad_cursor", "this cursor was not made by this server");
  return std::move(*json);
}

}  // namespace rapport::api
