// A mail's bytes become a Message. Any thread, several at once; keeps nothing; never throws, whatever the
// bytes. Does not sanitise HTML, follow links, decide who is to be believed, or look into attachments (zip
// files are nobody's here).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/mail/mime/message.h"

namespace rapport::mail {

// What happens at each is written at ProblemKind.
struct ParseLimits {
  std::size_t bytes_max = 50'000'000;
  std::size_t depth_max = 20;  // multiparts within multiparts
  std::size_t parts_max = 1'000;
  std::size_t recipients_max = 10'000;       // of all address fields together
  std::size_t header_bytes_max = 2'000'000;  // of the mail's header, and of each part's
  std::size_t headers_max = 1'000;           // fields in a header
  std::size_t line_bytes_max = 100'000;
  std::size_t text_bytes_max = 5'000'000;  // of the text and of the HTML, each
  std::size_t problems_max = 100;
};

struct ParseOptions {
  ParseLimits limits = {};
  // Whose Authentication-Results count (RFC 8601's authserv-id, without case); "": nobody's. The receiving
  // server must remove those that strangers wrote in its name.
  std::string authserv_id = {};
};

Message parse(std::string_view bytes, const ParseOptions& options = {});

}  // namespace rapport::mail
