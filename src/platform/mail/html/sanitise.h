// HTML of strangers made harmless by an allow-list: what is not known to be harmless is not in the result.
// Any thread; keeps nothing. Does not fetch anything, and knows nothing of attachments: "cid:" stays for the
// desk to resolve.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::mail {

struct Sanitised {
  // Well-formed: every element closed, every attribute quoted. What is in it:
  // - <a href> of http, https, mailto, tel, with rel="noopener noreferrer nofollow" and target="_blank";
  // - <img src> of cid: and data:image/png|jpeg|gif|webp|bmp; a remote image has data-remote-src and no src;
  // - data-quote on what quotes an earlier mail, with all that is in it; data-quote-begins on an element from
  // which on
  //   everything quotes (Outlook).
  // No id, class, name, event handler, script, style sheet, form control, frame, object, SVG or MathML.
  std::string html;
  std::size_t remote_images = 0;
  std::vector<std::string> content_ids;  // that "cid:" names, in order, each once
  bool is_cut = false;                   // too long or too deep (see events.h): the front of it
};

Sanitised sanitise(std::string_view html);

// Escaped for an element's content and for a quoted attribute.
std::string escaped(std::string_view text);

}  // namespace rapport::mail
