// A reply taken apart: what is new, what it quotes, the signature. Plain text; pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace rapport::mail {

struct Reply {
  std::string fresh;      // without empty lines at its ends
  std::string quoted;     // from the line that introduces it ("On ... wrote:") to the end, as written
  std::string signature;  // what followed "-- ", without that line
};

// Conservative: what may be new stays in `fresh` (answers between quoted lines make the whole of it fresh).
Reply split_reply(std::string_view text);

}  // namespace rapport::mail
