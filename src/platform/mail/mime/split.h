// The tree of a mail's parts (RFC 2046), as views into its bytes: nothing is copied or decoded. Our own walk,
// because the limits must hold before anything is made of a part (decision 0020). Any thread; keeps nothing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/mime/fields.h"

namespace rapport::mail {

struct Part {
  Header header = {};
  Parametrised type = {};        // never empty: text/plain where nothing is said
  std::string disposition = {};  // lower case: "attachment", "inline", ""
  std::string file_name = {};
  std::string_view body = {};    // as it came; of a multipart all that is in it
  std::vector<Part> parts = {};  // of a multipart

  bool is_multipart() const { return !parts.empty(); }
};

Part split_parts(std::string_view bytes, const ParseLimits& limits, Problems& problems);

}  // namespace rapport::mail
