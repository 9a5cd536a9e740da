// HTML of strangers: nothing that runs comes through, and what comes through is left as it is by a second
// time.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/utf8.h"
#include "platform/mail/html/quoted.h"
#include "platform/mail/html/sanitise.h"
#include "platform/mail/html/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rapport::mail;
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  if (!rapport::is_utf8(html) || html.find('\0') != std::string_view::npos) return 0;  // parse() sees to that
  const Sanitised once = sanitise(html);
  RAPPORT_CHECK(rapport::is_utf8(once.html));
  for (const char* bad :
       {"<script", "<iframe", "<style", "<svg", "<form", "<object", "<!--", "<base", "<meta", "<link"})
    RAPPORT_CHECK(once.html.find(bad) == std::string::npos);
  RAPPORT_CHECK(once.html.find("\"javascript:") == std::string::npos);
  const Sanitised twice = sanitise(once.html);
  RAPPORT_CHECK(twice.remote_images == 0);
  const std::string text = readable_text(html);
  RAPPORT_CHECK(rapport::is_utf8(text));
  const Reply reply = split_reply(text);
  RAPPORT_CHECK(reply.fresh.size() + reply.quoted.size() + reply.signature.size() <= text.size());
  return 0;
}
